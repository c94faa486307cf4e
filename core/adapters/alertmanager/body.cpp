#include "core/adapters/alertmanager/body.h"

#include "core/base/json.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::alertmanager {

namespace {

constexpr qsizetype shown = 500;
/// An annotation goes into an event of the journal; nobody reads more than this of one.
constexpr qsizetype longestAnnotation = 4096;

Failure malformed(const QString& message, const QString& where)
{
    return failure(ErrorCode::Malformed, message, where);
}

/// RFC 3339 as Go writes it. The list has milliseconds, cut; a webhook has nanoseconds: cut too, so that both name
/// one episode by one moment.
std::optional<Instant> momentOf(QString text)
{
    constexpr qsizetype kept = 3;
    const auto dot = text.indexOf(u'.');
    if (dot >= 0) {
        auto end = dot + 1;
        while (end < text.size() && text[end].isDigit())
            ++end;
        if (end - dot - 1 > kept)
            text.remove(dot + 1 + kept, end - dot - 1 - kept);
    }
    return instantFromIso(text);
}

Result<std::map<QString, QString>> textsOf(const Json& alert, const QString& name, const QString& where)
{
    std::map<QString, QString> texts;
    const auto* members = alert.find(name);
    if (!members)
        return texts;
    if (!members->isObject())
        return malformed(u"%1 of an alert is no object"_s.arg(name), where);
    for (const auto& [key, value] : members->toObject()) {
        if (!value.isString())
            return malformed(u"%1.%2 of an alert is no text"_s.arg(name, key), where);
        texts.emplace(key, value.toString());
    }
    return texts;
}

Result<Alert> alertOf(const Json& entry, const QString& where)
{
    if (!entry.isObject())
        return malformed(u"an alert is no object"_s, where);
    auto labels = textsOf(entry, u"labels"_s, where);
    auto annotations = textsOf(entry, u"annotations"_s, where);
    if (!labels || !annotations)
        return Failure{labels ? annotations.error() : labels.error()};
    if (labels->empty())
        return malformed(u"an alert has no labels"_s, where);
    const auto since = entry[u"startsAt"].toString();
    const auto startsAt = momentOf(since);
    if (!startsAt)
        return malformed(u"an alert's startsAt is no time: %1"_s.arg(since.left(40)), where);
    for (auto& [name, text] : *annotations)
        text = text.size() > longestAnnotation ? text.left(longestAnnotation) + u'…' : text;
    return Alert{std::move(*labels), std::move(*annotations), *startsAt, {}, false};
}

bool isOurs(const Alert& alert)
{
    const auto source = alert.labels.find(u"source"_s);
    return source != alert.labels.end() && source->second == "penelope"_L1;
}

/// The document of a good answer, or what was said instead.
Result<Json> documentOf(const QByteArray& body, int httpStatus, const QString& contentType)
{
    auto document = parseForeign(body);
    if (httpStatus == 200 && document)
        return document;
    const auto text = document && document->isString()   ? document->toString()
                      : document && document->isObject() ? (*document)[u"message"].toString(QString::fromUtf8(body))
                                                         : QString::fromUtf8(body.left(4 * shown));
    const auto said = text.simplified().left(shown);
    return failure(
        httpStatus == 200 ? ErrorCode::Malformed : ErrorCode::Refused,
        u"HTTP %1, %2 and no Alertmanager answer: %3"_s.arg(httpStatus)
            .arg(contentType.isEmpty() ? u"no content type"_s : contentType, said.isEmpty() ? u"(empty)"_s : said));
}

} // namespace

Result<std::vector<Alert>> parseAlerts(const QByteArray& body, int httpStatus, const QString& contentType)
{
    const auto document = documentOf(body, httpStatus, contentType);
    if (!document)
        return Failure{document.error()};
    if (!document->isArray())
        return malformed(u"the answer is no list of alerts"_s, u"$"_s);
    std::vector<Alert> alerts;
    qsizetype index = 0;
    for (const auto& entry : document->toArray()) {
        const auto where = u"[%1]"_s.arg(index++);
        auto alert = alertOf(entry, where);
        if (!alert)
            return Failure{alert.error()};
        static const QStringList states{u"active"_s, u"suppressed"_s, u"unprocessed"_s};
        const auto state = entry[u"status"][u"state"].toString();
        if (!states.contains(state))
            return malformed(u"an alert's state is %1"_s.arg(state.isEmpty() ? u"absent"_s : state.left(40)), where);
        alert->suppressed = state == "suppressed"_L1;
        if (!isOurs(*alert))
            alerts.push_back(std::move(*alert));
    }
    return alerts;
}

Result<Instant> parseStatus(const QByteArray& body, int httpStatus, const QString& contentType)
{
    const auto document = documentOf(body, httpStatus, contentType);
    if (!document)
        return Failure{document.error()};
    const auto since = momentOf((*document)[u"uptime"].toString());
    if (!since)
        return malformed(u"the status does not say since when it runs"_s, u"uptime"_s);
    return *since;
}

Result<Notice> parseWebhook(const QByteArray& body)
{
    const auto document = parseForeign(body);
    if (!document)
        return Failure{document.error()};
    if ((*document)[u"version"].toString() != "4"_L1)
        return malformed(u"this is no webhook of version 4"_s, u"version"_s);
    const auto* entries = document->find(u"alerts");
    if (!entries || !entries->isArray())
        return malformed(u"the webhook has no list of alerts"_s, u"alerts"_s);
    Notice notice;
    notice.truncated = std::max<qint64>(0, (*document)[u"truncatedAlerts"].toInteger());
    qsizetype index = 0;
    for (const auto& entry : entries->toArray()) {
        const auto where = u"alerts[%1]"_s.arg(index++);
        auto alert = alertOf(entry, where);
        if (!alert)
            return Failure{alert.error()};
        const auto status = entry[u"status"].toString();
        if (status != "firing"_L1 && status != "resolved"_L1)
            return malformed(u"an alert's status is firing or resolved"_s, where);
        if (isOurs(*alert))
            continue;
        if (status == "resolved"_L1)
            ++notice.resolved;
        else
            notice.firing.push_back(std::move(*alert));
    }
    return notice;
}

} // namespace penelope::alertmanager
