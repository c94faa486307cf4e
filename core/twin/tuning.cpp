#include "core/twin/tuning.h"

#include <algorithm>
#include <cmath>

namespace penelope::twin {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t mostValues = 100;

/// Of each value whether it is well; nothing where it was not tried.
std::vector<std::optional<bool>>
wellness(const std::vector<double>& values, const std::vector<patch::CurvePoint>& tried, const TuningTarget& target)
{
    std::vector<std::optional<bool>> all(values.size());
    for (const auto& point : tried) {
        const auto found = std::find(values.begin(), values.end(), point.value);
        if (found != values.end())
            all[static_cast<std::size_t>(found - values.begin())] = isWell(point, target);
    }
    return all;
}

/// The first that is well, or the number of values.
std::size_t firstWell(const std::vector<std::optional<bool>>& all)
{
    const auto found = std::find(all.begin(), all.end(), std::optional{true});
    return static_cast<std::size_t>(found - all.begin());
}

/// The last before `end` that was tried and is not well; the present value is.
std::size_t lastBad(const std::vector<std::optional<bool>>& all, std::size_t end)
{
    std::size_t last = 0;
    for (std::size_t at = 0; at < end; ++at)
        last = all[at] == std::optional{false} ? at : last;
    return last;
}

} // namespace

TuningTarget targetOf(const patch::Registration& registration, const patch::Tuning& tuning)
{
    constexpr double milliseconds = 1000;
    TuningTarget target;
    for (const auto& metric : registration.metrics) {
        if (metric.kind == patch::MetricKind::Quantile && metric.scale == milliseconds && !target.p99Ms)
            target.p99Ms = metric.limit;
        if (metric.kind == patch::MetricKind::Ratio && !target.failed)
            target.failed = metric.limit;
    }
    target.saturation = tuning.limit;
    return target;
}

bool isWell(const patch::CurvePoint& point, const TuningTarget& target)
{
    return point.trouble.isEmpty() && point.requests > 0 && (!target.p99Ms || point.p99Ms <= *target.p99Ms) &&
           (!target.failed || point.failed <= *target.failed) &&
           (!target.saturation || !point.saturation || *point.saturation < *target.saturation);
}

std::vector<double> valuesOf(const patch::Tuning& tuning, double present)
{
    std::vector<double> values{present};
    const bool whole = present == std::floor(present) && (!tuning.step || *tuning.step == std::floor(*tuning.step));
    const double end = tuning.up ? tuning.most : tuning.least;
    for (int number = 1; values.size() < mostValues; ++number) {
        double next = tuning.step ? present + (tuning.up ? number : -number) * *tuning.step
                                  : present * std::pow(*tuning.factor, tuning.up ? number : -number);
        if (whole)
            next = std::round(next);
        const bool beyond = tuning.up ? next >= end : next <= end;
        if (beyond)
            next = end;
        // Rounded factors may stand still for a while.
        if (tuning.up ? next > values.back() : next < values.back())
            values.push_back(next);
        if (beyond)
            break;
    }
    return values;
}

std::optional<double>
nextValue(const std::vector<double>& values, const std::vector<patch::CurvePoint>& tried, const TuningTarget& target)
{
    const auto all = wellness(values, tried, target);
    if (!all.front())
        return values.front();
    if (*all.front())
        return std::nullopt;
    const auto well = firstWell(all);
    const auto bad = lastBad(all, well);
    if (well == values.size()) {
        if (bad + 1 == values.size())
            return std::nullopt;
        return values[std::min(values.size() - 1, std::max<std::size_t>(1, 2 * bad))];
    }
    return well - bad > 1 ? std::optional{values[bad + (well - bad) / 2]} : std::nullopt;
}

std::optional<double>
smallestWell(const std::vector<double>& values, const std::vector<patch::CurvePoint>& tried, const TuningTarget& target)
{
    const auto all = wellness(values, tried, target);
    const auto well = firstWell(all);
    return well == 0 || well == values.size() ? std::nullopt : std::optional{values[well]};
}

int mostTries(const std::vector<double>& values)
{
    // The present one, one more each time that the distance doubles, and one each time that it is halved again.
    const auto doublings = static_cast<int>(std::ceil(std::log2(std::max<std::size_t>(2, values.size()))));
    return 2 + 2 * doublings;
}

double confidenceIn(double chosen, const std::vector<patch::CurvePoint>& tried, const TuningTarget& target, bool up)
{
    constexpr double borneOut = 0.9;
    constexpr double alone = 0.7;
    const bool further = std::any_of(tried.begin(), tried.end(), [&](const patch::CurvePoint& point) {
        return (up ? point.value > chosen : point.value < chosen) && isWell(point, target);
    });
    return further ? borneOut : alone;
}

std::optional<double> gaugeIn(const QByteArray& page, const QString& name)
{
    const auto wanted = name.toUtf8();
    std::optional<double> sum;
    for (const auto& line : page.split('\n')) {
        if (!line.startsWith(wanted))
            continue;
        const auto rest = line.mid(wanted.size());
        if (!rest.startsWith('{') && !rest.startsWith(' '))
            continue;
        // A label's value may hold a brace; the number follows the last one.
        const auto number = rest.mid(rest.lastIndexOf('}') + 1).trimmed().split(' ').front();
        bool isNumber = false;
        const double value = number.toDouble(&isNumber);
        if (isNumber && std::isfinite(value))
            sum = sum.value_or(0) + value;
    }
    return sum;
}

} // namespace penelope::twin
