#pragma once

#include "core/canary/canary.h"
#include "core/canary/measure.h"
#include "core/policy/policy.h"

namespace penelope::canary {

/// The plain rules of domain.md 10.
MetricStatus statusOf(const patch::MetricSpec& metric, double value, std::optional<double> control);
/// The value of a metric from counts, in its shown unit; nothing under `least` requests or without the arm.
std::optional<double>
valueOf(const patch::MetricSpec& metric, const std::map<QString, MetricCounts>& counts, patch::Arm arm, double least);
/// One result per metric, in the order of the canary's metrics. Missing = Unknown.
std::vector<MetricResult>
results(const std::vector<patch::MetricSpec>& metrics, const std::map<QString, MetricCounts>& counts, double least);

/// What stands beside the counts when an interval is judged.
struct Surroundings
{
    bool restDay = false; ///< watched, may go back, never up; the clock stands
    bool frozen = false;  ///< the same, by a freeze
};

/// Judges one interval: CanaryAnalysed, and what follows from it (CanaryStepDecided, CanaryHeld, CanaryPaused or
/// CanaryRollbackDecided). Nothing for a canary that is not running or paused. `now` is the moment of the events.
journal::Drafts
analyse(const Canary& canary, const Interval& interval, const Surroundings& around, const policy::State& policy);

/// The payload of CanaryAnalysed read back (total), for the fold and for replaying verdicts.
Analysis analysisFrom(const Json& payload);
Interval intervalFrom(const Json& payload);

} // namespace penelope::canary
