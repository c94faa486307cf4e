#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

/// The statistics of judge.md: e-values, the numbers an always-valid judge multiplies. Pure; no clock, no I/O.
///
/// Everything that is a product over time is kept as a sum of logarithms: one interval of a catastrophe multiplies by
/// 10, hundreds of them leave the range of a double, and a loss leaves it at the other end. Means over a grid and over
/// starts are taken with the largest term factored out, so nothing overflows and small terms cancel nowhere. Natural
/// logarithms throughout; log1p where an argument is near one.
namespace penelope::canary::judge {

inline constexpr double margin = 1.25; ///< R₀: a canary so much worse than stable is still called equal
inline constexpr double largestRatio = 50;
inline constexpr std::size_t gridSize = 24;
inline constexpr std::array<double, 7> betFractions{.05, .1, .2, .35, .5, .7, .9};
inline constexpr double capPerInterval =
    10; ///< as a factor; scrape offsets make a shared outage look like the canary's
inline constexpr double betCap = 10;
inline constexpr double largestLimit = 0.75; ///< a limit above it has no grid

/// Requests and failures of one arm in one interval.
struct Row
{
    double n = 0;
    double y = 0;
    bool operator==(const Row&) const = default;
};

/// `points` log-spaced values from low to high, both included.
std::vector<double> logSpaced(double low, double high, std::size_t points);

/// log((Σ e^x) / n); −∞ for nothing.
double logMean(std::span<const double> logs);
/// log(e^a + e^b).
double logSum(double a, double b);

/// Alternatives to "the canary's rate is at most `null` times the stable one's": 1.15·null … largest.
class ShareGrid
{
public:
    explicit ShareGrid(double null = margin, double largest = largestRatio, std::size_t points = gridSize);

    std::size_t size() const { return m_points.size(); }
    const std::vector<double>& points() const { return m_points; }
    double null() const { return m_null; }
    /// log((nₐ + R_k n_b) / (nₐ + R₀ n_b)) for each k: all that an interval's requests contribute, shared by every
    /// failure count on the same requests (the edges of a histogram). `into` has size() places.
    void requests(double stable, double canary, std::span<double> into) const;
    /// The log-factor of the interval at point k, untempered and uncapped, from what `requests` wrote.
    double factor(std::size_t k, double stableFailures, double canaryFailures, double requestsAtK) const
    {
        return canaryFailures * m_logRatio[k] - (stableFailures + canaryFailures) * requestsAtK;
    }
    /// π(R₀): the canary's share of failures at the border of the null.
    double shareAtNull(double stable, double canary) const;

private:
    double m_null;
    std::vector<double> m_points;
    std::vector<double> m_logRatio; ///< log(R_k / R₀)
};

/// Alternatives to "the rate is at most limit" (above) or "at least limit" (below).
class RateGrid
{
public:
    /// 1.15·limit … 0.9; limit in (0, 0.75].
    static RateGrid above(double limit, std::size_t points = gridSize);
    /// limit/50 … limit/1.15.
    static RateGrid below(double limit, std::size_t points = gridSize);

    std::size_t size() const { return m_failure.size(); }
    double factor(std::size_t k, Row row) const { return row.y * m_failure[k] + (row.n - row.y) * m_success[k]; }
    /// log((1 − p_k) / (1 − limit)): what one request without failure adds.
    double success(std::size_t k) const { return m_success[k]; }

