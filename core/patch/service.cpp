#include "core/patch/service.h"

#include "core/patch/generatorcheck.h"

#include <algorithm>

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

QString kindWord(MetricKind kind)
{
    switch (kind) {
    case MetricKind::Ratio: return u"ratio"_s;
    case MetricKind::Complement: return u"complement"_s;
    case MetricKind::Quantile: return u"quantile"_s;
    }
    Q_UNREACHABLE();
}

MetricKind kindFromWord(const QString& word)
{
    if (word == "quantile"_L1)
        return MetricKind::Quantile;
    return word == "complement"_L1 ? MetricKind::Complement : MetricKind::Ratio;
}

std::optional<Json> unlessEmpty(const QString& text)
{
    return text.isEmpty() ? std::nullopt : std::optional{Json{text}};
}

std::optional<Json> unlessEmpty(const QStringList& texts)
{
    return texts.isEmpty() ? std::nullopt : std::optional{jsonList(texts)};
}

Json textsToJson(const std::map<QString, QString>& texts)
{
    Json object;
    for (const auto& [key, value] : texts)
        object.set(key, Json{value});
    return object;
}

std::map<QString, QString> textsFrom(const Json& object)
{
    std::map<QString, QString> texts;
    for (const auto& [key, value] : object.toObject()) {
        if (value.isString())
            texts[key] = value.toString();
    }
    return texts;
}

Json metricToJson(const MetricSpec& metric)
{
    Json value = Json::object(
        {{u"name"_s, Json{metric.name}},
         {u"kind"_s, Json{kindWord(metric.kind)}},
         {u"total"_s, unlessEmpty(metric.total)},
         {u"bad"_s, unlessEmpty(metric.bad)},
         {u"of"_s, unlessEmpty(metric.of)},
         {u"buckets"_s, unlessEmpty(metric.buckets)},
         {u"scale"_s, Json{metric.scale}},
         {u"limit"_s, Json{metric.limit}},
         {u"critical"_s, Json{metric.critical}}});
    if (metric.kind == MetricKind::Quantile)
        value.set(u"quantile"_s, Json{metric.quantile});
    value.set(u"weight"_s, metric.weight);
    if (metric.dryRun)
        value.set(u"dry_run"_s, true);
    if (metric.warmUp)
        value.set(u"warm_up_ms"_s, Json{static_cast<qint64>(metric.warmUp->count())});
    return value;
}

MetricSpec metricFrom(const Json& value)
{
    const MetricSpec absent;
    return MetricSpec{
        .name = value[u"name"].toString(),
        .kind = kindFromWord(value[u"kind"].toString()),
        .total = value[u"total"].toString(),
        .bad = value[u"bad"].toString(),
        .of = value[u"of"].toString(),
        .buckets = value[u"buckets"].toString(),
        .quantile = value.number(u"quantile").value_or(absent.quantile),
        .scale = value.number(u"scale").value_or(absent.scale),
        .limit = value[u"limit"].toDouble(),
        .critical = value[u"critical"].toBool(),
        .weight = value.number(u"weight"),
        .warmUp = value.contains(u"warm_up_ms") ? std::optional{Milliseconds{value[u"warm_up_ms"].toInteger()}}
                                                : std::nullopt,
        .dryRun = value[u"dry_run"].toBool()};
}

Json commandsToJson(const Registration& registration)
{
    return Json::object(
        {{u"start_canary"_s, unlessEmpty(registration.startCanary)},
         {u"stop_canary"_s, unlessEmpty(registration.stopCanary)},
         {u"promote"_s, unlessEmpty(registration.promote)},
         {u"test"_s, unlessEmpty(registration.test)},
         {u"pre_start"_s, unlessEmpty(registration.preStart)},
         {u"pre_promote"_s, unlessEmpty(registration.prePromote)},
         {u"post_promote"_s, unlessEmpty(registration.postPromote)}});
}

