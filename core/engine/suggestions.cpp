#include "core/engine/suggestions.h"

#include <algorithm>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Milliseconds lookedBack = std::chrono::hours{24 * 30};
constexpr Milliseconds leadIn = 5min;
constexpr Milliseconds leadOut = 10min;
constexpr Milliseconds longestSuggested = 12h;

/// From a little before the beginning to a little after the end; never into the future.
Span around(Instant begin, Instant end, Instant now)
{
    const auto from = begin - leadIn;
    return {.from = from, .to = std::max(from + leadIn, std::min({end + leadOut, from + longestSuggested, now}))};
}

} // namespace

std::vector<Suggestion> suggestions(const ConsoleState& state, Instant now)
{
    std::vector<Suggestion> found;
    const auto recent = [now](Instant at) { return at <= now && at > now - lookedBack; };
    state.anomalies.forEach([&](const AnomalyId& id, const auto& anomaly) {
        if (anomaly->severity == Severity::P0 && recent(anomaly->detectedAt))
            found.push_back(
                {.code = u"p0"_s,
                 .id = id.value(),
                 .service = anomaly->service,
                 .detail = anomaly->type,
                 .at = anomaly->detectedAt,
                 .span = around(anomaly->detectedAt, anomaly->resolvedAt.value_or(now), now)});
    });
    state.patches.forEach([&](const PatchId& id, const auto& patch) {
        if (patch->status == patch::Status::RolledBack && patch->endedAt && recent(*patch->endedAt))
            found.push_back(
                {.code = u"rolled_back"_s,
                 .id = id.value(),
                 .service = patch->service,
                 .detail = patch->endReason,
                 .at = *patch->endedAt,
                 .span = around(patch->proposedAt, *patch->endedAt, now)});
    });
    state.breakers.forEach([&](const ServiceName& service, const auto& breaker) {
        for (const auto& transition : breaker->transitions) {
            if (transition.to == breaker::Phase::Open && recent(transition.at))
                found.push_back(
                    {.code = u"breaker_opened"_s,
                     .id = service.value(),
                     .service = service,
                     .detail = {},
                     .at = transition.at,
                     .span = around(transition.at - leadOut, transition.at + leadOut, now)});
        }
    });
    std::stable_sort(
        found.begin(), found.end(), [](const auto& left, const auto& right) { return left.at > right.at; });
    if (found.size() > mostSuggestions)
        found.resize(mostSuggestions);
    return found;
}

} // namespace penelope::engine
