#include "core/canary/evidence.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

constexpr Milliseconds usualWarmUp{120'000}; ///< of latency: caches, pools, compilers
constexpr Milliseconds absentInARow{180'000};
constexpr int maximumSteps = 4; ///< a step's maximum, in minima

judge::MetricSetup metricSetup(const patch::MetricSpec& metric, int divisor)
{
    const bool isQuantile = metric.kind == patch::MetricKind::Quantile;
    return {
        .name = metric.name,
        .isQuantile = isQuantile,
        .limit = failureLimit(metric),
        .latency = isQuantile ? metric.limit / metric.scale : 0,
        .critical = metric.critical,
        .weight = metric.weight.value_or(0),
        .warmUp = metric.warmUp.value_or(isQuantile ? usualWarmUp / divisor : Milliseconds{})};
}

double sum(const std::vector<double>& values)
{
    double all = 0;
    for (const double value : values)
        all += value;
    return all;
}

QString numberText(double value)
{
    return QString::number(value, 'g', 6);
}

} // namespace

bool isSequential(const Canary& canary)
{
    return canary.judge == "sequential"_L1;
}

bool isJudgedByEvidence(const patch::MetricSpec& metric)
{
    return metric.kind != patch::MetricKind::Complement && metric.weight.value_or(0) > 0 && !metric.dryRun;
}

double failureLimit(const patch::MetricSpec& metric)
{
    return metric.kind == patch::MetricKind::Quantile ? 1 - metric.quantile : metric.limit;
}

std::vector<std::size_t> judgedMetrics(const std::vector<patch::MetricSpec>& metrics)
{
    std::vector<std::size_t> places;
    for (std::size_t index = 0; index < metrics.size(); ++index) {
        if (isJudgedByEvidence(metrics[index]))
            places.push_back(index);
    }
    return places;
}

judge::Setup setupOf(const Canary& canary)
{
    judge::Setup setup;
    const int divisor = std::max(1, canary.timeDivisor);
    for (const auto place : judgedMetrics(canary.metrics))
        setup.metrics.push_back(metricSetup(canary.metrics[place], divisor));
    setup.scrape = canary.scrape;
    setup.timeDivisor = divisor;
    const auto withControl = std::count_if(canary.steps.begin(), canary.steps.end(), [&canary](int percent) {
        return percent < 100 || canary.holdBack > 0;
    });
    const double minutes = static_cast<double>(canary.analysis.count()) * static_cast<double>(withControl) / 60'000;
    setup.plannedStarts = judge::plannedStarts(minutes, divisor);
    setup.minimum = canary.analysis;
    setup.maximum = maximumSteps * canary.analysis;
    setup.limits.absent = absentInARow / divisor;
    return setup;
}

std::shared_ptr<const judge::State>
beginEvidence(const Canary& canary, const std::map<QString, judge::History>& history)
{
    const auto setup = setupOf(canary);
    std::vector<judge::History> rows;
    for (const auto& metric : setup.metrics) {
        const auto at = history.find(metric.name);
        rows.push_back(at == history.end() ? judge::History{} : at->second);
    }
    return std::make_shared<const judge::State>(judge::begin(setup, rows));
}

std::shared_ptr<const judge::State>
nextEvidence(const Canary& canary, const Analysis& interval, Observation observation, bool clockRuns)
{
    auto state = canary.evidence ? *canary.evidence : *beginEvidence(canary);
    judge::Seen seen;
    seen.observation = observation;
    seen.weight = canary.percent();
    seen.span = std::max(Milliseconds{}, std::chrono::duration_cast<Milliseconds>(interval.to - interval.from));
    seen.clockRuns = clockRuns;
    seen.restarted = interval.restarted;
    for (const auto& metric : state.setup.metrics) {
        const auto at = interval.counts.find(metric.name);
        seen.counts.push_back(at == interval.counts.end() ? MetricCounts{} : at->second);
    }
    judge::take(state, seen);
    return std::make_shared<const judge::State>(std::move(state));
}

Json toJson(const std::map<QString, judge::History>& history)
{
    Json all;
    for (const auto& [metric, rows] : history) {
        Json intervals = Json::array();
        for (std::size_t row = 0; row < rows.requests.size(); ++row) {
            Json interval = Json::array();
            interval.append(rows.requests[row]);
            // Buckets as they were counted, not as the judge turns them: the last is the requests already there.
            const auto columns = rows.edges.empty() ? 1 : rows.edges.size() - 1;
            for (std::size_t column = 0; column < columns; ++column) {
                const double failures = rows.failures[column][row];
                interval.append(rows.edges.empty() ? failures : rows.requests[row] - failures);
            }
            intervals.append(std::move(interval));
        }
        Json entry = Json::object({{u"intervals"_s, intervals}});
        if (!rows.edges.empty()) {
            Json edges = Json::array();
            for (std::size_t column = 0; column + 1 < rows.edges.size(); ++column)
                edges.append(rows.edges[column]);
            entry.set(u"edges"_s, std::move(edges));
        }
        all.set(metric, std::move(entry));
    }
    return all;
}

std::map<QString, judge::History> historyFrom(const Json& json)
{
    std::map<QString, judge::History> all;
    for (const auto& [metric, entry] : json.toObject()) {
        std::vector<double> edges;
        for (const auto& edge : entry[u"edges"].toArray())
            edges.push_back(edge.toDouble());
        if (!edges.empty())
            edges.push_back(std::numeric_limits<double>::infinity());
        auto& history = all[metric];
        for (const auto& interval : entry[u"intervals"].toArray()) {
            const auto& numbers = interval.toArray();
            if (numbers.size() != std::max<std::size_t>(edges.size(), 2))
                continue;
            Counts counts{numbers.front().toDouble(), 0, {}};
            if (edges.empty()) {
                counts.y = numbers[1].toDouble();
            } else {
                for (std::size_t column = 1; column < numbers.size(); ++column)
                    counts.buckets.push_back(numbers[column].toDouble());
                counts.buckets.push_back(counts.n);
            }
            judge::push(history, counts, edges);
        }
    }
    return all;
}

std::vector<Feasibility> feasibility(const Canary& canary, int step)
{
    std::vector<Feasibility> all;
    if (!canary.evidence)
        return all;
    const auto& state = *canary.evidence;
    const double scrape = static_cast<double>(canary.scrape.count());
    const double time = static_cast<double>(canary.analysis.count());
    for (std::size_t index = 0; index < state.metrics.size(); ++index) {
        const auto& metric = state.metrics[index];
        const auto& setup = state.setup.metrics[index];
        const auto intervals = metric.history.requests.size();
        if (!setup.critical || intervals == 0)
            continue;
        const double perInterval = sum(metric.history.requests) / static_cast<double>(intervals);
        Feasibility found;
        found.metric = setup.name;
        found.limit = setup.limit;
        found.decidable = !metric.undecidable;
        found.requests = perInterval * time / scrape * percentOfStep(canary, step) / 100;
        found.needed = judge::needed(judge::filled<judge::gridSize>(0), metric.grids->below, 1, judge::safeLine);
        all.push_back(found);
    }
    return all;
}

QString sentenceOf(const Canary& canary, const Feasibility& found, int step)
{
    if (!found.decidable) {
        return u"the buckets of %1 have no edge that tells whether its limit is kept: it is judged as not critical"_s
            .arg(found.metric);
    }
    if (found.isFeasible())
        return {};
    const double seconds = static_cast<double>(canary.analysis.count()) / 1000;
    const double share = percentOfStep(canary, step) / 100.0;
    return u"at %1 requests/s and %2 % the limit %3 of %4 cannot be certified in %5 min: %6 requests without a failure "
           "are needed, %7 come"_s.arg(
               numberText(found.requests / seconds / share), numberText(share * 100), numberText(found.limit),
               found.metric, numberText(seconds / 60), numberText(found.needed),
               numberText(std::floor(found.requests)));
}

std::vector<Outlook> outlook(const Canary& canary)
{
    std::vector<Outlook> all;
    if (!canary.evidence || canary.analyses.empty())
        return all;
    const auto& state = *canary.evidence;
    const auto block = static_cast<std::size_t>(state.setup.block());
    for (std::size_t index = 0; index < state.metrics.size(); ++index) {
        const auto& setup = state.setup.metrics[index];
        if (!setup.critical || state.metrics[index].undecidable)
            continue;
        Outlook row{setup.name, judge::needed(state, index), {}};
        double requests = 0;
        double time = 0;
        const auto first = canary.analyses.size() > block ? canary.analyses.size() - block : 0;
        for (auto at = first; at < canary.analyses.size(); ++at) {
            const auto& analysis = *canary.analyses[at];
            const auto counts = analysis.counts.find(setup.name);
            if (!analysis.counted || analysis.step != canary.step() || counts == analysis.counts.end())
                continue;
            requests += counts->second.canary ? counts->second.canary->n : 0;
            time += static_cast<double>((analysis.to - analysis.from).count());
        }
        if (requests > 0 && std::isfinite(row.needed))
            row.after = Milliseconds{std::llround(row.needed * time / requests)};
        all.push_back(row);
    }
    return all;
}

judge::Row failuresOf(const judge::State& state, std::size_t metric, const Counts& counts)
{
    if (!state.setup.metrics[metric].isQuantile)
        return {counts.n, counts.y};
    const auto edge = state.metrics[metric].edge.limit;
    if (edge >= counts.buckets.size())
        return {};
    return {counts.n, std::clamp(counts.n - counts.buckets[edge], 0.0, counts.n)};
}

Intervals intervalsOf(const Canary& canary, const QString& metric)
{
    if (!canary.evidence)
        return {};
    const auto& state = *canary.evidence;
    std::size_t index = 0;
    while (index < state.metrics.size() && state.setup.metrics[index].name != metric)
        ++index;
    if (index == state.metrics.size())
        return {};
    std::vector<judge::Row> stable;
    std::vector<judge::Row> ofCanary;
    std::vector<double> lambdas;
    for (const auto& analysis : canary.analyses) {
        const auto counts = analysis->counts.find(metric);
        if (!analysis->counted || counts == analysis->counts.end() || !counts->second.canary)
            continue;
        ofCanary.push_back(failuresOf(state, index, *counts->second.canary));
        stable.push_back(
            counts->second.stable && analysis->percent < 100 ? failuresOf(state, index, *counts->second.stable)
                                                             : judge::Row{});
        const auto result =
            std::find_if(analysis->results.begin(), analysis->results.end(), [&metric](const MetricResult& row) {
                return row.metric == metric;
            });
        lambdas.push_back(result == analysis->results.end() ? 1 : result->lambda.value_or(1));
    }
    return {
        judge::ratioSequence(stable, ofCanary, lambdas, judge::ratioSetup()),
        judge::rateSequence(ofCanary, judge::rateSetup())};
}

} // namespace penelope::canary
