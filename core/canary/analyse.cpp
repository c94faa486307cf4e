#include "core/canary/thresholds.h"

#include "core/canary/evidence.h"
#include "core/canary/judging.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

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
    json.set(u"lambda"_s, result.lambda);
    if (result.logE) {
        json.set(
            u"log_e"_s, Json::object(
                            {{u"share"_s, result.logE->share},
                             {u"bet"_s, result.logE->bet},
                             {u"limit"_s, result.logE->limit},
                             {u"stable"_s, result.logE->stable},
                             {u"safe"_s, result.logE->safe}}));
    }
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
    result.lambda = json.number(u"lambda");
    if (const auto* logs = json.find(u"log_e")) {
        result.logE = LogEvidence{
            (*logs)[u"share"].toDouble(), (*logs)[u"bet"].toDouble(), (*logs)[u"limit"].toDouble(),
            (*logs)[u"stable"].toDouble(), (*logs)[u"safe"].toDouble()};
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
    case Verdict::Observe:
    case Verdict::Hold:
        if (judgement.isStepEnd)
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

/// The evidence beside the results: what an auditor computes again from the counts.
void addEvidence(const Canary& next, const judge::Ruling& ruling, std::vector<MetricResult>& rows)
{
    const auto places = judgedMetrics(next.metrics);
    for (std::size_t index = 0; index < std::min(places.size(), ruling.evidence.size()); ++index) {
        const auto& evidence = ruling.evidence[index];
        auto& row = rows[places[index]];
        row.lambda = evidence.lambda;
        row.logE = LogEvidence{evidence.share, evidence.bet, evidence.limit, evidence.stable, evidence.safe};
    }
}

void addJudgement(Json& payload, const Canary& next, const Judgement& judgement, const QString& standing)
{
    payload.set(
        u"rule"_s, judgement.number > 0 && judgement.rule.isEmpty() ? Json{judgement.number} : Json{judgement.rule});
    if (judgement.score)
        payload.set(u"score"_s, judgement.score);
    if (!judgement.ruling)
        return;
    if (!standing.isEmpty())
        payload.set(u"standing"_s, standing);
    payload.set(u"alpha"_s, Json{judge::rollbackAlpha});
    payload.set(u"starts"_s, Json{next.evidence->setup.plannedStarts});
    payload.set(u"grid"_s, Json{judge::gridVersion});
    payload.set(u"log_e_share"_s, Json{judgement.ruling->logShare});
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
    const auto& rule = payload[u"rule"];
    analysis.rule = rule.isNumber() ? QString::number(rule.toInteger()) : rule.toString();
    analysis.standing = payload[u"standing"].toString();
    analysis.logShare = payload.number(u"log_e_share");
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
    const auto standing = standingOf(canary, around);
    Canary next = canary;
    advance(next, step, observation, standing.isEmpty());

    const auto least = static_cast<double>(policy.integer(u"canary.requests"_s));
    auto rows = results(canary.metrics, next.stepCounts, least);
    const auto judgement = decide(judgeOf(canary), {next, interval.counts, observation, rows, standing, policy});
    if (judgement.ruling)
        addEvidence(next, *judgement.ruling, rows);
    Json payload = payloadOf(canary, interval, rows, judgement);
    addJudgement(payload, next, judgement, standing);
    journal::Drafts drafts{eventOf(canary, u"CanaryAnalysed"_s, std::move(payload))};
    if (auto follows = consequence(canary, judgement, policy))
        drafts.push_back(std::move(*follows));
    return drafts;
}

} // namespace penelope::canary
