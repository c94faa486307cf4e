#include "core/patch/registrationcheck.h"

#include "core/base/vocabulary.h"
#include "core/patch/documentcheck.h"
#include "core/patch/generatorcheck.h"
#include "core/patch/service.h"
#include "core/patch/twincheck.h"

#include <QRegularExpression>
#include <QSet>

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

using namespace document;

/// A query whose substitutions are all known; the error's place is the member and the column.
penelope::Status isQuery(const Json& value, const QString& path)
{
    if (auto done = isText(value, path); !done)
        return done;
    const auto tried = expand(value.toString(), Registration{}, Arm::Stable);
    if (tried)
        return {};
    const auto where = u"%1, %2"_s.arg(path, tried.error().where);
    return failure(ErrorCode::Malformed, u"%1: %2"_s.arg(where, tried.error().message), where);
}

/// Where a selector NAME{ LABELS } ends to be one: the place of the first letter that belongs to none, or -1.
qsizetype strangeAt(const QString& text)
{
    static const QRegularExpression name(u"\\s*([A-Za-z_:][A-Za-z0-9_:]*)?\\s*"_s);
    const auto match = name.match(text);
    auto at = match.capturedEnd();
    if (at == text.size())
        return match.capturedLength(1) > 0 ? -1 : at;
    if (text[at] != '{'_L1)
        return at;
    QChar quote;
    for (++at; at < text.size(); ++at) {
        if (!quote.isNull()) {
            if (text[at] == '\\'_L1 && quote != '`'_L1)
                ++at;
            else if (text[at] == quote)
                quote = QChar();
        } else if (text[at] == '"'_L1 || text[at] == '\''_L1 || text[at] == '`'_L1) {
            quote = text[at];
        } else if (QStringView(text).mid(at).startsWith(u"{{")) {
            at = text.indexOf("}}"_L1, at) + 1;
        } else if (text[at] == '}'_L1) {
            const auto rest = QStringView(text).mid(at + 1);
            return rest.trimmed().isEmpty() ? -1 : text.size() - rest.size();
        }
    }
    return text.size();
}

/// We difference every series ourselves: of a sum or a rate nothing could be told of a reset (contracts.md 7).
penelope::Status isSelector(const Json& value, const QString& path)
{
    if (auto done = isQuery(value, path); !done)
        return done;
    const auto at = strangeAt(value.toString());
    if (at < 0)
        return {};
    const auto where = u"%1, column %2"_s.arg(path).arg(at + 1);
    return failure(
        ErrorCode::Malformed,
        u"%1: a selector of raw counters is needed, name{ labels }, without functions and sums"_s.arg(where), where);
}

/// A limit that no judge could keep is found here, not when a canary is to start.
penelope::Status isLimitOf(const Json& metric, const QString& path)
{
    constexpr double largestWeighed = 0.75;
    const auto limit = metric[u"limit"].toDouble();
    const auto kind = metric[u"kind"].toString();
    const auto place = path + u".limit"_s;
    if (kind == "quantile"_L1)
        return limit > 0 ? penelope::Status{} : penelope::Status{faulty(u"the limit must be above 0"_s, place)};
    if (!(limit > 0 && limit < 1))
        return faulty(u"the limit of a share must be between 0 and 1, it is %1"_s.arg(limit), place);
    if (kind == "ratio"_L1 && metric.contains(u"weight") && limit > largestWeighed)
        return faulty(u"the limit of a weighed share is at most 0.75, it is %1"_s.arg(limit), place);
    return {};
}

penelope::Status isArgument(const Json& value, const QString& path)
{
    if (!value.isString())
        return expected(u"a text"_s, value, path);
    const auto text = value.toString();
    const auto at = text.indexOf("{{"_L1);
    if (at < 0 || text == "{{tree}}"_L1 || text == "{{patch}}"_L1 || text == "{{commit}}"_L1)
        return {};
    const auto where = u"%1, column %2"_s.arg(path).arg(at + 1);
    return failure(
        ErrorCode::Malformed, u"%1: only a whole {{tree}}, {{patch}} or {{commit}} is replaced"_s.arg(where), where);
}

penelope::Status isCommand(const Json& value, const QString& path)
{
    if (auto done = listOf(isArgument)(value, path); !done)
        return done;
    const bool named = !value.toArray().empty() && !value.toArray().front().toString().isEmpty();
    return named ? penelope::Status{} : penelope::Status{faulty(u"a command needs a program"_s, path)};
}

