#include "core/journal/subtrees.h"

#include "core/base/hashlanes.h"

#include <algorithm>
#include <bit>

namespace penelope::journal {

void Subtrees::take(qint64 first, std::span<const Digest> leaves, const std::vector<bool>& known)
{
    m_endings.assign(leaves.size(), {});
    std::size_t room = 0;
    for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
        m_endings[leaf].at = room;
        // No larger one ends here, and none that begins before the first leaf.
        const auto size = static_cast<quint64>(first) + leaf + 1;
        const auto largest = std::min(size & ~(size - 1), quint64{leaf} + 1);
        room += static_cast<std::size_t>(std::bit_width(largest)) - 1;
    }
    m_roots.resize(room);
    m_level.level = 0;
    m_level.first = first;
    m_level.hashes.assign(leaves.begin(), leaves.end());
    m_level.known = known;
    while (m_level.hashes.size() > 1) {
        goUp();
        keep(first);
    }
}

std::span<const Digest> Subtrees::endingAt(std::size_t leaf) const
{
    const auto& [at, count] = m_endings[leaf];
    return std::span(m_roots).subspan(at, count);
}

/// From one level to the next, whose nodes are the pairs that begin with an even number.
void Subtrees::goUp()
{
    auto& [level, first, hashes, known] = m_level;
    m_pairs.clear();
    std::vector<bool>::size_type above = 0;
    for (auto left = static_cast<std::size_t>(first % 2); left + 1 < hashes.size(); left += 2) {
        m_pairs.push_back(QByteArrayView(hashes[left].data(), static_cast<qsizetype>(2 * sizeof(Digest))));
        known[above++] = known[left] && known[left + 1];
    }
    m_above.resize(m_pairs.size());
    sha256OfEach(nodePrefix, m_pairs, m_above);
    known.resize(above);
    std::swap(hashes, m_above);
    first = (first + 1) / 2;
    ++level;
}

void Subtrees::keep(qint64 firstLeaf)
{
    for (std::size_t node = 0; node < m_level.hashes.size(); ++node) {
        if (!m_level.known[node])
            continue;
        const auto end = (m_level.first + static_cast<qint64>(node) + 1) << m_level.level;
        auto& ending = m_endings[static_cast<std::size_t>(end - 1 - firstLeaf)];
        m_roots[ending.at + ending.count++] = m_level.hashes[node];
    }
}

} // namespace penelope::journal
