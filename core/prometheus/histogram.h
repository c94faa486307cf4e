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

/// A bucket of a native histogram; those that nothing fell into are not there.
struct NativeBucket
{
    double upper = 0;
    double count = 0; ///< of itself, not cumulative
};
/// Where native histograms are read: half powers of two from 2⁻¹⁰ to 2⁶, whole ones to 2¹⁷, then +Inf. Fixed, so that
/// two readings and two arms can be compared whichever buckets were filled; exact from schema 1 on (schema 0 at the
/// whole powers). A bucket that an edge divides counts as above it: at worst a request is called slower than it was.
const std::vector<double>& nativeEdges();
/// Observations up to each of those edges; the last is `count`.
std::vector<double> atNativeEdges(const std::vector<NativeBucket>& buckets, double count);

/// `le` as Prometheus 2 and 3 write it ("1", "1.0", "+Inf"). Nothing if it is no number.
std::optional<double> edge(const char* begin, const char* end);

} // namespace penelope::prometheus
