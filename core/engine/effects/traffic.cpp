#include "core/engine/effects/traffic.h"

#include "core/engine/restraint.h"

#include <cmath>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Milliseconds stablePause{500};

/// The share is higher than any that was confirmed: going there is going forward.
bool isForward(const canary::Canary& canary)
{
    int confirmed = 0;
    for (const auto& step : canary.stepLog)
        confirmed = step.confirmedAt ? step.percent : confirmed;
    return canary.percent() > confirmed;
}

bool isArmed(const ConsoleState& state, const ServiceName& name)
{
    const auto service = state.services.find(name);
    return service && !service->retired && service->arming == Arming::Armed;
}

QString mismatch(const TrafficRouter::Split& split, int percent)
{
    return split.setBy.isEmpty() ? u"the router has %1 %, not %2 %"_s.arg(split.canaryPercent).arg(percent)
                                 : u"the weights were changed by %1: %2 %, not %3 %"_s.arg(split.setBy)
                                       .arg(split.canaryPercent)
                                       .arg(percent);
}

/// Of this step, and as decided.
bool isShareKnown(const canary::Canary& canary)
{
    return canary.stepLog.back().share && !canary.wrongShare;
}

} // namespace

void TrafficEffect::look(const ConsoleState& state)
{
    const auto hasNoShare = [&state](const auto& entry) {
        const auto canary = state.canaries.find(entry.first);
        return !canary || !canary->hasShare();
    };
    std::erase_if(m_bases, hasNoShare);
    std::erase_if(m_counted, hasNoShare);
    state.canaries.forEachOngoing([&](const CanaryId& id, const auto& canary) {
        if (canary->hasShare() && !m_goingHome(id))
            assertShare(state, *canary, registrationOf(state, canary->service));
    });
    if (m_nextStable > tick())
        return;
    m_nextStable = tick() + stablePause;
    // The newest of a service is the one whose word on its traffic is the last.
    for (const auto& [service, canary] : m_newest.in(state)) {
        if (!isArmed(state, service))
            continue;
        // On the way back, and home, somebody else sets the weights until they are confirmed.
        const bool onItsWay = canary->hasShare() || (canary->isActive() && !canary->backConfirmedAt &&
                                                     canary->status != canary::Status::Initializing);
        if (onItsWay)
            continue;
        const auto registration = registrationOf(state, service);
        read(*canary, registration, [this, target = registration.router](const auto& still, const auto& split) {
            watchStable(still, target, split);
        });
    }
}

void TrafficEffect::assertShare(
    const ConsoleState& state, const canary::Canary& canary, const patch::Registration& registration)
{
    // At the end of the last step nothing more is set: its share is kept until the promotion takes it home.
    if (!canary.stepLog.back().confirmedAt && canary.status != canary::Status::Promoting) {
        if (restraint::maySetShare(state, canary))
            set(canary, registration.router);
        return;
    }
    read(canary, registration, [this, target = registration.router](const auto& still, const auto& split) {
        watchShare(still, target, split);
    });
}

void TrafficEffect::set(const canary::Canary& canary, const Json& target)
{
    const auto key = canary.id.value();
    if (!m_attempts.mayTry(key))
        return;
    m_attempts.begin(key);
    const int step = canary.step();
    const int percent = canary.percent();
    const auto seq = canary.stepLog.back().seq;
    const auto pause = isForward(canary) ? canary.id : CanaryId{};
    m_world.ports.router.set(
        target, percent,
        guarded([this, id = canary.id, step, percent, seq, key, pause](Result<TrafficRouter::Split> split) {
            TrafficSeen seen;
            seen.canary = id;
            seen.step = step;
            seen.percent = percent;
            seen.confirmed = split && split->canaryPercent == percent;
            seen.readBack = split ? split->canaryPercent : -1;
            if (seen.confirmed) {
                m_bases[id] = {step, *split};
                m_counted.erase(id);
                m_next[id] = tick();
                m_attempts.done(key);
            } else {
                seen.reason = split ? mismatch(*split, percent) : split.error().message;
                m_attempts.failed(key, u"traffic"_s, seq, seen.reason, pause);
            }
            m_world.tell(seen);
        }));
}

void TrafficEffect::setStableOnly(const canary::Canary& canary, const Json& target)
{
    const auto key = canary.id.value();
    if (!m_attempts.mayTry(key))
        return;
    m_attempts.begin(key);
    m_world.ports.router.set(target, 0, guarded([this, id = canary.id, key](Result<TrafficRouter::Split> split) {
                                 if (!split || split->canaryPercent != 0) {
                                     m_attempts.failed(
                                         key, u"traffic"_s, m_world.state().seq,
                                         split ? mismatch(*split, 0) : split.error().message);
                                     return;
                                 }
                                 m_attempts.done(key);
                                 TrafficSeen seen;
                                 seen.canary = id;
                                 seen.confirmed = true;
                                 seen.readBack = 0;
                                 m_world.tell(seen);
                             }));
}

void TrafficEffect::read(const canary::Canary& canary, const patch::Registration& registration, Seen seen)
{
    const auto key = u"share/"_s + canary.id.value();
    auto& next = m_next[canary.id];
    if (next > tick() || !m_attempts.mayTry(key))
        return;
    next = tick() + pollOf(m_world.settings, registration.prometheus);
    m_attempts.begin(key);
    m_world.ports.router.read(
        registration.router, guarded([this, id = canary.id, asked = canary.status, step = canary.step(), key,
                                      seen = std::move(seen)](const Result<TrafficRouter::Split>& split) {
            m_attempts.done(key);
            const auto still = m_world.state().canaries.find(id);
            // What was read of another share says nothing of this one.
            if (still && still->status == asked && still->step() == step && !m_goingHome(id))
                seen(*still, split);
        }));
}

