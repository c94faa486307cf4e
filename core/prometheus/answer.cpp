#include "core/prometheus/answer.h"

#include "core/base/json.h"
#include "core/prometheus/answerreader.h"
#include "core/prometheus/envelope.h"
#include "core/prometheus/histogram.h"
#include "core/prometheus/plainvector.h"
#include "core/prometheus/promql.h"
#include "core/prometheus/samplelists.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace penelope::prometheus {

namespace {

namespace dom = simdjson::dom;
using wire::malformed;
using wire::Place;
using wire::toQString;

constexpr qsizetype largeBody = qsizetype{64} * 1024;
constexpr int okStatus = 200;

/// What reading one answer needs beyond the answer.
struct Reading
{
    wire::LabelTexts& texts;
    std::vector<std::vector<Sample>>& lists; ///< cut out before
    std::size_t next = 0;                    ///< of them

    /// Where `list` is what stands for the next of those cut out.
    bool takeCut(const dom::array& list, std::vector<Sample>& samples)
    {
        std::uint64_t number = 0;
        if (next == lists.size() || list.size() != 1 || list.at(0).get_uint64().get(number) != simdjson::SUCCESS ||
            number != next)
            return false;
        samples = std::move(lists[next++]);
        return true;
    }
};

std::optional<double> finite(std::string_view text)
{
    return wire::number(text).value;
}

std::optional<Instant> instantOf(dom::element seconds)
{
    constexpr double bound = 9e12; // far beyond any year that a server could mean
    double value = 0;
    if (seconds.get_double().get(value) != simdjson::SUCCESS || !(std::abs(value) < bound))
        return std::nullopt;
    return instantFromMs(std::llround(value * 1000));
}

/// What a series may have, found in one walk over it: asking for each by name walks each time.
struct Members
{
    std::optional<dom::element> metric;
    std::optional<dom::element> value;
    std::optional<dom::element> values;
    std::optional<dom::element> histogram;
    std::optional<dom::element> histograms;
};

/// The first of each name, as asking for it would find.
Members membersOf(dom::object entry)
{
    Members members;
    const std::pair<std::string_view, std::optional<dom::element> Members::*> known[] = {
        {"metric", &Members::metric},
        {"value", &Members::value},
        {"values", &Members::values},
        {"histogram", &Members::histogram},
        {"histograms", &Members::histograms}};
    for (const auto member : entry) {
        for (const auto& [name, place] : known) {
            if (member.key == name && !(members.*place))
                members.*place = member.value;
        }
    }
    return members;
}

/// A number says its text: keeping both costs as much as reading the whole body.
Result<Sample> sampleOf(dom::element pair, bool isText, const Place& where)
{
    dom::array both;
    if (pair.get_array().get(both) != simdjson::SUCCESS || both.size() != 2)
        return malformed(u"a sample is not [time, text]"_s, where);
    const auto at = instantOf(both.at(0).value_unsafe());
    std::string_view text;
    if (!at || both.at(1).get_string().get(text) != simdjson::SUCCESS)
        return malformed(u"a sample is not [time, text]"_s, where);
    const auto number = isText ? wire::Number{true, std::nullopt} : wire::number(text);
    if (!number.isOne)
        return malformed(u"a sample's value is no number: %1"_s.arg(toQString(text.substr(0, 40))), where);
    if (number.value)
        return Sample{*at, number.value, {}};
    return Sample{*at, number.value, QByteArray{text.data(), static_cast<qsizetype>(text.size())}};
}

Status takeSamples(const Members& entry, bool isMatrix, Series& series, const Place& where, Reading& reading)
{
    if (!isMatrix) {
        if (!entry.value)
            return {};
        auto sample = sampleOf(*entry.value, false, where);
        if (!sample)
            return Failure{sample.error()};
        series.samples.push_back(std::move(*sample));
        return {};
    }
    dom::array list;
    if (!entry.values)
        return {};
    if (entry.values->get_array().get(list) != simdjson::SUCCESS)
        return malformed(u"values are no list"_s, where);
    if (reading.takeCut(list, series.samples))
        return {};
    series.samples.reserve(list.size());
    for (const auto pair : list) {
        auto sample = sampleOf(pair, false, where);
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

std::optional<std::vector<dom::element>> histogramsOf(const Members& entry)
{
    dom::array list;
    if (entry.histogram)
        return std::vector{*entry.histogram};
    if (!entry.histograms || entry.histograms->get_array().get(list) != simdjson::SUCCESS)
        return std::nullopt;
    return std::vector<dom::element>(list.begin(), list.end());
}

/// They come after what the series has of plain numbers.
void takeHistograms(const std::vector<dom::element>& pairs, const Labels& labels, Answer& answer)
{
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
}

Status takeSeries(dom::element result, bool isMatrix, Answer& answer, Reading& reading)
{
    dom::array entries;
    if (result.get_array().get(entries) != simdjson::SUCCESS)
        return malformed(u"the result is no list"_s, u"data.result"_s);
    answer.series.reserve(entries.size());
    qsizetype index = 0;
    for (const auto value : entries) {
        const Place where{"data.result"_L1, index++};
        dom::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS)
            return malformed(u"a series without metric"_s, where);
        const auto entry = membersOf(object);
        if (!entry.metric)
            return malformed(u"a series without metric"_s, where);
        auto& series = answer.series.emplace_back();
        if (auto labels = wire::readLabels(*entry.metric, where, reading.texts, series.labels); !labels)
            return labels;
        if (auto taken = takeSamples(entry, isMatrix, series, where, reading); !taken)
            return taken;
        if (const auto pairs = histogramsOf(entry)) {
            const auto labels = series.labels;
            if (series.samples.empty())
                answer.series.pop_back();
            takeHistograms(*pairs, labels, answer);
        } else if (series.samples.empty() && !isMatrix) {
            return malformed(u"a series without value"_s, where);
        }
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

Status takeData(dom::element data, Answer& answer, Reading& reading)
{
    std::string_view type;
    dom::element result;
    if (data["resultType"].get_string().get(type) != simdjson::SUCCESS ||
        data["result"].get(result) != simdjson::SUCCESS)
        return malformed(u"the answer has no resultType and result: it is none of a query"_s, u"data"_s);
    if (type == "vector") {
        answer.type = ResultType::Vector;
        return takeSeries(result, false, answer, reading);
    }
    if (type == "matrix") {
        answer.type = ResultType::Matrix;
        return takeSeries(result, true, answer, reading);
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

Result<Answer> answerIn(dom::object envelope, Reading& reading)
{
    Answer answer;
    dom::element data;
    if (envelope["data"].get(data) != simdjson::SUCCESS)
        return malformed(u"the answer has no data"_s, u"data"_s);
    if (auto taken = takeData(data, answer, reading); !taken)
        return Failure{taken.error()};
    answer.warnings = textsOf(envelope, "warnings");
    answer.infos = textsOf(envelope, "infos");
    return answer;
}

} // namespace

struct AnswerReader::Buffers
{
    dom::parser parser;
    wire::LabelTexts texts;
};

AnswerReader::AnswerReader()
    : m_buffers(std::make_unique<Buffers>())
{}

AnswerReader::~AnswerReader() = default;

Result<Answer> AnswerReader::read(const QByteArray& body, int httpStatus, const QString& contentType)
{
    if (httpStatus == okStatus) {
        if (auto series = wire::readPlainVector(body, m_buffers->texts)) {
            Answer answer;
            answer.series = std::move(*series);
            return answer;
        }
    }
    if (body.size() >= largeBody) {
        auto cut = wire::cutSampleLists(body);
        if (cut && !cut->lists.empty()) {
            Reading reading{m_buffers->texts, cut->lists};
            const auto envelope = wire::openEnvelope(m_buffers->parser, cut->rest, httpStatus, contentType);
            auto answer = envelope ? answerIn(*envelope, reading) : Result<Answer>{Failure{envelope.error()}};
            // Whatever is wrong is told from the whole body.
            if (answer && reading.next == cut->lists.size())
                return answer;
        }
    }
    std::vector<std::vector<Sample>> none;
    Reading reading{m_buffers->texts, none};
    dom::parser passing; // what a large body needs is not kept
    auto& parser = body.size() >= largeBody ? passing : m_buffers->parser;
    const auto envelope = wire::openEnvelope(parser, body, httpStatus, contentType);
    if (!envelope)
        return Failure{envelope.error()};
    return answerIn(*envelope, reading);
}

QByteArray written(const Sample& sample)
{
    if (!sample.value)
        return sample.text;
    const bool negativeZero = *sample.value == 0 && std::signbit(*sample.value);
    return negativeZero ? QByteArray("-0") : canonical::number(*sample.value);
}

Result<Answer> parseAnswer(const QByteArray& body, int httpStatus, const QString& contentType)
{
    return AnswerReader().read(body, httpStatus, contentType);
}

} // namespace penelope::prometheus
