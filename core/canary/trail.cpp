#include "core/canary/trail.h"

#include <algorithm>
#include <cmath>

namespace penelope::canary {
namespace {

constexpr double halfAlpha = 0.025;

judge::SequenceSetup withAlpha(double alpha)
{
    auto setup = judge::rateSetup();
    setup.alpha = alpha;
    return setup;
}

const MetricResult* resultOf(const Analysis& analysis, const QString& metric)
{
    const auto found = std::find_if(analysis.results.begin(), analysis.results.end(), [&](const MetricResult& row) {
        return row.metric == metric;
    });
    return found == analysis.results.end() ? nullptr : &*found;
}

double worse(const LogEvidence& logE)
{
    return judge::logSum(logE.share, logE.bet) - std::log(2.0);
}

/// Of the canary's counts; nothing where the interval has none.
const Counts* canaryCounts(const Analysis& analysis, const QString& metric)
{
    const auto found = analysis.counts.find(metric);
    return found != analysis.counts.end() && found->second.canary ? &*found->second.canary : nullptr;
}

} // namespace

Trail::Trail()
    : m_half(withAlpha(halfAlpha))
{}

const std::vector<Band>& Trail::bands(const QString& metric) const
{
    static const std::vector<Band> none;
    const auto found = m_metrics.find(metric);
    return found == m_metrics.end() ? none : found->second.bands;
}

void Trail::follow(const Canary& canary)
{
    const auto count = canary.analyses.size();
    const bool goesOn = m_canary == canary.id && count >= m_taken &&
                        (m_taken == 0 || canary.analyses[m_taken - 1]->to == m_last->to) &&
                        (m_taken == 0 || canary.analyses[m_taken - 1]->seq == m_last->seq);
    if (goesOn && count == m_taken && m_taken > 0)
        return;
    if (!goesOn) {
        *this = Trail();
        m_canary = canary.id;
    }
    m_weights.clear();
    if (canary.evidence) {
        for (const auto& row : judge::evidence(*canary.evidence, 0))
            m_weights.push_back(row.weight);
    }
    const auto from = m_taken;
    for (; m_taken < count; ++m_taken)
        take(canary, *canary.analyses[m_taken]);
    m_last = count > 0 ? canary.analyses.back() : nullptr;
    followRatios(canary, from);
    stand(canary);
}

void Trail::take(const Canary& canary, const Analysis& analysis)
{
    takeEvidence(canary, analysis);
    if (!analysis.counted)
        return;
    for (const auto& spec : canary.metrics) {
        switch (spec.kind) {
        case patch::MetricKind::Ratio: takeRatio(spec, analysis); break;
        case patch::MetricKind::Quantile: takeQuantile(spec, analysis); break;
        case patch::MetricKind::Complement: break;
        }
    }
    // After the ratios, which they mirror.
    for (const auto& spec : canary.metrics) {
        const auto& mirrored = bands(spec.of);
        if (spec.kind != patch::MetricKind::Complement || mirrored.empty() || mirrored.back().at != analysis.to)
            continue;
        const auto band = mirrored.back();
        const auto rest = [](std::optional<double> end) { return end ? std::optional{1 - *end} : std::nullopt; };
        m_metrics[spec.name].bands.push_back({band.at, rest(band.high), rest(band.low)});
    }
}

std::optional<double> Trail::overall(const patch::MetricSpec& metric) const
{
    const bool mirrors = metric.kind == patch::MetricKind::Complement;
    const auto found = m_metrics.find(mirrors ? metric.of : metric.name);
    if (metric.kind == patch::MetricKind::Quantile || found == m_metrics.end() || !(found->second.all.n > 0))
        return std::nullopt;
    const double rate = found->second.all.y / found->second.all.n;
    return mirrors ? 1 - rate : rate;
}

void Trail::takeRatio(const patch::MetricSpec& spec, const Analysis& analysis)
{
    const auto* counts = canaryCounts(analysis, spec.name);
    if (!counts)
        return;
    auto& metric = m_metrics[spec.name];
    metric.all = {metric.all.n + counts->n, metric.all.y + counts->y};
    if (!(metric.all.n > 0))
        return;
    const auto sequence = m_rate.sequence(metric.all);
    metric.bands.push_back(
        {analysis.to, sequence.lowOpen ? 0 : sequence.low,
         sequence.highOpen ? std::nullopt : std::optional{sequence.high}});
}

/// A quantile lies over an edge when surely more than its tail does, and below one when surely less does. The two edges
/// that can err are the neighbours of the true quantile, each with half of the 5 %.
void Trail::takeQuantile(const patch::MetricSpec& spec, const Analysis& analysis)
{
    const auto* counts = canaryCounts(analysis, spec.name);
    if (!counts || counts->buckets.empty())
        return;
    const auto& edges = analysis.counts.at(spec.name).edges;
    if (edges.size() != counts->buckets.size())
        return;
    auto& metric = m_metrics[spec.name];
    if (metric.edges != edges) {
        metric.edges = edges;
        metric.above.assign(edges.size(), 0);
        metric.all = {};
    }
    metric.all.n += counts->n;
    for (std::size_t edge = 0; edge < edges.size(); ++edge)
        metric.above[edge] += std::max(0.0, counts->n - counts->buckets[edge]);
    if (!(metric.all.n > 0))
        return;
    const double tail = 1 - spec.quantile;
    using Where = judge::RateLikelihood::Where;
    const auto at = [&](double above) { return m_half.where(tail, {metric.all.n, above}); };
    // Ever fewer requests are over ever higher edges.
    const auto finite = metric.above.end() - 1;
    const auto low =
        std::partition_point(metric.above.begin(), finite, [&](double above) { return at(above) == Where::Below; });
    const auto high = std::partition_point(low, finite, [&](double above) { return at(above) != Where::Above; });
    const auto edgeAt = [&](auto place) { return edges[static_cast<std::size_t>(place - metric.above.begin())]; };
    metric.bands.push_back(
        {analysis.to, low == metric.above.begin() ? 0 : edgeAt(low - 1) * spec.scale,
         high == finite ? std::nullopt : std::optional{edgeAt(high) * spec.scale}});
}

void Trail::takeEvidence(const Canary& canary, const Analysis& analysis)
{
    if (m_weights.empty())
        return;
    const auto places = judgedMetrics(canary.metrics);
    std::vector<double> worseLogs;
    std::vector<double> overLogs;
    for (const auto place : places) {
        const auto* row = resultOf(analysis, canary.metrics[place].name);
        if (!row || !row->logE)
            return;
        worseLogs.push_back(worse(*row->logE));
        overLogs.push_back(row->logE->limit);
    }
    if (worseLogs.size() != m_weights.size())
        return;
    m_judged.push_back({analysis.to, judge::total(worseLogs, m_weights).log, judge::total(overLogs, m_weights).log});
}

void Trail::followRatios(const Canary& canary, std::size_t from)
{
    if (!canary.evidence)
        return;
    const auto& state = *canary.evidence;
    m_ratios.resize(state.metrics.size());
    for (std::size_t index = 0; index < state.metrics.size(); ++index) {
        auto& ratio = m_ratios[index];
        const auto& name = state.setup.metrics[index].name;
        auto begin = from;
        // The edge in force counts for the whole past: what was counted over another is counted again.
        if (ratio.edge != state.metrics[index].edge.limit) {
            ratio = Ratio{state.metrics[index].edge.limit, judge::RatioLikelihood()};
            begin = 0;
        }
        for (auto place = begin; place < m_taken; ++place) {
            const auto& analysis = *canary.analyses[place];
            const auto counts = analysis.counts.find(name);
            if (!analysis.counted || analysis.percent >= 100 || counts == analysis.counts.end() ||
                !counts->second.canary || !counts->second.stable)
                continue;
            const auto* row = resultOf(analysis, name);
            ratio.likelihood.add(
                failuresOf(state, index, *counts->second.stable), failuresOf(state, index, *counts->second.canary),
                row ? row->lambda.value_or(1) : 1);
        }
    }
}

void Trail::stand(const Canary& canary)
{
    m_standings.clear();
    if (!canary.evidence || canary.analyses.empty())
        return;
    const auto& state = *canary.evidence;
    const auto evidence = judge::evidence(state, 0);
    const auto ahead = outlook(canary);
    for (std::size_t index = 0; index < evidence.size(); ++index) {
        const auto& row = evidence[index];
        Standing standing;
        standing.metric = state.setup.metrics[index].name;
        standing.critical = row.critical;
        standing.decidable = !state.metrics[index].undecidable;
        standing.limit = state.setup.metrics[index].limit;
        standing.lambda = row.lambda;
        standing.logE = {row.share, row.bet, row.limit, row.stable, row.safe};
        standing.worse = row.compare;
        standing.ratio = m_ratios[index].likelihood.sequence();
        const auto all = m_metrics.find(standing.metric);
        if (all != m_metrics.end() && all->second.all.n > 0) {
            auto rows = all->second.all;
            if (!all->second.above.empty())
                rows.y = state.metrics[index].edge.limit < all->second.above.size()
                             ? all->second.above[state.metrics[index].edge.limit]
                             : -1;
            if (rows.y >= 0)
                standing.rate = m_rate.sequence(rows);
        }
        standing.needed = judge::needed(state, index);
        const auto found = std::find_if(
            ahead.begin(), ahead.end(), [&](const Outlook& each) { return each.metric == standing.metric; });
        if (found != ahead.end())
            standing.after = found->after;
        m_standings.push_back(std::move(standing));
    }
}

} // namespace penelope::canary
