#include "core/adapters/sqlite/filerows.h"

#include <QFileInfo>
#include <QHash>
#include <QHashSeed>

#include <algorithm>
#include <tuple>

#include <sqlite3.h>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Bytes of the shortest event that there can be: its leaf alone has half of them.
constexpr qint64 shortestRow = 64;

bool isUnreadable(const SQLite::Exception& exception)
{
    const int code = exception.getErrorCode() & 0xFF;
    return code == SQLITE_CORRUPT || code == SQLITE_IOERR || code == SQLITE_NOTADB;
}

} // namespace

Result<journal::Rows> FileRows::next()
{
    return guarded(m_connection.path(), [this] {
        m_batch.clear();
        if (!m_inTrouble)
            readBatch();
        // Rows before the broken page are answered first.
        if (m_inTrouble && m_batch.rows().empty())
            lookUpNext();
        return journal::Rows{m_batch.rows()};
    });
}

void FileRows::readBatch()
{
    try {
        if (!m_scan)
            restart();
        while (!m_atEnd && !m_batch.isFull()) {
            m_atEnd = !m_scan->step();
            if (!m_atEnd)
                add(eventRow(*m_scan));
        }
    } catch (const SQLite::Exception& exception) {
        if (!isUnreadable(exception))
            throw;
        m_troubles << QString::fromUtf8(exception.what());
        m_inTrouble = true;
    }
}

void FileRows::add(const journal::Row& row)
{
    m_at = row.seq;
    if (row.readable)
        m_sum.add(row);
    else
        m_sum.addUnknown();
    m_batch.add(row);
}

void FileRows::restart()
{
    m_scan.emplace(
        m_connection, "SELECT seq, time, kind, stream, stream_version, leaf, body FROM events NOT INDEXED "
                      "WHERE seq > ? ORDER BY seq");
    m_scan->bind(1, m_at);
}

qint64 FileRows::highestSeq()
{
    // The right edge of the table, of its index, and of what was signed: one of them may be on a broken page.
    for (const auto* sql :
         {"SELECT max(seq) FROM events NOT INDEXED", "SELECT max(seq) FROM events INDEXED BY events_stream",
          "SELECT max(size) FROM checkpoints"}) {
        const auto value = guarded(
            m_connection.path(), [&]() -> qint64 { return m_connection.database().execAndGet(sql).getInt64(); });
        if (value)
            m_highest = std::max(m_highest, *value);
    }
    return m_highest;
}

/// The next seq on or after a broken page: each is looked up by itself until one can be read or is known to be absent.
void FileRows::lookUpNext()
{
    m_inTrouble = false;
    m_scan.reset();
    auto seq = std::max<qint64>(m_at + 1, 1);
    if (m_highest < 0)
        highestSeq();
    if (seq > m_highest)
        return;
    // The highest may be damaged too: no more rows are on broken pages than the file has room for.
    if (++m_lookedUp > QFileInfo(m_connection.path()).size() / shortestRow)
        seq = m_highest;
    const auto found = guarded(m_connection.path(), [&] {
        RowScan lookup(
            m_connection, "SELECT seq, time, kind, stream, stream_version, leaf, body FROM events NOT INDEXED WHERE "
                          "seq = ?");
        lookup.bind(1, seq);
        const bool is = lookup.step();
        if (is)
            add(eventRow(lookup));
        return is;
    });
    if (found && *found)
        return;
    journal::Row unreadable;
    unreadable.seq = seq;
    unreadable.readable = false;
    add(unreadable);
}

Result<std::vector<journal::StoredNode>> FileRows::nodes()
{
    std::vector<journal::StoredNode> nodes;
    const auto read = guarded(m_connection.path(), [&] {
        SQLite::Statement query(m_connection.database(), "SELECT level, idx, hash FROM nodes");
        while (query.executeStep())
            nodes.push_back({query.getColumn(0).getInt(), query.getColumn(1).getInt64(), bytesAt(query, 2)});
    });
    if (!read)
        m_troubles << read.error().message;
    return nodes;
}

Result<std::vector<journal::StoredNote>> FileRows::notes()
{
    std::vector<journal::StoredNote> notes;
    const auto read = guarded(m_connection.path(), [&] {
        SQLite::Statement query(m_connection.database(), "SELECT size, note FROM checkpoints ORDER BY size");
        while (query.executeStep())
            notes.push_back({query.getColumn(0).getInt64(), bytesAt(query, 1)});
    });
    if (!read)
        m_troubles << read.error().message;
    return notes;
}

Result<std::vector<QByteArray>> FileRows::keyBodies()
{
    std::vector<QByteArray> bodies;
    const auto read = guarded(m_connection.path(), [&] {
        // The first row by its seq, not by the index: an edit of the index must not hide the key.
        RowScan scan(
            m_connection, "SELECT body FROM events WHERE seq = 1 OR "
                          "(stream = 'system' AND kind IN ('JournalKeyRotated','JournalKeyRevoked')) ORDER BY seq");
        while (scan.step())
            bodies.push_back(scan.bytes(0).toByteArray());
    });
    if (!read)
        m_troubles << read.error().message;
    return bodies;
}

Result<std::vector<qint64>> FileRows::indexMismatches()
{
    const auto sum = guarded(m_connection.path(), [this] { return sumOfIndex(m_connection); });
    if (sum && *sum == m_sum)
        return std::vector<qint64>{};
    if (!sum)
        m_troubles << sum.error().message;
    return compareWithIndex();
}

Result<std::vector<qint64>> FileRows::compareWithIndex()
{
    const auto seed = static_cast<quint64>(QHashSeed::globalSeed());
    QHash<qint64, quint64> inIndex;
    std::vector<qint64> wrong;
    std::ignore = guarded(m_connection.path(), [&] {
        RowScan scan(m_connection, indexEntries);
        while (scan.step())
            inIndex[scan.number(0)] += EntrySum::hash(seed, scan.number(0), scan.bytes(1), scan.number(2));
    });
    std::ignore = guarded(m_connection.path(), [&] {
        RowScan rows(m_connection, "SELECT seq, stream, stream_version FROM events NOT INDEXED");
        while (rows.step()) {
            if (inIndex.take(rows.number(0)) != EntrySum::hash(seed, rows.number(0), rows.bytes(1), rows.number(2)))
                wrong.push_back(rows.number(0));
        }
    });
    // What is left names rows that are not there; rows that cannot be read are reported as such.
    for (auto entry = inIndex.cbegin(); entry != inIndex.cend() && m_troubles.isEmpty(); ++entry)
        wrong.push_back(entry.key());
    std::sort(wrong.begin(), wrong.end());
    return wrong;
}

} // namespace penelope::sqlite
