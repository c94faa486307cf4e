#pragma once

#include <QByteArrayView>
#include <QStringView>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace penelope::canonical {

/// Whether a byte stands for itself in a string (journal.md 2).
constexpr bool isPlain(char byte)
{
    return static_cast<unsigned char>(byte) >= 0x20 && byte != '"' && byte != '\\';
}

/// A value of eight bytes with the high bit set in each lane whose byte is below `bound`; a lane above a hit may be set
/// too. `bound` ≤ 0x80.
constexpr std::uint64_t lanesBelow(std::uint64_t word, std::uint64_t bound)
{
    return (word - 0x0101010101010101U * bound) & ~word & 0x8080808080808080U;
}
constexpr std::uint64_t lanesOf(std::uint64_t word, char byte)
{
    return lanesBelow(word ^ (0x0101010101010101U * static_cast<unsigned char>(byte)), 1);
}

/// The first byte for which `stops` is true, or `end`. Eight bytes at a time, since texts are most of what a journal
/// holds: `lanes` answers for a word what `stops` answers for its bytes, truly up to the first hit.
template <typename Lanes, typename Stops>
const char* firstByte(const char* at, const char* end, Lanes lanes, Stops stops)
{
    for (; end - at >= 8; at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        const std::uint64_t hits = lanes(word);
        if (hits == 0)
            continue;
        if constexpr (std::endian::native == std::endian::little)
            return at + std::countr_zero(hits) / 8;
        break;
    }
    while (at != end && !stops(*at))
        ++at;
    return at;
}

/// The first byte that does not stand for itself in a string, or `end`.
inline const char* plainEnd(const char* at, const char* end)
{
    return firstByte(
        at, end, [](std::uint64_t word) { return lanesBelow(word, 0x20) | lanesOf(word, '"') | lanesOf(word, '\\'); },
        [](char byte) { return !isPlain(byte); });
}

/// The same, and what is not ASCII ends it too.
inline const char* plainAsciiEnd(const char* at, const char* end)
{
    return firstByte(
        at, end,
        [](std::uint64_t word) {
            return lanesBelow(word, 0x20) | lanesOf(word, '"') | lanesOf(word, '\\') | (word & 0x8080808080808080U);
        },
        [](char byte) { return !isPlain(byte) || static_cast<unsigned char>(byte) >= 0x80; });
}

#ifdef __SSE2__
/// A bit for each byte that does not stand for itself in a string or is not ASCII.
inline unsigned stopsAmong(__m128i bytes)
{
    // As signed numbers what is not ASCII is below 0x20 too.
    const auto stops = _mm_or_si128(
        _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)),
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))));
    return static_cast<unsigned>(_mm_movemask_epi8(stops));
}

/// Sixteen letters as bytes, and a bit for each that does not stand for itself or is not ASCII.
inline unsigned copySixteen(const char16_t* letters, char* out)
{
    const auto* const from = reinterpret_cast<const __m128i*>(letters);
    // What is no byte becomes 0 or 255, which do not stand for themselves either.
    const auto bytes = _mm_packus_epi16(_mm_loadu_si128(from), _mm_loadu_si128(from + 1));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), bytes);
    return stopsAmong(bytes);
}

/// The same for eight.
inline unsigned copyEight(const char16_t* letters, char* out)
{
    const auto eight = _mm_loadu_si128(reinterpret_cast<const __m128i*>(letters));
    const auto bytes = _mm_packus_epi16(eight, eight);
    _mm_storel_epi64(reinterpret_cast<__m128i*>(out), bytes);
    return stopsAmong(bytes);
}

/// Copies with `copy`, `width` letters at a time, the last ones together with some before them; at least `width`.
template <typename Copy> qsizetype copyPlainAscii(QStringView text, char* out, qsizetype width, Copy copy)
{
    for (qsizetype at = 0;; at = std::min(at + width, text.size() - width)) {
        if (const unsigned stops = copy(text.utf16() + at, out + at); stops != 0)
            return at + std::countr_zero(stops);
        if (at + width == text.size())
            return text.size();
    }
}
#endif

/// Copies letters as bytes up to the first that does not stand for itself in a string or is not ASCII; answers how
/// many. There is room for all of them.
inline qsizetype copyPlainAscii(QStringView text, char* out)
{
#ifdef __SSE2__
    if (text.size() >= 16)
        return copyPlainAscii(text, out, 16, copySixteen);
    if (text.size() >= 8)
        return copyPlainAscii(text, out, 8, copyEight);
#endif
    qsizetype at = 0;
    for (; at < text.size() && text[at].unicode() < 0x80 && isPlain(static_cast<char>(text[at].unicode())); ++at)
        out[at] = static_cast<char>(text[at].unicode());
    return at;
}

/// Where the digits end.
inline const char* digitsEnd(const char* at, const char* end)
{
    if constexpr (std::endian::native == std::endian::little) {
        for (; end - at >= 8; at += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, at, 8);
            // The upper half of a digit is 3, and stays 3 when 6 is added to it.
            const auto upper = (word & 0xF0F0F0F0F0F0F0F0U) |
                               (((word & 0x7F7F7F7F7F7F7F7FU) + 0x0606060606060606U) & 0xF0F0F0F0F0F0F0F0U) >> 4;
            if (const auto others = upper ^ 0x3333333333333333U; others != 0)
                return at + std::countr_zero(others) / 8;
        }
    }
    while (at != end && *at >= '0' && *at <= '9')
        ++at;
    return at;
}

} // namespace penelope::canonical
