#pragma once

#include "core/adapters/sqlite/rowinsert.h"
#include "core/journal/subtrees.h"

#include <span>
#include <vector>

namespace penelope::sqlite {

/// What is added to the tables of a journal (journal.md 5). The connection must outlive it.
class JournalRows
{
public:
    explicit JournalRows(Connection& connection);

    struct Columns
    {
        qint64 seq = 0;
        qint64 time = 0; ///< ms
        QByteArrayView kind;
        QByteArrayView stream;
        qint64 streamVersion = 0;
        QByteArrayView body; ///< canonical bytes
    };

    /// Those that are added next, from the leaf `first` of the tree on: they are hashed together, which is quicker than
    /// one after the other. What they name must outlive their adding.
    void take(std::span<const Columns> events, qint64 first);
    /// The row of an event that was taken.
    void addEvent(std::size_t taken);
    /// Appends its leaf to the tree, with the nodes that are kept of what it completes.
    void addLeaf(journal::Frontier& frontier, std::size_t taken);
    void addNote(qint64 size, QByteArrayView note);

private:
    RowInsert m_events;
    RowInsert m_nodes;
    RowInsert m_checkpoints;
    /// With fewer it does not pay to look for subtrees.
    static constexpr std::size_t manyLeaves = 16;

    std::span<const Columns> m_taken;
    std::vector<QByteArrayView> m_bodies; ///< theirs
    std::vector<Digest> m_leaves;
    journal::Subtrees m_subtrees;
};

} // namespace penelope::sqlite
