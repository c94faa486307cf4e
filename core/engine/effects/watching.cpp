#include "core/engine/effects/ending.h"
#include "core/engine/wanted.h"

namespace penelope::engine {

/// One look's questions; whoever holds the last copy of it tells.
struct WatchEffect::Round
{
    std::function<void()> close;
    ~Round() { close(); }
};

void WatchEffect::look(const ConsoleState& state)
{
    std::erase_if(m_runs, [&state](const auto& entry) {
        const auto patch = state.patches.find(entry.first);
        return !patch || !wanted::watch(*patch);
    });
    state.patches.forEachOngoing([&](const PatchId& id, const auto& patch) {
        if (!wanted::watch(*patch))
            return;
        auto& run = m_runs[id];
        if (!run)
            run = std::make_shared<Run>();
        if (run->busy || run->next > tick())
            return;
        const auto registration = registrationOf(state, patch->service);
        run->next = tick() + pollOf(m_world.settings, registration.prometheus);
        run->busy = true;
        ask(*patch, registration, run);
    });
}

void WatchEffect::ask(const patch::Patch& patch, const patch::Registration& registration, const RunRow& run)
{
    constexpr Milliseconds healthLimit{2000};
    auto round = std::make_shared<Round>();
    round->close = guarded([this, run, id = patch.id] {
        run->busy = false;
        canary::Look look;
        look.now = now();
        look.requests = run->requests;
        if (run->requests > 0)
            look.errorRate = run->failures / run->requests;
        look.unhealthySince = run->unhealthySince;
        m_world.tell(WatchSeen{id, look});
    });
    m_world.ports.runner.waitReady(
        registration.stableReady, healthLimit, guarded([this, run, round](const Status& ready) {
            if (ready)
                run->unhealthySince.reset();
            else if (!run->unhealthySince)
                run->unhealthySince = now();
        }));
    auto* metrics = metricsOf(m_world.ports, registration);
    for (const auto& metric : registration.metrics) {
        const auto total = patch::expand(metric.total, registration, patch::Arm::Stable);
        const auto bad = patch::expand(metric.bad, registration, patch::Arm::Stable);
        if (metric.kind != patch::MetricKind::Ratio || !metrics || !total || !bad)
            continue;
        metrics->query(*total, [run, round](const Result<prometheus::Answer>& answer) {
            if (answer)
                run->requests += run->total.take(answer->series).sum;
        });
        metrics->query(*bad, [run, round](const Result<prometheus::Answer>& answer) {
            if (answer)
                run->failures += run->bad.take(answer->series).sum;
        });
        break;
    }
}

} // namespace penelope::engine
