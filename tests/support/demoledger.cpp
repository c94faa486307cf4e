#include "core/engine/scorefacts.h"
#include "tests/support/demostate.h"

#include <algorithm>

namespace penelope::test {
namespace {

template <typename Fact> std::vector<Fact> byTime(std::vector<Fact> facts)
{
    std::stable_sort(
        facts.begin(), facts.end(), [](const Fact& left, const Fact& right) { return left.at < right.at; });
    return facts;
}

struct Change
{
    Instant at{};
    int by = 0;
};

/// When breakers of registered services opened and closed.
std::vector<Change> openings(const engine::ConsoleState& state)
{
    std::vector<Change> changes;
    state.breakers.forEach([&](const ServiceName& name, const auto& breaker) {
        if (!state.services.contains(name))
            return;
        auto phase = breaker::Phase::Closed;
        for (const auto& transition : breaker->transitions) {
            const int by = (transition.to == breaker::Phase::Open) - (phase == breaker::Phase::Open);
            if (by != 0)
                changes.push_back({transition.at, by});
            phase = transition.to;
        }
    });
    return changes;
}

} // namespace

engine::ConsoleState withLedger(engine::ConsoleState state)
{
    compliance::Ledger ledger;
    const auto facts = engine::scoreFacts(state, state.at);
    for (const auto& decision : byTime(facts.decisions)) {
        if (!decision.repeated)
            ledger.decisions.add(
                decision.at, 0, decision.decision == Decision::Observe, decision.decision == Decision::Escalate);
    }
    for (const auto& patch : byTime(facts.patches))
        ledger.patches.add(patch.at, 0, patch.lines);
    for (const auto& patch : byTime(facts.finished))
        ledger.finished.add(patch.at, 0, patch.success);
    for (const auto& deployment : byTime(facts.deployments))
        ledger.deployments.add(deployment.at, 0, deployment.respectedRest);
    std::vector<Change> known;
    state.services.forEach([&known](const ServiceName&, const auto& service) {
        if (!service->retired)
            known.push_back({service->registeredAt, 1});
    });
    for (const auto& change : byTime(known))
        ledger.known.add(change.at, 0, change.by);
    for (const auto& change : byTime(openings(state)))
        ledger.open.add(change.at, 0, change.by);
    state.ledger = std::move(ledger);
    return state;
}

} // namespace penelope::test
