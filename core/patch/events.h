#pragma once

#include "core/base/sharedmap.h"
#include "core/journal/event.h"
#include "core/patch/patch.h"
#include "core/patch/service.h"

#include <optional>

/// The patch and service streams of contracts.md 4: the fold, and the payload of each event (named like the event).
namespace penelope::patch {

using Patches = SharedMap<PatchId, Patch>;
using Services = SharedMap<ServiceName, Service>;

/// Folds the patch stream, and what other streams say of a patch (ApprovalRequested, CanaryCreated). `watch` is how
/// long a promoted patch is watched (canary.watch).
void apply(Patches& patches, const journal::Event& event, Milliseconds watch);
void apply(Services& services, const journal::Event& event);

QString streamOf(const PatchId& id);
QString streamOf(const ServiceName& name);

Json patchProposed(const Patch& patch);
Json patchChecked(bool applies, const QStringList& files, const QStringList& violations);
Json praotesJudged(const Gentleness& gentleness);
Json competenceJudged(const CompetenceReport& report);

struct Twin
{
    QString result; ///< passed, failed, unavailable
    std::optional<int> testsRun;
    std::optional<int> testsFailed;
    std::optional<Milliseconds> soak;
    std::optional<double> p99BeforeMs;
    std::optional<double> p99AfterMs;
    QString reason;
    TwinTrial trial = {};
};
Json twinFinished(const Twin& twin);
TwinTrial twinTrialFrom(const Json& payload);
Json patchQueued(const Queue& queue);
Json patchReleased();
/// Gates: rest_day, budget, gap, breaker. Kinds: p0, security_breach, data_loss, forced.
Json patchExcepted(const QString& gate, const QString& kind, const QString& reason);
Json patchShadowed(const QString& act, Level level);
Json patchRefused(const Refusal& refusal);
Json patchCancelled(const QString& reason);
Json patchPromoted(const QString& commit);
Json watchFinished(bool healthy, std::optional<double> baseline, std::optional<double> measured);
/// Without a commit there is nothing to revert: pass an empty `revertCommit`.
Json patchRolledBack(const QString& code, const QString& text, const QString& revertCommit);

Gentleness gentlenessFrom(const Json& payload);
CompetenceReport competenceFrom(const Json& payload);

Json serviceRegistered(const Registration& registration); ///< also ServiceChanged
Json serviceRetired(const QString& reason);
Json serviceArmed(Arming from, Arming to, const QString& reason);

} // namespace penelope::patch