void TrafficEffect::watchShare(
    const canary::Canary& canary, const Json& target, const Result<TrafficRouter::Split>& split)
{
    if (!split) {
        tellUnconfirmed(canary, canary.percent(), -1, split.error().message);
        return;
    }
    if (split->canaryPercent != canary.percent()) {
        // Before it is put back: for how long it was otherwise is not known, so the interval is not counted.
        tellUnconfirmed(canary, canary.percent(), split->canaryPercent, mismatch(*split, canary.percent()));
        set(canary, target);
        return;
    }
    if (canary.trafficTrouble && !canary.wrongShare) {
        TrafficSeen seen;
        seen.canary = canary.id;
        seen.step = canary.step();
        seen.percent = canary.percent();
        seen.confirmed = true;
        seen.readBack = split->canaryPercent;
        m_world.tell(seen);
    }
    if (canary.status == canary::Status::Promoting)
        return;
    if (split->requests)
        readShare(canary, *split);
    else
        countShare(canary, split->canaryPercent);
}

void TrafficEffect::watchStable(
    const canary::Canary& canary, const Json& target, const Result<TrafficRouter::Split>& split)
{
    if (split && split->canaryPercent != 0) {
        tellUnconfirmed(canary, 0, split->canaryPercent, mismatch(*split, 0));
        setStableOnly(canary, target);
    } else if (split && canary.trafficTrouble) {
        TrafficSeen seen;
        seen.canary = canary.id;
        seen.confirmed = true;
        seen.readBack = 0;
        m_world.tell(seen);
    }
}

void TrafficEffect::readShare(const canary::Canary& canary, const TrafficRouter::Split& split)
{
    auto& base = m_bases[canary.id];
    const auto before = base.split.requests.value_or(TrafficRouter::Requests{});
    if (base.step != canary.step() || base.split.processId != split.processId ||
        split.requests->canary < before.canary || split.requests->stable < before.stable) {
        base = {canary.step(), split};
        return;
    }
    const TrafficRouter::Requests since{split.requests->canary - before.canary, split.requests->stable - before.stable};
    if (!judgeShare(canary, split.canaryPercent, since))
        base.split = split; // measured anew from here
}

void TrafficEffect::countShare(const canary::Canary& canary, int readBack)
{
    const auto registration = registrationOf(m_world.state(), canary.service);
    auto* metrics = metricsOf(m_world.ports, registration);
    const auto key = u"counts/"_s + canary.id.value();
    if (isShareKnown(canary) || !metrics || !m_attempts.mayTry(key))
        return;
    auto& counted = m_counted[canary.id];
    if (counted.step != canary.step() || !counted.counts)
        counted = {canary.step(), std::make_shared<ArmCounts>()};
    m_attempts.begin(key);
    const auto judge = [this, id = canary.id, key, readBack,
                        counts = counted.counts](Result<TrafficRouter::Requests> requests) {
        if (!requests) {
            m_attempts.failed(key, u"traffic"_s, m_world.state().seq, requests.error().message);
            return;
        }
        m_attempts.done(key);
        const auto still = m_world.state().canaries.find(id);
        const auto mine = m_counted.find(id);
        if (!still || still->stepLog.empty() || mine == m_counted.end() || mine->second.counts != counts ||
            mine->second.step != still->step() || counts->readings() < ArmCounts::leastReadings)
            return;
        if (!judgeShare(*still, readBack, *requests))
            m_counted.erase(id); // measured anew from here
    };
    ArmCounts::read(counted.counts, registration, *metrics, guarded(judge));
}

bool TrafficEffect::judgeShare(const canary::Canary& canary, int readBack, const TrafficRouter::Requests& since)
{
    const auto& policy = m_world.state().policy;
    const auto requests = static_cast<double>(since.canary) + static_cast<double>(since.stable);
    if (isShareKnown(canary) || requests < static_cast<double>(policy.integer(u"canary.share_requests"_s)))
        return true;
    const double share = static_cast<double>(since.canary) / requests;
    TrafficSeen seen;
    seen.canary = canary.id;
    seen.step = canary.step();
    seen.percent = canary.percent();
    seen.readBack = readBack;
    seen.share = share;
    seen.requests = static_cast<qint64>(requests);
    seen.confirmed = std::abs(share - canary.percent() / 100.0) <= policy.ratio(u"canary.share_tolerance"_s);
    if (!seen.confirmed)
        seen.reason = u"of %1 requests the canary got %2 %, not %3 %"_s.arg(seen.requests.value())
                          .arg(share * 100, 0, 'f', 1)
                          .arg(canary.percent());
    m_world.tell(seen);
    return seen.confirmed;
}

void TrafficEffect::tellUnconfirmed(const canary::Canary& canary, int percent, int readBack, const QString& reason)
{
    TrafficSeen seen;
    seen.canary = canary.id;
    seen.step = canary.hasShare() ? canary.step() : 0;
    seen.percent = percent;
    seen.readBack = readBack;
    seen.reason = reason;
    m_world.tell(seen);
}

} // namespace penelope::engine
