#pragma once

#include "core/approval/approval.h"
#include "core/base/sharedmap.h"
#include "core/base/vocabulary.h"
#include "core/breaker/breaker.h"
#include "core/canary/canary.h"
#include "core/journal/event.h"
#include "core/metrics/family.h"

#include <map>

namespace penelope::engine {

struct ConsoleState;

/// The upper bounds of the exported histograms; domain.md 12 where it names them.
namespace bounds {
std::vector<double> decisionSeconds();
std::vector<double> loggingSeconds();
std::vector<double> risk();
std::vector<double> responseSeconds();
std::vector<double> patchLines();
std::vector<double> canarySeconds();
} // namespace bounds

/// The reasons of a rollback (contracts.md 4); any other is counted as "other".
const QStringList& rollbackReasons();
/// Why a deployment did not respect rest, in the order in which one reason is chosen where there are several.
const QStringList& exceptionKinds();
/// How a canary may end, and how a finished patch may.
const std::vector<canary::Status>& canaryOutcomes();
const QStringList& deploymentOutcomes();
/// The kinds of decision entries: the core's, and the ends of requests.
const QStringList& loggedTypes();

/// What happened to one service, counted since the journal began.
struct ServiceTally
{
    std::map<std::pair<breaker::Phase, breaker::Phase>, qint64> transitions; ///< from, to
    qint64 allowed = 0;                                                      ///< attempts that the breaker let start
    qint64 blocked = 0;                                                      ///< attempts that it refused
    std::map<canary::Status, qint64> canaries;                               ///< that came to the status
    std::map<QString, qint64> rollbacks;                                     ///< by reason
    std::map<canary::Status, metrics::Histogram> canarySeconds; ///< from creation to the end, by how it ended

    void add(const ServiceTally& other);
    bool operator==(const ServiceTally&) const = default;
};

/// What the rows of the state do not keep and a counter needs. Counted since the journal began, so the counters of
/// domain.md 12 go on after a restart.
struct Tally
{
    std::map<Decision, qint64> decisions; ///< without looks again that came to the same
    std::map<QString, qint64> logged;     ///< decision entries by type, looks again too
    metrics::Histogram decisionSeconds{bounds::decisionSeconds()};
    metrics::Histogram risk{bounds::risk()};
    std::map<approval::Status, qint64> approvals; ///< requests that came to the status
    metrics::Histogram responseSeconds{bounds::responseSeconds()};
    qint64 highRiskPatches = 0;
    metrics::Histogram patchLines{bounds::patchLines()};
    std::map<QString, qint64> deployments; ///< finished: success, failure, rollback
    std::map<QString, qint64> exceptions;  ///< deployments that did not respect rest, once each
    SharedMap<ServiceName, ServiceTally> services;

    bool operator==(const Tally&) const = default;
};

/// Counts an event that `state` has applied already. Constant time, pure, total.
void count(Tally& tally, const ConsoleState& state, const journal::Event& event);

} // namespace penelope::engine
