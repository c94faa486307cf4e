#pragma once

#include "core/canary/canary.h"
#include "core/canary/judge/sequential.h"

/// Between a canary of the journal and the judge `sequential`: the same events give the same evidence, always.
namespace penelope::canary {

bool isSequential(const Canary& canary);

/// Whether it is weighed by evidence: a ratio or a quantile with a weight. Others have their plain rules only, a
/// dry run none.
bool isJudgedByEvidence(const patch::MetricSpec& metric);
/// The share of failures that is its limit: the ratio's own, 1 − quantile.
double failureLimit(const patch::MetricSpec& metric);
/// Places in canary.metrics, in the order of the judge's metrics.
std::vector<std::size_t> judgedMetrics(const std::vector<patch::MetricSpec>& metrics);

/// From CanaryCreated and CanaryStarted alone; the times of judge.md are divided.
judge::Setup setupOf(const Canary& canary);

std::shared_ptr<const judge::State>
beginEvidence(const Canary& canary, const std::map<QString, judge::History>& history = {});
std::shared_ptr<const judge::State>
nextEvidence(const Canary& canary, const Analysis& interval, Observation observation, bool clockRuns);

/// CanaryStarted.history: metric → {edges, intervals: [[n, y or each bucket], …]}, oldest first. Reading is total.
Json toJson(const std::map<QString, judge::History>& history);
std::map<QString, judge::History> historyFrom(const Json& json);

/// Whether a step can be certified at all with this traffic: the same sum as "requests still needed", before the start.
struct Feasibility
{
    QString metric;
    double requests = 0; ///< that the canary gets in the step
    double needed = 0;   ///< without a failure; +∞ where the buckets cannot tell
    double limit = 0;
    bool decidable = true;
    bool isFeasible() const { return decidable && requests >= needed; }
    bool operator==(const Feasibility&) const = default;
};
/// One for each critical metric of the evidence, for step N from 1; nothing of a metric without history.
std::vector<Feasibility> feasibility(const Canary& canary, int step);
/// "at 2 requests/s and 10 % the limit 0.02 of error_rate cannot be certified in 15 min: 177 requests are needed, 180
/// come". Empty where it is feasible.
QString sentenceOf(const Canary& canary, const Feasibility& feasibility, int step);

/// How far a running step is from a verdict.
struct Outlook
{
    QString metric;
    double needed = 0;                 ///< more requests without failure; +∞ = its buckets cannot tell
    std::optional<Milliseconds> after; ///< at the canary's traffic of late; nothing where there is none
};
/// Of the critical metrics of the evidence; empty for another judge and before the first interval.
std::vector<Outlook> outlook(const Canary& canary);

/// What the chart shows: how many times the stable rate the canary's is (95 %, at all looks together), and the canary's
/// own rate, since its start. Nothing where nothing failed, or for another judge.
struct Intervals
{
    std::optional<judge::Sequence> ratio;
    std::optional<judge::Sequence> rate;
};
Intervals intervalsOf(const Canary& canary, const QString& metric);

/// Failures of one arm as the judge counts them now: over the edge in force for a quantile. `metric`: of the judge's.
judge::Row failuresOf(const judge::State& state, std::size_t metric, const Counts& counts);

} // namespace penelope::canary
