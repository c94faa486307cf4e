#pragma once

#include "core/engine/effects/effect.h"
#include "core/engine/effects/gate.h"
#include "core/prometheus/counter.h"

#include <set>

namespace penelope::engine {

/// What the ways to an end share: one patch of one service, step by step, each safe to do again.
class EndingEffect : public Effect
{
public:
    using Effect::Effect;

protected:
    struct Journey
    {
        QString key;
        CanaryId canary;
        PatchId patch;
        patch::Registration registration;
        QString diff;
        QString intent;
        QString folder;
        QString commit;
        QString reason;
        QString revertCommit;
        PatchRepository::Trailers trailers;
        qint64 seq = 0;
        bool atEnd = false; ///< the last step was passed: the promotion may have begun
    };
    using JourneyRow = std::shared_ptr<Journey>;
    using Next = std::function<void()>;
    using Otherwise = std::function<void(const Error&)>;

    JourneyRow journeyOf(const ConsoleState& state, const patch::Patch& patch, const QString& key) const;
    /// Trying again for ever, a failed step at a time.
    void retry(const JourneyRow& journey, const QString& effect, const Error& error);
    void stableOnly(const JourneyRow& journey, const Next& next, const Otherwise& otherwise);
    void deploy(const JourneyRow& journey, const Next& next, const Otherwise& otherwise);
    void stopCanary(const JourneyRow& journey, const Next& next, const Otherwise& otherwise);
    void removeTree(const JourneyRow& journey, const Next& next, const Otherwise& otherwise);
};

/// Promotes: commit, promote, readiness, all traffic to stable, stop the canary, remove its tree. The commit is an
/// event before anything runs it, so that whoever takes the promotion back knows what to revert.
class PromotionEffect final : public EndingEffect
{
public:
    explicit PromotionEffect(World world)
        : EndingEffect(std::move(world))
        , m_gates(m_world)
    {}
    void look(const ConsoleState& state) override;

    /// A step of it is on its way; nobody else may touch the service's branch and its stable arm.
    bool isUnderWay(const CanaryId& id) const { return m_underWay.contains(id); }
    /// Deployed: the canary's traffic is being taken home.
    bool isGoingHome(const CanaryId& id) const { return m_goingHome.contains(id); }

private:
    using Passed = void (PromotionEffect::*)(const JourneyRow&);
    /// Through the gate, where one is registered and not passed yet; then on.
    void gate(const JourneyRow& journey, const QString& name, Passed passed);
    void commit(const JourneyRow& journey);
    void deployed(const JourneyRow& journey);
    void cleanUp(const JourneyRow& journey);
    void failed(const JourneyRow& journey, const Error& error, bool final);
    void settled(const JourneyRow& journey);
    bool isStillWanted(const JourneyRow& journey) const;

    Gates m_gates;
    std::set<CanaryId> m_underWay;
    std::set<CanaryId> m_goingHome;
};

/// Goes back: all traffic to stable first, at once; then the canary, its tree, and where there is one, the commit.
class RollbackEffect final : public EndingEffect
{
public:
    /// Whether a promotion of this canary has a step on its way: traffic goes back at once, the rest waits for it.
    using Promoting = std::function<bool(const CanaryId&)>;
    RollbackEffect(World world, Promoting promoting)
        : EndingEffect(std::move(world))
        , m_promoting(std::move(promoting))
    {}
    void look(const ConsoleState& state) override;

private:
    Promoting m_promoting;
    void goBack(const JourneyRow& journey);
    void undo(const JourneyRow& journey, const Next& next);
    void revert(const JourneyRow& journey, const Next& next);
};

/// Looks at a promoted patch: error rate since the promotion, health.
class WatchEffect final : public Effect
{
public:
    using Effect::Effect;
    void look(const ConsoleState& state) override;

private:
    struct Run
    {
        prometheus::Counters total;
        prometheus::Counters bad;
        double requests = 0;
        double failures = 0;
        std::optional<Instant> unhealthySince;
        Tick next{};
        bool busy = false;
    };
    struct Round;
    using RunRow = std::shared_ptr<Run>;
    void ask(const patch::Patch& patch, const patch::Registration& registration, const RunRow& run);
    std::map<PatchId, RunRow> m_runs;
};

} // namespace penelope::engine