    RateGrid() = default; ///< no points
    template <typename Self> static auto parts(Self& self) { return std::tie(self.m_failure, self.m_success); }

private:
    RateGrid(double limit, const std::vector<double>& points);
    std::vector<double> m_failure;
    std::vector<double> m_success;
};

/// The factor of one bet that the canary's share of failures exceeds π(R₀), at most betCap; 1 without failures or with
/// an arm that had no requests. `cap` ≤ 0: none.
double betFactor(double fraction, double null, Row stable, Row canary, double cap = betCap);

/// ω_i, i from 1: a half, the other planned ones share 0.4, those after them 0.1/(i(i+1)), counted from themselves.
double startWeight(int index, int planned);
/// S = max(2, ⌈divisor × planned minutes with a control arm / 5⌉).
int plannedStarts(double minutesWithControl, int divisor);

/// φ̂ of the stable arm: how much more its failures jump between neighbours than independent ones would. Rows oldest
/// first. `scales` of judge.md are 1, 4 and 16.
double dispersion(std::span<const double> requests, std::span<const double> failures);
/// The same for several counts of failures on the same requests (the edges of a histogram), one φ̂ each. `rows`: the
/// requests of an interval, then each of its `columns` counts, and so on.
std::vector<double> dispersions(std::span<const double> rows, std::size_t columns);
/// λ: 1 where the failures look independent, else 1/(1.2 φ̂).
double temper(double dispersion);

/// Upper end of the one-sided 99 % Wilson interval of failures/requests; 1 without requests.
double wilsonUpper(double failures, double requests);

/// Where a histogram can tell "over the limit". Indices into `edges`; none = not yet, or never.
struct LatencyEdge
{
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::size_t stable = none; ///< U: the smallest finite edge that the stable quantile surely lies below
    std::size_t limit = none;  ///< L: requests above it are the metric's failures
    bool operator==(const LatencyEdge&) const = default;
};
/// `above[i]`: stable requests slower than edges[i]; the last edge is +Inf. `tail`: 1 − quantile. `limit`, `increase`
/// in the unit of the edges.
LatencyEdge latencyEdge(
    std::span<const double> edges, std::span<const double> above, double requests, double tail, double limit,
    double increase);

/// More requests without a failure until the mean of e^logs reaches `line`: m ≥ 0.
double needed(std::span<const double> logs, const RateGrid& grid, double lambda, double line);

/// A confidence sequence, from its lowest to its highest point on the grid.
struct Sequence
{
    double low = 0;
    double high = 0;
    double likeliest = 0;
    bool lowOpen = false; ///< the end is that of the grid: the true one lies beyond
    bool highOpen = false;
    bool operator==(const Sequence&) const = default;
};
/// From log-likelihoods at the points. `alpha` is 1 − coverage at all looks together.
Sequence sequenceOf(std::span<const double> points, std::span<const double> logLikelihoods, double alpha);

struct SequenceSetup
{
    double alpha = 0.05;
    std::vector<double> points;
};
/// 401 points from 0.02 to 50, and from 10⁻⁵ to 0.99.
SequenceSetup ratioSetup();
SequenceSetup rateSetup();
/// How many times the stable rate the canary's is, if it is constant; nothing without a failure. `lambdas`: one each.
std::optional<Sequence> ratioSequence(
    std::span<const Row> stable, std::span<const Row> canary, std::span<const double> lambdas,
    const SequenceSetup& setup);
/// The canary's own rate; nothing without requests.
std::optional<Sequence> rateSequence(std::span<const Row> canary, const SequenceSetup& setup);

/// The likelihood of a constant ratio, grown interval by interval: what `ratioSequence` reads, without the past again.
class RatioLikelihood
{
public:
    explicit RatioLikelihood(SequenceSetup setup = ratioSetup());
    void add(Row stable, Row canary, double lambda);
    /// Nothing before the first interval with a failure and both arms.
    std::optional<Sequence> sequence() const;

private:
    SequenceSetup m_setup;
    std::vector<double> m_logs;
    bool m_any = false;
};

/// The likelihood of a constant rate. It depends on the sums alone, so one of these serves a whole canary.
class RateLikelihood
{
public:
    explicit RateLikelihood(SequenceSetup setup = rateSetup());
    /// n > 0.
    Sequence sequence(Row all) const;
    enum class Where { Below, Inside, Above };
    /// Where a rate, on the grid or not, lies to the interval. n > 0, 0 < rate < 1.
    Where where(double rate, Row all) const;

private:
    std::vector<double> logs(Row all) const;
    SequenceSetup m_setup;
    std::vector<double> m_failure; ///< log p
    std::vector<double> m_success; ///< log(1 − p)
};

} // namespace penelope::canary::judge
