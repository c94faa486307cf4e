#include "core/canary/judge/sequential.h"

#include <algorithm>
#include <cmath>

namespace penelope::canary::judge {
namespace {

constexpr double environmentFailures = 5;
constexpr double environmentFactor = 1.2;
constexpr double rounding = 1e-12; ///< limits are quotients and edges decimal texts: equal on paper is equal here

const ShareGrid& shareGrid()
{
    static const ShareGrid grid;
    return grid;
}

double logCap()
{
    static const double cap = std::log(capPerInterval);
    return cap;
}

template <std::size_t Size> void addStart(Logs<Size>& logs, double logWeight)
{
    for (double& log : logs)
        log = logSum(log, logWeight);
}

/// One comparison for a ratio, one for each finite edge of a quantile.
void prepare(const MetricSetup& setup, MetricState& state)
{
    const auto& edges = state.history.edges;
    state.comparisons.assign(setup.isQuantile ? std::max<std::size_t>(edges.size(), 1) - 1 : 1, {});
    state.firstEdge = 0;
    while (setup.isQuantile && state.firstEdge < state.comparisons.size() &&
           edges[state.firstEdge] < setup.latency * (1 - rounding))
        ++state.firstEdge;
}

/// φ̂ and the edge hold for a block: what is measured in it cannot choose how it is measured.
void openBlock(const MetricSetup& setup, MetricState& state)
{
    const auto& history = state.history;
    const auto spread = dispersions(history.window(), history.columns());
    for (std::size_t index = 0; index < state.comparisons.size(); ++index) {
        auto& comparison = state.comparisons[index];
        comparison.lambda = index < spread.size() ? temper(spread[index]) : 1;
        comparison.blockStable = comparison.blockCanary = Row{};
    }
    if (setup.isQuantile)
        state.edge = edgeOf(history, setup.limit, setup.latency);
    const auto own = setup.isQuantile ? state.edge.limit : 0;
    state.lambda = own < state.comparisons.size() ? state.comparisons[own].lambda : 1;
}

/// The metric's own failures: over L, nothing at all while there is no L.
Row ownRow(const MetricSetup& setup, const MetricState& state, const Counts& counts)
{
    if (!setup.isQuantile)
        return {counts.n, counts.y};
    return state.edge.limit == LatencyEdge::none ? Row{} : Row{counts.n, above(counts, state.edge.limit)};
}

void add(Row& sum, Row row)
{
    sum.n += row.n;
    sum.y += row.y;
}

void add(Floor& floor, double failures)
{
    if (failures > 0) {
        floor.failures += failures;
        ++floor.intervals;
    }
}

void compare(const MetricSetup& setup, MetricState& state, const Counts& stable, const Counts& canary)
{
    const auto& grid = shareGrid();
    const double cap = logCap();
    Logs<gridSize> requests{};
    const bool both = stable.n > 0 && canary.n > 0;
    if (both)
        grid.requests(stable.n, canary.n, requests);
    for (std::size_t index = 0; index < state.comparisons.size(); ++index) {
        auto& comparison = state.comparisons[index];
        const Row a{stable.n, setup.isQuantile ? above(stable, index) : stable.y};
        const Row b{canary.n, setup.isQuantile ? above(canary, index) : canary.y};
        add(comparison.blockStable, a);
        add(comparison.blockCanary, b);
        add(comparison.floor, b.y);
        if (!both || !(a.y + b.y > 0))
            continue;
        for (std::size_t k = 0; k < gridSize; ++k)
            comparison.share[k] += std::min(cap, comparison.lambda * grid.factor(k, a.y, b.y, requests[k]));
        comparison.shareMean = logMean(comparison.share);
    }
}

void closeBlock(MetricState& state)
{
    for (auto& comparison : state.comparisons) {
        for (std::size_t index = 0; index < betFractions.size(); ++index) {
            comparison.bet[index] +=
                std::log(betFactor(betFractions[index], margin, comparison.blockStable, comparison.blockCanary));
        }
        comparison.betMean = logMean(comparison.bet);
    }
}

/// What a shared outage left behind must not speak against the canary later: it may only lose by it.
void cut(Logs<gridSize>& logs, double startedWeight)
{
    const double started = std::log(startedWeight);
    if (logMean(logs) > started)
        logs.fill(started);
}

void watchEnvironment(
    const MetricSetup& setup, MetricState& state, Row stable, std::size_t length, double startedWeight)
{
    state.recent.push_back(stable);
    if (state.recent.size() > length)
        state.recent.erase(state.recent.begin());
    Row window;
    for (const auto& row : state.recent)
        add(window, row);
    const bool now = window.y >= environmentFailures && window.y > environmentFactor * setup.limit * window.n;
    if (state.environment && !now) {
        cut(state.limit, startedWeight);
        cut(state.stable, startedWeight);
    }
    state.environment = now;
}

/// One counted interval of one metric. `mayCertify`: no environment was on before it.
void takeMetric(State& state, std::size_t index, const MetricCounts& counts, bool mayCertify)
{
    const auto& setup = state.setup.metrics[index];
    auto& metric = state.metrics[index];
    const bool cold = state.setup.scrape * state.seen <= setup.warmUp;
    const Counts none;
    const auto& canary = cold || !counts.canary ? none : *counts.canary;
    const auto& stable = cold || !counts.stable || !state.hasControl ? none : *counts.stable;
    const auto own = ownRow(setup, metric, canary);
    const auto ownStable = ownRow(setup, metric, stable);
    if (state.hasControl)
        compare(setup, metric, stable, canary);
    // Also without control: a block that began with it closes on what it saw of both.
    if (state.blockClosed)
        closeBlock(metric);
    addRate(metric.limit, metric.grids->above, own, metric.lambda, logCap());
    addRate(metric.stable, metric.grids->above, ownStable, metric.lambda, uncapped);
    add(metric.floor, own.y);
    if (mayCertify) {
        addRate(metric.safe, metric.grids->below, own, metric.lambda, uncapped);
        add(metric.plain, own);
    }
    const auto window = static_cast<std::size_t>(restartBlocks) * static_cast<std::size_t>(state.setup.block());
    watchEnvironment(setup, metric, ownStable, window, state.startedWeight);
}

bool isEnvironmentOn(const State& state)
{
    for (std::size_t index = 0; index < state.metrics.size(); ++index) {
        if (state.setup.metrics[index].critical && state.metrics[index].environment)
            return true;
    }
    return false;
}

void openInterval(State& state)
{
    const int block = state.setup.block();
    const bool opens = state.counted % block == 0;
    const bool starts = state.counted % (restartBlocks * block) == 0;
    const double weight = starts ? startWeight(++state.started, state.setup.plannedStarts) : 0;
    state.startedWeight += weight;
    for (std::size_t index = 0; index < state.metrics.size(); ++index) {
        auto& metric = state.metrics[index];
        if (opens)
            openBlock(state.setup.metrics[index], metric);
        if (!starts)
            continue;
        const double log = std::log(weight);
        addStart(metric.limit, log);
        addStart(metric.stable, log);
        for (auto& comparison : metric.comparisons) {
            addStart(comparison.share, log);
            addStart(comparison.bet, log);
            comparison.shareMean = logMean(comparison.share);
            comparison.betMean = logMean(comparison.bet);
        }
    }
    ++state.counted;
    state.blockClosed = state.counted % block == 0;
}

void takeCounted(State& state, const Seen& seen)
{
    const bool mayCertify = !isEnvironmentOn(state);
    openInterval(state);
    for (std::size_t index = 0; index < state.metrics.size(); ++index)
        takeMetric(state, index, seen.counts[index], mayCertify);
    if (mayCertify && seen.clockRuns)
        state.clock += state.setup.scrape;
    if (state.hasControl && !seen.counts.empty() && seen.counts.front().stable && seen.counts.front().canary)
        state.share.take(state.weight, seen.counts.front().stable->n, seen.counts.front().canary->n);
}

/// A quantile's counts must have the buckets that its evidence was begun with.
bool fits(State& state, const Seen& seen)
{
    for (std::size_t index = 0; index < state.metrics.size(); ++index) {
        const auto& edges = seen.counts[index].edges;
        auto& metric = state.metrics[index];
        if (!state.setup.metrics[index].isQuantile || edges == metric.history.edges)
            continue;
        if (state.counted > 0 || edges.empty())
            return false;
        adopt(metric.history, edges);
        prepare(state.setup.metrics[index], metric);
    }
    return true;
}

void takeAbsence(State& state, const Seen& seen)
{
    const auto observation = state.observation;
    const bool silent = observation == Observation::ProviderError || observation == Observation::Stale;
    // Old data is no absence at first; what stays old for as long as an absence may last counts as one from then on.
    const bool wasStale = state.staleFor >= state.setup.limits.absent;
    state.staleFor = observation == Observation::Stale ? state.staleFor + seen.span : Milliseconds{};
    const bool staleCanary = wasStale && observation == Observation::Stale && !seen.counts.empty() &&
                             seen.counts.front().stable && !seen.counts.front().canary;
    state.canaryGone = observation == Observation::CanaryAbsent || staleCanary;
    if (state.canaryGone)
        state.absentFor += seen.span;
    else if (!silent)
        state.absentFor = {};
}

} // namespace

int Setup::block() const
{
    const double minute = 60'000.0 / std::max(1, timeDivisor);
    return std::max(
        1, static_cast<int>(std::lround(minute / static_cast<double>(std::max<qint64>(1, scrape.count())))));
}

bool MetricState::operator==(const MetricState& other) const
{
    return history == other.history && comparisons == other.comparisons && edge == other.edge &&
           undecidable == other.undecidable && lambda == other.lambda && limit == other.limit &&
           stable == other.stable && floor == other.floor && recent == other.recent &&
           environment == other.environment && safe == other.safe && plain == other.plain;
}

State begin(const Setup& setup, const std::vector<History>& history)
{
    State state;
    state.setup = setup;
    for (std::size_t index = 0; index < setup.metrics.size(); ++index) {
        const auto& metric = setup.metrics[index];
        MetricState row;
        if (index < history.size())
            row.history = history[index];
        row.grids = std::make_shared<const LimitGrids>(
            LimitGrids{RateGrid::above(metric.limit), RateGrid::below(metric.limit)});
        row.undecidable = metric.isQuantile && isUndecidable(row.history, metric.limit, metric.latency);
        prepare(metric, row);
        state.metrics.push_back(std::move(row));
    }
    return state;
}

void beginStep(State& state, int weight)
{
    state.weight = weight;
    state.clock = {};
    state.restarts = 0;
    state.share = shareCheck(weight);
    for (auto& metric : state.metrics) {
        metric.safe = filled<gridSize>(0);
        metric.plain = {};
    }
}

void take(State& state, const Seen& seen)
{
    ++state.seen;
    if (state.weight != seen.weight)
        beginStep(state, seen.weight);
    state.blockClosed = false;
    state.hasControl = seen.weight < 100;
    state.observation = seen.observation;
    if (seen.restarted)
        ++state.restarts;
    if (state.observation == Observation::Counted && !fits(state, seen))
        state.observation = Observation::Inconsistent;
    takeAbsence(state, seen);
    if (state.observation == Observation::Counted)
        takeCounted(state, seen);
    for (std::size_t index = 0; index < std::min(seen.counts.size(), state.metrics.size()) && state.hasControl;
         ++index) {
        if (seen.counts[index].stable)
            push(state.metrics[index].history, *seen.counts[index].stable, seen.counts[index].edges);
    }
}

} // namespace penelope::canary::judge
