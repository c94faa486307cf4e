#include "core/canary/judge/mannwhitney.h"
#include "core/canary/judge/reading.h"
#include "core/canary/judge/statistics.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary::judge {
namespace {

using Classic = Result<QJsonObject>;

QJsonArray jsonNumbers(const std::vector<double>& values)
{
    QJsonArray array;
    for (const double value : values)
        array.append(jsonNumber(value));
    return array;
}

std::optional<double> optionalNumber(const QJsonValue& value)
{
    return value.isDouble() ? std::optional{value.toDouble()} : std::nullopt;
}

EffectSize measureFrom(const QString& word)
{
    return word == "cles"_L1 ? EffectSize::CommonLanguage : EffectSize::MeanRatio;
}

ClassifierSetup classifierFrom(const QJsonObject& config)
{
    ClassifierSetup setup;
    const auto direction = config[u"direction"].toString();
    if (config[u"classifier"].toString() == "mean_inequality"_L1)
        setup.classifier = Classifier::MeanInequality;
    setup.tolerance = config[u"tolerance"].toDouble(setup.tolerance);
    setup.confidence = config[u"conf_level"].toDouble(setup.confidence);
    setup.measure = measureFrom(config[u"effect_size_measure"].toString());
    setup.allowedIncrease = config[u"allowed_increase"].toDouble(1);
    setup.allowedDecrease = config[u"allowed_decrease"].toDouble(1);
    setup.criticalIncrease = config[u"critical_increase"].toDouble(1);
    setup.criticalDecrease = config[u"critical_decrease"].toDouble(1);
    setup.direction = direction == "increase"_L1   ? Direction::Increase
                      : direction == "decrease"_L1 ? Direction::Decrease
                                                   : Direction::Either;
    setup.replaceMissing = config[u"nan_strategy"].toString() == "replace"_L1;
    setup.critical = config[u"critical_metric"].toBool();
    setup.mustHaveData = config[u"must_have_data"].toBool();
    return setup;
}

std::vector<double> prepared(const QJsonValue& series, bool replace)
{
    const auto values = numbers(series);
    return replace ? replacingMissing(values) : withoutMissing(values);
}

Classic classifyVector(const QJsonObject& vector)
{
    const auto setup = classifierFrom(vector[u"config"].toObject());
    const auto result = classify(
        prepared(vector[u"control"], setup.replaceMissing), prepared(vector[u"experiment"], setup.replaceMissing),
        setup);
    return QJsonObject{
        {u"classification"_s, toWord(result.label)},
        {u"critical"_s, result.critical},
        {u"deviation"_s, jsonNumber(result.deviation)},
        {u"reason"_s, result.reason},
        {u"reason_non_empty"_s, !result.reason.isEmpty()}};
}

Classic scoreVector(const QJsonObject& vector)
{
    const auto config = vector[u"config"].toObject();
    std::vector<Scored> metrics;
    for (const auto& value : config[u"metrics"].toArray()) {
        const auto metric = value.toObject();
        const auto label = labelFrom(metric[u"classification"].toString());
        if (!label) {
            return failure(
                ErrorCode::Malformed, u"there is no classification \"%1\""_s.arg(metric[u"classification"].toString()),
                u"config.metrics[%1].classification"_s.arg(metrics.size()));
        }
        Scored scored{*label, metric[u"critical"].toBool(), {}};
        for (const auto& group : metric[u"groups"].toArray())
            scored.groups.push_back(group.toString());
        metrics.push_back(std::move(scored));
    }
    std::map<QString, double> weights;
    const auto given = config[u"group_weights"].toObject();
    for (auto at = given.begin(); at != given.end(); ++at)
        weights[at.key()] = at.value().toDouble();
    const auto result = score(metrics, weights);
    QJsonObject groups;
    for (const auto& [group, value] : result.groups)
        groups[group] = value;
    return QJsonObject{{u"summary_score"_s, result.summary}, {u"group_scores"_s, groups}};
}

Classic aggregateVector(const QJsonObject& vector)
{
    const auto config = vector[u"config"].toObject();
    return QJsonObject{
        {u"did_pass"_s,
         didPass(
             config[u"final_score"].toDouble(), optionalNumber(config[u"pass"]), optionalNumber(config[u"marginal"]))}};
}

Classic thresholdVector(const QJsonObject& vector)
{
    const auto config = vector[u"config"].toObject();
    const double value = config[u"score"].toDouble();
    const double marginal = config[u"marginal"].toDouble();
    return QJsonObject{
        {u"judge_label"_s, toWord(markOf(value, config[u"pass"].toDouble(), marginal))},
        {u"monitor_terminates"_s, endsEarly(value, marginal)}};
}

Classic needsBoth()
{
    return failure(ErrorCode::Malformed, u"both arms need at least one point"_s, u"experiment"_s);
}

Classic shiftVector(const QJsonObject& vector)
{
    const auto x = prepared(vector[u"experiment"], false);
    const auto y = prepared(vector[u"control"], false);
    if (x.empty() || y.empty())
        return needsBoth();
    const auto config = vector[u"config"].toObject();
    const auto shift = shiftOf(x, y, config[u"conf_level"].toDouble(0.98), config[u"clamp_to_data_range"].toBool(true));
    return QJsonObject{{u"estimate"_s, shift.estimate}, {u"ci_low"_s, shift.low}, {u"ci_high"_s, shift.high}};
}

Classic shiftStepsVector(const QJsonObject& vector)
{
    auto answer = shiftVector(vector);
    if (!answer)
        return answer;
    const auto x = prepared(vector[u"experiment"], false);
    const auto y = prepared(vector[u"control"], false);
    const double least = *std::min_element(x.begin(), x.end()) - *std::max_element(y.begin(), y.end());
    const double most = *std::max_element(x.begin(), x.end()) - *std::min_element(y.begin(), y.end());
    const double z = -normalQuantile((1 - vector[u"config"].toObject()[u"conf_level"].toDouble(0.98)) / 2);
    answer->insert(u"mu_min"_s, least);
    answer->insert(u"mu_max"_s, most);
    answer->insert(u"zq_lower"_s, z);
    answer->insert(u"zq_upper"_s, -z);
    answer->insert(u"f_at_mu_min_zq_lower"_s, jsonNumber(standardised(x, y, least, z)));
    answer->insert(u"f_at_mu_max_zq_lower"_s, jsonNumber(standardised(x, y, most, z)));
    answer->insert(u"f_at_mu_min_zq_upper"_s, jsonNumber(standardised(x, y, least, -z)));
    answer->insert(u"f_at_mu_max_zq_upper"_s, jsonNumber(standardised(x, y, most, -z)));
    return answer;
}

Classic standardisedVector(const QJsonObject& vector)
{
    const auto x = prepared(vector[u"experiment"], false);
    const auto y = prepared(vector[u"control"], false);
    if (x.empty() || y.empty())
        return needsBoth();
    const auto config = vector[u"config"].toObject();
    const double z = config[u"z_quantile"].toDouble();
    const auto shift = config[u"mu"];
    if (!shift.isArray())
        return QJsonObject{{u"value"_s, jsonNumber(standardised(x, y, shift.toDouble(), z))}};
    std::vector<double> values;
    for (const double mu : numbers(shift))
        values.push_back(standardised(x, y, mu, z));
    return QJsonObject{{u"value"_s, jsonNumbers(values)}};
}

Classic quantileOfNormal(const QJsonObject& vector)
{
    const double p = vector[u"config"].toObject()[u"p"].toDouble();
    if (!(p > 0 && p < 1))
        return failure(ErrorCode::Malformed, u"p must lie between 0 and 1"_s, u"config.p"_s);
    return QJsonObject{{u"value"_s, normalQuantile(p)}};
}

Classic effectVector(const QJsonObject& vector)
{
    const auto x = prepared(vector[u"experiment"], false);
    const auto y = prepared(vector[u"control"], false);
    if (x.empty() || y.empty())
        return needsBoth();
    return QJsonObject{
        {u"value"_s, jsonNumber(effectSize(measureFrom(vector[u"config"].toObject()[u"measure"].toString()), y, x))}};
}

Classic summaryVector(const QJsonObject& vector)
{
    const auto summary = summarise(prepared(vector[u"experiment"], false));
    return QJsonObject{
        {u"min"_s, summary.least},
        {u"max"_s, summary.most},
        {u"mean"_s, summary.mean},
        {u"std"_s, summary.deviation},
        {u"count"_s, static_cast<qint64>(summary.count)}};
}

/// The places asked for are named in `expected` of the vector; without it, the usual ones.
Classic percentileVector(const QJsonObject& vector)
{
    const auto values = prepared(vector[u"experiment"], false);
    std::vector<double> asked;
    for (const auto& place : vector[u"expected"].toObject()[u"percentiles"].toArray())
        asked.push_back(place.toObject()[u"p"].toDouble());
    for (const double place : numbers(vector[u"config"].toObject()[u"p"]))
        asked.push_back(place);
    if (asked.empty()) {
        for (int place = 0; place <= 100; ++place)
            asked.push_back(place);
    }
    QJsonArray list;
    for (const double place : asked)
        list.append(QJsonObject{{u"p"_s, place}, {u"value"_s, percentile(values, place)}});
    return QJsonObject{{u"percentiles"_s, list}};
}

std::vector<bool> maskOf(const QJsonObject& config, const std::vector<double>& values)
{
    const bool sigma = config[u"detector"].toString() == "ksigma"_L1;
    return outliers(
        values, sigma ? Outliers::Sigma : Outliers::Interquartile, config[u"factor"].toDouble(sigma ? 3 : 1.5),
        config[u"reduce_sensitivity"].toBool());
}

Classic outlierVector(const QJsonObject& vector)
{
    QJsonArray list;
    for (const bool out : maskOf(vector[u"config"].toObject(), prepared(vector[u"experiment"], false)))
        list.append(out);
    return QJsonObject{{u"outlier_mask"_s, list}};
}

Classic removalVector(const QJsonObject& vector)
{
    const auto values = prepared(vector[u"experiment"], false);
    return QJsonObject{{u"values"_s, jsonNumbers(without(values, maskOf(vector[u"config"].toObject(), values)))}};
}

Classic missingVector(const QJsonObject& vector)
{
    const auto config = vector[u"config"].toObject();
    const auto values = numbers(vector[u"experiment"]);
    return QJsonObject{
        {u"values"_s, jsonNumbers(
                          config[u"nan_strategy"].toString() == "replace"_L1
                              ? replacingMissing(values, config[u"replacement"].toDouble())
                              : withoutMissing(values))}};
}

} // namespace

std::optional<Result<QJsonObject>> answerClassic(const QJsonObject& vector)
{
    static const std::map<QString, Classic (*)(const QJsonObject&)> known{
        {u"classify"_s, classifyVector},        {u"score"_s, scoreVector},
        {u"aggregate"_s, aggregateVector},      {u"score_threshold"_s, thresholdVector},
        {u"location_ci"_s, shiftVector},        {u"location_ci_steps"_s, shiftStepsVector},
        {u"wilcoxon_z"_s, standardisedVector},  {u"normal_quantile"_s, quantileOfNormal},
        {u"effect_size"_s, effectVector},       {u"summary"_s, summaryVector},
        {u"percentile_r7"_s, percentileVector}, {u"outliers"_s, outlierVector},
        {u"outlier_removal"_s, removalVector},  {u"nan"_s, missingVector}};
    const auto at = known.find(vector[u"kind"].toString());
    if (at == known.end())
        return std::nullopt;
    return at->second(vector);
}

} // namespace penelope::canary::judge
