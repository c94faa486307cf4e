#pragma once

#include "core/adapters/sqlite/rowinsert.h"
#include "core/journal/merkle.h"

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

    void addEvent(const Columns& columns, const Digest& leaf);
    /// Appends the leaf to the tree, with the nodes that are kept of what it completes.
    void addLeaf(journal::Frontier& frontier, const Digest& leaf);
    void addNote(qint64 size, QByteArrayView note);

private:
    RowInsert m_events;
    RowInsert m_nodes;
    RowInsert m_checkpoints;
};

} // namespace penelope::sqlite
