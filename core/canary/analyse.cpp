#include "core/canary/thresholds.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

struct Judgement
{
    Verdict verdict = Verdict::Observe;
    QString rule;
    QString text; ///< for the events that follow
    QString code; ///< of a rollback
    bool atStepEnd = false;
    bool asksPerson = false; ///< too long without evidence
};

journal::Draft eventOf(const Canary& canary, const QString& kind, Json payload)
{
    return {
        .kind = kind, .stream = u"canary/"_s + canary.id.value(), .payload = std::move(payload), .actor = u"core"_s};
}

Json toJson(const Counts& counts)
{
    Json json = Json::object({{u"n"_s, counts.n}, {u"y"_s, counts.y}});
    if (!counts.buckets.empty()) {
        Json buckets = Json::array();
        for (const double count : counts.buckets)
            buckets.append(count);
        json.set(u"buckets"_s, std::move(buckets));
    }
    return json;
}

/// The last edge, +Inf, is no JSON number and is left out.
Json toJson(const MetricCounts& counts)
{
    Json json;
    if (counts.edges.size() > 1) {
        Json edges = Json::array();
        for (std::size_t index = 0; index + 1 < counts.edges.size(); ++index)
            edges.append(counts.edges[index]);
        json.set(u"edges"_s, std::move(edges));
    }
    if (counts.stable)
        json.set(u"stable"_s, toJson(*counts.stable));
    if (counts.canary)
        json.set(u"canary"_s, toJson(*counts.canary));
    return json;
}

Json toJson(const MetricResult& result)
{
    Json json =
        Json::object({{u"metric"_s, result.metric}, {u"limit"_s, result.limit}, {u"status"_s, toWord(result.status)}});
    json.set(u"canary"_s, result.canary);
    json.set(u"control"_s, result.control);
    return json;
}

std::optional<Counts> countsFrom(const Json& json)
{
    if (!json.contains(u"n"))
        return std::nullopt;
    Counts counts{json[u"n"].toDouble(), json[u"y"].toDouble(), {}};
    for (const auto& bucket : json[u"buckets"].toArray())
        counts.buckets.push_back(bucket.toDouble());
    return counts;
}

MetricCounts metricCountsFrom(const Json& json)
{
    MetricCounts counts{countsFrom(json[u"stable"]), countsFrom(json[u"canary"]), {}};
    for (const auto& edge : json[u"edges"].toArray())
        counts.edges.push_back(edge.toDouble());
    if (!counts.edges.empty())
        counts.edges.push_back(std::numeric_limits<double>::infinity());
    return counts;
}

MetricResult resultFrom(const Json& json)
{
    MetricResult result{
        json[u"metric"].toString(), json.number(u"canary"), json.number(u"control"), json[u"limit"].toDouble(),
        MetricStatus::Unknown};
    for (const auto status : {MetricStatus::Ok, MetricStatus::Warning, MetricStatus::Critical}) {
        if (toWord(status) == json[u"status"].toString())
            result.status = status;
    }
    return result;
}

Verdict verdictFrom(const QString& word)
{
    for (const auto verdict : {Verdict::Promote, Verdict::Hold, Verdict::Rollback}) {
        if (toWord(verdict) == word)
            return verdict;
    }
    return Verdict::Observe;
}

/// The first critical metric whose plain rule says critical.
const MetricResult* breach(const Canary& canary, const std::vector<MetricResult>& rows)
{
    for (std::size_t index = 0; index < std::min(rows.size(), canary.metrics.size()); ++index) {
        if (canary.metrics[index].critical && rows[index].status == MetricStatus::Critical)
            return &rows[index];
    }
    return nullptr;
}

QString sentence(const MetricResult& result)
{
    const auto number = [](double value) { return QString::number(value, 'g', 6); };
    return u"%1 is %2 on the canary, %3 on stable, the limit is %4"_s.arg(
        result.metric, result.canary ? number(*result.canary) : u"unknown"_s,
        result.control ? number(*result.control) : u"unknown"_s, number(result.limit));
}

/// The first result that keeps a step from going up.
const MetricResult* objection(const std::vector<MetricResult>& rows, bool unknownOnly)
{
    const auto at = std::find_if(rows.begin(), rows.end(), [unknownOnly](const MetricResult& row) {
        return unknownOnly ? row.status == MetricStatus::Unknown : row.status != MetricStatus::Ok;
    });
    return at == rows.end() ? nullptr : &*at;
}

