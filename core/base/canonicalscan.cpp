#include "core/base/canonicalscan.h"

#include "core/base/json.h"
#include "core/base/plainbytes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include <simdjson.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace penelope::canonical {
namespace {

using namespace std::string_view_literals;

constexpr int mostDigits = 15;    // so many determine a binary64, and are its shortest form
constexpr int mostSmallZeros = 5; // 0.000001 is written so, 1e-7 is not

/// Most keys differ in their first byte from the one before. Neither has a zero.
bool comesAfter(std::string_view key, std::string_view before)
{
    return key.front() == *before.data() ? key > before : key.front() > *before.data();
}

bool isAsciiText(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

/// A bit for each of 64 bytes that does not stand for itself in a string, and whether all of them are ASCII.
struct Look
{
    std::uint64_t stops = 0;
    bool ascii = true;
};
constexpr std::ptrdiff_t blockSize = 64;

#ifdef __x86_64__

Look lookBySixteen(const char* bytes)
{
    Look look;
    auto all = _mm_setzero_si128();
#pragma GCC unroll 4
    for (int part = 0; part < 4; ++part) {
        const auto sixteen = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes) + part);
        const auto low = _mm_set1_epi8(0x1F);
        const auto stops = _mm_or_si128(
            _mm_cmpeq_epi8(_mm_max_epu8(sixteen, low), low),
            _mm_or_si128(_mm_cmpeq_epi8(sixteen, _mm_set1_epi8('"')), _mm_cmpeq_epi8(sixteen, _mm_set1_epi8('\\'))));
        look.stops |= std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(stops))} << (16 * part);
        all = _mm_or_si128(all, sixteen);
    }
    look.ascii = _mm_movemask_epi8(all) == 0;
    return look;
}

__attribute__((target("avx2"))) Look lookByThirtyTwo(const char* bytes)
{
    Look look;
    auto all = _mm256_setzero_si256();
#pragma GCC unroll 2
    for (int part = 0; part < 2; ++part) {
        const auto many = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes) + part);
        const auto low = _mm256_set1_epi8(0x1F);
        const auto stops = _mm256_or_si256(
            _mm256_cmpeq_epi8(_mm256_max_epu8(many, low), low),
            _mm256_or_si256(
                _mm256_cmpeq_epi8(many, _mm256_set1_epi8('"')), _mm256_cmpeq_epi8(many, _mm256_set1_epi8('\\'))));
        look.stops |= std::uint64_t{static_cast<unsigned>(_mm256_movemask_epi8(stops))} << (32 * part);
        all = _mm256_or_si256(all, many);
    }
    look.ascii = _mm256_movemask_epi8(all) == 0;
    return look;
}

const auto lookAt = __builtin_cpu_supports("avx2") ? lookByThirtyTwo : lookBySixteen;

#else

Look lookAt(const char* bytes)
{
    Look look;
    for (int at = 0; at < blockSize; ++at) {
        look.stops |= static_cast<std::uint64_t>(!isPlain(bytes[at])) << at;
        look.ascii = look.ascii && static_cast<unsigned char>(bytes[at]) < 0x80;
    }
    return look;
}

#endif

/// Finds the bytes that do not stand for themselves in a string, in one walk over all bytes: 64 at a time, so that the
/// length of each string is no branch.
class Stops
{
public:
    explicit Stops(QByteArrayView bytes)
        : m_block(bytes.data())
        , m_end(bytes.data() + bytes.size())
    {
        look();
    }

    /// The first at or after `at`, or the last byte. Never before what was asked last.
    const char* from(const char* at)
    {
        const auto stops = at - m_block < blockSize ? m_stops >> (at - m_block) : 0;
        return stops != 0 ? at + std::countr_zero(stops) : further(at);
    }
    /// Whether all bytes are ASCII up to the place that was answered last, at least.
    bool isAscii() const { return m_ascii; }

private:
    const char* further(const char* at)
    {
        do {
            if (m_end - m_block <= blockSize)
                return m_end - 1;
            m_block += blockSize;
            look();
        } while (at - m_block >= blockSize || m_stops >> std::max<std::ptrdiff_t>(at - m_block, 0) == 0);
        at = std::max(at, m_block);
        return at + std::countr_zero(m_stops >> (at - m_block));
    }

    void look()
    {
        if (m_end - m_block >= blockSize)
            return look(m_block);
        std::array<char, blockSize> rest;
        rest.fill('.');
        std::memcpy(rest.data(), m_block, static_cast<std::size_t>(m_end - m_block));
        look(rest.data());
    }
    void look(const char* bytes)
    {
        const auto found = lookAt(bytes);
        m_stops = found.stops;
        m_ascii = m_ascii && found.ascii;
    }

