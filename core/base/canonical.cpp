#include "core/base/json.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace penelope {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr double largestInteger = 9007199254740991.0;

enum class Mode { Strict, Foreign };

Failure refused(QLatin1String code, qsizetype at, QLatin1String detail)
{
    return failure(ErrorCode::Malformed, u"%1: %2"_s.arg(code, detail), u"byte %1"_s.arg(at));
}

/// Length of the well-formed UTF-8 sequence at `at` (Unicode 15 table 3-7), 0 where there is none.
int sequenceLength(const QByteArray& bytes, qsizetype at)
{
    const auto byte = [&bytes](qsizetype index) {
        return index < bytes.size() ? static_cast<unsigned char>(bytes[index]) : static_cast<unsigned char>(0);
    };
    const auto tail = [&byte](qsizetype index) { return (byte(index) & 0xC0) == 0x80; };
    const auto lead = byte(at);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return tail(at + 1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const auto second = byte(at + 1);
        const bool inRange = (lead != 0xE0 || second >= 0xA0) && (lead != 0xED || second <= 0x9F);
        return tail(at + 1) && inRange && tail(at + 2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const auto second = byte(at + 1);
        const bool inRange = (lead != 0xF0 || second >= 0x90) && (lead != 0xF4 || second <= 0x8F);
        return tail(at + 1) && inRange && tail(at + 2) && tail(at + 3) ? 4 : 0;
    }
    return 0;
}

std::optional<qsizetype> firstBadByte(const QByteArray& bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const int length = sequenceLength(bytes, at);
        if (length == 0)
            return at;
        at += length;
    }
    return std::nullopt;
}

class Reader
{
public:
    Reader(const QByteArray& bytes, Mode mode, int depth)
        : m_bytes(bytes)
        , m_mode(mode)
        , m_depth(depth)
    {}

    Result<Json> document()
    {
        auto value = element(1);
        if (!value)
            return Failure{value.error()};
        skipSpace();
        if (m_at != m_bytes.size())
            return refused("syntax"_L1, m_at, "something follows the value"_L1);
        if (!*value)
            return refused("null"_L1, 0, "the value is null"_L1);
        return std::move(**value);
    }

private:
    /// Nothing stands for null, which only a foreign text may hold and only inside something.
    using Element = std::optional<Json>;

    char peek() const { return m_at < m_bytes.size() ? m_bytes[m_at] : '\0'; }

    void skipSpace()
    {
        while (m_at < m_bytes.size() && std::strchr(" \t\n\r", m_bytes[m_at]) && m_bytes[m_at] != '\0')
            ++m_at;
    }

    bool take(const char* word)
    {
        const auto length = static_cast<qsizetype>(std::strlen(word));
        if (m_bytes.mid(m_at, length) != QByteArrayView(word, length))
            return false;
        m_at += length;
        return true;
    }

    Result<Element> element(int level)
    {
        skipSpace();
        switch (peek()) {
        case '{': return object(level);
        case '[': return array(level);
        case '"': return string().map([](QString text) { return Element{Json{std::move(text)}}; });
        case 't':
            if (take("true"))
                return Element{Json{true}};
            break;
        case 'f':
            if (take("false"))
                return Element{Json{false}};
            break;
        case 'n':
            if (const auto at = m_at; take("null")) {
                if (m_mode == Mode::Strict)
                    return refused("null"_L1, at, "null has no place in the journal: absent is absent"_L1);
                return Element{};
            }
            break;
        default: return number();
        }
        return refused("syntax"_L1, m_at, "not a JSON value"_L1);
    }

