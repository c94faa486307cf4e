#include "core/prometheus/envelope.h"

#include <algorithm>
#include <charconv>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::prometheus::wire {

namespace {

constexpr qsizetype shownCharacters = 500;
constexpr std::size_t mostNames = 16; ///< an answer with more is read all the same
constexpr std::size_t longestKept = 256;

/// Proxies and wrong addresses answer with text or HTML: its beginning is all there is to say.
Failure notAnEnvelope(const QByteArray& body, int httpStatus, const QString& contentType)
{
    const QString begin = QString::fromUtf8(body.left(shownCharacters)).simplified();
    return malformed(
        u"HTTP %1 with %2 instead of a Prometheus answer: %3"_s.arg(httpStatus)
            .arg(contentType.isEmpty() ? u"no content type"_s : contentType, begin.isEmpty() ? u"(empty)"_s : begin));
}

} // namespace

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Failure malformed(const QString& message, const QString& where)
{
    return failure(ErrorCode::Malformed, message, where);
}

Place::operator QString() const
{
    return index < 0 ? QString(list) : u"%1[%2]"_s.arg(list).arg(index);
}

Number number(std::string_view text)
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

LabelTexts::Known& LabelTexts::of(std::string_view name)
{
    if (m_next >= m_known.size())
        m_next = 0;
    if (m_known.empty() || m_known[m_next].nameBytes != name) {
        const auto known =
            std::find_if(m_known.begin(), m_known.end(), [name](const auto& one) { return one.nameBytes == name; });
        m_next = static_cast<std::size_t>(std::distance(m_known.begin(), known));
        if (known == m_known.end()) {
            if (m_known.size() == mostNames) {
                m_known.clear();
                m_next = 0;
            }
            m_known.push_back({std::string(name), toQString(name), {}, u""_s});
        }
    }
    return m_known[m_next++];
}

void LabelTexts::add(Labels& labels, std::string_view name, std::string_view value)
{
    auto& known = of(name);
    if (value.size() > longestKept) {
        labels.set(known.name, toQString(value));
        return;
    }
    if (known.valueBytes != value) {
        known.valueBytes = value;
        known.value = toQString(value);
    }
    labels.set(known.name, known.value);
}

Status readLabels(dom::element value, const Place& where, LabelTexts& texts, Labels& labels)
{
    dom::object members;
    if (value.get_object().get(members) != simdjson::SUCCESS)
        return malformed(u"labels are no object"_s, where);
    labels.reserve(members.size());
    for (const auto member : members) {
        std::string_view text;
        if (member.value.get_string().get(text) != simdjson::SUCCESS)
            return malformed(u"a label is no text"_s, where);
        texts.add(labels, member.key, text);
    }
    return {};
}

Result<dom::object>
openEnvelope(dom::parser& parser, const QByteArray& body, int httpStatus, const QString& contentType)
{
    dom::object envelope;
    std::string_view status;
    // Of the capacity, what is free before the bytes is no room behind them.
    const auto behind = QByteArray(body).data_ptr().freeSpaceAtEnd();
    const bool needsCopy = behind < static_cast<qsizetype>(simdjson::SIMDJSON_PADDING);
    const auto error =
        parser.parse(body.constData(), static_cast<std::size_t>(body.size()), needsCopy).get_object().get(envelope);
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

} // namespace penelope::prometheus::wire
