#pragma once

#include "core/engine/effects/effect.h"
#include "core/engine/effects/gate.h"
#include "core/prometheus/counter.h"

namespace penelope::engine {

/// Brings a created canary up: worktree, start_canary, readiness.
class StartEffect final : public Effect
{
public:
    explicit StartEffect(World world)
        : Effect(std::move(world))
        , m_gates(m_world)
    {}
    void look(const ConsoleState& state) override;

private:
    struct Trial;
    using TrialRow = std::shared_ptr<Trial>;
    struct Recollection;
    /// The gate before the start, where one is registered and not passed yet; then the start.
    void gate(const TrialRow& trial);
    void start(const TrialRow& trial);
    void ready(const TrialRow& trial);
    /// Reads the hour before from Prometheus; a source that does not answer leaves the canary without history.
    void recall(const TrialRow& trial);
    void started(const TrialRow& trial, const canary::Beginning& beginning);
    void giveUpOrRetry(const TrialRow& trial, const Error& error);
    void failed(const TrialRow& trial, const QString& text);

    Gates m_gates;
};

/// Measures running canaries, one round of questions each poll.
class SamplingEffect final : public Effect
{
public:
    using Effect::Effect;
    void look(const ConsoleState& state) override;

private:
    struct Round;
    struct Run
    {
        Run(const patch::Registration& registration, Milliseconds longest)
            : measure(registration, longest)
        {}
        canary::Measure measure;
        int step = 0;
        Tick next{};
        bool busy = false;
    };
    void ask(const canary::Canary& canary, const patch::Registration& registration, MetricSource& metrics);
    std::map<CanaryId, std::shared_ptr<Run>> m_runs;
};

} // namespace penelope::engine
