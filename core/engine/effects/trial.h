#pragma once

#include "core/engine/effects/armcounts.h"
#include "core/engine/effects/effect.h"
#include "core/prometheus/counter.h"

namespace penelope::engine {

/// Brings a created canary up: worktree, start_canary, readiness.
class StartEffect final : public Effect
{
public:
    using Effect::Effect;
    void look(const ConsoleState& state) override;

private:
    struct Trial;
    using TrialRow = std::shared_ptr<Trial>;
    struct Recollection;
    void start(const TrialRow& trial);
    void ready(const TrialRow& trial);
    /// Reads the hour before from Prometheus; a source that does not answer leaves the canary without history.
    void recall(const TrialRow& trial);
    void started(const TrialRow& trial, const canary::Beginning& beginning);
    void giveUpOrRetry(const TrialRow& trial, const Error& error);
    void failed(const TrialRow& trial, const QString& text);
};

/// Sets and reads back the decided weights, confirms the share, and sets them again where the router forgot them.
class TrafficEffect final : public Effect
{
public:
    using Effect::Effect;
    void look(const ConsoleState& state) override;

private:
    struct Base
    {
        int step = 0;
        TrafficRouter::Split split;
        Tick next{};
    };
    struct Counted
    {
        int step = 0;
        std::shared_ptr<ArmCounts> counts;
    };
    void set(const canary::Canary& canary, const Json& target);
    void watchShare(const canary::Canary& canary, const Json& target, Milliseconds poll);
    void seen(const canary::Canary& canary, const Json& target, const TrafficRouter::Split& split);
    void readShare(const canary::Canary& canary, const TrafficRouter::Split& split);
    /// For a router that counts no requests: by the counters of Prometheus.
    void countShare(const canary::Canary& canary, int readBack);
    /// Answers whether the share is as decided.
    bool judgeShare(const canary::Canary& canary, int readBack, const TrafficRouter::Requests& requests);
    std::map<CanaryId, Base> m_bases;
    std::map<CanaryId, Counted> m_counted;
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