Judgement judgeMissing(const Canary& next, Observation observation, const policy::State& policy)
{
    const auto divided = [&](const QString& key) { return policy.duration(key) / std::max(1, next.timeDivisor); };
    Judgement judgement;
    judgement.rule = toWord(observation);
    if (observation == Observation::WeightChanged)
        return judgement;
    judgement.verdict = Verdict::Hold;
    if (observation == Observation::CanaryAbsent && next.absentFor >= divided(u"canary.absent"_s)) {
        judgement.verdict = Verdict::Rollback;
        judgement.code = u"canary_absent"_s;
        judgement.text = u"the canary sent no metrics for %1 s while stable did"_s.arg(next.absentFor.count() / 1000);
        return judgement;
    }
    judgement.asksPerson = next.frozenFor >= divided(u"canary.frozen"_s);
    judgement.text = u"no usable evidence for %1 s (%2)"_s.arg(next.frozenFor.count() / 1000).arg(judgement.rule);
    return judgement;
}

Judgement judgeStepEnd(const Canary& next, const std::vector<MetricResult>& rows, const policy::State& policy)
{
    Judgement judgement{Verdict::Hold, {}, {}, {}, true, false};
    if (next.restartsInStep > policy.integer(u"canary.restarts"_s)) {
        judgement.rule = u"restarts"_s;
        judgement.text = u"the canary restarted %1 times in this step"_s.arg(next.restartsInStep);
    } else if (const auto* unknown = objection(rows, true)) {
        judgement.rule = u"unknown"_s;
        judgement.text = sentence(*unknown);
    } else if (const auto* warning = objection(rows, false)) {
        judgement.rule = u"warning"_s;
        judgement.text = sentence(*warning);
    } else {
        judgement.verdict = Verdict::Promote;
        judgement.rule = u"within_limits"_s;
    }
    return judgement;
}

QString standingRule(const Canary& canary, const Surroundings& around)
{
    if (around.frozen)
        return u"frozen"_s;
    if (around.restDay)
        return u"rest_day"_s;
    return canary.status == Status::Paused ? u"paused"_s : QString{};
}

Judgement judgeCounted(
    const Canary& next, const std::vector<MetricResult>& rows, const Surroundings& around, const policy::State& policy)
{
    const QString standing = standingRule(next, around);
    const bool isStepEnd = next.stepClock >= next.analysis * (next.holdsInARow + 1);
    // Where the clock stands there is no step end; a canary that had its time may still go back.
    const bool mayGoBack = standing.isEmpty() ? isStepEnd : next.stepWatched >= next.analysis;
    const auto* critical = breach(next, rows);
    if (critical && mayGoBack)
        return {Verdict::Rollback, u"critical"_s, sentence(*critical), u"threshold"_s, true, false};
    if (!standing.isEmpty())
        return {Verdict::Hold, standing, {}, {}, false, false};
    if (!isStepEnd)
        return {Verdict::Observe, u"step_running"_s, {}, {}, false, false};
    return judgeStepEnd(next, rows, policy);
}

std::optional<journal::Draft> paused(const Canary& canary, const QString& reason)
{
    if (canary.status == Status::Paused)
        return std::nullopt;
    return eventOf(canary, u"CanaryPaused"_s, Json::object({{u"reason"_s, reason}}));
}

std::optional<journal::Draft> held(const Canary& canary, const Judgement& judgement, const policy::State& policy)
{
    const int inARow = canary.holdsInARow + 1;
    if (inARow > policy.integer(u"canary.holds"_s))
        return paused(canary, u"the step used up its time without a verdict: %1"_s.arg(judgement.text));
    return eventOf(canary, u"CanaryHeld"_s, Json::object({{u"reason"_s, judgement.text}, {u"in_a_row"_s, inARow}}));
}