std::optional<Json> twinToJson(const TwinService& twin)
{
    if (twin.start.isEmpty())
        return std::nullopt;
    Json shares;
    for (const auto& path : twin.paths)
        shares.set(path.path, Json{path.share});
    auto value = Json::object(
        {{u"start"_s, jsonList(twin.start)},
         {u"port"_s, Json{twin.port}},
         {u"health"_s, Json{twin.health}},
         {u"paths"_s, shares},
         {u"data"_s, unlessEmpty(twin.data)},
         {u"reads"_s, unlessEmpty(twin.reads)},
         {u"access_log"_s, unlessEmpty(twin.accessLog)}});
    value.set(u"rate"_s, twin.rate);
    return value;
}

TwinService twinFrom(const Json& value)
{
    TwinService twin;
    twin.start = stringList(value[u"start"]);
    twin.port = static_cast<int>(value[u"port"].toInteger(twin.port));
    twin.health = value[u"health"].toString(twin.health);
    for (const auto& [path, share] : value[u"paths"].toObject())
        twin.paths.push_back({path, share.toDouble()});
    twin.rate = value.number(u"rate");
    twin.data = value[u"data"].toString();
    twin.reads = stringList(value[u"reads"]);
    twin.accessLog = value[u"access_log"].toString();
    return twin;
}

QString escaped(const QString& value)
{
    QString text = value;
    text.replace('\\'_L1, "\\\\"_L1).replace('"'_L1, "\\\""_L1).replace('\n'_L1, "\\n"_L1);
    return text;
}

QString matchers(const std::map<QString, QString>& labels)
{
    QStringList parts;
    for (const auto& [label, value] : labels)
        parts.append(u"%1=\"%2\""_s.arg(label, escaped(value)));
    return parts.join(','_L1);
}

/// Which PromQL string literal the text ends in: its quote, or NUL outside of any.
class Quoting
{
public:
    void take(QChar letter)
    {
        if (m_hidden) {
            m_hidden = false;
        } else if (!m_quote.isNull() && letter == '\\'_L1 && m_quote != '`'_L1) {
            m_hidden = true;
        } else if (!m_quote.isNull()) {
            if (letter == m_quote)
                m_quote = QChar();
        } else if (letter == '"'_L1 || letter == '\''_L1 || letter == '`'_L1) {
            m_quote = letter;
        }
    }
    bool inside() const { return !m_quote.isNull(); }

private:
    QChar m_quote;
    bool m_hidden = false;
};

Result<QString> substitute(QStringView name, const Registration& registration, Arm arm, bool inText, qsizetype at)
{
    const auto where = u"column %1"_s.arg(at + 1);
    if (name == u"service") {
        const auto value = escaped(registration.name.value());
        return inText ? value : u"service=\"%1\""_s.arg(value);
    }
    if (name != u"arm")
        return failure(
            ErrorCode::Malformed, u"{{%1}} is unknown; known are {{arm}} and {{service}}"_s.arg(name), where);
    if (inText)
        return failure(ErrorCode::Malformed, u"{{arm}} stands for matchers and cannot be part of a text"_s, where);
    return matchers(arm == Arm::Stable ? registration.stableArm : registration.canaryArm);
}

} // namespace

Result<QString> expand(const QString& query, const Registration& registration, Arm arm)
{
    QString text;
    Quoting quoting;
    for (qsizetype at = 0; at < query.size();) {
        // Of three braces the first is PromQL's own: up{{{arm}}}.
        const auto rest = QStringView(query).mid(at);
        if (!rest.startsWith(u"{{") || rest.startsWith(u"{{{")) {
            quoting.take(query[at]);
            text.append(query[at++]);
            continue;
        }
        const auto end = query.indexOf("}}"_L1, at);
        if (end < 0)
            return failure(ErrorCode::Malformed, u"\"{{\" without \"}}\""_s, u"column %1"_s.arg(at + 1));
        const auto name = QStringView(query).mid(at + 2, end - at - 2).trimmed();
        const auto part = substitute(name, registration, arm, quoting.inside(), at);
        if (!part)
            return Failure{part.error()};
        text.append(*part);
        at = end + 2;
    }
    return text;
}

