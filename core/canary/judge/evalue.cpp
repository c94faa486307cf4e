#include "core/canary/judge/evalue.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace penelope::canary::judge {
namespace {

constexpr double dispersionOn = 1.3;
constexpr double dispersionGuard = 1.2;
constexpr double gridStep = 1.15; ///< from the null to the nearest alternative
constexpr double safeReach = 50;
constexpr double rateTop = 0.9;

constexpr std::size_t scaleStep = 4; ///< from one scale to the next: 1, 4, 16

/// Sums of neighbouring rows, counted back from the newest: a rest at the old end is dropped, as it is when the scale
/// is made of single intervals, whose sums these are.
std::vector<double> coarser(std::span<const double> rows, std::size_t width)
{
    const auto count = rows.size() / width;
    std::vector<double> sums(count / scaleStep * width);
    const double* from = rows.data() + count % scaleStep * width;
    for (std::size_t row = 0; row < sums.size(); row += width, from += scaleStep * width) {
        for (std::size_t place = 0; place < width; ++place) {
            const double* cell = from + place;
            sums[row + place] = (cell[0] + cell[width]) + (cell[2 * width] + cell[3 * width]);
        }
    }
    return sums;
}

/// One scale of the dispersion. What the requests say of each pair of neighbours is the same for every count of
/// failures on them.
class DispersionScale
{
public:
    DispersionScale(std::span<const double> rows, std::size_t width)
        : m_rows(rows)
        , m_width(width)
    {
        double before = 0;
        for (std::size_t row = 0; row < rows.size(); row += width) {
            const double now = rows[row];
            m_shares.push_back(before > 0 && now > 0 ? before / (before + now) : -1);
            before = now;
        }
    }

    /// Raises `largest` to what `Lanes` neighbouring columns say, from `place` of a row on: they fit side by side into
    /// the processor. Columns without failures to compare stay as they are.
    template <std::size_t Lanes> void raise(std::size_t place, double* largest) const
    {
        std::array<double, Lanes> squares{};
        std::array<double, Lanes> expected{};
        std::array<double, Lanes> before{};
        const double* cell = m_rows.data() + place;
        for (const double share : m_shares) {
            std::array<double, Lanes> now{};
            for (std::size_t lane = 0; lane < Lanes; ++lane)
                now[lane] = cell[lane];
            cell += m_width;
            if (share >= 0) {
                for (std::size_t lane = 0; lane < Lanes; ++lane) {
                    // A pair without failures adds nothing, exactly.
                    const double mean = (before[lane] + now[lane]) * share;
                    const double off = before[lane] - mean;
                    squares[lane] += off * off;
                    expected[lane] += mean * (1 - share);
                }
            }
            before = now;
        }
        for (std::size_t lane = 0; lane < Lanes; ++lane) {
            if (expected[lane] > 0)
                largest[lane] = std::max(largest[lane], squares[lane] / expected[lane]);
        }
    }

private:
    std::span<const double> m_rows;
    std::size_t m_width;
    std::vector<double> m_shares; ///< of the first of a pair; negative: it is left out
};

void raiseAll(std::span<const double> rows, std::vector<double>& largest)
{
    constexpr std::size_t lanes = 4;
    const DispersionScale scale(rows, largest.size() + 1);
    std::size_t column = 0;
    for (; column + lanes <= largest.size(); column += lanes)
        scale.raise<lanes>(1 + column, &largest[column]);
    for (; column < largest.size(); ++column)
        scale.raise<1>(1 + column, &largest[column]);
}

} // namespace

std::vector<double> logSpaced(double low, double high, std::size_t points)
{
    std::vector<double> grid(points);
    for (std::size_t k = 0; k < points; ++k) {
        const auto part = points > 1 ? static_cast<double>(k) / static_cast<double>(points - 1) : 0;
        grid[k] = low * std::pow(high / low, part);
    }
    return grid;
}

double logMean(std::span<const double> logs)
{
    constexpr double nothing = -std::numeric_limits<double>::infinity();
    if (logs.empty())
        return nothing;
    double largest = logs.front();
    for (const double log : logs)
        largest = std::max(largest, log);
    if (!std::isfinite(largest))
        return largest;
    // Hundreds of such terms together are below the last place of a sum that is at least 1.
    constexpr double vanishing = -45;
    double sum = 0;
    for (const double log : logs) {
        const double below = log - largest;
        sum += below > vanishing ? std::exp(below) : 0;
    }
    return largest + std::log(sum / static_cast<double>(logs.size()));
}

