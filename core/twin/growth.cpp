#include "core/twin/growth.h"

#include <algorithm>
#include <cmath>

namespace penelope::twin {

double medianOf(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

Growth growthOf(const std::vector<double>& series, std::size_t intervals)
{
    constexpr std::size_t least = 8;
    constexpr double surely = 2.3263478740408408; // one-sided 99 %
    const auto end = std::min(series.size(), intervals);
    const auto from = end / 4;
    const auto count = end - from;
    if (count < least)
        return {};
    std::vector<double> slopes;
    slopes.reserve(count * (count - 1) / 2);
    double rising = 0;
    for (std::size_t left = from; left < end; ++left) {
        for (std::size_t right = left + 1; right < end; ++right) {
            const double step = series[right] - series[left];
            slopes.push_back(step / static_cast<double>(right - left));
            rising += step > 0 ? 1 : step < 0 ? -1 : 0;
        }
    }
    const auto n = static_cast<double>(count);
    const double deviation = std::sqrt(n * (n - 1) * (2 * n + 5) / 18);
    Growth growth;
    growth.perInterval = medianOf(std::move(slopes));
    growth.total = growth.perInterval * (n - 1);
    growth.sure = rising - 1 > surely * deviation;
    return growth;
}

double intervalsPerMinute(const StageReport& stage)
{
    constexpr double minute = 60'000;
    return stage.intervalMs > 0 ? minute / stage.intervalMs : 0;
}

} // namespace penelope::twin
