#pragma once

#include "core/journal/merkle.h"

namespace penelope::journal {

/// The roots of the perfect subtrees that neighbouring leaves make among themselves, hashed many at a time.
class Subtrees
{
public:
    /// The leaves first, first + 1, … of a tree. Those that are not `known` are part of no subtree.
    void take(qint64 first, std::span<const Digest> leaves, const std::vector<bool>& known);

    /// Of 2, 4, … leaves that end with the leaf at this place, as far as they lie among those taken. Until the next
    /// take.
    std::span<const Digest> endingAt(std::size_t leaf) const;

private:
    struct Ending
    {
        std::size_t at = 0; ///< of the first root
        std::size_t count = 0;
    };
    /// Neighbouring nodes of one level.
    struct Level
    {
        int level = 0;
        qint64 first = 0; ///< number of the first node
        std::vector<Digest> hashes;
        std::vector<bool> known;
    };

    void goUp();
    void keep(qint64 firstLeaf);

    Level m_level;
    std::vector<Digest> m_above;
    std::vector<QByteArrayView> m_pairs;
    std::vector<Digest> m_roots; ///< those that end with one leaf behind those that end with the leaf before
    std::vector<Ending> m_endings;
};

} // namespace penelope::journal
