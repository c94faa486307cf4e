#include "core/breaker/breaker.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::breaker {
namespace {

constexpr std::size_t keptBlocks = 1000;
constexpr std::size_t keptTransitions = 100;
constexpr std::size_t keptFailures = 1000;

journal::Draft draftFor(const ServiceName& service, const QString& kind, Json payload)
{
    return {.kind = kind, .stream = u"breaker/"_s + service.value(), .payload = std::move(payload)};
}

template <typename T> void keepNewest(std::vector<T>& rows, std::size_t most)
{
    if (rows.size() > most)
        rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(most));
}

QString spell(Milliseconds span)
{
    const auto seconds = (span.count() + 999) / 1000;
    return u"%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

Attempt blocked(const ServiceName& service, const PatchId& patch, Milliseconds span, const QString& sentence)
{
    return {
        {draftFor(
            service, u"BreakerBlocked"_s,
            Json::object({{u"patch_id"_s, patch.value()}, {u"left_ms"_s, static_cast<qint64>(span.count())}}))},
        Error{ErrorCode::Refused, sentence, service.value()}};
}

Json failureJson(const FailureRecord& failure)
{
    return Json::object(
        {{u"at"_s, toMs(failure.at)},
         {u"patch_id"_s, failure.patchId},
         {u"stage"_s, failure.stage},
         {u"error"_s, failure.error}});
}

journal::Draft opened(const ServiceName& service, const std::vector<FailureRecord>& failures, Instant until)
{
    Json list = Json::array();
    for (const auto& failure : failures)
        list.append(failureJson(failure));
    return draftFor(service, u"BreakerOpened"_s, Json::object({{u"failures"_s, list}, {u"until_at"_s, toMs(until)}}));
}

void turn(Breaker& breaker, Phase to, Instant at, const QString& reason)
{
    breaker.phase = to;
    breaker.resetAskedBy.clear(); // what was asked for was another state
    breaker.transitions.push_back({at, to, reason});
    keepNewest(breaker.transitions, keptTransitions);
}

} // namespace

QString toWord(Phase phase)
{
    switch (phase) {
    case Phase::Closed: return u"closed"_s;
    case Phase::Open: return u"open"_s;
    case Phase::HalfOpen: return u"half_open"_s;
    }
    Q_UNREACHABLE();
}

