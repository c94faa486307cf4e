#include "core/canary/judge/vectors.h"

#include "core/canary/judge/evalue.h"
#include "core/canary/judge/mannwhitney.h"
#include "core/canary/judge/reading.h"
#include "core/canary/judge/sequential.h"
#include "core/canary/judge/statistics.h"
#include "core/prometheus/histogram.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary::judge {
namespace {

using Answer = Result<QJsonObject>;

/// λ of interval j: one number, or one each.
double temperAt(const QJsonObject& config, std::size_t interval)
{
    const auto value = config[u"temper"];
    return value.isArray() ? value.toArray().at(static_cast<qsizetype>(interval)).toDouble(1) : value.toDouble(1);
}

double logCapOf(const QJsonObject& config)
{
    return config.contains(u"cap") ? std::log(config[u"cap"].toDouble(capPerInterval))
                                   : std::numeric_limits<double>::infinity();
}

std::size_t gridOf(const QJsonObject& config, std::size_t fallback = gridSize)
{
    return static_cast<std::size_t>(std::max(1, config[u"grid"].toInt(static_cast<int>(fallback))));
}

Answer shareVector(const QJsonObject& vector)
{
    const auto config = vector[u"config"].toObject();
    const auto canary = rows(vector, u"experiment"_s);
    const auto stable = rows(vector, u"control"_s);
    if (!canary || !stable || canary->size() != stable->size())
        return failure(ErrorCode::Malformed, u"both arms need one [requests, failures] for each interval"_s);
    const ShareGrid grid(config[u"null_rr"].toDouble(margin), config[u"rr_max"].toDouble(largestRatio), gridOf(config));
    std::vector<double> logs(grid.size(), 0);
    std::vector<double> requests(grid.size());
    for (std::size_t j = 0; j < canary->size(); ++j) {
        const auto a = (*stable)[j];
        const auto b = (*canary)[j];
        if (!(a.n > 0) || !(b.n > 0) || !(a.y + b.y > 0))
            continue;
        grid.requests(a.n, b.n, requests);
        for (std::size_t k = 0; k < grid.size(); ++k)
            logs[k] += std::min(logCapOf(config), temperAt(config, j) * grid.factor(k, a.y, b.y, requests[k]));
    }
    return QJsonObject{{u"log_e"_s, logMean(logs)}};
}

Answer rateVector(const QJsonObject& vector, bool safe)
{
    const auto config = vector[u"config"].toObject();
    const auto canary = rows(vector, u"experiment"_s);
    const auto limit = limitOf(config);
    if (!canary || !limit)
        return Failure{canary ? limit.error() : canary.error()};
    const auto grid = safe ? RateGrid::below(*limit, gridOf(config)) : RateGrid::above(*limit, gridOf(config));
    std::vector<double> logs(grid.size(), 0);
    for (std::size_t j = 0; j < canary->size(); ++j) {
        for (std::size_t k = 0; k < grid.size(); ++k)
            logs[k] += std::min(logCapOf(config), temperAt(config, j) * grid.factor(k, (*canary)[j]));
    }
    return QJsonObject{{u"log_e"_s, logMean(logs)}};
}

Answer betVector(const QJsonObject& vector)
{
    const auto config = vector[u"config"].toObject();
    const auto canary = rows(vector, u"experiment"_s);
    const auto stable = rows(vector, u"control"_s);
    if (!canary || !stable || canary->size() != stable->size())
        return failure(ErrorCode::Malformed, u"both arms need one [requests, failures] for each interval"_s);
    auto fractions = numbers(config[u"fractions"]);
    if (fractions.empty())
        fractions.assign(betFractions.begin(), betFractions.end());
    std::vector<double> logs;
    for (const double fraction : fractions) {
        double log = 0;
        for (std::size_t j = 0; j < canary->size(); ++j)
            log += std::log(betFactor(fraction, config[u"null_rr"].toDouble(margin), (*stable)[j], (*canary)[j], 0));
        logs.push_back(log);
    }
    return QJsonObject{{u"log_e"_s, logMean(logs)}};
}

Answer compareVector(const QJsonObject& vector)
{
    const auto config = vector[u"config"].toObject();
    const auto canary = rows(vector, u"experiment"_s);
    const auto stable = rows(vector, u"control"_s);
    const auto before = rows(vector, u"history"_s);
    if (!canary || !stable || !before || canary->size() != stable->size())
        return failure(ErrorCode::Malformed, u"both arms need one [requests, failures] for each interval"_s);
    Setup setup;
    setup.metrics = {{.name = u"metric"_s, .limit = 0.02, .critical = true, .weight = 1}};
    setup.scrape = Milliseconds{std::llround(config[u"scrape_s"].toDouble(15) * 1000)};
    setup.plannedStarts = config[u"planned_starts"].toInt(2);
    History history;
    for (const auto& row : *before)
        push(history, {row.n, row.y, {}}, {});
    auto state = begin(setup, {history});
    for (std::size_t j = 0; j < canary->size(); ++j) {
        Seen seen;
        seen.weight = 10;
        seen.span = setup.scrape;
        seen.counts = {{Counts{(*stable)[j].n, (*stable)[j].y, {}}, Counts{(*canary)[j].n, (*canary)[j].y, {}}, {}}};
        take(state, seen);
    }
    const auto result = evidence(state, setup.limits.leastRequests).front();
    return QJsonObject{{u"log_share"_s, result.share}, {u"log_bet"_s, result.bet}, {u"log_e"_s, result.compare}};
}

Answer startVector(const QJsonObject& vector)
{
    const auto config = vector[u"config"].toObject();
    const int planned = config[u"planned_starts"].toInt(2);
    const int count = config[u"count"].toInt(planned);
    double sum = 0;
    for (int index = 1; index <= count; ++index)
        sum += startWeight(index, planned);
    return QJsonObject{
        {u"first"_s, startWeight(1, planned)},
        {u"planned"_s, startWeight(2, planned)},
        {u"last"_s, startWeight(count, planned)},
        {u"sum"_s, sum}};
}

Answer totalVector(const QJsonObject& vector)
{
    const auto logs = numbers(vector[u"experiment"]);
    const auto weights = numbers(vector[u"config"].toObject()[u"weights"]);
    if (logs.empty() || logs.size() != weights.size())
        return failure(ErrorCode::Malformed, u"there must be one weight for each metric"_s, u"config.weights"_s);
    const auto sum = total(logs, weights);
    return QJsonObject{{u"log_e"_s, sum.log}, {u"cause"_s, static_cast<int>(sum.cause)}};
}

Answer dispersionVector(const QJsonObject& vector)
{
    const auto stable = rows(vector, u"control"_s);
    if (!stable)
        return Failure{stable.error()};
    const auto first = stable->size() > historyLength ? stable->size() - historyLength : 0;
    std::vector<double> requests;
    std::vector<double> failures;
    for (std::size_t index = first; index < stable->size(); ++index) {
        requests.push_back((*stable)[index].n);
        failures.push_back((*stable)[index].y);
    }
    const double phi = dispersion(requests, failures);
    return QJsonObject{{u"phi"_s, phi}, {u"lambda"_s, temper(phi)}};
}

Answer neededVector(const QJsonObject& vector)
{
    const auto config = vector[u"config"].toObject();
    const auto canary = rows(vector, u"experiment"_s);
    const auto limit = limitOf(config);
    if (!canary || !limit)
        return Failure{canary ? limit.error() : canary.error()};
    const auto grid = RateGrid::below(*limit);
    std::vector<double> logs(grid.size(), 0);
    for (std::size_t j = 0; j < canary->size(); ++j) {
        for (std::size_t k = 0; k < grid.size(); ++k)
            logs[k] += temperAt(config, j) * grid.factor(k, (*canary)[j]);
    }
    return QJsonObject{{u"requests"_s, jsonNumber(needed(logs, grid, temperAt(config, canary->size()), safeLine))}};
}

QJsonObject sequenceAnswer(const Sequence& sequence)
{
    return {
        {u"low"_s, sequence.low},
        {u"high"_s, sequence.high},
        {u"mle"_s, sequence.likeliest},
        {u"low_open"_s, sequence.lowOpen},
        {u"high_open"_s, sequence.highOpen}};
}

Answer sequenceVector(const QJsonObject& vector, bool ofRatio)
{
    const auto config = vector[u"config"].toObject();
    const auto canary = rows(vector, u"experiment"_s);
    const auto stable = rows(vector, u"control"_s);
    if (!canary || !stable)
        return Failure{canary ? stable.error() : canary.error()};
    SequenceSetup setup;
    setup.alpha = config[u"alpha"].toDouble(setup.alpha);
    setup.points = logSpaced(
        config[u"grid_min"].toDouble(ofRatio ? 0.02 : 1e-5), config[u"grid_max"].toDouble(ofRatio ? 50 : 0.99),
        gridOf(config, 401));
    std::vector<double> tempers;
    for (std::size_t j = 0; j < canary->size(); ++j)
        tempers.push_back(temperAt(config, j));
    const auto sequence = ofRatio ? ratioSequence(*stable, *canary, tempers, setup) : rateSequence(*canary, setup);
    if (!sequence)
        return QJsonObject{{u"low"_s, QJsonValue::Null}, {u"high"_s, QJsonValue::Null}, {u"mle"_s, QJsonValue::Null}};
    return sequenceAnswer(*sequence);
}

Answer shareCheckVector(const QJsonObject& vector)
{
    const auto config = vector[u"config"].toObject();
    const int weight = config[u"weight"].toInt(-1);
    const auto canary = vector[u"experiment"].toArray();
    const auto stable = vector[u"control"].toArray();
    if (weight < 0 || weight > 100 || canary.size() != stable.size())
        return failure(ErrorCode::Malformed, u"needs a weight in percent, and as many intervals in both arms"_s);
    auto check = shareCheck(weight);
    for (qsizetype j = 0; j < canary.size(); ++j)
        check.take(weight, firstNumber(stable.at(j)), firstNumber(canary.at(j)));
    return QJsonObject{{u"log_e"_s, check.logE()}};
}

Answer edgeVector(const QJsonObject& vector)
{
    const auto config = vector[u"config"].toObject();
    const auto edges = numbers(config[u"le"]);
    const auto counts = numbers(vector[u"control"]);
    if (edges.empty() || counts.size() != edges.size())
        return failure(ErrorCode::Malformed, u"there must be one count for each edge"_s, u"control"_s);
    std::vector<double> above;
    above.reserve(counts.size());
    for (const double count : counts)
        above.push_back(counts.back() - count);
    const double limit = config[u"limit"].toDouble();
    const auto found = latencyEdge(
        edges, above, counts.back(), 1 - config[u"q"].toDouble(0.99), limit, config[u"increase"].toDouble(limit));
    const auto at = [&edges](std::size_t index) {
        return index == LatencyEdge::none ? QJsonValue(QJsonValue::Null) : jsonNumber(edges[index]);
    };
    return QJsonObject{
        {u"u"_s, at(found.stable)}, {u"l"_s, at(found.limit)}, {u"decidable"_s, found.limit != LatencyEdge::none}};
}

Answer quantileVector(const QJsonObject& vector)
{
    const auto config = vector[u"config"].toObject();
    const auto found =
        prometheus::quantile(config[u"q"].toDouble(0.99), numbers(config[u"le"]), numbers(vector[u"experiment"]));
    if (!found)
        return QJsonObject{{u"promql_interpolated"_s, QJsonValue::Null}, {u"bracket"_s, QJsonValue::Null}};
    return QJsonObject{
        {u"promql_interpolated"_s, jsonNumber(found->interpolated)},
        {u"bracket"_s, QJsonArray{jsonNumber(found->lower), jsonNumber(found->upper)}}};
}

Answer verdictVector(const QJsonObject& vector)
{
    return judgeIntervals(vector, u"sequential"_s);
}

const std::map<QString, std::function<Answer(const QJsonObject&)>>& kinds()
{
    static const std::map<QString, std::function<Answer(const QJsonObject&)>> known{
        {u"evalue_share"_s, shareVector},
        {u"evalue_limit"_s, [](const QJsonObject& vector) { return rateVector(vector, false); }},
        {u"evalue_safe"_s, [](const QJsonObject& vector) { return rateVector(vector, true); }},
        {u"evalue_bet"_s, betVector},
        {u"evalue_cmp"_s, compareVector},
        {u"evalue_total"_s, totalVector},
        {u"start_weights"_s, startVector},
        {u"dispersion"_s, dispersionVector},
        {u"needed"_s, neededVector},
        {u"cs_rr"_s, [](const QJsonObject& vector) { return sequenceVector(vector, true); }},
        {u"cs_rate"_s, [](const QJsonObject& vector) { return sequenceVector(vector, false); }},
        {u"share_check"_s, shareCheckVector},
        {u"latency_edge"_s, edgeVector},
        {u"histogram_quantile"_s, quantileVector},
        {u"verdict"_s, verdictVector}};
    return known;
}

} // namespace

Result<QJsonObject> answerVector(const QJsonObject& vector)
{
    const auto kind = vector[u"kind"].toString();
    const auto at = kinds().find(kind);
    if (at != kinds().end())
        return at->second(vector);
    if (auto classic = answerClassic(vector))
        return *classic;
    return failure(ErrorCode::Malformed, u"there is no kind of vector called \"%1\""_s.arg(kind), u"kind"_s);
}

} // namespace penelope::canary::judge
