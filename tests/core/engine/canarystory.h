#pragma once

#include "core/patch/events.h"
#include "tests/support/scriptedworld.h"

/// A scripted canary brought to where a test wants it, and what must hold of it at every second.
namespace penelope::test {

using namespace Qt::Literals::StringLiterals;

/// The service again, its metrics weighed by evidence: the judge is then `sequential`, else `thresholds`.
inline bool weigh(ScriptedWorld& world)
{
    auto registration = world.state().services.find(ServiceName{u"payments"_s})->registration;
    for (auto& metric : registration.metrics)
        metric.weight = 0.5;
    const auto event = patch::serviceRegistered(registration);
    return !world.send(u"service_register"_s, Json::object({{u"registration"_s, event[u"registration"]}}), u"core"_s);
}

/// Approved, and stable well again: the anomaly's cause is not what is told here.
inline bool reachApproved(ScriptedWorld& world)
{
    world.metrics.stable.slowShare = 0.2;
    world.raise(u"high"_s, world.clock.now());
    if (!world.runUntil(u"ApprovalRequested"_s, 10) || world.approve())
        return false;
    world.metrics.stable.slowShare = 0;
    world.clear();
    return true;
}

inline std::optional<Error> order(ScriptedWorld& world, const QString& verb, const QString& reason)
{
    auto args = Json::object({{u"id"_s, world.newestCanary()->id.value()}});
    if (!reason.isEmpty())
        args.set(u"reason"_s, Json{reason});
    return world.send(u"canary_"_s + verb, std::move(args));
}

/// Follows the journal and the router from outside, with its own book of what was measured and where the traffic was.
class Witness
{
public:
    explicit Witness(ScriptedWorld& world)
        : m_world(world)
        , m_read(world.store.events().size())
    {}

    /// Nothing that could tell for the canary comes in; it may not go up.
    void blind(bool on) { m_blindFor = on ? std::optional{0} : std::nullopt; }
    /// Once a second, after it has passed. Empty = all is well.
    QString look()
    {
        if (m_blindFor)
            ++*m_blindFor;
        for (; m_read < m_world.store.events().size(); ++m_read)
            read(m_world.store.events()[m_read]);
        lookAtRouter();
        return m_trouble;
    }

    /// Lets time pass under its eyes; ends where something is wrong.
    void run(int seconds)
    {
        for (int second = 0; second < seconds && m_trouble.isEmpty(); ++second) {
            m_world.run(1);
            look();
        }
    }
    bool runUntil(const std::function<bool()>& reached, int most)
    {
        for (int second = 0; second < most && !reached(); ++second)
            run(1);
        return reached();
    }
    const QString& trouble() const { return m_trouble; }

private:
    static constexpr int reaction = 3;   ///< seconds: three polls
    static constexpr int leastSeen = 18; ///< seconds of a step of 20 that must have been measured at its share

    void complain(const QString& text)
    {
        if (m_trouble.isEmpty())
            m_trouble = text;
    }

    void read(const journal::Event& event)
    {
        if (event.kind == "CanaryAnalysed"_L1) {
            const bool whole = event.payload[u"status"].toString() == "ok"_L1 && m_share == m_shareBefore &&
                               m_share == event.payload[u"percent"].toInteger();
            m_seen += whole ? 1 : 0;
        } else if (event.kind == "CanaryStepDecided"_L1) {
            const auto step = event.payload[u"step"].toInteger();
            if (step > m_step && m_step > 0)
                goesUp(step);
            m_step = step;
            m_seen = 0;
        } else if (event.kind == "PatchPromoted"_L1 && m_step < 5) {
            complain(u"promoted at step %1"_s.arg(m_step));
        }
    }

    void goesUp(qint64 step)
    {
        if (m_blindFor && *m_blindFor > reaction)
            complain(u"went to step %1 after %2 blind seconds"_s.arg(step).arg(*m_blindFor));
        if (m_seen < leastSeen)
            complain(u"went to step %1 on %2 measured seconds"_s.arg(step).arg(m_seen));
    }

    void lookAtRouter()
    {
        m_shareBefore = std::exchange(m_share, m_world.router.split.canaryPercent);
        const auto canary = m_world.newestCanary();
        const bool hasShare = canary && canary->hasShare();
        const int decided = hasShare ? canary->percent() : 0;
        const bool retried =
            canary && ((hasShare && !canary->stepLog.back().confirmedAt) ||
                       (canary->isActive() && !canary->stepLog.empty() && !hasShare && !canary->backConfirmedAt));
        const bool told = canary && (canary->trafficTrouble || retried);
        const bool unknown = !told && (m_share != decided || (m_world.router.broken && hasShare));
        m_unknownFor = unknown ? m_unknownFor + 1 : 0;
        if (m_unknownFor > reaction)
            complain(u"the router has %1 %, the journal says %2 %"_s.arg(m_share).arg(decided));
    }

    ScriptedWorld& m_world;
    std::size_t m_read = 0;
    qint64 m_step = 0;
    int m_seen = 0;
    int m_share = 0;
    int m_shareBefore = 0;
    int m_unknownFor = 0;
    std::optional<int> m_blindFor;
    QString m_trouble;
};

inline bool runUntilState(ScriptedWorld& world, Witness& witness, canary::Status state, int most)
{
    return witness.runUntil([&] { return world.newestCanary()->status == state; }, most);
}

inline bool reachRunning(ScriptedWorld& world, Witness& witness)
{
    if (!reachApproved(world) || !witness.runUntil([&] { return world.count(u"TrafficConfirmed"_s) > 0; }, 60))
        return false;
    witness.run(8);
    return world.newestCanary()->status == canary::Status::Running;
}

/// Brings the canary into the state. Where a command's answer would end it, the answer is held back.
inline bool reach(ScriptedWorld& world, Witness& witness, canary::Status state)
{
    if (state == canary::Status::Initializing) {
        world.runner.held.insert(u"start"_s);
        if (!reachApproved(world))
            return false;
        witness.run(2);
        return world.newestCanary()->status == state;
    }
    if (!reachRunning(world, witness))
        return false;
    switch (state) {
    case canary::Status::Initializing:
    case canary::Status::Running: break;
    case canary::Status::Paused: return !order(world, u"pause"_s, u"to look"_s);
    case canary::Status::Promoting:
        world.runner.held.insert(u"promote"_s);
        return runUntilState(world, witness, state, 200);
    case canary::Status::RollingBack: world.runner.held.insert(u"stop"_s); return !order(world, u"abort"_s, {});
    case canary::Status::Completed: return runUntilState(world, witness, state, 200);
    case canary::Status::Failed: {
        world.metrics.canary.errorShare = 0.3;
        const bool reached = runUntilState(world, witness, state, 60);
        world.metrics.canary.errorShare = 0;
        return reached;
    }
    case canary::Status::Cancelled:
        return !order(world, u"cancel"_s, u"no longer wanted"_s) && runUntilState(world, witness, state, 30);
    }
    return true;
}

/// As a person would: whatever was paused goes on.
inline void followToTheEnd(ScriptedWorld& world, Witness& witness)
{
    for (int second = 0; second < 400 && witness.trouble().isEmpty(); ++second) {
        const auto canary = world.newestCanary();
        if (canary && !canary->isActive())
            break;
        if (canary && canary->status == canary::Status::Paused)
            order(world, u"resume"_s, u"it is well again"_s);
        witness.run(1);
    }
    witness.run(5);
}

} // namespace penelope::test
