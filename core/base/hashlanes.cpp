// As hash.cpp: the plain functions are the quickest.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "core/base/hashlanes.h"

#include "core/base/hashlanestates.h"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#ifdef __x86_64__
#include <cpuid.h>
#endif

namespace penelope {
namespace {

void hashOneByOne(std::uint8_t prefix, std::span<const QByteArrayView> messages, std::span<Digest> digests)
{
    for (std::size_t at = 0; at < messages.size(); ++at)
        digests[at] = sha256(prefix, messages[at]);
}

#ifdef __x86_64__

using namespace lanes;

/// A prefix and a message, padded as FIPS 180-4, 5.1.1 says, block by block. Most blocks are taken from where the
/// message lies: only the first one, which the prefix moves, and the last ones are copies.
class Blocks
{
public:
    void begin(std::uint8_t prefix, QByteArrayView message)
    {
        m_bits = (static_cast<std::uint64_t>(message.size()) + 1) * 8;
        m_copy[0] = prefix;
        if (1 + static_cast<std::size_t>(message.size()) + leastPadding <= m_copy.size())
            return finish(1, message);
        std::memcpy(&m_copy[1], message.data(), blockSize - 1);
        m_rest = message.sliced(blockSize - 1);
        m_isLast = false;
        show(m_copy.data(), blockSize);
    }

    const Byte* present() const { return m_present; }
    /// False behind the last one.
    bool goOn()
    {
        m_present += blockSize;
        return m_present != m_presentEnd || goFurther();
    }

private:
    bool goFurther()
    {
        if (m_isLast)
            return false;
        const auto whole = static_cast<std::size_t>(m_rest.size()) / blockSize * blockSize;
        if (whole == 0) {
            finish(0, m_rest);
            return true;
        }
        show(reinterpret_cast<const Byte*>(m_rest.data()), whole);
        m_rest = m_rest.sliced(static_cast<qsizetype>(whole));
        return true;
    }

    /// The last blocks: the rest of the message behind what is used already. With the padding it fits.
    void finish(std::size_t used, QByteArrayView rest)
    {
        const auto size = static_cast<std::size_t>(rest.size());
        std::memset(m_copy.data() + used, 0, m_copy.size() - used);
        if (size > 0)
            std::memcpy(m_copy.data() + used, rest.data(), size);
        m_copy[used + size] = 0x80;
        const auto end = used + size + leastPadding <= blockSize ? blockSize : 2 * blockSize;
        const auto bits = __builtin_bswap64(m_bits);
        std::memcpy(m_copy.data() + end - sizeof bits, &bits, sizeof bits);
        m_isLast = true;
        show(m_copy.data(), end);
    }

    void show(const Byte* bytes, std::size_t size)
    {
        m_present = bytes;
        m_presentEnd = bytes + size;
    }

    static constexpr auto leastPadding = 1 + sizeof(std::uint64_t); ///< a bit and the size

    const Byte* m_present = nullptr;
    const Byte* m_presentEnd = nullptr;
    QByteArrayView m_rest; ///< behind what is shown
    std::uint64_t m_bits = 0;
    bool m_isLast = false; ///< these are the last blocks
    alignas(blockSize) std::array<Byte, 2 * blockSize> m_copy;
};

Digest digestOf(State state)
{
    for (auto& word : state)
        word = __builtin_bswap32(word);
    return std::bit_cast<Digest>(state);
}

/// The rest of a message, by itself.
Digest finished(const State& state, Blocks& blocks)
{
    SHA256_CTX context;
    SHA256_Init(&context);
    std::copy(state.begin(), state.end(), context.h);
    do {
        SHA256_Transform(&context, blocks.present());
    } while (blocks.goOn());
    State last;
    std::copy_n(context.h, last.size(), last.begin());
    return digestOf(last);
}

/// Each lane takes the next message when it has done with one, so that none waits for a longer one beside it.
template <typename Lanes> class SideBySide
{
public:
    SideBySide(std::uint8_t prefix, std::span<const QByteArrayView> messages, std::span<Digest> digests)
        : m_prefix(prefix)
        , m_messages(messages)
        , m_digests(digests)
    {}

    void hash()
    {
        for (std::size_t at = 0; at < Lanes::count; ++at)
            begin(at);
        std::array<const Byte*, Lanes::count> blocks;
        while (m_busy >= Lanes::worthwhile) {
            for (std::size_t at = 0; at < Lanes::count; ++at)
                blocks[at] = m_lanes[at].blocks.present();
            m_states.compress(blocks);
            for (std::size_t at = 0; at < Lanes::count; ++at) {
                if (!m_lanes[at].blocks.goOn())
                    end(at);
            }
        }
        for (std::size_t at = 0; at < Lanes::count; ++at) {
            if (m_lanes[at].isBusy)
                m_digests[m_lanes[at].message] = finished(m_states.get(at), m_lanes[at].blocks);
        }
    }

private:
    struct Lane
    {
        Blocks blocks;
        std::size_t message = 0;
        bool isBusy = false;
    };

    void begin(std::size_t at)
    {
        auto& lane = m_lanes[at];
        lane.isBusy = m_next < m_messages.size();
        // An idle one goes on with something.
        lane.blocks.begin(m_prefix, lane.isBusy ? m_messages[m_next] : QByteArrayView{});
        lane.message = m_next++;
        m_states.restart(at);
        m_busy += lane.isBusy ? 1 : 0;
    }
    void end(std::size_t at)
    {
        if (m_lanes[at].isBusy) {
            m_digests[m_lanes[at].message] = digestOf(m_states.get(at));
            --m_busy;
        }
        begin(at);
    }

    std::uint8_t m_prefix;
    std::span<const QByteArrayView> m_messages;
    std::span<Digest> m_digests;
    std::array<Lane, Lanes::count> m_lanes;
    Lanes m_states;
    std::size_t m_next = 0;
    std::size_t m_busy = 0;
};

/// Asked of the processor itself: clang's __builtin_cpu_supports does not know these. Once: on a virtual machine the
/// answer takes as long as hashing a hundred messages.
bool askForShaInstructions()
{
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

#endif

} // namespace

bool canHashIn(HashLanes lanes)
{
#ifdef __x86_64__
    static const bool hasShaInstructions = askForShaInstructions();
    if (lanes == HashLanes::Two)
        return hasShaInstructions && __builtin_cpu_supports("sse4.1");
    if (lanes == HashLanes::Sixteen)
        return __builtin_cpu_supports("avx512f");
#endif
    return lanes == HashLanes::One;
}

HashLanes quickestLanes()
{
    static const auto quickest = canHashIn(HashLanes::Sixteen) ? HashLanes::Sixteen
                                 : canHashIn(HashLanes::Two)   ? HashLanes::Two
                                                               : HashLanes::One;
    return quickest;
}

void sha256OfEach(
    std::uint8_t prefix, std::span<const QByteArrayView> messages, std::span<Digest> digests, HashLanes lanes)
{
#ifdef __x86_64__
    if (lanes == HashLanes::Sixteen && messages.size() >= SixteenLanes::fewest)
        return SideBySide<SixteenLanes>(prefix, messages, digests).hash();
    if (lanes != HashLanes::One && messages.size() >= TwoLanes::fewest && canHashIn(HashLanes::Two))
        return SideBySide<TwoLanes>(prefix, messages, digests).hash();
#endif
    hashOneByOne(prefix, messages, digests);
}

} // namespace penelope
