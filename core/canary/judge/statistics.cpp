#include "core/canary/judge/statistics.h"

#include <algorithm>
#include <cmath>

namespace penelope::canary::judge {

Summary summarise(std::span<const double> values)
{
    Summary summary;
    if (values.empty())
        return summary;
    summary.count = values.size();
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    summary.least = *least;
    summary.most = *most;
    for (const double value : values)
        summary.mean += value / static_cast<double>(values.size());
    double squares = 0;
    for (const double value : values)
        squares += (value - summary.mean) * (value - summary.mean);
    if (values.size() > 1)
        summary.deviation = std::sqrt(squares / static_cast<double>(values.size() - 1));
    return summary;
}

double percentile(std::span<const double> values, double percent)
{
    if (values.empty())
        return 0;
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    const double place = std::clamp(percent, 0.0, 100.0) / 100 * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto next = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[next] - sorted[below]);
}

std::vector<bool> outliers(std::span<const double> values, Outliers method, double factor, bool lenient)
{
    double low = 0;
    double high = 0;
    if (method == Outliers::Sigma) {
        const auto summary = summarise(values);
        const auto count = static_cast<double>(values.size());
        const double population = count > 1 ? summary.deviation * std::sqrt((count - 1) / count) : 0;
        low = summary.mean - factor * population;
        high = summary.mean + factor * population;
    } else {
        const double first = percentile(values, 25);
        const double third = percentile(values, 75);
        low = first - factor * (third - first);
        high = third + factor * (third - first);
        if (lenient) {
            low = std::min(low, percentile(values, 1));
            high = std::max(high, percentile(values, 99));
        }
    }
    std::vector<bool> mask;
    for (const double value : values)
        mask.push_back(value < low || value > high);
    return mask;
}

std::vector<double> without(std::span<const double> values, const std::vector<bool>& mask)
{
    std::vector<double> kept;
    for (std::size_t index = 0; index < values.size(); ++index) {
        if (!mask[index])
            kept.push_back(values[index]);
    }
    return kept;
}

std::vector<double> withoutMissing(std::span<const double> values)
{
    std::vector<double> kept;
    std::copy_if(
        values.begin(), values.end(), std::back_inserter(kept), [](double value) { return std::isfinite(value); });
    return kept;
}

std::vector<double> replacingMissing(std::span<const double> values, double replacement)
{
    std::vector<double> filled(values.begin(), values.end());
    for (double& value : filled)
        value = std::isfinite(value) ? value : replacement;
    return filled;
}

} // namespace penelope::canary::judge
