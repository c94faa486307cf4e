#pragma once

// SHA-256's compression of one block into each of several states at once, by instructions of x86 that not every
// processor has: whoever uses them has asked it (hashlanes.cpp, which alone is meant to include this).
#ifdef __x86_64__

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <immintrin.h>

namespace penelope::lanes {

inline constexpr std::size_t blockSize = 64;
using State = std::array<std::uint32_t, 8>;
using Byte = unsigned char;

/// FIPS 180-4, 5.3.3 and 4.2.2.
inline constexpr State firstState{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
alignas(16) inline constexpr std::array<std::uint32_t, 64> roundConstants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

#define PENELOPE_SHA_NI __attribute__((target("sha,sse4.1")))

/// Two states, each in the two registers that the instructions want.
class TwoLanes
{
public:
    static constexpr std::size_t count = 2;
    static constexpr std::size_t worthwhile = 2;
    static constexpr std::size_t fewest = 2; ///< messages

    void restart(std::size_t lane)
    {
        const auto [a, b, c, d, e, f, g, h] = firstState;
        m_states[lane].abef = Words{f, e, b, a};
        m_states[lane].cdgh = Words{h, g, d, c};
    }
    State get(std::size_t lane) const
    {
        const auto& [abef, cdgh] = m_states[lane];
        return {abef[3], abef[2], cdgh[3], cdgh[2], abef[1], abef[0], cdgh[1], cdgh[0]};
    }

    PENELOPE_SHA_NI void compress(const std::array<const Byte*, count>& blocks)
    {
        auto states = m_states;
        std::array<std::array<Words, 4>, count> schedule;
#pragma GCC unroll 16
        for (std::size_t step = 0; step < 16; ++step) { // of four rounds
            Words constants;
            std::memcpy(&constants, &roundConstants[4 * step], sizeof constants);
#pragma GCC unroll 2
            for (std::size_t lane = 0; lane < count; ++lane) {
                auto& words = schedule[lane];
                words[step % 4] = step < 4 ? wordsAt(blocks[lane] + 16 * step) : nextWords(words, step);
                fourRounds(states[lane], words[step % 4] + constants);
            }
        }
        for (std::size_t lane = 0; lane < count; ++lane) {
            m_states[lane].abef += states[lane].abef;
            m_states[lane].cdgh += states[lane].cdgh;
        }
    }

private:
    using Words [[gnu::vector_size(16)]] = std::uint32_t;
    struct Pair
    {
        Words abef, cdgh;
    };

    static __m128i in(Words words) { return reinterpret_cast<__m128i>(words); }
    static Words out(__m128i words) { return reinterpret_cast<Words>(words); }

    PENELOPE_SHA_NI static Words wordsAt(const Byte* bytes)
    {
        __m128i words;
        std::memcpy(&words, bytes, sizeof words);
        const auto bigEndian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
        return out(_mm_shuffle_epi8(words, bigEndian));
    }
    PENELOPE_SHA_NI static Words nextWords(const std::array<Words, 4>& words, std::size_t step)
    {
        const auto last = in(words[(step + 3) % 4]);
        const auto sevenBefore = out(_mm_alignr_epi8(last, in(words[(step + 2) % 4]), 4));
        const auto begun = out(_mm_sha256msg1_epu32(in(words[step % 4]), in(words[(step + 1) % 4])));
        return out(_mm_sha256msg2_epu32(in(begun + sevenBefore), last));
    }
    PENELOPE_SHA_NI static void fourRounds(Pair& state, Words words)
    {
        const auto abef = in(state.abef);
        const auto cdgh = _mm_sha256rnds2_epu32(in(state.cdgh), abef, in(words));
        state.cdgh = out(cdgh);
        state.abef = out(_mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(in(words), 0x0E)));
    }

    std::array<Pair, count> m_states;
};

#define PENELOPE_AVX512 __attribute__((target("avx512f")))
#define PENELOPE_AVX512_INLINE __attribute__((target("avx512f"), always_inline)) inline

/// Sixteen states, a word of all of them in one register: the rounds are those of FIPS 180-4, 6.2.2, on all lanes.
class SixteenLanes
{
public:
    static constexpr std::size_t count = 16;
    static constexpr std::size_t worthwhile = 7; ///< fewer are quicker one by one
    static constexpr std::size_t fewest = 14;    ///< messages; for fewer the first ones to end cost too much

