#include "core/base/canonicalwriter.h"

#include "core/base/canonicalrefusal.h"
#include "core/base/plainbytes.h"

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

void indent(const Json& value, QByteArray& out, int level)
{
    const auto line = [&out](int depth) { out += '\n' + QByteArray(qsizetype{2} * depth, ' '); };
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

Writer::Writer(QByteArray& out)
    : m_out(out)
    , m_size(out.size())
    , m_begin(out.size())
{
    grow(0);
}

void Writer::grow(qsizetype count)
{
    const auto needed = m_size + count;
    m_out.resize(needed <= m_out.capacity() ? m_out.capacity() : std::max(needed, 2 * m_out.capacity()));
    m_bytes = m_out.data();
    m_room = m_out.size();
}

Status Writer::write(const Json& value, int level)
{
    switch (value.type()) {
    case Json::Type::Boolean: raw(value.toBool() ? QByteArrayView("true") : QByteArrayView("false")); return {};
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
    put('[');
    bool first = true;
    for (const auto& entry : value.toArray()) {
        if (!first)
            put(',');
        first = false;
        if (auto done = write(entry, level + 1); !done)
            return done;
    }
    put(']');
    return {};
}

Status Writer::object(const Json& value, int level)
{
    if (level > maxDepth)
        return refused("depth"_L1, at(), "nested too deeply"_L1);
    put('{');
    bool first = true;
    for (const auto& [key, entry] : value.toObject()) {
        if (key.isEmpty())
            return refused("empty_key"_L1, at(), "a key is empty"_L1);
        if (!first)
            put(',');
        first = false;
        if (auto done = string(key); !done)
            return done;
        put(':');
        if (auto done = write(entry, level + 1); !done)
            return done;
    }
    put('}');
    return {};
}

Status Writer::string(QStringView text)
{
    const auto begin = m_size;
    std::optional<qsizetype> nul;
    put('"');
    while (true) {
        const auto plain = copyPlainAscii(text, room(text.size()));
        m_size += plain;
        text = text.sliced(plain);
        if (text.isEmpty())
            break;
        if (text.front().isNull() && !nul)
            nul = at();
        const auto units = letter(text);
        if (units == 0) {
            m_size = begin;
            return refused("surrogate"_L1, at(), "a surrogate stands alone"_L1);
        }
        text = text.sliced(units);
    }
    if (nul)
        return refused("nul"_L1, *nul, "U+0000"_L1);
    put('"');
    return {};
}

/// The first letter of a text, where it does not stand for itself or is not ASCII. Answers how many units it has; none
/// where it is a surrogate that stands alone.
int Writer::letter(QStringView text)
{
    const auto unit = text.front().unicode();
    if (unit < 0x80) {
        escape(static_cast<char>(unit));
        return 1;
    }
    const bool pair = text.front().isHighSurrogate() && text.size() > 1 && text[1].isLowSurrogate();
    if (text.front().isSurrogate() && !pair)
        return 0;
    const char32_t code = pair ? QChar::surrogateToUcs4(unit, text[1].unicode()) : char32_t{unit};
    const auto tail = [code](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3F)); };
    if (code < 0x800)
        raw(std::array{static_cast<char>(0xC0 | code >> 6), tail(0)});
    else if (!pair)
        raw(std::array{static_cast<char>(0xE0 | code >> 12), tail(6), tail(0)});
    else
        raw(std::array{static_cast<char>(0xF0 | code >> 18), tail(12), tail(6), tail(0)});
    return pair ? 2 : 1;
}

void Writer::escape(char byte)
{
    static constexpr char hex[] = "0123456789abcdef";
    switch (byte) {
    case '"': raw("\\\""); return;
    case '\\': raw("\\\\"); return;
    case '\b': raw("\\b"); return;
    case '\f': raw("\\f"); return;
    case '\n': raw("\\n"); return;
    case '\r': raw("\\r"); return;
    case '\t': raw("\\t"); return;
    default: break;
    }
    raw("\\u00");
    put(hex[byte >> 4]);
    put(hex[byte & 0x0F]);
}

void Writer::whole(qint64 value)
{
    constexpr qsizetype most = 24;
    auto* const first = room(most);
    m_size += std::to_chars(first, first + most, value).ptr - first;
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
    raw(text);
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
