#pragma once

#include "core/twin/report.h"

#include <vector>

namespace penelope::twin {

/// How a series grows, by the median of the slopes between all its points (Sen 1968). The first quarter, in which a
/// program warms up, is left out.
struct Growth
{
    double perInterval = 0;
    double total = 0;  ///< over the points that count
    bool sure = false; ///< one in a hundred series without a trend looks so (Mann 1945)
};
/// `intervals`: how many of the points count at most; fewer than eight of them say nothing.
Growth growthOf(const std::vector<double>& series, std::size_t intervals);

/// 0 for none.
double medianOf(std::vector<double> values);

/// From the length of the stage's load.
double intervalsPerMinute(const StageReport& stage);

} // namespace penelope::twin
