#pragma once

#include "core/adapters/sqlite/connection.h"
#include "core/journal/merkle.h"

#include <optional>

namespace penelope::sqlite {

/// The journal's tree from the stored nodes (levels 8, 16, 24 …) and leaves; levels between are recomputed.
class StoredTree
{
public:
    explicit StoredTree(Connection& connection)
        : m_connection(connection)
    {}

    /// Roots of perfect subtrees. A hash that is not stored becomes zeros and is remembered in `trouble`.
    journal::SubtreeRoot subtrees();
    /// What was missing, if anything.
    const std::optional<Error>& trouble() const { return m_trouble; }

    Result<journal::Frontier> frontier(qint64 size);

private:
    Digest subtree(int level, qint64 index);
    Digest digest(SQLite::Statement& query, const QString& what);

    Connection& m_connection;
    std::optional<Error> m_trouble;
};

} // namespace penelope::sqlite