std::optional<journal::Draft> consequence(const Canary& canary, const Judgement& judgement, const policy::State& policy)
{
    switch (judgement.verdict) {
    case Verdict::Observe: return std::nullopt;
    case Verdict::Hold:
        if (judgement.atStepEnd)
            return held(canary, judgement, policy);
        return judgement.asksPerson ? paused(canary, judgement.text) : std::nullopt;
    case Verdict::Promote: {
        if (!canary.autoPromote)
            return paused(canary, u"the promotion waits for a person"_s);
        const int next = canary.step() + 1;
        return eventOf(
            canary, u"CanaryStepDecided"_s,
            Json::object({{u"step"_s, next}, {u"percent"_s, percentOfStep(canary, next)}, {u"by"_s, u"core"_s}}));
    }
    case Verdict::Rollback:
        if (!canary.autoRollback)
            return paused(canary, u"the rollback waits for a person: %1"_s.arg(judgement.text));
        return eventOf(
            canary, u"CanaryRollbackDecided"_s,
            Json::object({{u"reason"_s, Json::object({{u"code"_s, judgement.code}, {u"text"_s, judgement.text}})}}));
    }
    Q_UNREACHABLE();
}

Json payloadOf(
    const Canary& canary, const Interval& interval, const std::vector<MetricResult>& rows, const Judgement& judgement)
{
    Json counts;
    for (const auto& [metric, entry] : interval.counts)
        counts.set(metric, toJson(entry));
    Json results = Json::array();
    for (const auto& row : rows)
        results.append(toJson(row));
    Json payload = Json::object(
        {{u"step"_s, canary.step()},
         {u"percent"_s, canary.percent()},
         {u"from_at"_s, toMs(interval.from)},
         {u"to_at"_s, toMs(interval.to)},
         {u"status"_s, interval.status},
         {u"counts"_s, counts},
         {u"results"_s, results},
         {u"verdict"_s, toWord(judgement.verdict)},
         {u"rule"_s, judgement.rule},
         {u"config_sha256"_s, canary.configSha256}});
    if (!interval.detail.isEmpty())
        payload.set(u"detail"_s, interval.detail);
    if (interval.canaryRestarted)
        payload.set(u"canary_restarted"_s, true);
    return payload;
}

} // namespace

Analysis analysisFrom(const Json& payload)
{
    Analysis analysis;
    analysis.step = static_cast<int>(payload[u"step"].toInteger(1));
    analysis.percent = static_cast<int>(payload[u"percent"].toInteger());
    analysis.from = instantFromMs(payload[u"from_at"].toInteger());
    analysis.to = instantFromMs(payload[u"to_at"].toInteger());
    analysis.sourceStatus = payload[u"status"].toString();
    for (const auto& [metric, counts] : payload[u"counts"].toObject())
        analysis.counts[metric] = metricCountsFrom(counts);
    for (const auto& row : payload[u"results"].toArray())
        analysis.results.push_back(resultFrom(row));
    analysis.verdict = verdictFrom(payload[u"verdict"].toString());
    analysis.rule = payload[u"rule"].toString();
    analysis.restarted = payload[u"canary_restarted"].toBool();
    return analysis;
}

Interval intervalFrom(const Json& payload)
{
    auto analysis = analysisFrom(payload);
    return {analysis.from,
            analysis.to,
            analysis.sourceStatus,
            payload[u"detail"].toString(),
            std::move(analysis.counts),
            analysis.restarted};
}

journal::Drafts
analyse(const Canary& canary, const Interval& interval, const Surroundings& around, const policy::State& policy)
{
    if (canary.status != Status::Running && canary.status != Status::Paused)
        return {};
    const auto observation = observe(canary, interval.from, interval.status, interval.counts);
    Analysis step;
    step.from = interval.from;
    step.to = interval.to;
    step.counts = interval.counts;
    step.restarted = interval.canaryRestarted;
    Canary next = canary;
    advance(next, step, observation, standingRule(canary, around).isEmpty());

    const auto least = static_cast<double>(policy.integer(u"canary.requests"_s));
    const auto rows = results(canary.metrics, next.stepCounts, least);
    const auto judgement = observation == Observation::Counted ? judgeCounted(next, rows, around, policy)
                                                               : judgeMissing(next, observation, policy);
    journal::Drafts drafts{eventOf(canary, u"CanaryAnalysed"_s, payloadOf(canary, interval, rows, judgement))};
    if (auto follows = consequence(canary, judgement, policy))
        drafts.push_back(std::move(*follows));
    return drafts;
}

} // namespace penelope::canary