double logSum(double a, double b)
{
    const double high = std::max(a, b);
    const double low = std::min(a, b);
    return std::isfinite(low) ? high + std::log1p(std::exp(low - high)) : high;
}

ShareGrid::ShareGrid(double null, double largest, std::size_t points)
    : m_null(null)
    , m_points(logSpaced(gridStep * null, largest, points))
{
    for (const double point : m_points)
        m_logRatio.push_back(std::log(point / null));
}

void ShareGrid::requests(double stable, double canary, std::span<double> into) const
{
    const double atNull = stable + m_null * canary;
    for (std::size_t k = 0; k < m_points.size(); ++k)
        into[k] = std::log1p((m_points[k] - m_null) * canary / atNull);
}

double ShareGrid::shareAtNull(double stable, double canary) const
{
    return m_null * canary / (stable + m_null * canary);
}

RateGrid::RateGrid(double limit, const std::vector<double>& points)
{
    for (const double point : points) {
        m_failure.push_back(std::log(point / limit));
        m_success.push_back(std::log1p(-point) - std::log1p(-limit));
    }
}

RateGrid RateGrid::above(double limit, std::size_t points)
{
    return {limit, logSpaced(gridStep * limit, rateTop, points)};
}

RateGrid RateGrid::below(double limit, std::size_t points)
{
    return {limit, logSpaced(limit / safeReach, limit / gridStep, points)};
}

double betFactor(double fraction, double null, Row stable, Row canary, double cap)
{
    const double failures = stable.y + canary.y;
    if (!(failures > 0) || !(stable.n > 0) || !(canary.n > 0))
        return 1;
    const double share = null * canary.n / (stable.n + null * canary.n);
    const double factor = 1 + fraction * (canary.y / failures / share - 1);
    return cap > 0 ? std::min(cap, factor) : factor;
}

double startWeight(int index, int planned)
{
    if (index <= 1)
        return 0.5;
    if (index <= planned)
        return 0.4 / (planned - 1);
    const double later = index - planned;
    return 0.1 / (later * (later + 1));
}

int plannedStarts(double minutesWithControl, int divisor)
{
    // The quotient is a sum of whole steps: what floating point adds to it must not make one more.
    return std::max(2, static_cast<int>(std::ceil(divisor * minutesWithControl / 5 - 1e-9)));
}

double dispersion(std::span<const double> requests, std::span<const double> failures)
{
    std::vector<double> rows;
    rows.reserve(2 * requests.size());
    for (std::size_t index = 0; index < requests.size(); ++index) {
        rows.push_back(requests[index]);
        rows.push_back(failures[index]);
    }
    return dispersions(rows, 1).front();
}

std::vector<double> dispersions(std::span<const double> rows, std::size_t columns)
{
    constexpr double nothing = -1;
    std::vector<double> largest(columns, nothing);
    raiseAll(rows, largest);
    const auto fours = coarser(rows, columns + 1);
    raiseAll(fours, largest);
    raiseAll(coarser(fours, columns + 1), largest);
    std::replace(largest.begin(), largest.end(), nothing, 1.0);
    return largest;
}

double temper(double dispersion)
{
    return dispersion > dispersionOn ? 1 / (dispersionGuard * dispersion) : 1;
}

double wilsonUpper(double failures, double requests)
{
    constexpr double z = 2.3263478740408408;
    if (!(requests > 0))
        return 1;
    const double share = failures / requests;
    const double spread = z * std::sqrt(share * (1 - share) / requests + z * z / (4 * requests * requests));
    return (share + z * z / (2 * requests) + spread) / (1 + z * z / requests);
}

LatencyEdge latencyEdge(
    std::span<const double> edges, std::span<const double> above, double requests, double tail, double limit,
    double increase)
{
    LatencyEdge found;
    const auto firstFrom = [&edges](double least) {
        for (std::size_t index = 0; index < edges.size(); ++index) {
            // Edges are decimal texts and limits are quotients: equal on paper is equal here.
            if (std::isfinite(edges[index]) && edges[index] >= least - std::abs(least) * 1e-12)
                return index;
        }
        return LatencyEdge::none;
    };
    for (std::size_t index = 0; index < edges.size() && found.stable == LatencyEdge::none; ++index) {
        if (std::isfinite(edges[index]) && wilsonUpper(above[index], requests) <= tail)
            found.stable = index;
    }
    if (found.stable == LatencyEdge::none)
        return found;
    const double surely = edges[found.stable];
    found.limit = firstFrom(surely <= limit * (1 + 1e-12) ? limit : surely + increase);
    return found;
}

