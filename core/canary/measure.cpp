#include "core/canary/measure.h"

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

bool belongsTo(const prometheus::Labels& labels, const std::map<QString, QString>& arm)
{
    return !arm.empty() && std::all_of(arm.begin(), arm.end(), [&labels](const auto& matcher) {
        const auto at = labels.find(matcher.first);
        // A matcher for the empty value means that the label is not there.
        return at == labels.end() ? matcher.second.isEmpty() : at->second == matcher.second;
    });
}

struct Selector
{
    Part part;
    const QString* query;
};

std::vector<Selector> selectorsOf(const patch::MetricSpec& metric)
{
    switch (metric.kind) {
    case patch::MetricKind::Ratio: return {{Part::Total, &metric.total}, {Part::Bad, &metric.bad}};
    case patch::MetricKind::Quantile: return {{Part::Buckets, &metric.buckets}};
    case patch::MetricKind::Complement: return {};
    }
    Q_UNREACHABLE();
}

std::optional<Counts>
countsOf(const prometheus::Counters::Increase& increase, const std::vector<double>& edges, double limitEdge)
{
    if (!increase.comparable || edges.empty())
        return std::nullopt;
    Counts counts;
    for (const double edge : edges)
        counts.buckets.push_back(increase.byEdge.at(edge));
    counts.n = counts.buckets.back();
    const auto at = std::find_if(edges.begin(), edges.end(), [limitEdge](double edge) { return edge >= limitEdge; });
    if (at != edges.end())
        counts.y = std::max(0.0, counts.n - increase.byEdge.at(*at));
    return counts;
}

/// The edges that every present arm has; without +Inf there is no histogram.
std::vector<double>
commonEdges(const prometheus::Counters::Increase& stable, const prometheus::Counters::Increase& canary)
{
    std::vector<double> edges;
    const auto& base = canary.comparable ? canary : stable;
    for (const auto& [edge, count] : base.byEdge) {
        if (!stable.comparable || stable.byEdge.contains(edge))
            edges.push_back(edge);
    }
    if (edges.empty() || !std::isinf(edges.back()))
        edges.clear();
    return edges;
}

/// How long before the evaluation the newest sample was scraped; nothing without one.
std::optional<Milliseconds> ageOf(const prometheus::Answer& answer)
{
    std::optional<Milliseconds> youngest;
    for (const auto& series : answer.series) {
        if (series.samples.empty() || !series.samples.back().value)
            continue;
        const auto& sample = series.samples.back();
        const auto scraped = instantFromMs(std::llround(*sample.value * 1000));
        const auto age = std::chrono::duration_cast<Milliseconds>(sample.at - scraped);
        youngest = youngest ? std::min(*youngest, age) : age;
    }
    return youngest;
}

} // namespace

Result<std::vector<Question>> questions(const Canary& canary, const patch::Registration& registration)
{
    std::vector<Question> all;
    Question age;
    for (const auto& metric : canary.metrics) {
        for (const auto& selector : selectorsOf(metric)) {
            const auto stable = patch::expand(*selector.query, registration, patch::Arm::Stable);
            const auto ofCanary = patch::expand(*selector.query, registration, patch::Arm::Canary);
            if (!stable || !ofCanary)
                return Failure{stable ? ofCanary.error() : stable.error()};
            const bool first = age.expression.isEmpty() && !metric.dryRun;
            all.push_back({metric.name, selector.part, u"(%1) or (%2)"_s.arg(*stable, *ofCanary), metric.dryRun});
            // Of a selector alone it is the time of the scrape; of anything else that of the evaluation.
            if (first)
                age = {metric.name, Part::Age, u"timestamp(%1) or timestamp(%2)"_s.arg(*stable, *ofCanary), false};
        }
    }
    if (!all.empty())
        all.push_back(age);
    return all;
}

Measure::Measure(patch::Registration registration, Milliseconds longest)
    : m_registration(std::move(registration))
    , m_longest(longest)
{}