penelope::Status isServiceName(const Json& value, const QString& path)
{
    static const QRegularExpression pattern(u"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"_s);
    if (auto done = isText(value, path); !done)
        return done;
    return pattern.match(value.toString()).hasMatch()
               ? penelope::Status{}
               : penelope::Status{faulty(u"a service's name is letters, digits, '.', '_' and '-'"_s, path)};
}

penelope::Status isFormat(const Json& value, const QString& path)
{
    if (value.isNumber() && value.toDouble() == 1)
        return {};
    return failure(ErrorCode::Unsupported, u"%1: only format 1 is known"_s.arg(path), path);
}

penelope::Status isArm(const Json& value, const QString& path)
{
    static const QRegularExpression label(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    const auto isValue = [](const Json& text, const QString& place) -> penelope::Status {
        return text.isString() ? penelope::Status{} : penelope::Status{expected(u"a text"_s, text, place)};
    };
    if (auto done = mapOf(isValue)(value, path); !done)
        return done;
    if (value.toObject().empty())
        return faulty(u"an arm needs at least one label"_s, path);
    for (const auto& [key, member] : value.toObject()) {
        if (!label.match(key).hasMatch())
            return faulty(u"\"%1\" is no label name"_s.arg(key), path);
    }
    return {};
}

penelope::Status isMetric(const Json& value, const QString& path)
{
    static const auto shape = object(
        {{u"name"_s, true, isText},
         {u"kind"_s, true, oneOf({u"ratio"_s, u"complement"_s, u"quantile"_s})},
         {u"total"_s, false, isSelector},
         {u"bad"_s, false, isSelector},
         {u"of"_s, false, isText},
         {u"buckets"_s, false, isSelector},
         {u"quantile"_s, false, number(0.001, 0.9999)},
         {u"scale"_s, false, number(1e-9, 1e12)},
         {u"limit"_s, true, number(0, 1e12)},
         {u"critical"_s, false, isFlag},
         {u"weight"_s, false, number(0.001, 1)},
         {u"warm_up_ms"_s, false, number(0, 86'400'000)},
         {u"dry_run"_s, false, isFlag}});
    if (auto done = shape(value, path); !done)
        return done;
    const auto kind = value[u"kind"].toString();
    const QStringList needed = kind == "ratio"_L1        ? QStringList{u"total"_s, u"bad"_s}
                               : kind == "complement"_L1 ? QStringList{u"of"_s}
                                                         : QStringList{u"buckets"_s};
    for (const auto& member : {u"total"_s, u"bad"_s, u"of"_s, u"buckets"_s}) {
        if (needed.contains(member) != value.contains(member))
            return faulty(
                needed.contains(member) ? u"a %1 needs this member"_s.arg(kind)
                                        : u"a %1 has no such member"_s.arg(kind),
                u"%1.%2"_s.arg(path, member));
    }
    return isLimitOf(value, path);
}

penelope::Status areMetrics(const Json& value, const QString& path)
{
    if (auto done = listOf(isMetric)(value, path); !done)
        return done;
    QSet<QString> names;
    QSet<QString> ratios;
    double weights = 0;
    for (const auto& metric : value.toArray()) {
        const auto name = metric[u"name"].toString();
        if (names.contains(name))
            return faulty(u"the name %1 is used twice"_s.arg(name), path);
        names.insert(name);
        if (metric[u"kind"].toString() == "ratio"_L1)
            ratios.insert(name);
        weights += metric[u"weight"].toDouble();
    }
    for (const auto& metric : value.toArray()) {
        if (metric.contains(u"of") && !ratios.contains(metric[u"of"].toString()))
            return faulty(u"\"%1\" is no ratio of this list"_s.arg(metric[u"of"].toString()), path);
    }
    constexpr double rounding = 1e-9;
    return weights <= 1 + rounding ? penelope::Status{}
                                   : penelope::Status{faulty(u"the weights sum to more than 1"_s, path)};
}

/// RFC 1123: what Kubernetes lets names and namespaces be.
penelope::Status isObjectName(const Json& value, const QString& path)
{
    static const QRegularExpression pattern(u"\\A[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\\z"_s);
    if (auto done = isText(value, path); !done)
        return done;
    return pattern.match(value.toString()).hasMatch()
               ? penelope::Status{}
               : penelope::Status{faulty(u"a name in Kubernetes is lower-case letters, digits, '-' and '.'"_s, path)};
}

penelope::Status isRouter(const Json& value, const QString& path)
{
    const auto servers = [](const Json& list, const QString& place) -> penelope::Status {
        if (auto done = listOf(isText)(list, place); !done)
            return done;
        return list.toArray().empty() ? penelope::Status{faulty(u"at least one server is needed"_s, place)}
                                      : penelope::Status{};
    };
    static const auto haproxy = object(
        {{u"kind"_s, true, isText},
         {u"socket"_s, true, isText},
         {u"backend"_s, true, isText},
         {u"stable"_s, true, servers},
         {u"canary"_s, true, servers},
         {u"state_file"_s, false, isText}});
    static const auto httpRoute = object(
        {{u"kind"_s, true, isText},
         {u"group"_s, false, oneOf({u"gateway.networking.k8s.io"_s, u"policy.linkerd.io"_s})},
         {u"context"_s, false, isText},
         {u"namespace"_s, true, isObjectName},
         {u"name"_s, true, isObjectName},
         {u"rule"_s, false, isText},
         {u"stable"_s, true, isObjectName},
         {u"canary"_s, true, isObjectName}});
    static const auto destination = object({{u"host"_s, true, isObjectName}, {u"subset"_s, false, isObjectName}});
    static const auto virtualService = object(
        {{u"kind"_s, true, isText},
         {u"context"_s, false, isText},
         {u"namespace"_s, true, isObjectName},
         {u"name"_s, true, isObjectName},
         {u"rule"_s, false, isText},
         {u"stable"_s, true, destination},
         {u"canary"_s, true, destination}});
    if (!value.isObject())
        return expected(u"an object"_s, value, path);
    const auto place = path + u".kind"_s;
    if (!value.contains(u"kind"))
        return faulty(u"the member is missing"_s, place);
    if (auto done = oneOf({u"haproxy"_s, u"httproute"_s, u"virtualservice"_s})(value[u"kind"], place); !done)
        return done;
    const auto kind = value[u"kind"].toString();
    const auto& shape = kind == "haproxy"_L1 ? haproxy : kind == "httproute"_L1 ? httpRoute : virtualService;
    if (auto done = shape(value, path); !done)
        return done;
    if (kind != "haproxy"_L1 && value[u"stable"] == value[u"canary"])
        return faulty(u"both arms are the same backend"_s, path + u".canary"_s);
    return {};
}

penelope::Status checkTogether(const Json& document)
{
    const auto& arms = document[u"arms"];
    const bool deploys = document.contains(u"router") || document[u"commands"].contains(u"start_canary");
    if (deploys && !arms.contains(u"canary"))
        return faulty(u"a service with a router or a canary needs this arm"_s, u"arms.canary"_s);
    if (arms.contains(u"canary") && arms[u"canary"] == arms[u"stable"])
        return faulty(u"both arms have the same labels"_s, u"arms"_s);
    return {};
}

} // namespace

