#include "core/base/canonicalrefusal.h"
#include "core/base/json.h"
#include "core/base/sharedkeys.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include <simdjson.h>

namespace penelope {
namespace {

using namespace Qt::Literals::StringLiterals;
using canonical::refused;

/// Room that most objects need.
constexpr std::size_t usualMembers = 8;
constexpr double largestInteger = 9007199254740991.0;

enum class Mode { Strict, Foreign };

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
        Json value;
        bool isNull = false;
        if (auto done = element(1, value, isNull); !done)
            return Failure{done.error()};
        skipSpace();
        if (m_at != m_bytes.size())
            return refused("syntax"_L1, m_at, "something follows the value"_L1);
        if (isNull)
            return refused("null"_L1, 0, "the value is null"_L1);
        return value;
    }

private:
    char peek() const { return m_at < m_bytes.size() ? m_bytes[m_at] : '\0'; }

    void skipSpace()
    {
        const auto isSpace = [](char letter) {
            return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
        };
        while (m_at < m_bytes.size() && isSpace(m_bytes[m_at]))
            ++m_at;
    }

    bool take(const char* word)
    {
        const auto length = static_cast<qsizetype>(std::strlen(word));
        if (!QByteArrayView(m_bytes).sliced(m_at).startsWith(QByteArrayView(word, length)))
            return false;
        m_at += length;
        return true;
    }

    /// Into its place, which nothing is moved to then. Only a foreign text may hold null, and only inside something.
    Status element(int level, Json& value, bool& isNull)
    {
        skipSpace();
        switch (peek()) {
        case '{': return object(level, value);
        case '[': return array(level, value);
        case '"': return text(value);
        case 't':
            if (take("true")) {
                value = Json{true};
                return {};
            }
            break;
        case 'f':
            if (take("false")) {
                value = Json{false};
                return {};
            }
            break;
        case 'n':
            if (const auto at = m_at; take("null")) {
                if (m_mode == Mode::Strict)
                    return refused("null"_L1, at, "null has no place in the journal: absent is absent"_L1);
                isNull = true;
                return {};
            }
            break;
        default: return number(value);
        }
        return refused("syntax"_L1, m_at, "not a JSON value"_L1);
    }

    Status text(Json& value)
    {
        auto text = string();
        if (!text)
            return Failure{text.error()};
        value = Json{std::move(*text)};
        return {};
    }

    Status object(int level, Json& value)
    {
        if (level > m_depth)
            return refused("depth"_L1, m_at, "nested too deeply"_L1);
        ++m_at;
        Json::Object members; // ascending
        skipSpace();
        if (peek() == '}') {
            ++m_at;
            value = Json{};
            return {};
        }
        members.reserve(usualMembers);
        while (true) {
            skipSpace();
            if (auto done = member(level, members); !done)
                return done;
            skipSpace();
            if (peek() == ',') {
                ++m_at;
                continue;
            }
            if (peek() != '}')
                return refused("syntax"_L1, m_at, "expected a comma or a closing brace"_L1);
            ++m_at;
            value = Json::fromSorted(std::move(members));
            return {};
        }
    }

    Status member(int level, Json::Object& members)
    {
        const auto keyAt = m_at;
        if (peek() != '"')
            return refused("syntax"_L1, m_at, "expected a key"_L1);
        auto key = this->key();
        if (!key)
            return Failure{key.error()};
        if (key->isEmpty() && m_mode == Mode::Strict)
            return refused("empty_key"_L1, keyAt, "a key is empty"_L1);
        const auto place = placeOf(*key, members);
        if (place != members.end() && place->first == *key)
            return refused("duplicate_key"_L1, keyAt, "a key stands twice"_L1);
        const auto added = members.emplace(place, std::move(*key), Json{});
        skipSpace();
        if (peek() != ':')
            return refused("syntax"_L1, m_at, "expected a colon"_L1);
        ++m_at;
        bool isNull = false;
        auto done = element(level + 1, added->second, isNull);
        if (isNull)
            members.erase(added);
        return done;
    }

