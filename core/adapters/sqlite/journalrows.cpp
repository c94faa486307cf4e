#include "core/adapters/sqlite/journalrows.h"

#include "core/adapters/sqlite/storedtree.h"

namespace penelope::sqlite {

JournalRows::JournalRows(Connection& connection)
    : m_events(
          connection, "INSERT INTO events(seq, time, kind, stream, stream_version, leaf, body) "
                      "VALUES(?, ?, ?, ?, ?, ?, ?)")
    , m_nodes(connection, "INSERT INTO nodes(level, idx, hash) VALUES(?, ?, ?)")
    , m_checkpoints(connection, "INSERT INTO checkpoints(size, note) VALUES(?, ?)")
{}

void JournalRows::addEvent(const Columns& columns, const Digest& leaf)
{
    m_events.add(columns.seq, columns.time, columns.kind, columns.stream, columns.streamVersion, leaf, columns.body);
}

void JournalRows::addLeaf(journal::Frontier& frontier, const Digest& leaf)
{
    frontier.append(leaf, [this](int level, qint64 index, const Digest& hash) {
        if (level % StoredTree::levelsPerStored == 0)
            m_nodes.add(qint64{level}, index, hash);
    });
}

void JournalRows::addNote(qint64 size, QByteArrayView note)
{
    m_checkpoints.add(size, note);
}

} // namespace penelope::sqlite
