#include "core/prometheus/histogram.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>

namespace penelope::prometheus {

std::optional<Quantile> quantile(double q, const std::vector<double>& edges, const std::vector<double>& cumulative)
{
    if (edges.size() < 2 || edges.size() != cumulative.size() || !std::isinf(edges.back()) || !(q >= 0 && q <= 1))
        return std::nullopt;
    // Buckets scraped in the middle of an update may fall: the running maximum is what Prometheus uses too.
    std::vector<double> counts = cumulative;
    for (std::size_t index = 1; index < counts.size(); ++index)
        counts[index] = std::max(counts[index], counts[index - 1]);
    const double total = counts.back();
    if (!(total > 0) || !std::isfinite(total))
        return std::nullopt;
    const double rank = q * total;
    const auto at = std::lower_bound(counts.begin(), counts.end(), rank);
    const auto index = static_cast<std::size_t>(std::distance(counts.begin(), at));
    Quantile found;
    found.upper = edges[index];
    found.lower = index > 0 ? edges[index - 1] : std::min(0.0, edges.front());
    found.inLastBucket = index + 1 == edges.size();
    if (found.inLastBucket) {
        found.interpolated = found.lower;
        return found;
    }
    if (index == 0 && edges.front() <= 0) {
        found.interpolated = edges.front();
        return found;
    }
    const double below = index > 0 ? counts[index - 1] : 0;
    const double inside = counts[index] - below;
    found.interpolated = inside > 0 ? found.lower + (found.upper - found.lower) * (rank - below) / inside : found.upper;
    return found;
}

const std::vector<double>& nativeEdges()
{
    static const std::vector<double> edges = [] {
        constexpr int lowest = -20; // halves of an exponent
        constexpr int finest = 12;
        constexpr int highest = 34;
        std::vector<double> all;
        for (int half = lowest; half <= highest; half += half < finest ? 1 : 2)
            all.push_back(std::exp2(half / 2.0));
        all.push_back(std::numeric_limits<double>::infinity());
        return all;
    }();
    return edges;
}

std::vector<double> atNativeEdges(const std::vector<NativeBucket>& buckets, double count)
{
    const auto& edges = nativeEdges();
    std::vector<double> counts(edges.size(), 0);
    for (const auto& bucket : buckets) {
        // Both are powers of two that were computed in different ways.
        constexpr double rounding = 1e-9;
        const auto first = std::lower_bound(edges.begin(), edges.end(), bucket.upper * (1 - rounding));
        counts[static_cast<std::size_t>(std::min(first, edges.end() - 1) - edges.begin())] += bucket.count;
    }
    for (std::size_t index = 1; index < counts.size(); ++index)
        counts[index] += counts[index - 1];
    // Observations of NaN are in no bucket.
    counts.back() = count;
    return counts;
}

std::optional<double> edge(const char* begin, const char* end)
{
    const std::string_view text{begin, static_cast<std::size_t>(end - begin)};
    if (text == "+Inf" || text == "Inf")
        return std::numeric_limits<double>::infinity();
    double value = 0;
    const auto [rest, error] = std::from_chars(begin, end, value);
    if (error != std::errc{} || rest != end || !std::isfinite(value))
        return std::nullopt;
    return value;
}

} // namespace penelope::prometheus