    static Json::Object::iterator placeOf(const QString& key, Json::Object& members)
    {
        if (members.empty() || members.back().first < key) // what is canonical comes in order
            return members.end();
        return std::lower_bound(members.begin(), members.end(), key, [](const auto& member, const QString& wanted) {
            return member.first < wanted;
        });
    }

    Status array(int level, Json& value)
    {
        if (level > m_depth)
            return refused("depth"_L1, m_at, "nested too deeply"_L1);
        ++m_at;
        Json::Array result;
        skipSpace();
        if (peek() == ']') {
            ++m_at;
            value = Json{std::move(result)};
            return {};
        }
        while (true) {
            bool isNull = false;
            if (auto done = element(level + 1, result.emplace_back(), isNull); !done)
                return done;
            if (isNull)
                result.pop_back();
            skipSpace();
            if (peek() == ',') {
                ++m_at;
                continue;
            }
            if (peek() != ']')
                return refused("syntax"_L1, m_at, "expected a comma or a closing bracket"_L1);
            ++m_at;
            value = Json{std::move(result)};
            return {};
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

    Result<QString> key()
    {
        thread_local SharedKeys keys;
        const auto begin = m_at + 1;
        auto end = begin;
        while (end < m_bytes.size() && end - begin <= SharedKeys::longest && m_bytes[end] != '"' &&
               m_bytes[end] != '\\' && m_bytes[end] >= 0x20)
            ++end;
        if (end >= m_bytes.size() || m_bytes[end] != '"')
            return string();
        m_at = end + 1;
        return keys.of(QByteArrayView(m_bytes).sliced(begin, end - begin));
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
        for (; end - m_at >= 3 && std::memcmp(m_bytes.constData() + m_at, "\xEF\xBB\xBF", 3) == 0; m_at += 3)
            text += QChar{QChar::ByteOrderMark};
        auto part = QString::fromUtf8(m_bytes.constData() + m_at, end - m_at);
        if (text.isEmpty())
            text = std::move(part);
        else
            text += part;
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

    Status number(Json& value)
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
        return numberOf(QByteArrayView(m_bytes).sliced(begin, m_at - begin), begin, integer, value);
    }

    Status numberOf(QByteArrayView token, qsizetype at, bool integer, Json& value) const
    {
        double number = 0;
        const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), number);
        // from_chars reports underflow and overflow alike and leaves the number alone.
        if (error == std::errc::result_out_of_range)
            number = std::strtod(token.toByteArray().constData(), nullptr);
        if (!std::isfinite(number))
            return refused("not_finite"_L1, at, "beyond the range of binary64"_L1);
        if (m_mode == Mode::Strict && integer && std::abs(number) > largestInteger &&
            canonical::number(number) != token)
            return refused("integer_range"_L1, at, "an integer beyond 2^53 - 1 loses digits"_L1);
        value = Json{number};
        return {};
    }

    const QByteArray& m_bytes;
    Mode m_mode;
    int m_depth;
    qsizetype m_at = 0;
};

} // namespace

Result<Json> canonical::parse(const QByteArray& utf8, int depth, qsizetype bytes)
{
    if (utf8.size() > bytes)
        return refused("size"_L1, bytes, "larger than allowed"_L1);
    const bool isText = simdjson::validate_utf8(utf8.constData(), static_cast<std::size_t>(utf8.size()));
    if (const auto bad = isText ? std::nullopt : firstIllFormedByte(utf8))
        return refused("utf8"_L1, *bad, "not UTF-8"_L1);
    return Reader(utf8, Mode::Strict, depth).document();
}

Result<Json> parseForeign(const QByteArray& utf8, qsizetype maxBytes)
{
    if (utf8.size() > maxBytes)
        return refused("size"_L1, maxBytes, "larger than allowed"_L1);
    constexpr int foreignDepth = 64;
    return Reader(utf8, Mode::Foreign, foreignDepth).document();
}

} // namespace penelope