    /// Seen by the next compression: to write the lane's words among the others' now would keep that one waiting.
    void restart(std::size_t lane) { m_restarted = static_cast<std::uint16_t>(m_restarted | 1U << lane); }
    State get(std::size_t lane) const
    {
        if ((m_restarted >> lane & 1U) != 0)
            return firstState;
        State state;
        for (std::size_t word = 0; word < state.size(); ++word)
            state[word] = m_states[word][lane];
        return state;
    }

    PENELOPE_AVX512 void compress(const std::array<const Byte*, count>& blocks)
    {
        std::array<Words, 16> schedule;
        std::array<Words, 8> before;
        std::memcpy(before.data(), m_states.data(), sizeof before);
#pragma GCC unroll 8
        for (std::size_t word = 0; word < before.size(); ++word)
            before[word] = restarted(before[word], firstState[word]);
        m_restarted = 0;
        load(schedule, blocks);
        auto [a, b, c, d, e, f, g, h] = before;
#pragma GCC unroll 64
        for (std::size_t round = 0; round < 64; ++round) {
            auto& word = schedule[round % 16];
            if (round >= 16)
                word += sigma<7, 18, 3>(schedule[(round + 1) % 16]) + schedule[(round + 9) % 16] +
                        sigma<17, 19, 10>(schedule[(round + 14) % 16]);
            const auto first = (h + sum<6, 11, 25>(e)) + (choice(e, f, g) + (word + roundConstants[round]));
            const auto second = sum<2, 13, 22>(a) + majority(a, b, c);
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }
        const std::array<Words, 8> after{before[0] + a, before[1] + b, before[2] + c, before[3] + d,
                                         before[4] + e, before[5] + f, before[6] + g, before[7] + h};
        std::memcpy(m_states.data(), after.data(), sizeof after);
    }

private:
    using Words [[gnu::vector_size(64)]] = std::uint32_t;
    using Pairs [[gnu::vector_size(64)]] = std::uint64_t;

    /// One instruction for any function of three bits: `bits` is its truth table.
    template <int bits> PENELOPE_AVX512_INLINE static Words logic(Words x, Words y, Words z)
    {
        return reinterpret_cast<Words>(_mm512_ternarylogic_epi32(
            reinterpret_cast<__m512i>(x), reinterpret_cast<__m512i>(y), reinterpret_cast<__m512i>(z), bits));
    }
    PENELOPE_AVX512_INLINE static Words parity(Words x, Words y, Words z) { return logic<0x96>(x, y, z); }
    PENELOPE_AVX512_INLINE static Words choice(Words x, Words y, Words z) { return logic<0xCA>(x, y, z); }
    PENELOPE_AVX512_INLINE static Words majority(Words x, Words y, Words z) { return logic<0xE8>(x, y, z); }
    template <int bits> PENELOPE_AVX512_INLINE static Words rotated(Words x) { return x >> bits | x << (32 - bits); }
    template <int p, int q, int r> PENELOPE_AVX512_INLINE static Words sum(Words x)
    {
        return parity(rotated<p>(x), rotated<q>(x), rotated<r>(x));
    }
    template <int p, int q, int r> PENELOPE_AVX512_INLINE static Words sigma(Words x)
    {
        return parity(rotated<p>(x), rotated<q>(x), x >> r);
    }

