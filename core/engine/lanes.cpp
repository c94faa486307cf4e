#include "core/engine/lanes.h"

#include <algorithm>
#include <map>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int scorePoints = 100;

/// The part of a bar inside the span; false = none of it.
bool clipToSpan(LaneBar& bar, const Span& span)
{
    if (bar.from > span.to || bar.to < span.from)
        return false;
    bar.goesOn = bar.goesOn || bar.to > span.to;
    bar.from = std::max(bar.from, span.from);
    bar.to = std::min(bar.to, span.to);
    return true;
}

void addLaneBar(std::vector<LaneBar>& bars, LaneBar bar, std::optional<Instant> end, const Span& span)
{
    bar.to = end.value_or(span.to);
    bar.goesOn = !end;
    if (clipToSpan(bar, span))
        bars.push_back(std::move(bar));
}

std::vector<LaneBar> anomalyBars(const ConsoleState& end, const Span& span)
{
    std::vector<LaneBar> bars;
    end.anomalies.forEach([&](const AnomalyId& id, const auto& anomaly) {
        addLaneBar(
            bars,
            {.id = id.value(),
             .service = anomaly->service,
             .from = anomaly->detectedAt,
             .to = {},
             .code = anomaly->type,
             .severity = anomaly->severity},
            anomaly->resolvedAt, span);
    });
    std::stable_sort(bars.begin(), bars.end(), [](const auto& left, const auto& right) {
        return std::pair(left.severity, left.from) < std::pair(right.severity, right.from);
    });
    return bars;
}

/// A breaker that was closed all the time says nothing.
std::vector<LaneBar> breakerBars(const ConsoleState& end, const Span& span)
{
    std::vector<LaneBar> bars;
    end.breakers.forEach([&](const ServiceName& service, const auto& breaker) {
        std::vector<LaneBar> own;
        bool refused = false;
        auto phase = breaker::phaseAt(*breaker, span.from);
        auto since = span.from;
        const auto close = [&](std::optional<Instant> at) {
            refused = refused || phase != breaker::Phase::Closed;
            addLaneBar(
                own,
                {.id = service.value(),
                 .service = service,
                 .from = since,
                 .to = {},
                 .code = breaker::toWord(phase),
                 .severity = {}},
                at, span);
        };
        for (const auto& transition : breaker->transitions) {
            if (transition.at <= span.from || transition.at > span.to)
                continue;
            close(transition.at);
            phase = transition.to;
            since = transition.at;
        }
        close(std::nullopt);
        if (refused)
            bars.insert(bars.end(), own.begin(), own.end());
    });
    return bars;
}

std::vector<LaneBar> canaryBars(const ConsoleState& end, const Span& span)
{
    std::vector<LaneBar> bars;
    end.canaries.forEach([&](const CanaryId& id, const auto& canary) {
        for (std::size_t index = 0; index < canary->stepLog.size(); ++index) {
            const auto& step = canary->stepLog[index];
            if (step.step > static_cast<int>(canary->steps.size())) // the end of the last
                continue;
            const bool last = index + 1 == canary->stepLog.size();
            addLaneBar(
                bars,
                {.id = id.value(),
                 .service = canary->service,
                 .from = step.decidedAt,
                 .to = {},
                 .code = {},
                 .severity = {},
                 .percent = step.percent},
                last ? canary->finishedAt : std::optional{canary->stepLog[index + 1].decidedAt}, span);
        }
    });
    return bars;
}

/// Of a request or an anomaly; empty = the state does not have it any more.
ServiceName serviceOf(const journal::Event& event, const ConsoleState& end)
{
    if (event.streamKind() == "approval"_L1) {
        const auto approval = end.approvals.find(ApprovalId{event.subject()});
        return approval ? approval->service : ServiceName{};
    }
    const auto anomaly = end.anomalies.find(AnomalyId{event.subject()});
    return anomaly ? anomaly->service : ServiceName{};
}

