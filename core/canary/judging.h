#pragma once

#include "core/canary/judge/classic.h"
#include "core/canary/judge/sequential.h"
#include "core/canary/thresholds.h"

#include <variant>

/// The three judges behind one door (judge.md, "The verdict"): the same case, one judgement each. Pure.
namespace penelope::canary {

struct Judgement
{
    Verdict verdict = Verdict::Observe;
    QString rule{};                        ///< a word; empty where `number` says it
    QString text{};                        ///< for the events that follow
    QString code{};                        ///< of a rollback
    bool isStepEnd = false;                ///< without a promotion it counts as a hold
    bool asksPerson = false;               ///< too long without evidence
    int number = 0;                        ///< of judge.md's table
    std::optional<judge::Ruling> ruling{}; ///< sequential
    std::optional<double> score{};         ///< mann_whitney, at a step's end
};

/// One interval, and the canary after it.
struct Case
{
    const Canary& next;
    const std::map<QString, MetricCounts>& counts; ///< of the interval
    Observation observation;
    const std::vector<MetricResult>& rows; ///< of the step so far
    QString standing;                      ///< paused, frozen, rest_day; empty = the clock runs
    const policy::State& policy;
};

/// The plain rules of domain.md 10 alone, at the step's end.
struct Thresholds
{
    Judgement operator()(const Case& it) const;
};
/// Always-valid evidence, at every interval.
struct Sequential
{
    Judgement operator()(const Case& it) const;
};
/// Mann–Whitney and a weighted score, at the step's end; without control the plain rules.
struct MannWhitney
{
    Judgement operator()(const Case& it) const;
};
using Judge = std::variant<Thresholds, Sequential, MannWhitney>;

Judge judgeOf(const Canary& canary);
Judgement decide(const Judge& judge, const Case& it);
/// Why the step's clock stands; empty = it runs.
QString standingOf(const Canary& canary, const Surroundings& around);

} // namespace penelope::canary
