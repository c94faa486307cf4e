#pragma once

#include "core/base/result.h"
#include "core/canary/judge/evalue.h"

#include <QJsonObject>

#include <optional>
#include <vector>

/// Members of the vectors and of what answers them. NaN and infinities are the words "NaN", "+Inf", "-Inf".
namespace penelope::canary::judge {

double numberFrom(const QJsonValue& value); ///< NaN for anything else
QJsonValue jsonNumber(double value);
std::vector<double> numbers(const QJsonValue& array);
double firstNumber(const QJsonValue& value); ///< of a number, or of a list's first
/// [[requests, failures], …]; empty where the member is absent. Malformed names the row.
Result<std::vector<Row>> rows(const QJsonObject& vector, const QString& member);
/// `limit` of a config, in (0, 0.75].
Result<double> limitOf(const QJsonObject& config);

/// The kinds of classic analysis (classify, score, …); nothing for another kind.
std::optional<Result<QJsonObject>> answerClassic(const QJsonObject& vector);

} // namespace penelope::canary::judge
