#pragma once

#include <span>
#include <vector>

/// Descriptive statistics of `mann_whitney`: summaries, quantiles, outliers, missing points. Pure.
namespace penelope::canary::judge {

struct Summary
{
    double least = 0;
    double most = 0;
    double mean = 0;
    double deviation = 0; ///< of a sample, n − 1; 0 for one point
    std::size_t count = 0;
};
/// All 0 without points.
Summary summarise(std::span<const double> values);

/// R's type 7 (linear between order statistics); percent in 0 … 100. 0 without points.
double percentile(std::span<const double> values, double percent);

enum class Outliers { Interquartile, Sigma };
/// Interquartile: beyond factor × IQR of the quartiles; `lenient` widens the fences to the 1st and 99th percentile.
/// Sigma: further than factor population deviations from the mean.
std::vector<bool> outliers(std::span<const double> values, Outliers method, double factor, bool lenient = false);
std::vector<double> without(std::span<const double> values, const std::vector<bool>& mask);

/// NaN and infinities left out, or replaced.
std::vector<double> withoutMissing(std::span<const double> values);
std::vector<double> replacingMissing(std::span<const double> values, double replacement = 0);

} // namespace penelope::canary::judge
