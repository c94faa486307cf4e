#include "core/engine/scorefacts.h"

using namespace Qt::Literals::StringLiterals;

namespace penelope::engine {
namespace {

bool openAt(const breaker::Breaker& breaker, Instant at)
{
    auto phase = breaker::Phase::Closed;
    for (const auto& transition : breaker.transitions) {
        if (transition.at <= at)
            phase = transition.to;
    }
    return phase == breaker::Phase::Open;
}

} // namespace

compliance::Facts scoreFacts(const ConsoleState& state, Instant at, qint64 verified, qint64 counted)
{
    compliance::Facts facts;
    state.anomalies.forEach([&](const AnomalyId&, const auto& anomaly) {
        for (const auto& decision : anomaly->decisions)
            facts.decisions.push_back({decision.at, decision.decision, decision.repeated});
    });
    state.patches.forEach([&](const PatchId&, const auto& patch) {
        facts.patches.push_back({patch->proposedAt, patch->linesAdded + patch->linesRemoved});
        // What was no longer wanted counts as nothing, also where a canary had to go back for it.
        if (patch->isFinished() && patch->endedAt && patch->status != patch::Status::Refused &&
            patch->status != patch::Status::Cancelled && patch->status != patch::Status::Shadowed &&
            patch->endReason != "cancelled"_L1)
            facts.finished.push_back({*patch->endedAt, patch->watchHealthy.value_or(false)});
    });
    for (const auto& deployment : state.deployments)
        facts.deployments.push_back({deployment->at, deployment->respectedRest});
    state.services.forEach([&](const ServiceName& name, const auto& service) {
        if (service->retired || service->registeredAt > at)
            return;
        ++facts.breakersKnown;
        if (const auto breaker = state.breakers.find(name); breaker && openAt(*breaker, at))
            ++facts.breakersOpen;
    });
    facts.entriesVerified = verified;
    facts.entriesCounted = counted;
    return facts;
}

compliance::Score scoreAt(const Snapshot& snapshot, Instant at, Milliseconds window)
{
    return compliance::score(snapshot.state->ledger, snapshot.live.verified, at, window);
}

} // namespace penelope::engine