std::vector<LaneTick> approvalTicks(const Past& past, const ConsoleState& end)
{
    static const std::map<QString, QString> codes{
        {u"ApprovalRequested"_s, u"asked"_s},
        {u"ApprovalAcknowledged"_s, u"acknowledged"_s},
        {u"ApprovalSnoozed"_s, u"snoozed"_s},
        {u"ApprovalGranted"_s, u"approved"_s},
        {u"ApprovalRejected"_s, u"rejected"_s},
        {u"ApprovalExpired"_s, u"expired"_s},
        {u"ApprovalCancelled"_s, u"cancelled"_s},
        {u"ApprovalAmended"_s, u"amended"_s},
        {u"EscalationAcknowledged"_s, u"acknowledged"_s},
        {u"EscalationClosed"_s, u"closed"_s}};
    std::vector<LaneTick> ticks;
    for (const auto& event : past.events) {
        const auto code = codes.find(event.kind);
        if (code == codes.end())
            continue;
        ticks.push_back(
            {.id = event.subject(),
             .service = serviceOf(event, end),
             .at = event.time,
             .code = code->second,
             .actor = event.actor,
             .seq = event.seq});
    }
    return ticks;
}

std::vector<LaneScore> scoreLine(const ConsoleState& end, const Span& span)
{
    std::vector<LaneScore> line;
    const auto window = end.policy.settings.contains(u"compliance.window"_s)
                            ? end.policy.duration(u"compliance.window"_s)
                            : Milliseconds{1h};
    const auto step = (span.to - span.from) / scorePoints;
    for (int index = 0; index <= scorePoints; ++index) {
        const auto at = span.from + step * index;
        const auto score = compliance::score(end.ledger, {}, at, window);
        line.push_back({.at = at, .total = score.total, .low = score.low, .high = score.high});
    }
    return line;
}

bool isUnknownThen(const QString& freshness)
{
    return freshness == "stale"_L1 || freshness == "lost"_L1;
}

std::vector<LaneGap> gapsOf(const Past& past)
{
    std::vector<LaneGap> gaps;
    std::map<QString, Instant> since;
    for (const auto& [source, record] : past.checkpoints.front().sources) {
        if (record.freshness == Freshness::Stale || record.freshness == Freshness::Lost)
            since.emplace(source, past.span.from);
    }
    for (const auto& event : past.events) {
        if (event.kind != "SourceFreshnessChanged"_L1)
            continue;
        const auto source = event.payload[u"source"].toString();
        if (isUnknownThen(event.payload[u"to"].toString())) {
            // What came last is what was known last.
            const auto last = event.payload.integer(u"last_sample_at");
            since.emplace(source, std::max(past.span.from, last ? instantFromMs(*last) : event.time));
        } else if (const auto found = since.find(source); found != since.end()) {
            gaps.push_back({.source = source, .from = found->second, .to = event.time});
            since.erase(found);
        }
    }
    for (const auto& [source, from] : since)
        gaps.push_back({.source = source, .from = from, .to = past.span.to});
    return gaps;
}

/// From each CoreStopped to the next start. When a core ended without a word is not known, and not guessed.
std::vector<Span> offTimes(const Past& past)
{
    std::vector<Span> off;
    const auto& before = past.checkpoints.front();
    bool isOff = !before.coreRunning && before.epoch > 1; // before the first start there was none to be off
    Instant since = past.span.from;
    const auto add = [&](Instant to) {
        if (isOff && since < to)
            off.push_back({since, to});
    };
    for (const auto& event : past.events) {
        if (event.kind == "CoreStarted"_L1) {
            add(event.time);
            isOff = false;
        } else if (event.kind == "CoreStopped"_L1) {
            isOff = true;
            since = event.time;
        }
    }
    add(past.span.to);
    return off;
}

} // namespace

Lanes lanesOf(const Past& past)
{
    const auto end = stateAt(past, past.span.to);
    return {
        .span = past.span,
        .anomalies = anomalyBars(end, past.span),
        .approvals = approvalTicks(past, end),
        .breakers = breakerBars(end, past.span),
        .canaries = canaryBars(end, past.span),
        .score = scoreLine(end, past.span),
        .gaps = gapsOf(past),
        .off = offTimes(past)};
}

} // namespace penelope::engine