double needed(std::span<const double> logs, const RateGrid& grid, double lambda, double line)
{
    const double aim = std::log(line);
    std::vector<double> moved(logs.size());
    const auto reaches = [&](double more) {
        for (std::size_t k = 0; k < logs.size(); ++k)
            moved[k] = logs[k] + lambda * more * grid.success(k);
        return logMean(moved) >= aim;
    };
    if (reaches(0))
        return 0;
    double high = 1;
    while (!reaches(high)) {
        high *= 2;
        if (high > 1e15)
            return std::numeric_limits<double>::infinity();
    }
    double low = high / 2;
    while (high - low > 1) {
        const double middle = std::floor((low + high) / 2);
        (reaches(middle) ? high : low) = middle;
    }
    return high;
}

Sequence sequenceOf(std::span<const double> points, std::span<const double> logLikelihoods, double alpha)
{
    const double line = std::log(alpha) + logMean(logLikelihoods);
    const auto inside = [line](double log) { return log >= line; };
    const auto first = std::find_if(logLikelihoods.begin(), logLikelihoods.end(), inside);
    const auto last = std::find_if(logLikelihoods.rbegin(), logLikelihoods.rend(), inside);
    const auto top = std::max_element(logLikelihoods.begin(), logLikelihoods.end());
    const auto low = static_cast<std::size_t>(first - logLikelihoods.begin());
    const auto high = logLikelihoods.size() - 1 - static_cast<std::size_t>(last - logLikelihoods.rbegin());
    return {
        points[low], points[high], points[static_cast<std::size_t>(top - logLikelihoods.begin())], low == 0,
        high + 1 == points.size()};
}

SequenceSetup ratioSetup()
{
    return {0.05, logSpaced(0.02, 50, 401)};
}

SequenceSetup rateSetup()
{
    return {0.05, logSpaced(1e-5, 0.99, 401)};
}

RatioLikelihood::RatioLikelihood(SequenceSetup setup)
    : m_setup(std::move(setup))
    , m_logs(m_setup.points.size(), 0)
{}

void RatioLikelihood::add(Row stable, Row canary, double lambda)
{
    if (!(stable.n > 0) || !(canary.n > 0) || !(stable.y + canary.y > 0))
        return;
    m_any = true;
    for (std::size_t k = 0; k < m_logs.size(); ++k) {
        const double odds = m_setup.points[k] * canary.n / stable.n;
        // π = odds / (1 + odds), in the form that keeps its digits at both ends.
        m_logs[k] += lambda * (canary.y * -std::log1p(1 / odds) - stable.y * std::log1p(odds));
    }
}

std::optional<Sequence> RatioLikelihood::sequence() const
{
    return m_any ? std::optional{sequenceOf(m_setup.points, m_logs, m_setup.alpha)} : std::nullopt;
}

RateLikelihood::RateLikelihood(SequenceSetup setup)
    : m_setup(std::move(setup))
{
    for (const double point : m_setup.points) {
        m_failure.push_back(std::log(point));
        m_success.push_back(std::log1p(-point));
    }
}

std::vector<double> RateLikelihood::logs(Row all) const
{
    std::vector<double> logs(m_failure.size());
    for (std::size_t k = 0; k < logs.size(); ++k)
        logs[k] = all.y * m_failure[k] + (all.n - all.y) * m_success[k];
    return logs;
}

Sequence RateLikelihood::sequence(Row all) const
{
    return sequenceOf(m_setup.points, logs(all), m_setup.alpha);
}

RateLikelihood::Where RateLikelihood::where(double rate, Row all) const
{
    const double own = all.y * std::log(rate) + (all.n - all.y) * std::log1p(-rate);
    if (own >= std::log(m_setup.alpha) + logMean(logs(all)))
        return Where::Inside;
    // The likelihood has one top, at y/n.
    return rate < all.y / all.n ? Where::Below : Where::Above;
}

std::optional<Sequence> ratioSequence(
    std::span<const Row> stable, std::span<const Row> canary, std::span<const double> lambdas,
    const SequenceSetup& setup)
{
    RatioLikelihood likelihood(setup);
    for (std::size_t j = 0; j < canary.size(); ++j)
        likelihood.add(stable[j], canary[j], lambdas[j]);
    return likelihood.sequence();
}

std::optional<Sequence> rateSequence(std::span<const Row> canary, const SequenceSetup& setup)
{
    Row all;
    for (const auto& row : canary)
        all = {all.n + row.n, all.y + row.y};
    return all.n > 0 ? std::optional{RateLikelihood(setup).sequence(all)} : std::nullopt;
}

} // namespace penelope::canary::judge
