#pragma once

#include "core/base/hash.h"

#include <QtGlobal>

#include <functional>
#include <span>
#include <vector>

/// The Merkle tree of RFC 6962 over leaf hashes (journal.md 3). Pure.
namespace penelope::journal {

using Digests = std::vector<Digest>;

/// What stands before the bytes of a leaf, and before the hashes of a node.
constexpr std::uint8_t leafPrefix = 0x00;
constexpr std::uint8_t nodePrefix = 0x01;

/// SHA-256(0x01 ‖ left ‖ right).
Digest nodeHash(const Digest& left, const Digest& right);
/// SHA-256(""): the root of no leaves.
Digest emptyRoot();

/// The roots of the perfect subtrees named by the 1-bits of the size, largest first: all that appending needs.
class Frontier
{
public:
    /// Called for every perfect subtree that an append completes: level (≥ 1) and subtree number from 0.
    using Completed = std::function<void(int level, qint64 index, const Digest& hash)>;

    qint64 size() const { return m_size; }
    Digest root() const;
    void append(const Digest& leaf) { append(leaf, nullptr); }
    /// `known` are the roots of the subtrees that it completes, from level 1 on, as far as somebody has computed them.
    void append(const Digest& leaf, const Completed& completed, std::span<const Digest> known = {});
    /// Appends a whole perfect subtree of 2^level leaves; the size must be a multiple of that.
    void appendSubtree(int level, const Digest& hash);
    /// Fills up with zero hashes for leaves that nobody has: the root means nothing afterwards, complete subtrees of
    /// later leaves still do.
    void skipTo(qint64 size);

    bool operator==(const Frontier&) const = default;

private:
    qint64 m_size = 0;
    Digests m_hashes;
};

Digest rootOf(std::span<const Digest> leaves);

/// The root of the perfect subtree `index` of `level` (level 0: the leaf hash itself).
using SubtreeRoot = std::function<Digest(int level, qint64 index)>;
/// The frontier of `size` leaves.
Frontier frontierOf(const SubtreeRoot& subtree, qint64 size);
/// Answers from leaf hashes in memory, which must outlive it.
SubtreeRoot subtreesOf(std::span<const Digest> leaves);

/// RFC 6962 2.1.1, from the leaf's sibling upwards. index < size.
Digests inclusionProof(const SubtreeRoot& subtree, qint64 index, qint64 size);
bool verifyInclusion(qint64 index, qint64 size, const Digest& leaf, std::span<const Digest> proof, const Digest& root);

/// RFC 6962 2.1.2. 1 ≤ oldSize ≤ newSize.
Digests consistencyProof(const SubtreeRoot& subtree, qint64 oldSize, qint64 newSize);
bool verifyConsistency(
    qint64 oldSize, qint64 newSize, const Digest& oldRoot, const Digest& newRoot, std::span<const Digest> proof);

/// What surrounds the leaves [from, to) of `size`: roots of the maximal aligned perfect subtrees, left to right.
struct RangeProof
{
    Digests left;
    Digests right;

    bool operator==(const RangeProof&) const = default;
};
/// Goes on with the roots of such subtrees up to `to` leaves; false where there are more or fewer of them.
bool appendCover(Frontier& frontier, std::span<const Digest> hashes, qint64 to);
RangeProof rangeProof(const SubtreeRoot& subtree, qint64 from, qint64 to, qint64 size);
/// The root that left, leaves and right give; nothing fits → false.
bool verifyRange(const RangeProof& proof, std::span<const Digest> leaves, qint64 from, qint64 size, const Digest& root);

} // namespace penelope::journal
