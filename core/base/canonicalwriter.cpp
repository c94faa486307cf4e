#include "core/base/canonicalrefusal.h"
#include "core/base/json.h"

#include <array>
#include <charconv>
#include <cmath>

namespace penelope {
namespace {

using namespace Qt::Literals::StringLiterals;
using canonical::refused;

class Writer
{
public:
    Writer() { m_out.reserve(1024); } // most events need no more

    Status write(const Json& value, int level)
    {
        switch (value.type()) {
        case Json::Type::Boolean: m_out += value.toBool() ? "true" : "false"; return {};
        case Json::Type::Number: {
            const auto text = canonical::number(value.toDouble());
            if (text.isEmpty())
                return refused("not_finite"_L1, m_out.size(), "not a finite number"_L1);
            m_out += text;
            return {};
        }
        case Json::Type::String: return string(value.toString());
        case Json::Type::Array: return array(value, level);
        case Json::Type::Object: return object(value, level);
        }
        Q_UNREACHABLE();
    }

    QByteArray take() { return std::move(m_out); }

private:
    Status array(const Json& value, int level)
    {
        if (level > canonical::maxDepth)
            return refused("depth"_L1, m_out.size(), "nested too deeply"_L1);
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

    Status object(const Json& value, int level)
    {
        if (level > canonical::maxDepth)
            return refused("depth"_L1, m_out.size(), "nested too deeply"_L1);
        m_out += '{';
        bool first = true;
        for (const auto& [key, entry] : value.toObject()) {
            if (key.isEmpty())
                return refused("empty_key"_L1, m_out.size(), "a key is empty"_L1);
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

    Status string(const QString& text)
    {
        if (!text.isValidUtf16())
            return refused("surrogate"_L1, m_out.size(), "a surrogate stands alone"_L1);
        static constexpr char hex[] = "0123456789abcdef";
        m_out += '"';
        const auto bytes = text.toUtf8();
        qsizetype copied = 0;
        for (qsizetype at = 0; at < bytes.size(); ++at) {
            const char letter = bytes[at];
            if (static_cast<unsigned char>(letter) >= 0x20 && letter != '"' && letter != '\\')
                continue;
            m_out.append(bytes.constData() + copied, at - copied);
            copied = at + 1;
            switch (letter) {
            case '\0': return refused("nul"_L1, m_out.size(), "U+0000"_L1);
            case '"': m_out += "\\\""; break;
            case '\\': m_out += "\\\\"; break;
            case '\b': m_out += "\\b"; break;
            case '\f': m_out += "\\f"; break;
            case '\n': m_out += "\\n"; break;
            case '\r': m_out += "\\r"; break;
            case '\t': m_out += "\\t"; break;
            default:
                m_out += "\\u00";
                m_out += hex[static_cast<unsigned char>(letter) >> 4];
                m_out += hex[letter & 0x0F];
            }
        }
        m_out.append(bytes.constData() + copied, bytes.size() - copied);
        m_out += '"';
        return {};
    }

    QByteArray m_out;
};

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
    Writer writer;
    if (auto done = writer.write(value, level); !done)
        return Failure{done.error()};
    auto bytes = writer.take();
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
    Writer writer;
    if (writer.write(value, 1))
        return writer.take();
    Writer again;
    [[maybe_unused]] const auto written = again.write(showable(value), 1);
    return again.take();
}

} // namespace penelope
