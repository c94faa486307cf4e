#include "core/prometheus/answer.h"

#include "core/prometheus/alert.h"
#include "core/prometheus/histogram.h"
#include "core/prometheus/promql.h"

#include <QLocale>

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <string_view>

using namespace Qt::Literals::StringLiterals;

namespace penelope::prometheus {
namespace {

namespace dom = simdjson::dom;

constexpr qsizetype shownCharacters = 500;

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Failure malformed(const QString& message, const QString& where = {})
{
    return failure(ErrorCode::Malformed, message, where);
}

/// A part of the body, in words only where something is wrong with it: writing them takes longer than reading the part.
struct Place
{
    QLatin1StringView list;
    qsizetype index = -1; ///< −1 = the whole
    operator QString() const { return index < 0 ? QString(list) : u"%1[%2]"_s.arg(list).arg(index); }
};

/// Proxies and wrong addresses answer with text or HTML: its beginning is all there is to say.
Failure notAnEnvelope(const QByteArray& body, int httpStatus, const QString& contentType)
{
    const QString begin = QString::fromUtf8(body.left(shownCharacters)).simplified();
    return malformed(
        u"HTTP %1 with %2 instead of a Prometheus answer: %3"_s.arg(httpStatus)
            .arg(contentType.isEmpty() ? u"no content type"_s : contentType, begin.isEmpty() ? u"(empty)"_s : begin));
}

/// A number as it goes over the wire.
struct WireNumber
{
    bool isOne = false;
    std::optional<double> value; ///< nothing for NaN, infinities and what is no number: no evidence, never 0
};

/// Free of the locale.
WireNumber wireNumber(std::string_view text)
{
    if (text == "NaN" || text == "+Inf" || text == "-Inf" || text == "Inf")
        return {true, std::nullopt};
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (rest != end || (error != std::errc{} && error != std::errc::result_out_of_range))
        return {};
    if (error != std::errc{} || !std::isfinite(value))
        return {true, std::nullopt};
    return {true, value};
}

std::optional<double> finite(std::string_view text)
{
    return wireNumber(text).value;
}

std::optional<Instant> instantOf(dom::element seconds)
{
    constexpr double bound = 9e12; // far beyond any year that a server could mean
    double value = 0;
    if (seconds.get_double().get(value) != simdjson::SUCCESS || !(std::abs(value) < bound))
        return std::nullopt;
    return instantFromMs(std::llround(value * 1000));
}

/// In a range the value says it all: keeping each text costs as much as reading the whole body.
enum class Text { Keep, KeepIfNoNumber };

Result<Sample> sampleOf(dom::element pair, bool isText, const Place& where, Text keep = Text::Keep)
{
    dom::array both;
    if (pair.get_array().get(both) != simdjson::SUCCESS || both.size() != 2)
        return malformed(u"a sample is not [time, text]"_s, where);
    const auto at = instantOf(both.at(0).value_unsafe());
    std::string_view text;
    if (!at || both.at(1).get_string().get(text) != simdjson::SUCCESS)
        return malformed(u"a sample is not [time, text]"_s, where);
    const auto number = isText ? WireNumber{true, std::nullopt} : wireNumber(text);
    if (!number.isOne)
        return malformed(u"a sample's value is no number: %1"_s.arg(toQString(text.substr(0, 40))), where);
    if (number.value && keep == Text::KeepIfNoNumber)
        return Sample{*at, number.value, {}};
    return Sample{*at, number.value, QByteArray{text.data(), static_cast<qsizetype>(text.size())}};
}

Result<Labels> labelsOf(dom::element value, const Place& where)
{
    dom::object members;
    if (value.get_object().get(members) != simdjson::SUCCESS)
        return malformed(u"labels are no object"_s, where);
    Labels labels;
    for (const auto member : members) {
        std::string_view text;
        if (member.value.get_string().get(text) != simdjson::SUCCESS)
            return malformed(u"a label is no text"_s, where);
        labels.insert_or_assign(toQString(member.key), toQString(text));
    }
    return labels;
}

Status takeSamples(dom::object entry, bool isMatrix, Series& series, const Place& where)
{
    dom::element found;
    if (!isMatrix) {
        if (entry["value"].get(found) != simdjson::SUCCESS)
            return {};
        auto sample = sampleOf(found, false, where);
        if (!sample)
            return Failure{sample.error()};
        series.samples.push_back(std::move(*sample));
        return {};
    }
    dom::array list;
    if (entry["values"].get(found) != simdjson::SUCCESS)
        return {};
    if (found.get_array().get(list) != simdjson::SUCCESS)
        return malformed(u"values are no list"_s, where);
    series.samples.reserve(list.size());
    for (const auto pair : list) {
        auto sample = sampleOf(pair, false, where, Text::KeepIfNoNumber);
        if (!sample)
            return Failure{sample.error()};
        series.samples.push_back(std::move(*sample));
    }
    return {};
}

std::optional<double> numberIn(dom::element list, std::size_t index)
{
    std::string_view text;
    return list.at(index).get_string().get(text) == simdjson::SUCCESS ? finite(text) : std::nullopt;
}

/// [rule, lower, upper, count]. The rule says whose the ends are: that of the positive ones is (lower, upper], as `le`.
std::optional<std::vector<NativeBucket>> bucketsOf(dom::object histogram)
{
    std::vector<NativeBucket> buckets;
    dom::array list;
    if (histogram["buckets"].get_array().get(list) != simdjson::SUCCESS)
        return buckets; // nothing was observed
    for (const auto entry : list) {
        std::string_view upper;
        const auto count = numberIn(entry, 3);
        if (!count || entry.at(2).get_string().get(upper) != simdjson::SUCCESS)
            return std::nullopt;
        const auto end = edge(upper.data(), upper.data() + upper.size());
        if (!end)
            return std::nullopt;
        buckets.push_back({*end, *count});
    }
    return buckets;
}

/// Adds [time, {count, sum, buckets}] to the series of the edges. False where it cannot be read.
bool takeHistogram(dom::element pair, std::vector<Series>& edges)
{
    dom::element time;
    dom::object histogram;
    std::string_view count;
    if (pair.at(0).get(time) != simdjson::SUCCESS || pair.at(1).get_object().get(histogram) != simdjson::SUCCESS ||
        histogram["count"].get_string().get(count) != simdjson::SUCCESS)
        return false;
    const auto at = instantOf(time);
    const auto all = finite(count);
    const auto buckets = bucketsOf(histogram);
    if (!at || !all || !buckets)
        return false;
    const auto counts = atNativeEdges(*buckets, *all);
    for (std::size_t index = 0; index < counts.size(); ++index)
        edges[index].samples.push_back({*at, counts[index], QByteArray::number(counts[index], 'g', 17)});
    return true;
}

/// Whether the entry has histograms; they come after what it has of plain numbers.
bool takeHistograms(dom::object entry, const Labels& labels, Answer& answer)
{
    std::vector<dom::element> pairs;
    dom::element found;
    dom::array list;
    if (entry["histogram"].get(found) == simdjson::SUCCESS) {
        pairs.push_back(found);
    } else if (entry["histograms"].get_array().get(list) == simdjson::SUCCESS) {
        for (const auto pair : list)
            pairs.push_back(pair);
    } else {
        return false;
    }
    std::vector<Series> edges;
    for (const double upper : nativeEdges()) {
        edges.push_back({labels, {}});
        edges.back().labels[u"le"_s] =
            std::isinf(upper) ? u"+Inf"_s : QString::number(upper, 'g', QLocale::FloatingPointShortest);
    }
    const bool read = std::all_of(
        pairs.begin(), pairs.end(), [&edges](const dom::element& pair) { return takeHistogram(pair, edges); });
    if (read)
        std::move(edges.begin(), edges.end(), std::back_inserter(answer.series));
    else
        answer.unknown.append(seriesText(labels));
    return true;
}

Status takeSeries(dom::element result, bool isMatrix, Answer& answer)
{
    dom::array entries;
    if (result.get_array().get(entries) != simdjson::SUCCESS)
        return malformed(u"the result is no list"_s, u"data.result"_s);
    qsizetype index = 0;
    for (const auto value : entries) {
        const Place where{"data.result"_L1, index++};
        dom::object entry;
        dom::element metric;
        if (value.get_object().get(entry) != simdjson::SUCCESS || entry["metric"].get(metric) != simdjson::SUCCESS)
            return malformed(u"a series without metric"_s, where);
        auto labels = labelsOf(metric, where);
        if (!labels)
            return Failure{labels.error()};
        Series series{std::move(*labels), {}};
        if (auto taken = takeSamples(entry, isMatrix, series, where); !taken)
            return taken;
        const bool hasHistogram = takeHistograms(entry, series.labels, answer);
        if (series.samples.empty() && !hasHistogram && !isMatrix)
            return malformed(u"a series without value"_s, where);
        if (!series.samples.empty() || !hasHistogram)
            answer.series.push_back(std::move(series));
    }
    return {};
}

Status takeSingle(dom::element result, bool isText, Answer& answer)
{
    auto sample = sampleOf(result, isText, Place{"data.result"_L1});
    if (!sample)
        return Failure{sample.error()};
    answer.series.push_back({{}, {std::move(*sample)}});
    return {};
}

QStringList textsOf(dom::object envelope, std::string_view name)
{
    QStringList texts;
    dom::array list;
    if (envelope[name].get_array().get(list) != simdjson::SUCCESS)
        return texts;
    for (const auto entry : list) {
        std::string_view text;
        if (entry.get_string().get(text) == simdjson::SUCCESS)
            texts.append(toQString(text));
    }
    return texts;
}

Status takeData(dom::element data, Answer& answer)
{
    std::string_view type;
    dom::element result;
    if (data["resultType"].get_string().get(type) != simdjson::SUCCESS ||
        data["result"].get(result) != simdjson::SUCCESS)
        return malformed(u"the answer has no resultType and result: it is none of a query"_s, u"data"_s);
    if (type == "vector") {
        answer.type = ResultType::Vector;
        return takeSeries(result, false, answer);
    }
    if (type == "matrix") {
        answer.type = ResultType::Matrix;
        return takeSeries(result, true, answer);
    }
    if (type == "scalar") {
        answer.type = ResultType::Scalar;
        return takeSingle(result, false, answer);
    }
    if (type == "string") {
        answer.type = ResultType::String;
        return takeSingle(result, true, answer);
    }
    return malformed(u"unknown resultType %1"_s.arg(toQString(type.substr(0, 40))), u"data.resultType"_s);
}

/// The envelope's `data`, or why there is none. `parser` owns what the answer points at.
Result<dom::object>
openEnvelope(dom::parser& parser, const QByteArray& body, int httpStatus, const QString& contentType)
{
    dom::object envelope;
    std::string_view status;
    const auto error = parser.parse(body.constData(), static_cast<std::size_t>(body.size())).get_object().get(envelope);
    if (error != simdjson::SUCCESS || envelope["status"].get_string().get(status) != simdjson::SUCCESS)
        return notAnEnvelope(body, httpStatus, contentType);
    if (status == "success" && httpStatus == 200)
        return envelope;
    std::string_view type;
    std::string_view text;
    if (status != "error" || envelope["errorType"].get_string().get(type) != simdjson::SUCCESS)
        return notAnEnvelope(body, httpStatus, contentType);
    if (envelope["error"].get_string().get(text) != simdjson::SUCCESS)
        text = "no reason given";
    return failure(ErrorCode::Refused, u"%1: %2"_s.arg(toQString(type), toQString(text).left(shownCharacters)));
}

Result<std::map<QString, QString>> textMembers(dom::element alert, std::string_view name, const Place& where)
{
    dom::element members;
    if (alert[name].get(members) != simdjson::SUCCESS)
        return std::map<QString, QString>{};
    return labelsOf(members, where);
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

Result<std::optional<Alert>> alertOf(dom::element entry, const Place& where)
{
    std::string_view state;
    std::string_view since;
    std::string_view value;
    if (entry["state"].get_string().get(state) != simdjson::SUCCESS)
        return malformed(u"an alert without state"_s, where);
    if (state != "firing")
        return std::optional<Alert>{};
    auto labels = textMembers(entry, "labels", where);
    auto annotations = textMembers(entry, "annotations", where);
    if (!labels || !annotations)
        return Failure{labels ? annotations.error() : labels.error()};
    if (entry["activeAt"].get_string().get(since) != simdjson::SUCCESS)
        return malformed(u"an alert without activeAt"_s, where);
    const auto startsAt = activeAt(since);
    if (!startsAt)
        return malformed(u"an alert's activeAt is no time: %1"_s.arg(toQString(since.substr(0, 40))), where);
    Alert alert{std::move(*labels), std::move(*annotations), *startsAt, {}};
    if (entry["value"].get_string().get(value) == simdjson::SUCCESS)
        alert.value = finite(value);
    return std::optional{std::move(alert)};
}

} // namespace

Result<Answer> parseAnswer(QByteArray body, int httpStatus, const QString& contentType)
{
    dom::parser parser;
    const auto envelope = openEnvelope(parser, body, httpStatus, contentType);
    if (!envelope)
        return Failure{envelope.error()};
    Answer answer;
    dom::element data;
    if ((*envelope)["data"].get(data) != simdjson::SUCCESS)
        return malformed(u"the answer has no data"_s, u"data"_s);
    if (auto taken = takeData(data, answer); !taken)
        return Failure{taken.error()};
    answer.warnings = textsOf(*envelope, "warnings");
    answer.infos = textsOf(*envelope, "infos");
    return answer;
}

Result<std::vector<Alert>> parseAlerts(QByteArray body, int httpStatus, const QString& contentType)
{
    dom::parser parser;
    const auto envelope = openEnvelope(parser, body, httpStatus, contentType);
    if (!envelope)
        return Failure{envelope.error()};
    dom::array entries;
    if ((*envelope)["data"]["alerts"].get_array().get(entries) != simdjson::SUCCESS)
        return malformed(u"the answer has no list of alerts"_s, u"data.alerts"_s);
    std::vector<Alert> alerts;
    qsizetype index = 0;
    for (const auto entry : entries) {
        auto alert = alertOf(entry, Place{"data.alerts"_L1, index++});
        if (!alert)
            return Failure{alert.error()};
        if (*alert)
            alerts.push_back(std::move(**alert));
    }
    return alerts;
}

} // namespace penelope::prometheus
