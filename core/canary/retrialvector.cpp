#include "core/canary/evidence.h"
#include "core/canary/retrial.h"
#include "core/canary/thresholds.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

double secondsIn(Milliseconds time)
{
    return static_cast<double>(time.count()) / 1000;
}

QJsonObject configOf(const Canary& canary)
{
    const auto setup = setupOf(canary);
    QJsonArray metrics;
    for (const auto& metric : setup.metrics) {
        metrics.append(QJsonObject{
            {u"name"_s, metric.name},
            {u"limit"_s, metric.limit},
            {u"critical"_s, metric.critical},
            {u"weight"_s, metric.weight},
            {u"warm_up_s"_s, secondsIn(metric.warmUp)}});
    }
    return {
        {u"scrape_s"_s, secondsIn(setup.scrape)},
        {u"time_divisor"_s, setup.timeDivisor},
        {u"planned_starts"_s, setup.plannedStarts},
        {u"min_step_s"_s, secondsIn(setup.minimum)},
        {u"max_step_s"_s, secondsIn(setup.maximum)},
        {u"grace_s"_s, secondsIn(setup.limits.absent)},
        {u"metrics"_s, metrics}};
}

/// The column of the first edge that is not below the limit; that of failures for a ratio.
std::size_t columnOf(const judge::History& history, double latency)
{
    const auto at =
        std::find_if(history.edges.begin(), history.edges.end(), [latency](double edge) { return edge >= latency; });
    return static_cast<std::size_t>(at - history.edges.begin());
}

QJsonArray historyRows(const Canary& canary, const std::map<QString, judge::History>& histories)
{
    QJsonArray all;
    for (const auto& metric : setupOf(canary).metrics) {
        QJsonArray rows;
        const auto found = histories.find(metric.name);
        const auto column = found == histories.end() ? 0 : columnOf(found->second, metric.latency);
        if (found != histories.end() && column < found->second.columns()) {
            for (std::size_t row = 0; row < found->second.intervals(); ++row)
                rows.append(QJsonArray{found->second.requests(row), found->second.failures(column, row)});
        }
        all.append(rows);
    }
    return all;
}

QJsonValue rowOf(const Analysis& interval, const QString& metric)
{
    const auto found = interval.counts.find(metric);
    if (found == interval.counts.end() || (!found->second.stable && !found->second.canary))
        return QJsonValue::Null;
    QJsonArray row;
    for (const auto& arm : {found->second.stable, found->second.canary}) {
        row.append(arm ? QJsonValue{arm->n} : QJsonValue{QJsonValue::Null});
        row.append(arm ? QJsonValue{arm->y} : QJsonValue{QJsonValue::Null});
    }
    return row;
}

/// What the counts themselves do not say of the interval, in a word.
QString statusWord(const Canary& canary, const Analysis& interval)
{
    const auto seen = observe(canary, interval.from, interval.sourceStatus, interval.counts);
    const bool hidden =
        seen == Observation::Counted || seen == Observation::WeightChanged || seen == Observation::TrafficUnconfirmed;
    return hidden ? toWord(seen) : interval.sourceStatus;
}

} // namespace

Result<QJsonObject> vectorOf(const std::vector<journal::Event>& events)
{
    if (events.empty() || events.front().kind != "CanaryCreated"_L1)
        return failure(ErrorCode::Malformed, u"there is no canary's beginning among the events"_s, u"events"_s);
    Canary canary;
    std::map<QString, judge::History> histories;
    QJsonArray intervals;
    for (const auto& event : events) {
        if (event.kind == "CanaryStarted"_L1)
            histories = historyFrom(event.payload[u"history"]);
        if (event.kind == "CanaryAnalysed"_L1) {
            const auto interval = analysisFrom(event.payload);
            QJsonArray counts;
            for (const auto place : judgedMetrics(canary.metrics))
                counts.append(rowOf(interval, canary.metrics[place].name));
            intervals.append(QJsonObject{
                {u"weight"_s, interval.percent}, {u"status"_s, statusWord(canary, interval)}, {u"counts"_s, counts}});
        }
        apply(canary, event);
    }
    return QJsonObject{
        {u"id"_s, u"canary "_s + canary.id.value()},
        {u"kind"_s, u"verdict"_s},
        {u"source"_s, u"journal"_s},
        {u"config"_s, configOf(canary)},
        {u"history"_s, historyRows(canary, histories)},
        {u"intervals"_s, intervals}};
}

} // namespace penelope::canary
