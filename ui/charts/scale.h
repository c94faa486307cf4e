#pragma once

#include "core/base/instant.h"

#include <vector>

/// Ticks of axes. Pure; no widget, no locale.
namespace penelope::ui::charts {

/// A closed range of values with its ticks, widened to whole ticks.
struct ValueScale
{
    double low = 0;
    double high = 1;
    double step = 1;
    int decimals = 0; ///< that tell neighbouring ticks apart
    std::vector<double> ticks() const;
    bool operator==(const ValueScale&) const = default;
};

/// Round ticks (1, 2, 2.5, 5 × 10ⁿ), three to five of them, around [low, high]. Equal or reversed bounds are widened.
ValueScale valueScale(double low, double high);

struct TimeRange
{
    Instant from{};
    Instant to{};
    Milliseconds span() const { return to - from; }
    bool operator==(const TimeRange&) const = default;
};

/// Round moments (whole seconds, minutes, hours, days of UTC) inside the range, at most `most`.
std::vector<Instant> timeTicks(const TimeRange& range, int most);

} // namespace penelope::ui::charts
