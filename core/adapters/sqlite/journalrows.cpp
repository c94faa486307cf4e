#include "core/adapters/sqlite/journalrows.h"

#include "core/adapters/sqlite/storedtree.h"
#include "core/base/hashlanes.h"

namespace penelope::sqlite {

JournalRows::JournalRows(Connection& connection)
    : m_events(
          connection, "INSERT INTO events(seq, time, kind, stream, stream_version, leaf, body) "
                      "VALUES(?, ?, ?, ?, ?, ?, ?)")
    , m_nodes(connection, "INSERT INTO nodes(level, idx, hash) VALUES(?, ?, ?)")
    , m_checkpoints(connection, "INSERT INTO checkpoints(size, note) VALUES(?, ?)")
{}

void JournalRows::take(std::span<const Columns> events, qint64 first)
{
    m_taken = events;
    m_bodies.clear();
    for (const auto& event : events)
        m_bodies.push_back(event.body);
    m_leaves.resize(events.size());
    sha256OfEach(journal::leafPrefix, m_bodies, m_leaves);
    if (m_leaves.size() >= manyLeaves)
        m_subtrees.take(first, m_leaves, std::vector<bool>(m_leaves.size(), true));
}

void JournalRows::addEvent(std::size_t taken)
{
    const auto& event = m_taken[taken];
    m_events.add(event.seq, event.time, event.kind, event.stream, event.streamVersion, m_leaves[taken], event.body);
}

void JournalRows::addLeaf(journal::Frontier& frontier, std::size_t taken)
{
    const auto keep = [this](int level, qint64 index, const Digest& hash) {
        if (level % StoredTree::levelsPerStored == 0)
            m_nodes.add(qint64{level}, index, hash);
    };
    const bool known = m_leaves.size() >= manyLeaves;
    frontier.append(m_leaves[taken], keep, known ? m_subtrees.endingAt(taken) : std::span<const Digest>{});
}

void JournalRows::addNote(qint64 size, QByteArrayView note)
{
    m_checkpoints.add(size, note);
}

} // namespace penelope::sqlite
