#include "core/canary/judge/classic.h"
#include "core/canary/judge/reading.h"
#include "core/canary/judge/sequential.h"
#include "core/canary/judge/vectors.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary::judge {
namespace {

/// A `verdict` vector, read.
struct Recording
{
    Setup setup;
    std::vector<History> history;
    std::vector<Seen> intervals;
};

Milliseconds secondsOf(const QJsonValue& value, double fallback)
{
    return Milliseconds{std::llround(value.toDouble(fallback) * 1000)};
}

Result<Setup> setupFrom(const QJsonObject& config)
{
    Setup setup;
    setup.scrape = secondsOf(config[u"scrape_s"], 15);
    setup.timeDivisor = config[u"time_divisor"].toInt(1);
    setup.plannedStarts = config[u"planned_starts"].toInt(9);
    setup.minimum = secondsOf(config[u"min_step_s"], 900);
    setup.maximum = secondsOf(config[u"max_step_s"], 3600);
    setup.limits.absent = secondsOf(config[u"grace_s"], 180.0 / std::max(1, setup.timeDivisor));
    if (setup.scrape <= Milliseconds{} || setup.timeDivisor < 1)
        return failure(ErrorCode::Malformed, u"scrape_s and time_divisor must be above 0"_s, u"config"_s);
    for (const auto& value : config[u"metrics"].toArray()) {
        const auto metric = value.toObject();
        const auto limit = limitOf(metric);
        if (!limit) {
            return failure(
                ErrorCode::Malformed, limit.error().message, u"config.metrics[%1].limit"_s.arg(setup.metrics.size()));
        }
        setup.metrics.push_back(
            {.name = metric[u"name"].toString(),
             .limit = *limit,
             .critical = metric[u"critical"].toBool(),
             .weight = metric[u"weight"].toDouble(),
             .warmUp = secondsOf(metric[u"warm_up_s"], 0)});
    }
    if (setup.metrics.empty())
        return failure(ErrorCode::Malformed, u"there is no metric to judge"_s, u"config.metrics"_s);
    return setup;
}

std::optional<Counts> armFrom(const QJsonArray& numbers, qsizetype at)
{
    if (!numbers.at(at).isDouble() || !numbers.at(at + 1).isDouble())
        return std::nullopt;
    return Counts{numbers.at(at).toDouble(), numbers.at(at + 1).toDouble(), {}};
}

bool isInconsistent(const std::optional<Counts>& arm)
{
    return arm && !(arm->y <= arm->n && arm->y >= 0);
}

Observation observationOf(const Setup& setup, const Seen& seen, const QString& status, int before)
{
    // What the counts do not show: a journal's interval says it in words.
    for (const auto said : {Observation::Stale, Observation::WeightChanged, Observation::TrafficUnconfirmed}) {
        if (status == canary::toWord(said))
            return said;
    }
    const bool surelyCounted = status == canary::toWord(Observation::Counted);
    if (!status.isEmpty() && status != "ok"_L1 && !surelyCounted)
        return Observation::ProviderError;
    bool noStable = false;
    bool noCanary = false;
    bool wrong = false;
    for (std::size_t index = 0; index < setup.metrics.size(); ++index) {
        const auto& counts = seen.counts[index];
        wrong = wrong || isInconsistent(counts.stable) || isInconsistent(counts.canary);
        noStable = noStable || (setup.metrics[index].critical && !counts.stable);
        noCanary = noCanary || (setup.metrics[index].critical && !counts.canary);
    }
    const bool needsControl = seen.weight < 100;
    if (noCanary)
        return noStable && needsControl ? Observation::BothAbsent : Observation::CanaryAbsent;
    if (noStable && needsControl)
        return Observation::StableAbsent;
    if (wrong)
        return Observation::Inconsistent;
    return seen.weight == before || surelyCounted ? Observation::Counted : Observation::WeightChanged;
}

Result<Seen> seenFrom(const Setup& setup, const QJsonObject& interval, int before, std::size_t place)
{
    Seen seen;
    seen.weight = interval[u"weight"].toInt(before < 0 ? 10 : before);
    seen.span = setup.scrape;
    const auto counts = interval[u"counts"].toArray();
    for (std::size_t index = 0; index < setup.metrics.size(); ++index) {
        const auto row = counts.at(static_cast<qsizetype>(index));
        if (!row.isArray() && !row.isNull() && !row.isUndefined()) {
            return failure(
                ErrorCode::Malformed, u"counts must be [stable n, y, canary n, y], or null"_s,
                u"intervals[%1].counts[%2]"_s.arg(place).arg(index));
        }
        seen.counts.push_back({armFrom(row.toArray(), 0), armFrom(row.toArray(), 2), {}});
    }
    seen.observation = observationOf(setup, seen, interval[u"status"].toString(), before);
    return seen;
}

Result<Recording> recordingFrom(const QJsonObject& vector)
{
    auto setup = setupFrom(vector[u"config"].toObject());
    if (!setup)
        return Failure{setup.error()};
    Recording recording;
    recording.setup = std::move(*setup);
    for (const auto& metric : vector[u"history"].toArray()) {
        const auto rowsOfMetric = rows(QJsonObject{{u"history"_s, metric}}, u"history"_s);
        if (!rowsOfMetric)
            return Failure{rowsOfMetric.error()};
        History history;
        for (const auto& row : *rowsOfMetric)
            push(history, {row.n, row.y, {}}, {});
        recording.history.push_back(std::move(history));
    }
    int before = -1;
    for (const auto& value : vector[u"intervals"].toArray()) {
        auto seen = seenFrom(recording.setup, value.toObject(), before, recording.intervals.size());
        if (!seen)
            return Failure{seen.error()};
        before = seen->weight;
        recording.intervals.push_back(std::move(*seen));
    }
    return recording;
}

QString spoken(Verdict verdict, const QString& rule)
{
    return toWord(verdict).toUpper() + u'/' + rule;
}

QJsonValue orNull(const std::optional<double>& value)
{
    return value ? jsonNumber(*value) : QJsonValue(QJsonValue::Null);
}

QJsonObject metricAnswer(const State& state, const Ruling& ruling, std::size_t index)
{
    const auto& row = ruling.evidence[index];
    return {
        {u"metric"_s, state.setup.metrics[index].name},
        {u"canary"_s, orNull(row.plain)},
        {u"limit"_s, state.setup.metrics[index].limit},
        {u"lambda"_s, row.lambda},
        {u"requests_needed"_s, jsonNumber(needed(state, index))},
        {u"log_e"_s, QJsonObject{
                         {u"share"_s, row.share},
                         {u"bet"_s, row.bet},
                         {u"limit"_s, row.limit},
                         {u"stable"_s, row.stable},
                         {u"safe"_s, row.safe}}}};
}

QJsonObject bySequential(const Recording& recording)
{
    auto state = begin(recording.setup, recording.history);
    Ruling ruling;
    QJsonArray verdicts;
    for (const auto& seen : recording.intervals) {
        take(state, seen);
        ruling = rule(state);
        verdicts.append(spoken(ruling.verdict, QString::number(ruling.rule)));
        if (ruling.verdict == Verdict::Rollback)
            break;
    }
    QJsonArray metrics;
    for (std::size_t index = 0; index < ruling.evidence.size(); ++index)
        metrics.append(metricAnswer(state, ruling, index));
    QJsonObject answer{
        {u"verdicts"_s, verdicts},
        {u"log_e_cmp"_s, ruling.logCompare},
        {u"log_e_limit"_s, ruling.logLimit},
        {u"log_e_share"_s, ruling.logShare},
        {u"metrics"_s, metrics}};
    if (ruling.cause)
        answer.insert(u"cause"_s, state.setup.metrics[*ruling.cause].name);
    return answer;
}

/// What the judges of step ends gather of a step.
struct Gathered
{
    Milliseconds clock{};
    std::vector<Row> canary;
    std::vector<Series> series;
};

Gathered fresh(const Setup& setup)
{
    Gathered step;
    step.canary.resize(setup.metrics.size());
    for (const auto& metric : setup.metrics)
        step.series.push_back({metric.name, {}, {}, metric.critical, metric.weight, Direction::Increase});
    return step;
}

void gather(Gathered& step, const Seen& seen, Milliseconds scrape)
{
    step.clock += scrape;
    for (std::size_t index = 0; index < seen.counts.size(); ++index) {
        const auto& [stable, canary, edges] = seen.counts[index];
        const auto add = [](std::vector<double>& points, const std::optional<Counts>& arm) {
            if (arm && arm->n > 0)
                points.push_back(arm->y / arm->n);
        };
        add(step.series[index].control, stable);
        add(step.series[index].experiment, canary);
        if (canary)
            step.canary[index] = {step.canary[index].n + canary->n, step.canary[index].y + canary->y};
    }
}

std::pair<Verdict, QString> byThresholds(const Setup& setup, const Gathered& step)
{
    auto worst = std::pair{Verdict::Promote, u"within_limits"_s};
    for (std::size_t index = 0; index < setup.metrics.size(); ++index) {
        const auto& metric = setup.metrics[index];
        const auto row = step.canary[index];
        if (row.n < setup.limits.leastRequests) {
            worst = {Verdict::Hold, u"unknown"_s};
            continue;
        }
        const double over = row.y / row.n / metric.limit;
        if (over > 1.2 * (1 + 1e-12) && metric.critical)
            return {Verdict::Rollback, u"critical"_s};
        if (over > 1 + 1e-12)
            worst = {Verdict::Hold, u"warning"_s};
    }
    return worst;
}

/// Judges that speak at a step's end: they observe until then.
QJsonObject atStepEnds(const Recording& recording, bool classic)
{
    QJsonArray verdicts;
    auto step = fresh(recording.setup);
    Milliseconds absent{};
    int holds = 0;
    int before = -1;
    double lastScore = std::numeric_limits<double>::quiet_NaN();
    for (const auto& seen : recording.intervals) {
        if (seen.weight != before) {
            step = fresh(recording.setup);
            holds = 0;
        }
        before = seen.weight;
        absent = seen.observation == Observation::CanaryAbsent ? absent + seen.span : Milliseconds{};
        auto said = std::pair{Verdict::Observe, u"step_running"_s};
        if (absent > Milliseconds{} && absent >= recording.setup.limits.absent)
            said = {Verdict::Rollback, u"canary_absent"_s};
        else if (seen.observation == Observation::Counted)
            gather(step, seen, recording.setup.scrape);
        else if (seen.observation != Observation::WeightChanged)
            said = {Verdict::Hold, canary::toWord(seen.observation)};
        if (seen.observation == Observation::Counted && step.clock >= recording.setup.minimum * (holds + 1)) {
            if (classic) {
                const auto ruling = judgeSeries(step.series);
                lastScore = ruling.score;
                said = {ruling.verdict, u"score %1"_s.arg(ruling.score)};
            } else {
                said = byThresholds(recording.setup, step);
            }
            ++holds;
        }
        verdicts.append(spoken(said.first, said.second));
        if (said.first == Verdict::Rollback)
            break;
        if (said.first == Verdict::Promote) {
            step = fresh(recording.setup);
            holds = 0;
        }
    }
    QJsonObject answer{{u"verdicts"_s, verdicts}};
    if (classic)
        answer.insert(u"score"_s, std::isnan(lastScore) ? QJsonValue(QJsonValue::Null) : QJsonValue(lastScore));
    return answer;
}

} // namespace

