#include "core/base/canonicalscan.h"

#include "core/base/json.h"
#include "core/base/plainbytes.h"

#include <charconv>
#include <string_view>

#include <simdjson.h>

namespace penelope::canonical {
namespace {

constexpr int mostDigits = 15;    // so many determine a binary64, and are its shortest form
constexpr int mostSmallZeros = 5; // 0.000001 is written so, 1e-7 is not

/// Most keys differ in their first byte from the one before.
bool comesAfter(std::string_view key, std::string_view before)
{
    if (key.empty() || before.empty() || key.front() == before.front())
        return key > before;
    return key.front() > before.front();
}

class Scan
{
public:
    Scan(QByteArrayView bytes, std::vector<RawMember>& members)
        : m_at(bytes.data())
        , m_end(bytes.data() + bytes.size())
        , m_members(members)
    {}

    bool whole() { return peek() == '{' && object(1) && m_at == m_end; }

private:
    char peek() const { return m_at < m_end ? *m_at : '\0'; }
    bool take(char letter)
    {
        if (peek() != letter)
            return false;
        ++m_at;
        return true;
    }
    bool take(std::string_view word)
    {
        if (std::string_view(m_at, static_cast<std::size_t>(m_end - m_at)).substr(0, word.size()) != word)
            return false;
        m_at += word.size();
        return true;
    }

    bool value(int level)
    {
        switch (peek()) {
        case '{': return object(level);
        case '[': return array(level);
        case '"': return text();
        case 't': return take("true");
        case 'f': return take("false");
        default: return number();
        }
    }

    bool object(int level)
    {
        if (level > maxDepth)
            return false;
        ++m_at;
        if (take('}'))
            return true;
        std::string_view before;
        do {
            std::string_view key;
            if (!plain(key) || !comesAfter(key, before) || !take(':'))
                return false;
            before = key;
            const auto* begin = m_at;
            if (!value(level + 1))
                return false;
            if (level == 1)
                m_members.push_back(
                    {{key.data(), static_cast<qsizetype>(key.size())}, {begin, static_cast<qsizetype>(m_at - begin)}});
        } while (take(','));
        return take('}');
    }

    bool array(int level)
    {
        if (level > maxDepth)
            return false;
        ++m_at;
        if (take(']'))
            return true;
        do {
            if (!value(level + 1))
                return false;
        } while (take(','));
        return take(']');
    }

    /// A key of plain ASCII: its bytes are in the order of its UTF-16 units.
    bool plain(std::string_view& key)
    {
        if (!take('"'))
            return false;
        const auto* begin = m_at;
        m_at = plainAsciiEnd(m_at, m_end);
        key = {begin, static_cast<std::size_t>(m_at - begin)};
        return take('"');
    }

    bool text()
    {
        ++m_at;
        while (true) {
            m_at = plainEnd(m_at, m_end);
            if (take('"'))
                return true;
            if (!take('\\') || !escape())
                return false;
        }
    }

    bool escape()
    {
        switch (peek()) {
        case '"':
        case '\\':
        case 'b':
        case 'f':
        case 'n':
        case 'r':
        case 't': ++m_at; return true;
        default: break;
        }
        if (!take("u00") || m_end - m_at < 2 || (m_at[0] != '0' && m_at[0] != '1'))
            return false;
        // Those that have a short form, and U+0000, are not written so.
        constexpr std::string_view low = "1234567bef";
        constexpr std::string_view high = "0123456789abcdef";
        if ((m_at[0] == '0' ? low : high).find(m_at[1]) == std::string_view::npos)
            return false;
        m_at += 2;
        return true;
    }

    int digits()
    {
        const auto* begin = m_at;
        while (m_at < m_end && *m_at >= '0' && *m_at <= '9')
            ++m_at;
        return static_cast<int>(m_at - begin);
    }

    bool number()
    {
        const auto* token = m_at;
        const bool negative = take('-');
        const auto* begin = m_at;
        const bool zero = peek() == '0';
        const auto count = digits();
        if (count == 0 || (zero && count > 1))
            return false;
        if (!take('.'))
            return goesOn() || count > mostDigits ? isShortest(token) : !(negative && zero);
        const auto* fraction = m_at;
        if (digits() == 0)
            return false;
        if (goesOn())
            return isShortest(token);
        while (zero && fraction < m_at && *fraction == '0')
            ++fraction;
        const auto zeros = static_cast<int>(fraction - begin) - 2;
        const auto significant = static_cast<int>(m_at - fraction) + (zero ? 0 : count);
        if (significant > mostDigits || (zero && zeros > mostSmallZeros))
            return isShortest(token);
        return m_at[-1] != '0';
    }

    bool goesOn() const { return peek() == 'e' || peek() == 'E'; }

    /// Asks the writer: long numbers and those with an exponent are rare.
    bool isShortest(const char* token)
    {
        double value = 0;
        const auto [end, error] = std::from_chars(token, m_end, value);
        if (error != std::errc{} || canonical::number(value) != QByteArrayView(token, end - token))
            return false;
        m_at = end;
        return true;
    }

    const char* m_at;
    const char* m_end;
    std::vector<RawMember>& m_members;
};

} // namespace

bool isPlainlyCanonical(QByteArrayView bytes, std::vector<RawMember>& members)
{
    members.clear();
    return bytes.size() <= maxBytes && simdjson::validate_utf8(bytes.data(), static_cast<std::size_t>(bytes.size())) &&
           Scan(bytes, members).whole();
}

} // namespace penelope::canonical