penelope::Status checkRegistration(const Json& document)
{
    static const auto shape = object(
        {{u"format"_s, true, isFormat},
         {u"name"_s, true, isServiceName},
         {u"criticality"_s, false, oneOf({u"critical"_s, u"normal"_s, u"low"_s})},
         {u"repository"_s, false, isText},
         {u"branch"_s, false, isText},
         {u"depends_on"_s, false, listOf(isServiceName)},
         {u"coverage"_s, false, isText},
         {u"prometheus"_s, false, isText},
         {u"arms"_s, true, object({{u"stable"_s, true, isArm}, {u"canary"_s, false, isArm}})},
         {u"metrics"_s, false, areMetrics},
         {u"judge"_s, false, oneOf({u"sequential"_s, u"thresholds"_s, u"mann_whitney"_s})},
         {u"impact"_s, false, mapOf(isQuery)},
         {u"saturation"_s, false, mapOf(isQuery)},
         {u"router"_s, false, isRouter},
         {u"commands"_s, false,
          object(
              {{u"start_canary"_s, false, isCommand},
               {u"stop_canary"_s, false, isCommand},
               {u"promote"_s, false, isCommand},
               {u"test"_s, false, isCommand},
               {u"pre_start"_s, false, isCommand},
               {u"pre_promote"_s, false, isCommand},
               {u"post_promote"_s, false, isCommand}})},
         {u"ready"_s, false, object({{u"canary"_s, false, isText}, {u"stable"_s, false, isText}})},
         {u"remedies"_s, false, isText},
         {u"generator"_s, false, checkGenerator},
         {u"tuning"_s, false, checkTuning},
         {u"twin"_s, false, checkTwin}});
    if (auto done = shape(document, QString()); !done)
        return done;
    return checkTogether(document);
}

} // namespace penelope::patch
