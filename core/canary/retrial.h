#pragma once

#include "core/canary/canary.h"
#include "core/policy/policy.h"

#include <QJsonObject>

/// A canary of the journal, judged again on the counts that were written. Pure.
namespace penelope::canary {

/// What a judge says of one interval of the journal.
struct Said
{
    Instant at{};              ///< end of the interval
    Milliseconds sinceStart{}; ///< since the first share was decided
    int step = 1;
    int percent = 0;
    Verdict verdict = Verdict::Observe;
    QString rule; ///< a word, or the number of judge.md's table
    /// It changes something: the first promotion of a step, a rollback, a question to a person.
    bool acts = false;
    bool asksPerson = false;
    QString text;                      ///< the reason of a rollback, a hold or a question
    std::vector<MetricResult> results; ///< of the step by then, as this judge led it
    double failures = 0;               ///< requests to the canary that had failed by then
};

struct Retrial
{
    QString judge;
    std::vector<Said> said; ///< one for each interval, ending at a rollback
};

/// `events`: those of stream canary/ID, oldest first. Shares and the router's words are taken as they were written:
/// what another judge says is exact up to the first verdict that acts otherwise, and from there on it is what it would
/// say of a canary that was led by the judge of the journal. With that judge itself every verdict is the written one,
/// as long as the policy was the same. Malformed: an unknown judge, or events without a canary's beginning.
Result<Retrial>
judgeAgain(const std::vector<journal::Event>& events, const QString& judge, const policy::State& policy);

/// The same by each judge, the default one first.
Result<std::vector<Retrial>> judgeByAll(const std::vector<journal::Event>& events, const policy::State& policy);

/// The same counts as a `verdict` vector (judge.md, "Vectors"), for `penelopectl canary judge FILE`. Failures of a
/// quantile are the requests above its limit, whatever edge the evidence went by.
Result<QJsonObject> vectorOf(const std::vector<journal::Event>& events);

} // namespace penelope::canary