    /// Word i of each block into words[i], big-endian: a square of 16 by 16 is turned over in four steps.
    PENELOPE_AVX512_INLINE static void load(std::array<Words, 16>& words, const std::array<const Byte*, count>& blocks)
    {
        std::array<Words, 16> turned;
#pragma GCC unroll 8
        for (std::size_t at = 0; at < 16; at += 2) {
            const auto even = wordsAt(blocks[at]);
            const auto odd = wordsAt(blocks[at + 1]);
            turned[at] = __builtin_shufflevector(even, odd, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
            turned[at + 1] =
                __builtin_shufflevector(even, odd, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
        }
#pragma GCC unroll 4
        for (std::size_t at = 0; at < 16; at += 4) {
            words[at] = lowPairs(turned[at], turned[at + 2]);
            words[at + 1] = highPairs(turned[at], turned[at + 2]);
            words[at + 2] = lowPairs(turned[at + 1], turned[at + 3]);
            words[at + 3] = highPairs(turned[at + 1], turned[at + 3]);
        }
#pragma GCC unroll 4
        for (std::size_t at = 0; at < 4; ++at) {
            turned[at] = evenQuads(words[at], words[at + 4]);
            turned[at + 4] = oddQuads(words[at], words[at + 4]);
            turned[at + 8] = evenQuads(words[at + 8], words[at + 12]);
            turned[at + 12] = oddQuads(words[at + 8], words[at + 12]);
        }
#pragma GCC unroll 4
        for (std::size_t at = 0; at < 4; ++at) {
            words[at] = evenQuads(turned[at], turned[at + 8]);
            words[at + 4] = evenQuads(turned[at + 4], turned[at + 12]);
            words[at + 8] = oddQuads(turned[at], turned[at + 8]);
            words[at + 12] = oddQuads(turned[at + 4], turned[at + 12]);
        }
    }
    PENELOPE_AVX512_INLINE static Words wordsAt(const Byte* block)
    {
        Words words;
        std::memcpy(&words, block, sizeof words);
        return (rotated<8>(words) & 0xFF00FF00) | (rotated<24>(words) & 0x00FF00FF);
    }
    PENELOPE_AVX512_INLINE static Words lowPairs(Words x, Words y)
    {
        return reinterpret_cast<Words>(
            __builtin_shufflevector(reinterpret_cast<Pairs>(x), reinterpret_cast<Pairs>(y), 0, 8, 2, 10, 4, 12, 6, 14));
    }
    PENELOPE_AVX512_INLINE static Words highPairs(Words x, Words y)
    {
        return reinterpret_cast<Words>(
            __builtin_shufflevector(reinterpret_cast<Pairs>(x), reinterpret_cast<Pairs>(y), 1, 9, 3, 11, 5, 13, 7, 15));
    }
    PENELOPE_AVX512_INLINE static Words evenQuads(Words x, Words y)
    {
        return reinterpret_cast<Words>(
            __builtin_shufflevector(reinterpret_cast<Pairs>(x), reinterpret_cast<Pairs>(y), 0, 1, 4, 5, 8, 9, 12, 13));
    }
    PENELOPE_AVX512_INLINE static Words oddQuads(Words x, Words y)
    {
        return reinterpret_cast<Words>(__builtin_shufflevector(
            reinterpret_cast<Pairs>(x), reinterpret_cast<Pairs>(y), 2, 3, 6, 7, 10, 11, 14, 15));
    }

    PENELOPE_AVX512_INLINE Words restarted(Words words, std::uint32_t first) const
    {
        return reinterpret_cast<Words>(
            _mm512_mask_set1_epi32(reinterpret_cast<__m512i>(words), m_restarted, static_cast<int>(first)));
    }

    alignas(64) std::array<std::array<std::uint32_t, count>, 8> m_states{};
    std::uint16_t m_restarted = 0; ///< a bit for each lane
};

#undef PENELOPE_SHA_NI
#undef PENELOPE_AVX512
#undef PENELOPE_AVX512_INLINE

} // namespace penelope::lanes

#endif
