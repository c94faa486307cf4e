#include "core/engine/tally.h"

#include "core/engine/consolestate.h"

#include <QHash>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::engine {

namespace bounds {

std::vector<double> decisionSeconds()
{
    return {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
}

std::vector<double> loggingSeconds()
{
    return {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1};
}

std::vector<double> risk()
{
    return {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
}

std::vector<double> responseSeconds()
{
    return {60, 300, 900, 1800, 3600, 7200, 14400};
}

std::vector<double> patchLines()
{
    return {1, 5, 10, 15, 25, 50};
}

std::vector<double> canarySeconds()
{
    return {300, 900, 1800, 3600, 7200};
}

} // namespace bounds

namespace {

using journal::Event;

double inSeconds(Milliseconds span)
{
    return static_cast<double>(span.count()) / 1000;
}

template <typename Change> void forService(Tally& tally, const ServiceName& service, Change&& change)
{
    if (!service.isEmpty())
        tally.services.update(service, std::forward<Change>(change));
}

void countDecision(Tally& tally, const ConsoleState& state, const Event& event)
{
    const auto anomaly = state.anomalies.find(AnomalyId{event.subject()});
    const auto* record = anomaly ? anomaly->decision() : nullptr;
    if (!record || record->seq != event.seq)
        return;
    ++tally.logged[toWord(record->decision)];
    if (record->repeated)
        return;
    ++tally.decisions[record->decision];
    tally.decisionSeconds.observe(static_cast<double>(record->durationUs) / 1e6);
    tally.risk.observe(record->risk.totalHundredths / 100.0);
}

void countProposal(Tally& tally, const ConsoleState& state, const Event& event)
{
    const auto patch = state.patches.find(PatchId{event.subject()});
    if (!patch)
        return;
    tally.patchLines.observe(patch->linesAdded + patch->linesRemoved);
    const auto anomaly = state.anomalies.find(patch->anomaly);
    const auto* record = anomaly ? anomaly->decision() : nullptr;
    const auto limit = std::lround(state.policy.ratio(u"approval.risk"_s) * 100);
    if (record && limit > 0 && record->risk.totalHundredths >= limit)
        ++tally.highRiskPatches;
}

void countWatch(Tally& tally, const ConsoleState& state, const Event& event)
{
    const auto patch = state.patches.find(PatchId{event.subject()});
    if (!patch)
        return;
    const bool healthy = patch->watchHealthy.value_or(false);
    ++tally.deployments[healthy ? u"success"_s : u"failure"_s];
    if (!healthy)
        forService(tally, patch->service, [](ServiceTally& service) { ++service.rollbacks[u"watch"_s]; });
}

void countRollback(Tally& tally, const ConsoleState& state, const Event& event)
{
    const auto patch = state.patches.find(PatchId{event.subject()});
    // What the watch sent back was counted when the watch ended; what was no longer wanted counts as nothing.
    if (patch && !patch->watchHealthy && patch->endReason != "cancelled"_L1)
        ++tally.deployments[u"rollback"_s];
}

void countRequest(Tally& tally, const ConsoleState& state, const Event& event)
{
    if (state.approvals.contains(ApprovalId{event.subject()}))
        ++tally.approvals[approval::Status::Pending];
}

void countAnswer(Tally& tally, const ConsoleState& state, const Event& event)
{
    const auto approval = state.approvals.find(ApprovalId{event.subject()});
    // The first vote of two ends nothing.
    if (!approval || approval->isPending())
        return;
    ++tally.approvals[approval->status];
    if (approval->status == approval::Status::Cancelled)
        return;
    ++tally.logged[approval::toWord(approval->status)];
    if (approval->status != approval::Status::Expired)
        tally.responseSeconds.observe(inSeconds(event.time - approval->requestedAt));
}

QString exceptionOf(const patch::Patch& patch)
{
    for (const auto& kind : exceptionKinds()) {
        const auto excepted = std::any_of(patch.exceptions.begin(), patch.exceptions.end(), [&kind](const auto& one) {
            return one.section(u':', 0, 0) == kind;
        });
        if (excepted)
            return kind;
    }
    return u"forced"_s;
}

void countException(Tally& tally, const ConsoleState& state, const canary::Canary& canary)
{
    const auto patch = state.patches.find(canary.patch);
    if (patch && (patch->forced || !patch->exceptions.isEmpty()))
        ++tally.exceptions[exceptionOf(*patch)];
}

void finishCanary(ServiceTally& service, const canary::Canary& canary, const Event& event)
{
    const auto known = service.canarySeconds.try_emplace(canary.status, bounds::canarySeconds()).first;
    const Milliseconds took{event.payload.integer(u"duration_ms").value_or((event.time - canary.createdAt).count())};
    known->second.observe(inSeconds(took));
}

void countCanary(Tally& tally, const ConsoleState& state, const Event& event)
{
    const auto canary = state.canaries.find(CanaryId{event.subject()});
    // A step decided is a new status only where it is the end of the last.
    if (!canary || (event.kind == "CanaryStepDecided"_L1 && canary->status != canary::Status::Promoting))
        return;
    if (event.kind == "CanaryStarted"_L1)
        countException(tally, state, *canary);
    forService(tally, canary->service, [&](ServiceTally& service) {
        ++service.canaries[canary->status];
        if (event.kind == "CanaryCreated"_L1)
            ++service.allowed;
        else if (event.kind == "CanaryFinished"_L1)
            finishCanary(service, *canary, event);
        else if (event.kind == "CanaryRollbackDecided"_L1)
            ++service.rollbacks[rollbackReasons().contains(canary->rollbackCode) ? canary->rollbackCode : u"other"_s];
    });
}

void countTransition(Tally& tally, const ConsoleState& state, const Event& event)
{
    const ServiceName name{event.subject()};
    const auto breaker = state.breakers.find(name);
    if (!breaker || breaker->transitions.empty())
        return;
    const auto& turns = breaker->transitions;
    const auto from = turns.size() > 1 ? turns[turns.size() - 2].to : breaker::Phase::Closed;
    if (from != breaker->phase)
        forService(tally, name, [&](ServiceTally& service) { ++service.transitions[{from, breaker->phase}]; });
}

void countBlocked(Tally& tally, const ConsoleState&, const Event& event)
{
    forService(tally, ServiceName{event.subject()}, [](ServiceTally& service) { ++service.blocked; });
}

template <typename Key> void addCounts(std::map<Key, qint64>& into, const std::map<Key, qint64>& other)
{
    for (const auto& [key, number] : other)
        into[key] += number;
}

} // namespace

const QStringList& rollbackReasons()
{
    static const QStringList reasons{u"threshold"_s, u"evidence"_s,     u"limit"_s,          u"canary_absent"_s,
                                     u"router"_s,    u"start_failed"_s, u"promote_failed"_s, u"watch"_s,
                                     u"operator"_s,  u"cancelled"_s,    u"environment"_s,    u"other"_s};
    return reasons;
}

const QStringList& exceptionKinds()
{
    static const QStringList kinds{u"rest_day"_s, u"budget"_s, u"gap"_s, u"breaker"_s, u"forced"_s};
    return kinds;
}

const std::vector<canary::Status>& canaryOutcomes()
{
    static const std::vector outcomes{canary::Status::Completed, canary::Status::Failed, canary::Status::Cancelled};
    return outcomes;
}

const QStringList& deploymentOutcomes()
{
    static const QStringList outcomes{u"success"_s, u"failure"_s, u"rollback"_s};
    return outcomes;
}

const QStringList& loggedTypes()
{
    static const QStringList types{u"observe"_s,  u"intervene"_s, u"escalate"_s,
                                   u"approved"_s, u"rejected"_s,  u"expired"_s};
    return types;
}

void ServiceTally::add(const ServiceTally& other)
{
    addCounts(transitions, other.transitions);
    allowed += other.allowed;
    blocked += other.blocked;
    addCounts(canaries, other.canaries);
    addCounts(rollbacks, other.rollbacks);
    for (const auto& [status, spans] : other.canarySeconds)
        canarySeconds.try_emplace(status, bounds::canarySeconds()).first->second.add(spans);
}

void count(Tally& tally, const ConsoleState& state, const Event& event)
{
    using Count = void (*)(Tally&, const ConsoleState&, const Event&);
    static const QHash<QString, Count> counts{
        {u"DecisionMade"_s, countDecision},
        {u"PatchProposed"_s, countProposal},
        {u"WatchFinished"_s, countWatch},
        {u"PatchRolledBack"_s, countRollback},
        {u"ApprovalRequested"_s, countRequest},
        {u"ApprovalGranted"_s, countAnswer},
        {u"ApprovalRejected"_s, countAnswer},
        {u"ApprovalExpired"_s, countAnswer},
        {u"ApprovalCancelled"_s, countAnswer},
        {u"CanaryCreated"_s, countCanary},
        {u"CanaryStarted"_s, countCanary},
        {u"CanaryPaused"_s, countCanary},
        {u"CanaryStepDecided"_s, countCanary},
        {u"CanaryRollbackDecided"_s, countCanary},
        {u"CanaryFinished"_s, countCanary},
        {u"BreakerOpened"_s, countTransition},
        {u"BreakerProbeAcquired"_s, countTransition},
        {u"BreakerProbeReleased"_s, countTransition},
        {u"BreakerClosed"_s, countTransition},
        {u"BreakerBlocked"_s, countBlocked}};
    if (const auto found = counts.constFind(event.kind); found != counts.constEnd())
        (*found)(tally, state, event);
}

} // namespace penelope::engine
