#include "core/canary/judge/reading.h"

#include <QJsonArray>

#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary::judge {

double numberFrom(const QJsonValue& value)
{
    constexpr double infinite = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    if (value.isDouble())
        return value.toDouble();
    const auto word = value.toString();
    if (word == "+Inf"_L1 || word == "Inf"_L1)
        return infinite;
    return word == "-Inf"_L1 ? -infinite : nan;
}

QJsonValue jsonNumber(double value)
{
    if (std::isnan(value))
        return u"NaN"_s;
    if (std::isinf(value))
        return value > 0 ? u"+Inf"_s : u"-Inf"_s;
    return value;
}

std::vector<double> numbers(const QJsonValue& array)
{
    std::vector<double> values;
    for (const auto& value : array.toArray())
        values.push_back(numberFrom(value));
    return values;
}

double firstNumber(const QJsonValue& value)
{
    return value.isArray() ? value.toArray().at(0).toDouble() : value.toDouble();
}

Result<std::vector<Row>> rows(const QJsonObject& vector, const QString& member)
{
    std::vector<Row> list;
    for (const auto& value : vector[member].toArray()) {
        const auto pair = value.toArray();
        if (pair.size() != 2 || !pair.at(0).isDouble() || !pair.at(1).isDouble()) {
            return failure(
                ErrorCode::Malformed, u"an interval must be [requests, failures]"_s,
                u"%1[%2]"_s.arg(member).arg(list.size()));
        }
        list.push_back({pair.at(0).toDouble(), pair.at(1).toDouble()});
    }
    return list;
}

Result<double> limitOf(const QJsonObject& config)
{
    const double limit = config[u"limit"].toDouble();
    if (!(limit > 0 && limit <= largestLimit))
        return failure(ErrorCode::Malformed, u"a limit must be above 0 and at most 0.75"_s, u"config.limit"_s);
    return limit;
}

} // namespace penelope::canary::judge
