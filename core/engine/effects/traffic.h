#pragma once

#include "core/engine/effects/armcounts.h"
#include "core/engine/effects/effect.h"
#include "core/engine/effects/newestcanaries.h"

namespace penelope::engine {

/// Keeps the router at what the journal says: sets and reads back the decided weights, confirms the share, puts back
/// what the router forgot, and leaves a canary without a share no traffic.
class TrafficEffect final : public Effect
{
public:
    /// Whether a promotion is already bringing the canary's traffic home: its share is no longer asserted.
    using GoingHome = std::function<bool(const CanaryId&)>;
    TrafficEffect(World world, GoingHome goingHome)
        : Effect(std::move(world))
        , m_goingHome(std::move(goingHome))
    {}
    void look(const ConsoleState& state) override;

private:
    struct Base
    {
        int step = 0;
        TrafficRouter::Split split;
    };
    struct Counted
    {
        int step = 0;
        std::shared_ptr<ArmCounts> counts;
    };
    using Seen = std::function<void(const canary::Canary&, const Result<TrafficRouter::Split>&)>;

    void assertShare(const ConsoleState& state, const canary::Canary& canary, const patch::Registration& registration);
    void set(const canary::Canary& canary, const Json& target);
    void setStableOnly(const canary::Canary& canary, const Json& target);
    /// Reads once each poll; `seen` gets the canary as it is when the answer comes.
    void read(const canary::Canary& canary, const patch::Registration& registration, Seen seen);
    void watchShare(const canary::Canary& canary, const Json& target, const Result<TrafficRouter::Split>& split);
    void watchStable(const canary::Canary& canary, const Json& target, const Result<TrafficRouter::Split>& split);
    void readShare(const canary::Canary& canary, const TrafficRouter::Split& split);
    /// For a router that counts no requests: by the counters of Prometheus.
    void countShare(const canary::Canary& canary, int readBack);
    /// Answers whether the share is as decided.
    bool judgeShare(const canary::Canary& canary, int readBack, const TrafficRouter::Requests& requests);
    void tellUnconfirmed(const canary::Canary& canary, int percent, int readBack, const QString& reason);

    GoingHome m_goingHome;
    NewestCanaries m_newest;
    std::map<CanaryId, Base> m_bases;
    std::map<CanaryId, Counted> m_counted;
    std::map<CanaryId, Tick> m_next;
    Tick m_nextStable{};
};

} // namespace penelope::engine