QStringList judges()
{
    return {u"sequential"_s, u"thresholds"_s, u"mann_whitney"_s};
}

std::vector<VerdictRun> verdictRuns(const QJsonObject& answer)
{
    const auto verdicts = answer[u"verdicts"].toArray();
    std::vector<VerdictRun> runs;
    for (qsizetype at = 0; at < verdicts.size(); ++at) {
        const auto said = verdicts.at(at).toString();
        if (at > 0 && verdicts.at(at) == verdicts.at(at - 1))
            ++runs.back().times;
        else
            runs.push_back({said.section(u'/', 0, 0), said.section(u'/', 1), 1});
    }
    return runs;
}

Result<QJsonObject> judgeIntervals(const QJsonObject& vector, const QString& judge)
{
    if (!judges().contains(judge)) {
        return failure(
            ErrorCode::Malformed, u"there is no judge \"%1\": %2"_s.arg(judge, judges().join(u", "_s)), u"judge"_s);
    }
    const auto recording = recordingFrom(vector);
    if (!recording)
        return Failure{recording.error()};
    auto answer =
        judge == "sequential"_L1 ? bySequential(*recording) : atStepEnds(*recording, judge == "mann_whitney"_L1);
    answer.insert(u"judge"_s, judge);
    return answer;
}

} // namespace penelope::canary::judge