Json toJson(const Registration& registration)
{
    Json::Array metrics;
    for (const auto& metric : registration.metrics)
        metrics.push_back(metricToJson(metric));
    const bool routed = registration.router.isObject() && !registration.router.toObject().empty();
    return Json::object(
        {{u"format"_s, Json{1}},
         {u"name"_s, Json{registration.name.value()}},
         {u"criticality"_s, Json{toWord(registration.criticality)}},
         {u"repository"_s, Json{registration.repository}},
         {u"branch"_s, Json{registration.branch}},
         {u"depends_on"_s, jsonList(registration.dependsOn)},
         {u"coverage"_s, unlessEmpty(registration.coverage)},
         {u"prometheus"_s, Json{registration.prometheus}},
         {u"arms"_s, Json::object(
                         {{u"stable"_s, textsToJson(registration.stableArm)},
                          {u"canary"_s, textsToJson(registration.canaryArm)}})},
         {u"metrics"_s, Json{std::move(metrics)}},
         {u"judge"_s, unlessEmpty(registration.judge)},
         {u"impact"_s, textsToJson(registration.impact)},
         {u"saturation"_s, textsToJson(registration.saturation)},
         {u"router"_s, routed ? std::optional{registration.router} : std::nullopt},
         {u"commands"_s, commandsToJson(registration)},
         {u"ready"_s, Json::object(
                          {{u"canary"_s, unlessEmpty(registration.canaryReady)},
                           {u"stable"_s, unlessEmpty(registration.stableReady)}})},
         {u"remedies"_s, unlessEmpty(registration.remedies)},
         {u"generator"_s, generatorToJson(registration.generator)},
         {u"tuning"_s, tuningToJson(registration.tuning)},
         {u"twin"_s, twinToJson(registration.twin)},
         {u"folder"_s, Json{registration.folder}}});
}

Registration registrationFromEvent(const Json& payload)
{
    const auto& value = payload[u"registration"];
    Registration registration;
    registration.name = ServiceName{value[u"name"].toString()};
    registration.criticality =
        fromWord<Criticality>(value[u"criticality"].toString()).value_or(registration.criticality);
    registration.repository = value[u"repository"].toString();
    registration.branch = value[u"branch"].toString();
    registration.dependsOn = stringList(value[u"depends_on"]);
    registration.coverage = value[u"coverage"].toString();
    registration.prometheus = value[u"prometheus"].toString();
    registration.stableArm = textsFrom(value[u"arms"][u"stable"]);
    registration.canaryArm = textsFrom(value[u"arms"][u"canary"]);
    for (const auto& metric : value[u"metrics"].toArray())
        registration.metrics.push_back(metricFrom(metric));
    registration.judge = value[u"judge"].toString();
    registration.impact = textsFrom(value[u"impact"]);
    registration.saturation = textsFrom(value[u"saturation"]);
    registration.router = value[u"router"];
    registration.startCanary = stringList(value[u"commands"][u"start_canary"]);
    registration.stopCanary = stringList(value[u"commands"][u"stop_canary"]);
    registration.promote = stringList(value[u"commands"][u"promote"]);
    registration.test = stringList(value[u"commands"][u"test"]);
    registration.canaryReady = value[u"ready"][u"canary"].toString();
    registration.stableReady = value[u"ready"][u"stable"].toString();
    registration.remedies = value[u"remedies"].toString();
    registration.preStart = stringList(value[u"commands"][u"pre_start"]);
    registration.prePromote = stringList(value[u"commands"][u"pre_promote"]);
    registration.postPromote = stringList(value[u"commands"][u"post_promote"]);
    registration.generator = generatorFrom(value[u"generator"]);
    registration.tuning = tuningFrom(value[u"tuning"]);
    registration.twin = twinFrom(value[u"twin"]);
    registration.folder = value[u"folder"].toString();
    return registration;
}

} // namespace penelope::patch
