#include "core/engine/ledgerfold.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A patch that was refused, withdrawn or only imagined never reached the service, and one that was no longer wanted
/// proves nothing, also where a canary had to go back for it.
bool endedInService(const patch::Patch& patch)
{
    return patch.isFinished() && patch.status != patch::Status::Refused && patch.status != patch::Status::Cancelled &&
           patch.status != patch::Status::Shadowed && patch.endReason != "cancelled"_L1;
}

} // namespace

LedgerFold::LedgerFold(const ConsoleState& before, const journal::Event& event)
    : m_event(event)
    , m_before(countsOf(before))
{}

LedgerFold::Counts LedgerFold::countsOf(const ConsoleState& state) const
{
    Counts counts;
    const auto kind = m_event.streamKind();
    if (kind == "service"_L1 || kind == "breaker"_L1) {
        const ServiceName name{m_event.subject()};
        const auto service = state.services.find(name);
        const auto breaker = state.breakers.find(name);
        counts.known = service && !service->retired;
        counts.open = counts.known && breaker && breaker->phase == breaker::Phase::Open;
    } else if (kind == "patch"_L1) {
        const auto patch = state.patches.find(PatchId{m_event.subject()});
        counts.finished = patch && endedInService(*patch);
    }
    return counts;
}

void LedgerFold::record(ConsoleState& after) const
{
    auto& ledger = after.ledger;
    if (m_event.kind == "DecisionMade"_L1) {
        const auto anomaly = after.anomalies.find(AnomalyId{m_event.subject()});
        const auto* decision = anomaly ? anomaly->decision() : nullptr;
        if (decision && decision->seq == m_event.seq && !decision->repeated)
            ledger.decisions.add(
                m_event.time, m_event.seq, decision->decision == Decision::Observe,
                decision->decision == Decision::Escalate);
    } else if (m_event.kind == "PatchProposed"_L1) {
        const auto patch = after.patches.find(PatchId{m_event.subject()});
        if (patch)
            ledger.patches.add(m_event.time, m_event.seq, patch->linesAdded + patch->linesRemoved);
    } else if (m_event.kind == "CanaryStarted"_L1) {
        const CanaryId canary{m_event.subject()};
        if (after.canaries.contains(canary) && !after.deployments.empty())
            ledger.deployments.add(m_event.time, m_event.seq, after.deployments.back()->respectedRest);
    }
    recordChanges(after, countsOf(after));
}

void LedgerFold::recordChanges(ConsoleState& after, const Counts& now) const
{
    auto& ledger = after.ledger;
    if (now.known != m_before.known)
        ledger.known.add(m_event.time, m_event.seq, now.known ? 1 : -1);
    if (now.open != m_before.open)
        ledger.open.add(m_event.time, m_event.seq, now.open ? 1 : -1);
    if (now.finished && !m_before.finished) {
        const auto patch = after.patches.find(PatchId{m_event.subject()});
        ledger.finished.add(m_event.time, m_event.seq, patch->watchHealthy.value_or(false));
    }
}

} // namespace penelope::engine
