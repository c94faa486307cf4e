#include "core/journal/merkle.h"

#include <algorithm>
#include <array>
#include <bit>

namespace penelope::journal {
namespace {

quint64 bitsOf(qint64 number)
{
    return static_cast<quint64>(number);
}

/// The largest power of two below the count (count ≥ 2).
qint64 splitOf(qint64 count)
{
    return static_cast<qint64>(std::bit_floor(bitsOf(count - 1)));
}

/// The root of `count` leaves from `start`, as the tree's own splits make it.
Digest rootBetween(const SubtreeRoot& subtree, qint64 start, qint64 count)
{
    if (std::has_single_bit(bitsOf(count))) {
        const int level = std::countr_zero(bitsOf(count));
        return subtree(level, start >> level);
    }
    const auto split = splitOf(count);
    return nodeHash(rootBetween(subtree, start, split), rootBetween(subtree, start + split, count - split));
}

void addPath(const SubtreeRoot& subtree, qint64 index, qint64 start, qint64 count, Digests& path)
{
    if (count == 1)
        return;
    const auto split = splitOf(count);
    if (index < split) {
        addPath(subtree, index, start, split, path);
        path.push_back(rootBetween(subtree, start + split, count - split));
    } else {
        addPath(subtree, index - split, start + split, count - split, path);
        path.push_back(rootBetween(subtree, start, split));
    }
}

void addSubproof(const SubtreeRoot& subtree, qint64 old, qint64 start, qint64 count, bool known, Digests& proof)
{
    if (old == count) {
        if (!known)
            proof.push_back(rootBetween(subtree, start, count));
        return;
    }
    const auto split = splitOf(count);
    if (old <= split) {
        addSubproof(subtree, old, start, split, known, proof);
        proof.push_back(rootBetween(subtree, start + split, count - split));
    } else {
        addSubproof(subtree, old - split, start + split, count - split, false, proof);
        proof.push_back(rootBetween(subtree, start, split));
    }
}

/// The level of the largest aligned perfect subtree that begins at `at` and ends at or before `end`.
int alignedLevel(qint64 at, qint64 end)
{
    const int fits = 63 - std::countl_zero(bitsOf(end - at));
    return at == 0 ? fits : std::min(fits, std::countr_zero(bitsOf(at)));
}

Digests coverBetween(const SubtreeRoot& subtree, qint64 from, qint64 to)
{
    Digests cover;
    while (from < to) {
        const int level = alignedLevel(from, to);
        cover.push_back(subtree(level, from >> level));
        from += qint64{1} << level;
    }
    return cover;
}

} // namespace

bool appendCover(Frontier& frontier, std::span<const Digest> cover, qint64 to)
{
    for (const auto& hash : cover) {
        if (frontier.size() >= to)
            return false;
        frontier.appendSubtree(alignedLevel(frontier.size(), to), hash);
    }
    return frontier.size() == to;
}

Digest nodeHash(const Digest& left, const Digest& right)
{
    std::array<unsigned char, 1 + 2 * sizeof(Digest)> bytes{nodePrefix};
    std::copy(left.begin(), left.end(), bytes.begin() + 1);
    std::copy(right.begin(), right.end(), bytes.begin() + 1 + std::ssize(left));
    return sha256(QByteArrayView(bytes));
}

Digest emptyRoot()
{
    return sha256(QByteArrayView{});
}

Digest Frontier::root() const
{
    if (m_hashes.empty())
        return emptyRoot();
    auto hash = m_hashes.back();
    for (auto left = std::next(m_hashes.rbegin()); left != m_hashes.rend(); ++left)
        hash = nodeHash(*left, hash);
    return hash;
}

void Frontier::append(const Digest& leaf, const Completed& completed, std::span<const Digest> known)
{
    auto hash = leaf;
    int level = 0;
    for (auto rest = m_size; (rest & 1) != 0; rest >>= 1) {
        const auto at = static_cast<std::size_t>(level);
        hash = at < known.size() ? known[at] : nodeHash(m_hashes.back(), hash);
        m_hashes.pop_back();
        ++level;
        if (completed)
            completed(level, m_size >> level, hash);
    }
    m_hashes.push_back(hash);
    ++m_size;
}

void Frontier::appendSubtree(int level, const Digest& subtree)
{
    auto hash = subtree;
    for (auto rest = m_size >> level; (rest & 1) != 0; rest >>= 1) {
        hash = nodeHash(m_hashes.back(), hash);
        m_hashes.pop_back();
    }
    m_hashes.push_back(hash);
    m_size += qint64{1} << level;
}

void Frontier::skipTo(qint64 size)
{
    while (m_size < size)
        appendSubtree(alignedLevel(m_size, size), Digest{});
}

Frontier frontierOf(const SubtreeRoot& subtree, qint64 size)
{
    Frontier frontier;
    appendCover(frontier, coverBetween(subtree, 0, size), size);
    return frontier;
}

Digest rootOf(std::span<const Digest> leaves)
{
    Frontier frontier;
    for (const auto& leaf : leaves)
        frontier.append(leaf);
    return frontier.root();
}

SubtreeRoot subtreesOf(std::span<const Digest> leaves)
{
    return [leaves](int level, qint64 index) {
        return rootOf(leaves.subspan(static_cast<std::size_t>(index << level), std::size_t{1} << level));
    };
}

Digests inclusionProof(const SubtreeRoot& subtree, qint64 index, qint64 size)
{
    Digests path;
    addPath(subtree, index, 0, size, path);
    return path;
}

bool verifyInclusion(qint64 index, qint64 size, const Digest& leaf, std::span<const Digest> proof, const Digest& root)
{
    if (index < 0 || index >= size)
        return false;
    auto at = index;
    auto last = size - 1;
    auto hash = leaf;
    for (const auto& sibling : proof) {
        if (last == 0)
            return false;
        if ((at & 1) != 0 || at == last) {
            hash = nodeHash(sibling, hash);
            while ((at & 1) == 0 && at != 0) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = nodeHash(hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    return last == 0 && hash == root;
}

Digests consistencyProof(const SubtreeRoot& subtree, qint64 oldSize, qint64 newSize)
{
    Digests proof;
    addSubproof(subtree, oldSize, 0, newSize, true, proof);
    return proof;
}

bool verifyConsistency(
    qint64 oldSize, qint64 newSize, const Digest& oldRoot, const Digest& newRoot, std::span<const Digest> proof)
{
    if (oldSize < 1 || oldSize > newSize)
        return false;
    if (oldSize == newSize)
        return proof.empty() && oldRoot == newRoot;
    // A perfect old tree is a node of the new one, so its root is the first hash and is left out of the proof.
    const bool perfect = std::has_single_bit(bitsOf(oldSize));
    if (proof.empty())
        return false;
    auto old = perfect ? oldRoot : proof.front();
    auto fresh = old;
    auto at = oldSize - 1;
    auto last = newSize - 1;
    for (; (at & 1) != 0; at >>= 1)
        last >>= 1;
    for (const auto& hash : proof.subspan(perfect ? 0 : 1)) {
        if (last == 0)
            return false;
        if ((at & 1) != 0 || at == last) {
            old = nodeHash(hash, old);
            fresh = nodeHash(hash, fresh);
            while ((at & 1) == 0 && at != 0) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            fresh = nodeHash(fresh, hash);
        }
        at >>= 1;
        last >>= 1;
    }
    return last == 0 && old == oldRoot && fresh == newRoot;
}

RangeProof rangeProof(const SubtreeRoot& subtree, qint64 from, qint64 to, qint64 size)
{
    return {coverBetween(subtree, 0, from), coverBetween(subtree, to, size)};
}

bool verifyRange(const RangeProof& proof, std::span<const Digest> leaves, qint64 from, qint64 size, const Digest& root)
{
    Frontier frontier;
    if (!appendCover(frontier, proof.left, from))
        return false;
    for (const auto& leaf : leaves)
        frontier.append(leaf);
    return appendCover(frontier, proof.right, size) && frontier.root() == root;
}

} // namespace penelope::journal
