#include "core/base/canonicalwriter.h"

#include "core/base/canonicalrefusal.h"
#include "core/base/plainbytes.h"

#include <QStringEncoder>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace penelope {
namespace {

using namespace Qt::Literals::StringLiterals;
using canonical::refused;
using canonical::Writer;

constexpr qsizetype usualBytes = 1024; // most events need no more

/// Appends UTF-8; false at a surrogate that stands alone. In pieces: the room that each may need is thrice its length.
bool appendUtf8(QByteArray& out, QStringView text)
{
    constexpr qsizetype atOnce = 4096;
    QStringEncoder utf8(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    while (!text.isEmpty()) {
        auto count = std::min(text.size(), atOnce);
        if (count < text.size() && text[count - 1].isHighSurrogate())
            --count;
        const auto before = out.size();
        out.resize(before + 3 * count);
        auto* const first = out.data() + before;
        const auto written = utf8.appendToBuffer(first, text.first(count)) - first;
        out.truncate(before + written);
        text = text.sliced(count);
    }
    return !utf8.hasError();
}

/// Escapes the bytes from `first` on; false at U+0000, where the bytes end then.
bool escapeFrom(QByteArray& out, qsizetype first)
{
    static constexpr char hex[] = "0123456789abcdef";
    const auto raw = out.sliced(first);
    out.truncate(first);
    const auto* const end = raw.cend();
    for (const auto* at = raw.cbegin(); at != end; ++at) {
        const auto* const plain = canonical::plainEnd(at, end);
        out.append(at, plain - at);
        at = plain;
        if (at == end)
            break;
        switch (*at) {
        case '\0': return false;
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            out += "\\u00";
            out += hex[static_cast<unsigned char>(*at) >> 4];
            out += hex[*at & 0x0F];
        }
    }
    return true;
}

void indent(const Json& value, QByteArray& out, int level)
{
    const auto line = [&out](int depth) { out += '\n' + QByteArray(2 * depth, ' '); };
    if (value.isArray() && !value.toArray().empty()) {
        out += '[';
        bool first = true;
        for (const auto& entry : value.toArray()) {
            out += first ? "" : ",";
            first = false;
            line(level + 1);
            indent(entry, out, level + 1);
        }
        line(level);
        out += ']';
    } else if (value.isObject() && !value.toObject().empty()) {
        out += '{';
        bool first = true;
        for (const auto& [key, entry] : value.toObject()) {
            out += first ? "" : ",";
            first = false;
            line(level + 1);
            out += toJsonText(Json{key}) + ": ";
            indent(entry, out, level + 1);
        }
        line(level);
        out += '}';
    } else {
        out += toJsonText(value);
    }
}

/// What the canonical writer would refuse, made harmless for showing.
Json showable(const Json& value)
{
    const auto repaired = [](const QString& text) {
        return QString::fromUtf8(text.toUtf8()).replace(QChar{0}, QChar{QChar::ReplacementCharacter});
    };
    if (value.isString())
        return Json{repaired(value.toString())};
    if (value.isNumber() && !std::isfinite(value.toDouble())) {
        const double number = value.toDouble();
        return Json{std::isnan(number) ? u"NaN"_s : number > 0 ? u"+Inf"_s : u"-Inf"_s};
    }
    if (value.isArray()) {
        Json::Array entries;
        for (const auto& entry : value.toArray())
            entries.push_back(showable(entry));
        return Json{std::move(entries)};
    }
    if (value.isObject()) {
        Json members;
        for (const auto& [key, entry] : value.toObject())
            members.set(key.isEmpty() ? u"_"_s : repaired(key), showable(entry));
        return members;
    }
    return value;
}

} // namespace

namespace canonical {

Status Writer::write(const Json& value, int level)
{
    switch (value.type()) {
    case Json::Type::Boolean: m_out += value.toBool() ? "true" : "false"; return {};
    case Json::Type::Number: return number(value.toDouble());
    case Json::Type::String: return string(value.toString());
    case Json::Type::Array: return array(value, level);
    case Json::Type::Object: return object(value, level);
    }
    Q_UNREACHABLE();
}

Status Writer::array(const Json& value, int level)
{
    if (level > maxDepth)
        return refused("depth"_L1, at(), "nested too deeply"_L1);
    m_out += '[';
    bool first = true;
    for (const auto& entry : value.toArray()) {
        if (!first)
            m_out += ',';
        first = false;
        if (auto done = write(entry, level + 1); !done)
            return done;
    }
    m_out += ']';
    return {};
}

Status Writer::object(const Json& value, int level)
{
    if (level > maxDepth)
        return refused("depth"_L1, at(), "nested too deeply"_L1);
    m_out += '{';
    bool first = true;
    for (const auto& [key, entry] : value.toObject()) {
        if (key.isEmpty())
            return refused("empty_key"_L1, at(), "a key is empty"_L1);
        if (!first)
            m_out += ',';
        first = false;
        if (auto done = string(key); !done)
            return done;
        m_out += ':';
        if (auto done = write(entry, level + 1); !done)
            return done;
    }
    m_out += '}';
    return {};
}

Status Writer::string(const QString& text)
{
    const auto begin = m_out.size();
    m_out += '"';
    if (!appendUtf8(m_out, text)) {
        m_out.truncate(begin);
        return refused("surrogate"_L1, at(), "a surrogate stands alone"_L1);
    }
    const auto* const first = m_out.cbegin() + begin + 1;
    const auto plain = plainEnd(first, m_out.cend()) - first;
    if (begin + 1 + plain < m_out.size() && !escapeFrom(m_out, begin + 1 + plain))
        return refused("nul"_L1, at(), "U+0000"_L1);
    m_out += '"';
    return {};
}

void Writer::whole(qint64 value)
{
    std::array<char, 24> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    m_out.append(buffer.data(), written.ptr - buffer.data());
}

Status Writer::number(double value)
{
    constexpr double exact = 1e15; // below it an integer's digits are its shortest form
    if (std::abs(value) < exact && value == static_cast<double>(static_cast<qint64>(value))) {
        whole(static_cast<qint64>(value));
        return {};
    }
    const auto text = canonical::number(value);
    if (text.isEmpty())
        return refused("not_finite"_L1, at(), "not a finite number"_L1);
    m_out += text;
    return {};
}

QByteArray number(double value)
{
    if (!std::isfinite(value))
        return {};
    if (value == 0)
        return "0";
    std::array<char, 32> buffer{};
    // Most numbers are short: in this range the fixed form of to_chars is ECMAScript's, digit for digit.
    if (std::abs(value) >= 1e-6 && std::abs(value) < 1e15) {
        const auto fixed = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
        if (fixed.ec == std::errc{})
            return QByteArray(buffer.data(), fixed.ptr - buffer.data());
    }
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value), std::chars_format::scientific);
    const QByteArray scientific(buffer.data(), end - buffer.data());
    const auto mark = scientific.indexOf('e');
    QByteArray digits = scientific.left(mark);
    digits.remove(1, digits.size() > 1 ? 1 : 0); // the point
    const int exponent = scientific.mid(mark + 1).toInt();
    const auto count = static_cast<int>(digits.size());
    const int point = exponent + 1; // ECMAScript's n: the decimal point stands after that many digits

