#include "tests/bench/canary/worlds.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace penelope::bench {
namespace {

using canary::Counts;
using canary::judge::History;
using canary::judge::Seen;
using Random = std::mt19937_64;

double poisson(double mean, Random& random)
{
    return mean > 0 ? static_cast<double>(std::poisson_distribution<long long>(mean)(random)) : 0;
}

/// Seconds of a window that lie in the outage.
double overlap(double begin, double end, double from, double to)
{
    return std::max(0.0, std::min(end, to) - std::max(begin, from));
}

/// Failures among n requests: independent, in bursts, or overdispersed.
double failures(const World& world, double n, double rate, Random& random)
{
    double mean = n * rate;
    if (world.overdispersion > 1 && mean > 0) {
        const double spread = world.overdispersion - 1;
        mean = std::gamma_distribution<double>(mean / spread, spread)(random);
    }
    const double bursts = poisson(mean / world.burst, random);
    return std::min(n, bursts * world.burst);
}

const std::vector<double>& edges()
{
    static const std::vector<double> usual{0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
                                           0.5,   1,    2.5,   5,    10,  std::numeric_limits<double>::infinity()};
    return usual;
}

double below(double edge, double median, double sigma)
{
    return std::isinf(edge) ? 1 : std::erfc(-std::log(edge / median) / sigma / std::sqrt(2.0)) / 2;
}

/// Cumulative bucket counts of Poisson many requests: log-normal, and a share of slow ones.
Counts latencyCounts(double mean, double median, double slow, Random& random)
{
    Counts counts;
    double before = 0;
    double sum = 0;
    for (const double edge : edges()) {
        const double share = (1 - slow) * below(edge, median, 0.6) + slow * below(edge, 1.5, 0.5);
        sum += poisson(mean * (share - before), random);
        before = share;
        counts.buckets.push_back(sum);
    }
    counts.n = sum;
    return counts;
}

struct Moment
{
    double rate = 0; ///< of stable, the drift in it
    double outageFrom = -1;
    double outageTo = -1;
};

Counts countsOf(const World& world, double mean, double rate, const Moment& moment, double begin, Random& random)
{
    if (world.isLatency)
        return latencyCounts(mean, world.median, rate, random);
    const double n = poisson(mean, random);
    const double share = overlap(begin, begin + scrape, moment.outageFrom, moment.outageTo) / scrape;
    return {n, failures(world, n, std::min(1.0, rate + share * (world.outage - rate)), random), {}};
}

double canaryRate(const World& world, const Moment& moment, double minute)
{
    const double changed = world.isLatency ? world.canarySlow : world.canaryRate;
    if (changed < 0 || minute < world.from || minute >= world.until)
        return moment.rate;
    return world.isLatency ? changed : changed * moment.rate / world.rate;
}

canary::judge::Setup setupOf(const World& world)
{
    using namespace std::chrono_literals;
    canary::judge::Setup setup;
    const double weight = world.silentSecond ? 0.5 : 1;
    setup.metrics.push_back(
        {.name = QStringLiteral("metric"),
         .isQuantile = world.isLatency,
         .limit = world.isLatency ? 0.01 : world.limit,
         .latency = world.isLatency ? 0.5 : 0,
         .critical = true,
         .weight = weight,
         .warmUp = Milliseconds{static_cast<qint64>(1000 * (world.isLatency ? 120 : world.warmUp))}});
    if (world.silentSecond) {
        setup.metrics.push_back({.name = QStringLiteral("silent"), .limit = 0.02, .critical = true, .weight = weight});
    }
    setup.plannedStarts = 9;
    setup.minimum = 15min;
    setup.maximum = 60min;
    setup.limits.absent = 3min;
    return setup;
}

} // namespace

int weightAt(int interval)
{
    return interval < 60 ? 10 : interval < 120 ? 25 : 50;
}

Life live(const World& world, Random& random)
{
    Life life;
    life.setup = setupOf(world);
    const double base = world.isLatency ? world.slow : world.rate;
    Moment moment{base, -1, -1};
    if (world.outage > 0) {
        moment.outageFrom =
            std::uniform_real_distribution<double>(0, world.intervals * scrape - world.outageMinutes * 60)(random);
        moment.outageTo = moment.outageFrom + world.outageMinutes * 60;
    }
    double log = 0;
    std::normal_distribution<double> innovation(0, 0.15);
    const auto drift = [&] {
        log = world.drift ? 0.98 * log + innovation(random) : 0;
        moment.rate = std::min(0.9, base * std::exp(log));
    };
    const auto& layout = world.isLatency ? edges() : std::vector<double>{};
    History history;
    for (int before = 0; before < (world.history ? 240 : 0); ++before) {
        drift();
        canary::judge::push(history, countsOf(world, world.rps * scrape, moment.rate, {}, 0, random), layout);
    }
    life.history.push_back(std::move(history));
    for (int j = 0; j < world.intervals; ++j) {
        drift();
        const double begin = j * scrape;
        const double share = weightAt(j) / 100.0;
        Seen seen;
        seen.weight = weightAt(j);
        seen.span = life.setup.scrape;
        seen.observation =
            j > 0 && weightAt(j) == weightAt(j - 1) ? canary::Observation::Counted : canary::Observation::WeightChanged;
        const double mean = world.rps * scrape;
        canary::MetricCounts counts;
        counts.edges = layout;
        counts.stable = countsOf(world, mean * (1 - share), moment.rate, moment, begin, random);
        counts.canary =
            countsOf(world, mean * share, canaryRate(world, moment, begin / 60), moment, begin + world.offset, random);
        seen.counts.push_back(counts);
        if (world.silentSecond)
            seen.counts.push_back({Counts{counts.stable->n, 0, {}}, Counts{counts.canary->n, 0, {}}, {}});
        life.intervals.push_back(std::move(seen));
    }
    return life;
}

} // namespace penelope::bench
