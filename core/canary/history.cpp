#include "core/canary/history.h"

#include "core/canary/evidence.h"

#include <set>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

using Readings = std::map<Instant, std::vector<prometheus::Series>>;

/// The series of one answer, by the moment of their samples.
std::optional<Readings> readingsOf(const Result<prometheus::Answer>& answer)
{
    if (!answer || !answer->warnings.isEmpty() || !answer->unknown.isEmpty())
        return std::nullopt;
    Readings readings;
    for (const auto& series : answer->series) {
        for (const auto& sample : series.samples)
            readings[sample.at].push_back({series.labels, {sample}});
    }
    return readings;
}

using Increases = std::map<Instant, prometheus::Counters::Increase>;

Increases increasesOf(const Readings& readings, const std::set<Instant>& moments)
{
    Increases increases;
    prometheus::Counters counters;
    for (const auto moment : moments) {
        const auto at = readings.find(moment);
        increases[moment] = counters.take(at == readings.end() ? std::vector<prometheus::Series>{} : at->second);
    }
    return increases;
}

Counts bucketCounts(const prometheus::Counters::Increase& increase)
{
    Counts counts;
    for (const auto& [edge, count] : increase.byEdge)
        counts.buckets.push_back(count);
    counts.n = counts.buckets.empty() ? 0 : counts.buckets.back();
    return counts;
}

std::vector<double> edgesOf(const prometheus::Counters::Increase& increase)
{
    std::vector<double> edges;
    edges.reserve(increase.byEdge.size());
    for (const auto& [edge, count] : increase.byEdge)
        edges.push_back(edge);
    return edges;
}

/// `main`: requests or buckets; `bad`: failures of a ratio.
judge::History recalled(const patch::MetricSpec& metric, const Readings& main, const Readings& bad, Milliseconds scrape)
{
    std::set<Instant> moments;
    for (const auto& [moment, series] : main)
        moments.insert(moment);
    const auto of = increasesOf(main, moments);
    const auto failures = increasesOf(bad, moments);
    judge::History history;
    std::optional<Instant> before;
    for (const auto moment : moments) {
        const auto& increase = of.at(moment);
        const bool follows = before && moment - *before == scrape;
        before = moment;
        if (!follows || !increase.comparable || increase.notFinite || failures.at(moment).notFinite)
            continue;
        if (metric.kind == patch::MetricKind::Quantile)
            judge::push(history, bucketCounts(increase), edgesOf(increase));
        else
            judge::push(history, {increase.sum, failures.at(moment).sum, {}}, {});
    }
    return history;
}

} // namespace

Result<std::vector<Question>> historyQuestions(const Canary& canary, const patch::Registration& registration)
{
    std::vector<Question> all;
    for (const auto place : judgedMetrics(canary.metrics)) {
        const auto& metric = canary.metrics[place];
        const bool isQuantile = metric.kind == patch::MetricKind::Quantile;
        const std::vector<std::pair<Part, QString>> parts =
            isQuantile ? std::vector<std::pair<Part, QString>>{{Part::Buckets, metric.buckets}}
                       : std::vector<std::pair<Part, QString>>{{Part::Total, metric.total}, {Part::Bad, metric.bad}};
        for (const auto& [part, query] : parts) {
            const auto expression = patch::expand(query, registration, patch::Arm::Stable);
            if (!expression)
                return Failure{expression.error()};
            all.push_back({metric.name, part, *expression});
        }
    }
    return all;
}

std::map<QString, judge::History> historyOf(
    const Canary& canary, const std::vector<std::pair<Question, Result<prometheus::Answer>>>& answers,
    Milliseconds scrape)
{
    std::map<QString, std::map<Part, std::optional<Readings>>> readings;
    for (const auto& [question, answer] : answers)
        readings[question.metric][question.part] = readingsOf(answer);
    std::map<QString, judge::History> all;
    for (const auto place : judgedMetrics(canary.metrics)) {
        const auto& metric = canary.metrics[place];
        const bool isQuantile = metric.kind == patch::MetricKind::Quantile;
        auto& parts = readings[metric.name];
        const auto& main = parts[isQuantile ? Part::Buckets : Part::Total];
        const auto& bad = parts[Part::Bad];
        if (!main || (!isQuantile && !bad))
            continue;
        auto history = recalled(metric, *main, isQuantile ? Readings{} : *bad, scrape);
        if (!history.rows.empty())
            all[metric.name] = std::move(history);
    }
    return all;
}

} // namespace penelope::canary
