#include "core/prometheus/alert.h"
#include "core/prometheus/envelope.h"

using namespace Qt::Literals::StringLiterals;

namespace penelope::prometheus {

namespace {

namespace dom = simdjson::dom;
using wire::malformed;
using wire::Place;
using wire::toQString;

Result<std::map<QString, QString>>
textMembers(dom::element alert, std::string_view name, const Place& where, wire::LabelTexts& texts)
{
    dom::element members;
    Labels labels;
    if (alert[name].get(members) == simdjson::SUCCESS) {
        if (auto read = wire::readLabels(members, where, texts, labels); !read)
            return Failure{read.error()};
    }
    return std::map<QString, QString>(labels.begin(), labels.end());
}

/// Go writes nanoseconds: milliseconds are kept, the rest is cut, so one episode keeps one startsAt.
std::optional<Instant> activeAt(std::string_view text)
{
    auto iso = toQString(text);
    const auto dot = iso.indexOf(u'.');
    if (dot >= 0) {
        auto end = dot + 1;
        while (end < iso.size() && iso[end].isDigit())
            ++end;
        const auto digits = end - dot - 1;
        if (digits > 3)
            iso.remove(dot + 4, digits - 3);
    }
    return instantFromIso(iso);
}

Result<std::optional<Alert>> alertOf(dom::element entry, const Place& where, wire::LabelTexts& texts)
{
    std::string_view state;
    std::string_view since;
    std::string_view value;
    if (entry["state"].get_string().get(state) != simdjson::SUCCESS)
        return malformed(u"an alert without state"_s, where);
    if (state != "firing")
        return std::optional<Alert>{};
    auto labels = textMembers(entry, "labels", where, texts);
    auto annotations = textMembers(entry, "annotations", where, texts);
    if (!labels || !annotations)
        return Failure{labels ? annotations.error() : labels.error()};
    if (entry["activeAt"].get_string().get(since) != simdjson::SUCCESS)
        return malformed(u"an alert without activeAt"_s, where);
    const auto startsAt = activeAt(since);
    if (!startsAt)
        return malformed(u"an alert's activeAt is no time: %1"_s.arg(toQString(since.substr(0, 40))), where);
    Alert alert{std::move(*labels), std::move(*annotations), *startsAt, {}};
    if (entry["value"].get_string().get(value) == simdjson::SUCCESS)
        alert.value = wire::number(value).value;
    return std::optional{std::move(alert)};
}

} // namespace

Result<std::vector<Alert>> parseAlerts(const QByteArray& body, int httpStatus, const QString& contentType)
{
    dom::parser parser;
    const auto envelope = wire::openEnvelope(parser, body, httpStatus, contentType);
    if (!envelope)
        return Failure{envelope.error()};
    dom::array entries;
    if ((*envelope)["data"]["alerts"].get_array().get(entries) != simdjson::SUCCESS)
        return malformed(u"the answer has no list of alerts"_s, u"data.alerts"_s);
    std::vector<Alert> alerts;
    wire::LabelTexts texts;
    qsizetype index = 0;
    for (const auto entry : entries) {
        auto alert = alertOf(entry, Place{"data.alerts"_L1, index++}, texts);
        if (!alert)
            return Failure{alert.error()};
        if (*alert)
            alerts.push_back(std::move(**alert));
    }
    return alerts;
}

} // namespace penelope::prometheus
