#pragma once

#include "core/canary/measure.h"
#include "core/prometheus/window.h"

namespace penelope::canary {

/// What Prometheus holds of a canary's metrics, also before it began and where nothing was judged: for charts only,
/// never for a verdict. Read by range queries of the same raw counters, and differenced by the same `Measure`.
struct ObservedMetric
{
    std::vector<prometheus::Point> canary; ///< in the metric's shown unit; oldest first
    std::vector<prometheus::Point> control;
    bool operator==(const ObservedMetric&) const = default;
};
using Observed = std::map<QString, ObservedMetric>;

struct ObservedRange
{
    Instant from{};
    Instant to{};
    Milliseconds step{};
};
/// From a while before the canary's start to its end, or to now; at most 240 steps, none shorter than a scrape.
ObservedRange observedRange(const Canary& canary, Instant now);

/// `answers` are those of range queries, one for each of `questions(canary, registration)`, in any order. A metric
/// whose question failed or came with a warning has gaps there, never zeros.
Observed observedOf(
    const Canary& canary, const patch::Registration& registration,
    const std::vector<std::pair<Question, Result<prometheus::Answer>>>& answers, Milliseconds step);

/// {metrics: [{metric, canary: [[ms, value], [ms], …], control: […]}]}; a point without a value is a gap.
Json toJson(const Observed& observed);
Observed observedFrom(const Json& json);

} // namespace penelope::canary
