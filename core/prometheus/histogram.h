#pragma once

#include <optional>
#include <vector>

namespace penelope::prometheus {

/// Where a quantile of a classic histogram lies.
struct Quantile
{
    double lower = 0;          ///< exclusive edge below; −Inf is written as the lowest finite edge's own start, 0
    double upper = 0;          ///< inclusive edge above; +Inf possible
    double interpolated = 0;   ///< as PromQL's histogram_quantile: in the last bucket its lower edge
    bool inLastBucket = false; ///< beyond the highest finite edge: `interpolated` is only a lower bound
    bool operator==(const Quantile&) const = default;
};

/// `edges`: ascending upper bounds, the last +Inf. `cumulative`: counts ≤ edge; made monotone before use. Nothing
/// without observations, with a q outside [0, 1], or when the two do not fit.
std::optional<Quantile> quantile(double q, const std::vector<double>& edges, const std::vector<double>& cumulative);

/// `le` as Prometheus 2 and 3 write it ("1", "1.0", "+Inf"). Nothing if it is no number.
std::optional<double> edge(const char* begin, const char* end);

} // namespace penelope::prometheus
