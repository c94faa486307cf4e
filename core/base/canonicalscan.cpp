#include "core/base/canonicalscan.h"

#include "core/base/json.h"
#include "core/base/plainbytes.h"

#include <algorithm>
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

bool isAsciiText(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

/// Every part is given the place where it begins and answers where it ends, or nothing where it is not plainly
/// canonical. Places are values and no member: through memory each step would wait for the one before.
class Scan
{
public:
    Scan(QByteArrayView bytes, std::vector<RawMember>& members)
        : m_begin(bytes.data())
        , m_end(bytes.data() + bytes.size())
        , m_stops(bytes)
        , m_members(members)
    {}

    bool whole() { return is(m_begin, '{') && object(m_begin, 1) == m_end; }
    /// Of a whole one: whether all its bytes are ASCII.
    bool isAscii() const { return m_stops.isAscii(); }

private:
    char peek(const char* at) const { return at < m_end ? *at : '\0'; }
    bool is(const char* at, char letter) const { return at < m_end && *at == letter; }

    /// In the order of how often they come; a table of jumps is guessed worse.
    const char* value(const char* at, int level)
    {
        const char first = peek(at);
        if (first == '"') {
            const auto* const end = m_stops.from(at + 1);
            return is(end, '"') ? end + 1 : textWithEscapes(end);
        }
        if (first <= '9')
            return number(at);
        if (first == '{')
            return object(at, level);
        if (first == '[')
            return array(at, level);
        return first == 't' ? word(at, "true") : first == 'f' ? word(at, "false") : nullptr;
    }

    const char* object(const char* at, int level)
    {
        if (level > maxDepth)
            return nullptr;
        if (is(++at, '}'))
            return at + 1;
        std::string_view before;
        for (;; ++at) {
            const auto key = plainKey(at);
            if (!key.data() || !comesAfter(key, before))
                return nullptr;
            before = key;
            const auto* const begin = key.data() + key.size() + 2; // behind the quote and the colon
            at = value(begin, level + 1);
            if (!at)
                return nullptr;
            if (level == 1)
                m_members.push_back(
                    {{key.data(), static_cast<qsizetype>(key.size())}, {begin, static_cast<qsizetype>(at - begin)}});
            if (!is(at, ','))
                return is(at, '}') ? at + 1 : nullptr;
        }
    }

    const char* array(const char* at, int level)
    {
        if (level > maxDepth)
            return nullptr;
        if (is(++at, ']'))
            return at + 1;
        for (;; ++at) {
            at = value(at, level + 1);
            if (!at)
                return nullptr;
            if (!is(at, ','))
                return is(at, ']') ? at + 1 : nullptr;
        }
    }

    const char* word(const char* at, std::string_view expected) const
    {
        const std::string_view rest(at, static_cast<std::size_t>(m_end - at));
        return rest.substr(0, expected.size()) == expected ? at + expected.size() : nullptr;
    }

    /// A key of plain ASCII and its colon; its bytes are in the order of its UTF-16 units. Without data if it is none.
    std::string_view plainKey(const char* at)
    {
        if (!is(at, '"'))
            return {};
        const auto* const end = m_stops.from(++at);
        const std::string_view key(at, static_cast<std::size_t>(end - at));
        const bool plain = is(end, '"') && is(end + 1, ':') && (m_stops.isAscii() || isAsciiText(key));
        return plain ? key : std::string_view{};
    }

    /// From the first byte on that does not stand for itself.
    const char* textWithEscapes(const char* at)
    {
        while (is(at, '\\')) {
            at = escape(at + 1);
            if (!at)
                return nullptr;
            at = m_stops.from(at);
        }
        return is(at, '"') ? at + 1 : nullptr;
    }

    const char* escape(const char* at) const
    {
        switch (peek(at)) {
        case '"':
        case '\\':
        case 'b':
        case 'f':
        case 'n':
        case 'r':
        case 't': return at + 1;
        default: break;
        }
        at = word(at, "u00");
        if (!at || m_end - at < 2 || (at[0] != '0' && at[0] != '1'))
            return nullptr;
        // Those that have a short form, and U+0000, are not written so.
        constexpr std::string_view low = "1234567bef";
        constexpr std::string_view high = "0123456789abcdef";
        return (at[0] == '0' ? low : high).find(at[1]) == std::string_view::npos ? nullptr : at + 2;
    }

    const char* number(const char* token) const
    {
        const bool negative = is(token, '-');
        const auto* const begin = negative ? token + 1 : token;
        const bool zero = is(begin, '0');
        const auto* const point = digitsEnd(begin, m_end);
        const auto count = point - begin;
        if (count == 0 || (zero && count > 1))
            return nullptr;
        if (!is(point, '.')) {
            if (goesOn(point) || count > mostDigits)
                return shortest(token);
            return negative && zero ? nullptr : point;
        }
        const auto* fraction = point + 1;
        const auto* const end = digitsEnd(fraction, m_end);
        if (end == fraction)
            return nullptr;
        if (goesOn(end))
            return shortest(token);
        while (zero && fraction < end && *fraction == '0')
            ++fraction;
        const auto zeros = fraction - point - 1;
        const auto significant = end - fraction + (zero ? 0 : count);
        if (significant > mostDigits || (zero && zeros > mostSmallZeros))
            return shortest(token);
        return end[-1] != '0' ? end : nullptr;
    }

    bool goesOn(const char* at) const { return is(at, 'e') || is(at, 'E'); }

    /// Asks the writer: long numbers and those with an exponent are rare.
    const char* shortest(const char* token) const
    {
        double value = 0;
        const auto [end, error] = std::from_chars(token, m_end, value);
        const bool same = error == std::errc{} && canonical::number(value) == QByteArrayView(token, end - token);
        return same ? end : nullptr;
    }

    const char* m_begin;
    const char* m_end;
    Stops m_stops;
    std::vector<RawMember>& m_members;
};

} // namespace

bool isPlainlyCanonical(QByteArrayView bytes, std::vector<RawMember>& members)
{
    members.clear();
    Scan scan(bytes, members);
    return bytes.size() <= maxBytes && scan.whole() &&
           (scan.isAscii() || simdjson::validate_utf8(bytes.data(), static_cast<std::size_t>(bytes.size())));
}

} // namespace penelope::canonical