    Result<Element> object(int level)
    {
        if (level > m_depth)
            return refused("depth"_L1, m_at, "nested too deeply"_L1);
        ++m_at;
        Json result;
        skipSpace();
        if (peek() == '}') {
            ++m_at;
            return Element{result};
        }
        while (true) {
            skipSpace();
            const auto keyAt = m_at;
            if (peek() != '"')
                return refused("syntax"_L1, m_at, "expected a key"_L1);
            auto key = string();
            if (!key)
                return Failure{key.error()};
            if (key->isEmpty() && m_mode == Mode::Strict)
                return refused("empty_key"_L1, keyAt, "a key is empty"_L1);
            if (result.contains(*key))
                return refused("duplicate_key"_L1, keyAt, "a key stands twice"_L1);
            skipSpace();
            if (peek() != ':')
                return refused("syntax"_L1, m_at, "expected a colon"_L1);
            ++m_at;
            auto value = element(level + 1);
            if (!value)
                return Failure{value.error()};
            if (*value)
                result.set(*key, std::move(**value));
            skipSpace();
            if (peek() == ',') {
                ++m_at;
                continue;
            }
            if (peek() != '}')
                return refused("syntax"_L1, m_at, "expected a comma or a closing brace"_L1);
            ++m_at;
            return Element{std::move(result)};
        }
    }

    Result<Element> array(int level)
    {
        if (level > m_depth)
            return refused("depth"_L1, m_at, "nested too deeply"_L1);
        ++m_at;
        Json::Array result;
        skipSpace();
        if (peek() == ']') {
            ++m_at;
            return Element{Json{result}};
        }
        while (true) {
            auto value = element(level + 1);
            if (!value)
                return Failure{value.error()};
            if (*value)
                result.push_back(std::move(**value));
            skipSpace();
            if (peek() == ',') {
                ++m_at;
                continue;
            }
            if (peek() != ']')
                return refused("syntax"_L1, m_at, "expected a comma or a closing bracket"_L1);
            ++m_at;
            return Element{Json{std::move(result)}};
        }
    }

    std::optional<ushort> hexUnit()
    {
        if (m_at + 4 > m_bytes.size())
            return std::nullopt;
        ushort unit = 0;
        const auto* begin = m_bytes.constData() + m_at;
        const auto [end, error] = std::from_chars(begin, begin + 4, unit, 16);
        if (error != std::errc{} || end != begin + 4)
            return std::nullopt;
        m_at += 4;
        return unit;
    }

    Result<QString> string()
    {
        const auto begin = m_at++;
        QString text;
        while (true) {
            auto end = m_at;
            while (end < m_bytes.size() && m_bytes[end] != '"' && m_bytes[end] != '\\' &&
                   static_cast<unsigned char>(m_bytes[end]) >= 0x20)
                ++end;
            addText(text, end);
            if (end == m_bytes.size())
                return refused("syntax"_L1, begin, "a string does not end"_L1);
            if (peek() == '"') {
                ++m_at;
                return text;
            }
            if (peek() != '\\')
                return refused("syntax"_L1, m_at, "a control character stands raw in a string"_L1);
            ++m_at;
            if (auto done = escape(text); !done)
                return Failure{done.error()};
        }
    }

    void addText(QString& text, qsizetype end)
    {
        // QString::fromUtf8 swallows a leading byte order mark; in the middle of evidence it is a letter like others.
        for (; m_bytes.mid(m_at, 3) == "\xEF\xBB\xBF" && m_at < end; m_at += 3)
            text += QChar{QChar::ByteOrderMark};
        text += QString::fromUtf8(m_bytes.constData() + m_at, end - m_at);
        m_at = end;
    }

    Status escape(QString& text)
    {
        static constexpr std::array<std::pair<char, char>, 8> simple{
            {{'"', '"'}, {'\\', '\\'}, {'/', '/'}, {'b', '\b'}, {'f', '\f'}, {'n', '\n'}, {'r', '\r'}, {'t', '\t'}}};
        const char kind = peek();
        for (const auto& [letter, meaning] : simple) {
            if (kind == letter) {
                ++m_at;
                text += QLatin1Char(meaning);
                return {};
            }
        }
        if (kind != 'u')
            return refused("syntax"_L1, m_at, "unknown escape"_L1);
        ++m_at;
        const auto at = m_at;
        const auto unit = hexUnit();
        if (!unit)
            return refused("syntax"_L1, at, "four hex digits must follow \\u"_L1);
        if (*unit == 0)
            return replaceOr(text, refused("nul"_L1, at, "U+0000"_L1));
        if (!QChar::isSurrogate(*unit)) {
            text += QChar{*unit};
            return {};
        }
        const auto afterFirst = m_at;
        if (QChar::isHighSurrogate(*unit) && take("\\u")) {
            const auto second = hexUnit();
            if (second && QChar::isLowSurrogate(*second)) {
                text += QChar{*unit};
                text += QChar{*second};
                return {};
            }
        }
        m_at = afterFirst;
        return replaceOr(text, refused("surrogate"_L1, at, "a surrogate stands alone"_L1));
    }

