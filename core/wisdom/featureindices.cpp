#include "core/wisdom/featureindices.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <utility>

namespace penelope::wisdom {

namespace {

/// The same word of four blocks.
using Words = std::uint32_t __attribute__((vector_size(16)));
constexpr std::size_t wordsOfBlock = 16;

constexpr std::uint32_t sines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
constexpr int turns[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
constexpr std::uint32_t initial[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

/// Which word of the block a step mixes in.
constexpr std::size_t wordOf(std::size_t step)
{
    constexpr std::size_t first[4] = {0, 1, 5, 0};
    constexpr std::size_t stride[4] = {1, 5, 3, 7};
    return (first[step / 16] + stride[step / 16] * step) % wordsOfBlock;
}

struct Digests
{
    Words a, b, c, d;
};

template <std::size_t Step> [[gnu::always_inline]] inline void step(Digests& of, const Words* block)
{
    auto& [a, b, c, d] = of;
    constexpr int turn = turns[Step / 16][Step % 4];
    Words mixed = a + block[wordOf(Step)] + sines[Step];
    if constexpr (Step / 16 == 0)
        mixed += d ^ (b & (c ^ d));
    else if constexpr (Step / 16 == 1)
        mixed += c ^ (d & (b ^ c));
    else if constexpr (Step / 16 == 2)
        mixed += b ^ c ^ d;
    else
        mixed += c ^ (b | ~d);
    a = d;
    d = c;
    c = b;
    b += mixed << turn | mixed >> (32 - turn);
}

using Blocks = std::array<Words, wordsOfBlock>;

/// Of one block each, and nothing before it. The steps of all groups alternate.
template <std::size_t... Groups>
std::array<Digests, sizeof...(Groups)>
digestsOf(const std::array<Blocks, sizeof...(Groups)>& blocks, std::index_sequence<Groups...>)
{
    const Digests start{Words{} + initial[0], Words{} + initial[1], Words{} + initial[2], Words{} + initial[3]};
    std::array<Digests, sizeof...(Groups)> all{((void)Groups, start)...};
    [&]<std::size_t... Steps>(std::index_sequence<Steps...>) {
        const auto inAll = [&]<std::size_t Step>() __attribute__((always_inline))
        {
            (step<Step>(all[Groups], blocks[Groups].data()), ...);
        };
        (inAll.template operator()<Steps>(), ...);
    }(std::make_index_sequence<64>());
    ((all[Groups].a += initial[0], all[Groups].b += initial[1], all[Groups].c += initial[2],
      all[Groups].d += initial[3]),
     ...);
    return all;
}

int indexOf(const std::array<std::uint32_t, 4>& bigEndian)
{
    std::uint64_t rest = 0;
    for (const auto word : bigEndian)
        rest = (rest << 32 | word) % dimensions;
    return static_cast<int>(rest);
}

} // namespace

void FeatureIndices::append(QStringView text)
{
    const auto before = m_text.size();
    m_text.resize(before + text.size());
    char16_t all = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const auto letter = text[at].unicode();
        all = static_cast<char16_t>(all | letter);
        m_text[before + at] = static_cast<char>(letter);
    }
    if (all < 0x80)
        return;
    m_text.resize(before);
    append(QByteArrayView(text.toUtf8()));
}

void FeatureIndices::finish()
{
    auto& block = m_blocks[m_waiting];
    const auto size = static_cast<std::size_t>(m_text.size());
    const auto room = block.size() - sizeof(std::uint64_t); // behind a bit that ends the text stands its length
    if (size >= room) {
        const auto hash = QCryptographicHash::hash(m_text, QCryptographicHash::Md5);
        std::array<std::uint32_t, 4> words{};
        qFromBigEndian<std::uint32_t>(hash.constData(), 4, words.data());
        m_all.push_back(indexOf(words));
        return;
    }
    block.fill(0);
    std::memcpy(block.data(), m_text.constData(), size);
    block[size] = 0x80;
    qToLittleEndian(static_cast<std::uint64_t>(size * 8), block.data() + room);
    if (++m_waiting == sideBySide)
        hashBlocks();
}

void FeatureIndices::hashBlocks()
{
    constexpr std::size_t lanes = sizeof(Words) / sizeof(std::uint32_t);
    constexpr auto groups = sideBySide / lanes;
    std::array<Blocks, groups> blocks;
    for (std::size_t at = 0; at < sideBySide; ++at) {
        for (std::size_t word = 0; word < wordsOfBlock; ++word)
            blocks[at / lanes][word][at % lanes] = qFromLittleEndian<std::uint32_t>(&m_blocks[at][4 * word]);
    }
    const auto digests = digestsOf(blocks, std::make_index_sequence<groups>());
    for (std::size_t at = 0; at < m_waiting; ++at) {
        const auto& [a, b, c, d] = digests[at / lanes];
        const auto lane = at % lanes;
        m_all.push_back(indexOf({qbswap(a[lane]), qbswap(b[lane]), qbswap(c[lane]), qbswap(d[lane])}));
    }
    m_waiting = 0;
}

std::vector<int> FeatureIndices::take()
{
    if (m_waiting > 0)
        hashBlocks();
    std::sort(m_all.begin(), m_all.end());
    return std::exchange(m_all, {});
}

} // namespace penelope::wisdom
