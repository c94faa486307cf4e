#pragma once

#include "core/adapters/sqlite/connection.h"
#include "core/journal/merkle.h"

#include <deque>
#include <optional>

namespace penelope::sqlite {

/// The journal's tree of `size` events from the stored nodes (levels 8, 16, 24 …) and leaves; levels between are
/// recomputed. What is under one node of a stored level is read at once and kept: a proof needs nearly all of it.
class StoredTree
{
public:
    static constexpr int levelsPerStored = 8;

    StoredTree(Connection& connection, qint64 size)
        : m_connection(connection)
        , m_size(size)
    {}

    /// Roots of perfect subtrees. A hash that is not stored becomes zeros and is remembered in `trouble`.
    journal::SubtreeRoot subtrees();
    /// What was missing, if anything.
    const std::optional<Error>& trouble() const { return m_trouble; }

    Result<journal::Frontier> frontier();

private:
    using Hashes = std::vector<std::optional<Digest>>;
    /// Up to 256 neighbours of a stored level.
    struct Group
    {
        int level = 0;
        qint64 first = 0;
        Hashes hashes; ///< none for one that is missing, or is no hash
    };

    Digest subtree(int level, qint64 index);
    const Group& groupOf(int level, qint64 index);
    Hashes read(int level, qint64 first, qint64 end);
    void miss(int level, qint64 index);

    Connection& m_connection;
    qint64 m_size;
    std::deque<Group> m_groups;
    std::optional<Error> m_trouble;
};

} // namespace penelope::sqlite