    const char* m_block;
    const char* m_end;
    std::uint64_t m_stops = 0; ///< one bit for each byte of the block
    bool m_ascii = true;
};

/// Every part is given the place where it begins and answers where it ends, or nothing where it is not plainly
/// canonical. Places are values and no member: through memory each step would wait for the one before.
///
/// The last byte closes the outermost object, so that whatever is no closing brace is followed by another byte: only
/// behind an object must it be asked whether there is one.
class Scan
{
public:
    /// Two bytes at least, the first and the last of them braces.
    Scan(QByteArrayView bytes, std::vector<RawMember>& members)
        : m_begin(bytes.data())
        , m_end(bytes.data() + bytes.size())
        , m_stops(bytes)
        , m_members(members)
    {}

    bool whole() { return object<true>(m_begin, 1) == m_end; }
    /// Of a whole one: whether all its bytes are ASCII.
    bool isAscii() const { return m_stops.isAscii(); }

private:
    /// In the order of how often they come; a table of jumps is guessed worse.
    [[gnu::always_inline]] const char* value(const char* at, int level)
    {
        const char first = *at;
        if (first == '"') {
            const auto* const end = m_stops.from(at + 1);
            return *end == '"' ? end + 1 : textWithEscapes(end);
        }
        return first <= '9' ? number(at) : other(at, level);
    }

    [[gnu::noinline]] const char* other(const char* at, int level)
    {
        if (level > maxDepth && (*at == '{' || *at == '['))
            return nullptr;
        switch (*at) {
        case '{': {
            const auto* const end = object<false>(at, level);
            return end != m_end ? end : nullptr;
        }
        case '[': return array(at, level);
        case 't': return word(at, "true");
        case 'f': return word(at, "false");
        default: return nullptr;
        }
    }

    template <bool isOutermost> const char* object(const char* at, int level)
    {
        if (*++at == '}')
            return at + 1;
        auto before = ""sv; // not null: comesAfter() looks at its end
        for (;; ++at) {
            const auto key = plainKey(at);
            if (key.empty() || !comesAfter(key, before))
                return nullptr;
            before = key;
            const auto* const begin = key.data() + key.size() + 2; // behind the quote and the colon
            at = value(begin, level + 1);
            if (!at)
                return nullptr;
            if constexpr (isOutermost)
                m_members.push_back(
                    {{key.data(), static_cast<qsizetype>(key.size())}, {begin, static_cast<qsizetype>(at - begin)}});
            if (*at != ',')
                return *at == '}' ? at + 1 : nullptr;
        }
    }

    const char* array(const char* at, int level)
    {
        if (*++at == ']')
            return at + 1;
        for (;; ++at) {
            at = value(at, level + 1);
            if (!at)
                return nullptr;
            if (*at != ',')
                return *at == ']' ? at + 1 : nullptr;
        }
    }

    const char* word(const char* at, std::string_view expected) const
    {
        const std::string_view rest(at, static_cast<std::size_t>(m_end - at));
        return rest.substr(0, expected.size()) == expected ? at + expected.size() : nullptr;
    }

    /// A key of plain ASCII and its colon; its bytes are in the order of its UTF-16 units. Empty if it is none.
    std::string_view plainKey(const char* at)
    {
        if (*at != '"')
            return {};
        const auto* const end = m_stops.from(++at);
        const std::string_view key(at, static_cast<std::size_t>(end - at));
        return *end == '"' && end[1] == ':' && (m_stops.isAscii() || isAsciiText(key)) ? key : std::string_view{};
    }

    /// From the first byte on that does not stand for itself.
    [[gnu::noinline]] const char* textWithEscapes(const char* at)
    {
        while (*at == '\\') {
            at = escape(at + 1);
            if (!at)
                return nullptr;
            at = m_stops.from(at);
        }
        return *at == '"' ? at + 1 : nullptr;
    }

    const char* escape(const char* at) const
    {
        switch (*at) {
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

    [[gnu::noinline]] const char* number(const char* token) const
    {
        const bool negative = *token == '-';
        const auto* const begin = negative ? token + 1 : token;
        const bool zero = *begin == '0';
        const auto* const point = digitsEnd(begin, m_end);
        const auto count = point - begin;
        if (count == 0 || (zero && count > 1))
            return nullptr;
        if (*point != '.') {
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

    static bool goesOn(const char* at) { return *at == 'e' || *at == 'E'; }

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
    if (bytes.size() < 2 || bytes.size() > maxBytes || bytes.front() != '{' || bytes.back() != '}')
        return false;
    Scan scan(bytes, members);
    return scan.whole() &&
           (scan.isAscii() || simdjson::validate_utf8(bytes.data(), static_cast<std::size_t>(bytes.size())));
}

} // namespace penelope::canonical
