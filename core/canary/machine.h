#pragma once

#include "core/canary/canary.h"
#include "core/canary/judge/sequential.h"
#include "core/policy/policy.h"

namespace penelope::canary {

/// Commands and effects' answers as events. Every function is pure; a draft's stream is canary/ID of its canary.
/// Refusals: Refused (the state does not allow it), Malformed (a needed reason is missing, a bad configuration).

/// The words of the judges that a canary may have, the default first.
QStringList judges();

struct Plan
{
    CanaryId id; ///< idFromSeq of the seq that CanaryCreated will get
    PatchId patch;
    ServiceName service;
    std::vector<patch::MetricSpec> metrics; ///< of the registration
    QString judge{};                        ///< of this canary; empty = the policy's
};
/// Steps strictly increasing within 1..100 and ending at 100; durations > 0; limits in range.
penelope::Status validateSteps(const std::vector<int>& steps);
/// The configuration in force goes into the event, and from there into every verdict. Where no critical metric has a
/// weight there is no evidence to weigh and the judge is `thresholds`, whatever was asked for.
Result<journal::Drafts> create(const Plan& plan, const policy::State& policy);

/// What is known of the stable arm before the canary gets a request.
struct Beginning
{
    std::map<QString, judge::History> history; ///< by metric
    std::optional<Milliseconds> scrape;        ///< the interval of judgement: the source's poll
};
/// The canary runs; its first step is decided with it. `by`: actor of the step.
Result<journal::Drafts> start(const Canary& canary, const QString& commit, const Beginning& beginning = {});

/// The router said what was asked (no share yet), or 500 requests confirmed the share.
journal::Drafts confirmTraffic(
    const Canary& canary, int percent, std::optional<double> share = {}, std::optional<qint64> requests = {});
journal::Drafts unconfirmTraffic(const Canary& canary, int percent, std::optional<int> readBack, const QString& reason);

Result<journal::Drafts> pause(const Canary& canary, const QString& reason);
Result<journal::Drafts> resume(const Canary& canary, const QString& reason);
/// One step on, or to the last one (`full`), by a person: needs a reason and says which evidence it overrides (appended
/// to the reason's event).
Result<journal::Drafts> promote(const Canary& canary, const QString& actor, const QString& reason, bool full = false);
/// Back now; a rollback for precedents. The reason may be empty.
Result<journal::Drafts> abort(const Canary& canary, const QString& reason);
/// Back because the change is no longer wanted; counts as nothing.
Result<journal::Drafts> cancel(const Canary& canary, const QString& reason);
/// By the core: codes of contracts.md 4 (start_failed, promote_failed, router, environment, …).
Result<journal::Drafts> rollBack(const Canary& canary, const QString& code, const QString& text);

journal::Drafts
finishGate(const Canary& canary, const QString& gate, const QString& result, int exitCode, const QString& logTail);
/// How the gate ended: passed, failed, unavailable; nothing while it has not.
std::optional<QString> gateResult(const Canary& canary, const QString& gate);
/// The promotion's commit is on the branch: from here on it is finished, or taken back with a revert.
journal::Drafts commitPromotion(const Canary& canary, const QString& commit);
/// Status by how it ended: Completed after promotion, Cancelled after `cancelled`, Failed after any other rollback.
Result<journal::Drafts> finish(const Canary& canary, Instant now);

/// Of CanaryCreated's metrics[]; reading is total.
Json toJson(const patch::MetricSpec& metric);
patch::MetricSpec metricFromJson(const Json& value);

} // namespace penelope::canary