QString toWord(View view)
{
    switch (view) {
    case View::NeverUsed: return u"never used"_s;
    case View::Closed: return u"closed"_s;
    case View::Open: return u"open"_s;
    case View::OpenReady: return u"open, ready"_s;
    case View::HalfOpen: return u"half_open"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Milliseconds> left(const Breaker& breaker, Instant now)
{
    if (breaker.phase != Phase::Open)
        return std::nullopt;
    return std::max(Milliseconds{}, breaker.openUntil.value_or(now) - now);
}

View view(const Breaker& breaker, Instant now)
{
    switch (breaker.phase) {
    case Phase::Closed: return breaker.used ? View::Closed : View::NeverUsed;
    case Phase::Open: return left(breaker, now) > Milliseconds{} ? View::Open : View::OpenReady;
    case Phase::HalfOpen: return View::HalfOpen;
    }
    Q_UNREACHABLE();
}

std::vector<FailureRecord> failuresInWindow(const Breaker& breaker, Instant now, const policy::State& policy)
{
    const Instant oldest = now - policy.duration(u"breaker.window"_s);
    std::vector<FailureRecord> recent;
    std::copy_if(
        breaker.failures.begin(), breaker.failures.end(), std::back_inserter(recent),
        [oldest](const FailureRecord& failure) { return failure.at > oldest; });
    return recent;
}

Phase phaseAt(const Breaker& breaker, Instant at)
{
    Phase phase = Phase::Closed;
    for (const auto& transition : breaker.transitions) {
        if (transition.at <= at)
            phase = transition.to;
    }
    return phase;
}

Attempt ask(const Breaker& breaker, const ServiceName& service, const PatchId& patch, Instant now)
{
    switch (view(breaker, now)) {
    case View::NeverUsed:
    case View::Closed:
    case View::OpenReady: return {};
    case View::Open: {
        const auto span = left(breaker, now).value_or(Milliseconds{});
        return blocked(
            service, patch, span, u"the breaker of %1 is open for another %2"_s.arg(service.value(), spell(span)));
    }
    case View::HalfOpen:
        if (breaker.probe == patch.value())
            return {};
        return blocked(
            service, patch, Milliseconds{},
            u"the breaker of %1 is half open and patch %2 is its one probe"_s.arg(service.value(), breaker.probe));
    }
    Q_UNREACHABLE();
}

Attempt acquire(const Breaker& breaker, const ServiceName& service, const PatchId& patch, Instant now)
{
    auto attempt = ask(breaker, service, patch, now);
    if (!attempt.refusal && view(breaker, now) == View::OpenReady) {
        attempt.drafts.push_back(
            draftFor(service, u"BreakerProbeAcquired"_s, Json::object({{u"patch_id"_s, patch.value()}})));
    }
    return attempt;
}

journal::Drafts recordFailure(
    const Breaker& breaker, const ServiceName& service, const PatchId& patch, const QString& stage,
    const QString& error, Instant now, const policy::State& policy)
{
    journal::Drafts drafts{draftFor(
        service, u"BreakerFailureRecorded"_s,
        Json::object({{u"patch_id"_s, patch.value()}, {u"stage"_s, stage}, {u"error"_s, error}}))};
    auto recent = failuresInWindow(breaker, now, policy);
    recent.push_back({now, patch.value(), stage, error});
    const bool full = static_cast<qint64>(recent.size()) >= policy.integer(u"breaker.failures"_s);
    const bool probeFailed = breaker.phase == Phase::HalfOpen && breaker.probe == patch.value();
    if (probeFailed || (breaker.phase == Phase::Closed && full))
        drafts.push_back(opened(service, recent, now + policy.duration(u"breaker.cooldown"_s)));
    return drafts;
}

journal::Drafts recordSuccess(const Breaker& breaker, const ServiceName& service, const PatchId& patch)
{
    if (breaker.phase != Phase::HalfOpen || breaker.probe != patch.value())
        return {};
    return {draftFor(
        service, u"BreakerClosed"_s,
        Json::object({{u"by"_s, u"core"_s}, {u"reason"_s, u"the probe, patch %1, succeeded"_s.arg(patch.value())}}))};
}

journal::Drafts release(const Breaker& breaker, const ServiceName& service, const PatchId& patch, const QString& reason)
{
    if (breaker.phase != Phase::HalfOpen || breaker.probe != patch.value())
        return {};
    return {draftFor(service, u"BreakerProbeReleased"_s, Json::object({{u"reason"_s, reason}}))};
}

Result<journal::Drafts> reset(
    const Breaker& breaker, const ServiceName& service, const QString& actor, const QString& reason,
    Criticality criticality)
{
    if (reason.trimmed().isEmpty())
        return failure(ErrorCode::Malformed, u"resetting a breaker needs a reason"_s, u"reason"_s);
    if (breaker.phase == Phase::Closed && breaker.failures.empty()) {
        return failure(
            ErrorCode::Refused, u"the breaker of %1 is closed and counts no failure"_s.arg(service.value()),
            service.value());
    }
    if (criticality != Criticality::Critical)
        return journal::Drafts{
            draftFor(service, u"BreakerClosed"_s, Json::object({{u"by"_s, actor}, {u"reason"_s, reason}}))};
    if (breaker.resetAskedBy.isEmpty())
        return journal::Drafts{draftFor(service, u"BreakerResetAsked"_s, Json::object({{u"reason"_s, reason}}))};
    if (breaker.resetAskedBy == actor)
        return failure(
            ErrorCode::NotPermitted,
            u"%1 is a critical service and you asked for the reset already: a second administrator has to reset it too"_s
                .arg(service.value()),
            service.value());
    return journal::Drafts{draftFor(
        service, u"BreakerClosed"_s,
        Json::object({{u"by"_s, actor}, {u"asked_by"_s, breaker.resetAskedBy}, {u"reason"_s, reason}}))};
}

void apply(Breaker& breaker, const journal::Event& event)
{
    const auto& payload = event.payload;
    const QString patch = payload[u"patch_id"].toString();
    if (event.kind == "BreakerFailureRecorded"_L1) {
        breaker.failures.push_back({event.time, patch, payload[u"stage"].toString(), payload[u"error"].toString()});
        keepNewest(breaker.failures, keptFailures);
    } else if (event.kind == "BreakerOpened"_L1) {
        breaker.openUntil = instantFromMs(payload.integer(u"until_at").value_or(toMs(event.time)));
        breaker.probe.clear();
        turn(breaker, Phase::Open, event.time, u"failures"_s);
    } else if (event.kind == "BreakerBlocked"_L1) {
        breaker.blocked.push_back({event.time, patch});
        keepNewest(breaker.blocked, keptBlocks);
    } else if (event.kind == "BreakerProbeAcquired"_L1) {
        breaker.probe = patch;
        turn(breaker, Phase::HalfOpen, event.time, u"probe"_s);
    } else if (event.kind == "BreakerProbeReleased"_L1) {
        breaker.probe.clear();
        turn(breaker, Phase::Open, event.time, payload[u"reason"].toString());
    } else if (event.kind == "BreakerClosed"_L1) {
        breaker.failures.clear();
        breaker.probe.clear();
        breaker.openUntil.reset();
        turn(breaker, Phase::Closed, event.time, payload[u"reason"].toString());
    } else if (event.kind == "BreakerResetAsked"_L1) {
        breaker.resetAskedBy = event.actor;
    } else {
        return;
    }
    breaker.used = true;
}

void shift(Breaker& breaker, Milliseconds delta)
{
    for (auto& failure : breaker.failures)
        failure.at += delta;
    if (breaker.openUntil)
        *breaker.openUntil += delta;
}

} // namespace penelope::breaker