void Measure::answer(const Question& question, const Result<prometheus::Answer>& answer)
{
    const Key key{question.metric, question.part};
    if (question.dryRun)
        m_dryRuns.insert(question.metric);
    const auto trouble = [this, &question, &key](const QString& text) {
        if (question.dryRun) {
            m_counters.erase(key);
            m_taken.erase(key);
        } else if (m_trouble.isEmpty())
            m_trouble = text;
    };
    if (!answer)
        return trouble(answer.error().message);
    if (!answer->warnings.isEmpty())
        return trouble(u"incomplete evidence: %1"_s.arg(answer->warnings.front()));
    if (!answer->unknown.isEmpty())
        return trouble(u"a histogram cannot be read: %1"_s.arg(answer->unknown.front()));
    if (question.part == Part::Age) {
        m_age = ageOf(*answer);
        return;
    }
    std::vector<prometheus::Series> stable;
    std::vector<prometheus::Series> canary;
    for (const auto& series : answer->series) {
        const bool isStable = belongsTo(series.labels, m_registration.stableArm);
        const bool isCanary = belongsTo(series.labels, m_registration.canaryArm);
        if (isStable && isCanary)
            return trouble(u"a series belongs to both arms: the matchers of the registration overlap"_s);
        if (isStable)
            stable.push_back(series);
        else if (isCanary)
            canary.push_back(series);
    }
    auto& counters = m_counters[key];
    auto& taken = m_taken[key];
    taken = {counters.stable.take(stable), counters.canary.take(canary)};
    if (taken.stable.notFinite || taken.canary.notFinite)
        trouble(u"%1 has a value that is not finite"_s.arg(question.metric));
}

std::optional<Interval> Measure::close(const Canary& canary, Instant now, bool stale)
{
    const auto before = std::exchange(m_last, now);
    const auto taken = std::exchange(m_taken, {});
    const auto trouble = std::exchange(m_trouble, {});
    const auto age = std::exchange(m_age, {});
    stale = stale || (age && *age > m_longest / 2);
    if (!m_first)
        m_first = now;
    const bool canaryKnown = m_canarySeen;
    // A scrape may fall between the questions of a round: only a whole answer shows the canary.
    m_canarySeen =
        m_canarySeen || (!taken.empty() && std::all_of(taken.begin(), taken.end(), [this](const auto& entry) {
            return entry.first.second == Part::Bad || entry.second.canary.present ||
                   m_dryRuns.contains(entry.first.first);
        }));
    const bool follows = before && now > *before && now - *before <= m_longest;
    if (!trouble.isEmpty()) {
        // After a round without evidence the old readings are no base: what happened meanwhile is not of one interval.
        m_counters.clear();
        m_hasBase = false;
        return follows ? std::optional{Interval{*before, now, u"provider_error"_s, trouble, {}, false}} : std::nullopt;
    }
    if (stale) {
        // The next fresh reading tells of all the time since this old one: it is no difference of one interval.
        m_counters.clear();
        m_hasBase = false;
        return follows ? std::optional{Interval{*before, now, u"stale"_s, {}, {}, false}} : std::nullopt;
    }
    const bool hadBase = std::exchange(m_hasBase, true);
    if (!follows || !hadBase)
        return std::nullopt;
    // What nobody has scraped yet is not absent, and its first reading is only the base of what it does next.
    if (!canaryKnown && canary.analyses.empty() && now - *m_first < m_longest)
        return std::nullopt;
    Interval interval{*before, now, u"ok"_s, {}, {}, false};
    for (const auto& metric : canary.metrics) {
        if (metric.kind == patch::MetricKind::Complement)
            continue;
        interval.counts[metric.name] =
            metric.kind == patch::MetricKind::Quantile ? bucketCounts(metric, taken) : ratioCounts(metric, taken);
    }
    interval.canaryRestarted =
        std::any_of(taken.begin(), taken.end(), [](const auto& entry) { return entry.second.canary.restarted; });
    return interval;
}

MetricCounts Measure::ratioCounts(const patch::MetricSpec& metric, const Round& round)
{
    MetricCounts counts;
    const auto total = round.find({metric.name, Part::Total});
    const auto bad = round.find({metric.name, Part::Bad});
    if (total == round.end())
        return counts;
    // A failure series that is not there, or new beside known requests, began at zero: its sum says so.
    const Taken none;
    const auto& failures = bad == round.end() ? none : bad->second;
    if (total->second.stable.comparable)
        counts.stable = Counts{total->second.stable.sum, failures.stable.sum, {}};
    if (total->second.canary.comparable)
        counts.canary = Counts{total->second.canary.sum, failures.canary.sum, {}};
    return counts;
}

MetricCounts Measure::bucketCounts(const patch::MetricSpec& metric, const Round& round)
{
    MetricCounts counts;
    const auto taken = round.find({metric.name, Part::Buckets});
    if (taken == round.end())
        return counts;
    counts.edges = commonEdges(taken->second.stable, taken->second.canary);
    const double limitEdge = metric.limit / metric.scale;
    counts.stable = countsOf(taken->second.stable, counts.edges, limitEdge);
    counts.canary = countsOf(taken->second.canary, counts.edges, limitEdge);
    return counts;
}

} // namespace penelope::canary
