#include "ui/charts/scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace penelope::ui::charts {

std::vector<double> ValueScale::ticks() const
{
    std::vector<double> result;
    const auto count = static_cast<int>(std::lround((high - low) / step));
    for (int index = 0; index <= count; ++index)
        result.push_back(low + step * index);
    return result;
}

ValueScale valueScale(double low, double high)
{
    if (!(high > low)) {
        const double margin = std::max(std::abs(low) * 0.1, 0.01);
        low -= margin;
        high = low + 2 * margin;
    }
    constexpr double wantedTicks = 4;
    const double rough = (high - low) / wantedTicks;
    const double decade = std::pow(10, std::floor(std::log10(rough)));
    double factor = 10;
    for (const double candidate : {1.0, 2.0, 2.5, 5.0}) {
        if (candidate * decade >= rough) {
            factor = candidate;
            break;
        }
    }
    ValueScale scale;
    scale.step = factor * decade;
    scale.low = std::floor(low / scale.step + 1e-9) * scale.step;
    scale.high = std::ceil(high / scale.step - 1e-9) * scale.step;
    const int digits = static_cast<int>(-std::floor(std::log10(scale.step) + 1e-9));
    scale.decimals = std::max(0, digits + (factor == 2.5 ? 1 : 0));
    return scale;
}

std::vector<Instant> timeTicks(const TimeRange& range, int most)
{
    using namespace std::chrono_literals;
    static constexpr std::array<Milliseconds, 18> steps{1s,    2s,    5s,    10s, 15s, 30s, 1min, 2min, 5min,
                                                        10min, 15min, 30min, 1h,  2h,  3h,  6h,   12h,  24h};
    if (range.to <= range.from || most < 1)
        return {};
    const auto fits = std::find_if(
        steps.begin(), steps.end(), [&](Milliseconds candidate) { return range.span() / candidate < most; });
    const Milliseconds step = fits != steps.end() ? *fits : 24h * (range.span() / (24h * most) + 1);
    std::vector<Instant> ticks;
    const auto first = (range.from.time_since_epoch() + step - 1ms) / step;
    for (auto moment = Instant{first * step}; moment <= range.to; moment += step)
        ticks.push_back(moment);
    return ticks;
}

} // namespace penelope::ui::charts
