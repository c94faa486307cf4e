#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace penelope::canary::judge {

/// The answer to one vector of canary.json (judge.md, "Vectors"): the fields of its `expected`, numbers unrounded,
/// null for "none", NaN and infinities as their words. QJson because the journal's Json knows no null.
/// Malformed: an unknown kind, a member that is missing or of another type (`where` names it).
Result<QJsonObject> answerVector(const QJsonObject& vector);

/// What the judge called `judge` (sequential, thresholds, mann_whitney) says of the intervals of a `verdict` vector:
/// {judge, verdicts, verdict, rule, text, …}.
Result<QJsonObject> judgeIntervals(const QJsonObject& vector, const QString& judge);
QStringList judges();
/// Equal verdicts of an answer that follow one another.
struct VerdictRun
{
    QString verdict; ///< OBSERVE, PROMOTE, HOLD, ROLLBACK
    QString rule;    ///< a number of judge.md's table, or a code
    qsizetype times = 0;
};
std::vector<VerdictRun> verdictRuns(const QJsonObject& answer);

} // namespace penelope::canary::judge
