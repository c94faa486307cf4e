#include "core/adapters/sqlite/filerows.h"

#include <QHash>

#include <algorithm>
#include <tuple>

#include <sqlite3.h>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;

std::optional<qint64> integerAt(const SQLite::Statement& query, int column)
{
    const auto value = query.getColumn(column);
    return value.isInteger() ? std::optional<qint64>{value.getInt64()} : std::nullopt;
}

std::optional<QByteArray> textAt(const SQLite::Statement& query, int column)
{
    return query.getColumn(column).isText() ? std::optional{bytesAt(query, column)} : std::nullopt;
}

journal::Row rowOf(const SQLite::Statement& query)
{
    journal::Row row;
    row.seq = query.getColumn(0).getInt64();
    row.time = integerAt(query, 1);
    row.kind = textAt(query, 2);
    row.stream = textAt(query, 3);
    row.streamVersion = integerAt(query, 4);
    row.leaf = bytesAt(query, 5);
    row.body = bytesAt(query, 6);
    return row;
}

quint64 entryHash(qint64 seq, const QByteArray& stream, qint64 streamVersion)
{
    return qHashMulti(0x5bd1e995, seq, stream, streamVersion);
}

bool isUnreadable(const SQLite::Exception& exception)
{
    const int code = exception.getErrorCode() & 0xFF;
    return code == SQLITE_CORRUPT || code == SQLITE_IOERR || code == SQLITE_NOTADB;
}

} // namespace

Result<std::optional<journal::Row>> FileRows::next()
{
    return guarded(m_connection.path(), [this]() -> std::optional<journal::Row> {
        std::optional<journal::Row> row;
        try {
            row = step();
        } catch (const SQLite::Exception& exception) {
            if (!isUnreadable(exception))
                throw;
            m_troubles << QString::fromUtf8(exception.what());
            row = afterTrouble();
        }
        if (row)
            remember(*row);
        return row;
    });
}

void FileRows::remember(const journal::Row& row)
{
    m_at = row.seq;
    ++m_rows;
    if (row.readable)
        m_sum += entryHash(row.seq, row.stream.value_or(QByteArray{}), row.streamVersion.value_or(-1));
}

std::optional<journal::Row> FileRows::step()
{
    if (!m_scan)
        restart();
    if (!m_scan->executeStep())
        return std::nullopt;
    return rowOf(*m_scan);
}

void FileRows::restart()
{
    m_scan = std::make_unique<SQLite::Statement>(
        m_connection.database(), "SELECT seq, time, kind, stream, stream_version, leaf, body FROM events NOT INDEXED "
                                 "WHERE seq > ? ORDER BY seq");
    m_scan->bind(1, static_cast<int64_t>(m_at));
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

/// The next seq after a broken page: each is looked up by itself until one can be read or is known to be absent.
std::optional<journal::Row> FileRows::afterTrouble()
{
    m_scan.reset();
    const auto seq = std::max<qint64>(m_at + 1, 1);
    if (m_highest < 0)
        highestSeq();
    if (seq > m_highest)
        return std::nullopt;
    const auto found = guarded(m_connection.path(), [&]() -> std::optional<journal::Row> {
        auto& query =
            m_connection.prepared("SELECT seq, time, kind, stream, stream_version, leaf, body FROM events NOT "
                                  "INDEXED WHERE seq = ?");
        query.bind(1, static_cast<int64_t>(seq));
        std::optional<journal::Row> row;
        if (query.executeStep())
            row = rowOf(query);
        query.tryReset();
        return row;
    });
    if (found && *found)
        return *found;
    journal::Row lost;
    lost.seq = seq;
    lost.readable = false;
    return lost;
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

Result<std::vector<journal::Row>> FileRows::keyRows()
{
    std::vector<journal::Row> rows;
    const auto read = guarded(m_connection.path(), [&] {
        // The first row by its seq, not by the index: an edit of the index must not hide the key.
        SQLite::Statement query(
            m_connection.database(),
            "SELECT seq, time, kind, stream, stream_version, leaf, body FROM events WHERE seq = 1 OR "
            "(stream = 'system' AND kind IN ('JournalKeyRotated','JournalKeyRevoked')) ORDER BY seq");
        while (query.executeStep())
            rows.push_back(rowOf(query));
    });
    if (!read)
        m_troubles << read.error().message;
    return rows;
}

Result<std::vector<qint64>> FileRows::indexMismatches()
{
    quint64 sum = 0;
    qint64 entries = 0;
    const auto read = guarded(m_connection.path(), [&] {
        SQLite::Statement query(
            m_connection.database(), "SELECT seq, stream, stream_version FROM events INDEXED BY events_stream "
                                     "ORDER BY stream, stream_version");
        while (query.executeStep()) {
            ++entries;
            sum += entryHash(query.getColumn(0).getInt64(), bytesAt(query, 1), query.getColumn(2).getInt64());
        }
    });
    if (read && sum == m_sum && entries == m_rows)
        return std::vector<qint64>{};
    if (!read)
        m_troubles << read.error().message;
    return guarded(m_connection.path(), [this] { return compareWithIndex(); });
}

std::vector<qint64> FileRows::compareWithIndex()
{
    QHash<qint64, quint64> inIndex;
    std::vector<qint64> wrong;
    std::ignore = guarded(m_connection.path(), [&] {
        SQLite::Statement query(
            m_connection.database(), "SELECT seq, stream, stream_version FROM events INDEXED BY events_stream "
                                     "ORDER BY stream, stream_version");
        while (query.executeStep()) {
            const qint64 seq = query.getColumn(0).getInt64();
            inIndex[seq] += entryHash(seq, bytesAt(query, 1), query.getColumn(2).getInt64());
        }
    });
    std::ignore = guarded(m_connection.path(), [&] {
        SQLite::Statement rows(m_connection.database(), "SELECT seq, stream, stream_version FROM events NOT INDEXED");
        while (rows.executeStep()) {
            const qint64 seq = rows.getColumn(0).getInt64();
            if (inIndex.take(seq) != entryHash(seq, bytesAt(rows, 1), rows.getColumn(2).getInt64()))
                wrong.push_back(seq);
        }
    });
    // What is left names rows that are not there; rows that cannot be read are reported as such.
    for (auto entry = inIndex.cbegin(); entry != inIndex.cend() && m_troubles.isEmpty(); ++entry)
        wrong.push_back(entry.key());
    std::sort(wrong.begin(), wrong.end());
    return wrong;
}

} // namespace penelope::sqlite