    Status replaceOr(QString& text, Failure refusal) const
    {
        if (m_mode == Mode::Strict)
            return refusal;
        text += QChar{QChar::ReplacementCharacter};
        return {};
    }

    bool digits()
    {
        const auto begin = m_at;
        while (peek() >= '0' && peek() <= '9')
            ++m_at;
        return m_at > begin;
    }

    Result<Element> number()
    {
        const auto begin = m_at;
        if (peek() == '-')
            ++m_at;
        const bool zero = peek() == '0';
        const auto firstDigit = m_at;
        if (!digits() || (zero && m_at - firstDigit > 1)) {
            m_at = begin;
            return refused("syntax"_L1, begin, "not a JSON value"_L1);
        }
        bool integer = true;
        if (peek() == '.') {
            integer = false;
            ++m_at;
            if (!digits())
                return refused("syntax"_L1, m_at, "digits must follow the point"_L1);
        }
        if (peek() == 'e' || peek() == 'E') {
            integer = false;
            ++m_at;
            if (peek() == '+' || peek() == '-')
                ++m_at;
            if (!digits())
                return refused("syntax"_L1, m_at, "digits must follow the exponent"_L1);
        }
        return numberOf(m_bytes.mid(begin, m_at - begin), begin, integer);
    }

    Result<Element> numberOf(const QByteArray& token, qsizetype at, bool integer) const
    {
        double value = 0;
        const auto [end, error] = std::from_chars(token.constData(), token.constData() + token.size(), value);
        // from_chars reports underflow and overflow alike and leaves the value alone.
        if (error == std::errc::result_out_of_range)
            value = std::strtod(token.constData(), nullptr);
        if (!std::isfinite(value))
            return refused("not_finite"_L1, at, "beyond the range of binary64"_L1);
        if (m_mode == Mode::Strict && integer && std::abs(value) > largestInteger && canonical::number(value) != token)
            return refused("integer_range"_L1, at, "an integer beyond 2^53 - 1 loses digits"_L1);
        return Element{Json{value}};
    }

    const QByteArray& m_bytes;
    Mode m_mode;
    int m_depth;
    qsizetype m_at = 0;
};

class Writer
{
public:
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
        for (const char letter : text.toUtf8()) {
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
                if (static_cast<unsigned char>(letter) < 0x20) {
                    m_out += "\\u00";
                    m_out += hex[static_cast<unsigned char>(letter) >> 4];
                    m_out += hex[letter & 0x0F];
                } else {
                    m_out += letter;
                }
            }
        }
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

Result<Json> parse(const QByteArray& utf8, int depth, qsizetype bytes)
{
    if (utf8.size() > bytes)
        return refused("size"_L1, bytes, "larger than allowed"_L1);
    if (const auto bad = firstBadByte(utf8))
        return refused("utf8"_L1, *bad, "not UTF-8"_L1);
    return Reader(utf8, Mode::Strict, depth).document();
}

Result<QByteArray> encode(const Json& value)
{
    Writer writer;
    if (auto done = writer.write(value, 1); !done)
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

Result<Json> parseForeign(const QByteArray& utf8, qsizetype maxBytes)
{
    if (utf8.size() > maxBytes)
        return refused("size"_L1, maxBytes, "larger than allowed"_L1);
    constexpr int foreignDepth = 64;
    return Reader(utf8, Mode::Foreign, foreignDepth).document();
}

} // namespace penelope