    QByteArray text;
    if (count <= point && point <= 21) {
        text = digits + QByteArray(point - count, '0');
    } else if (0 < point && point <= 21) {
        text = digits.left(point) + '.' + digits.mid(point);
    } else if (-6 < point && point <= 0) {
        text = "0." + QByteArray(-point, '0') + digits;
    } else {
        text = digits.left(1);
        if (count > 1)
            text += '.' + digits.mid(1);
        text += exponent < 0 ? "e-" : "e+";
        text += QByteArray::number(std::abs(exponent));
    }
    return value < 0 ? '-' + text : text;
}

Result<QByteArray> encode(const Json& value, int level)
{
    QByteArray bytes;
    bytes.reserve(usualBytes);
    if (auto done = Writer{bytes}.write(value, level); !done)
        return Failure{done.error()};
    if (bytes.size() > maxBytes)
        return refused("size"_L1, bytes.size(), "larger than an event may be"_L1);
    return bytes;
}

QString refusal(const Error& error)
{
    return error.message.section(u':', 0, 0);
}

} // namespace canonical

QByteArray toJsonText(const Json& value, bool indented)
{
    if (indented) {
        QByteArray out;
        indent(value, out, 0);
        return out;
    }
    QByteArray out;
    out.reserve(usualBytes);
    if (Writer{out}.write(value, 1))
        return out;
    out.resize(0);
    [[maybe_unused]] const auto written = Writer{out}.write(showable(value), 1);
    return out;
}

} // namespace penelope
