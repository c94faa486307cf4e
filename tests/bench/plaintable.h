#pragma once

#include "tests/bench/rounds.h"

#include <QFile>

#include <string>

#include <sqlite3.h>

/// The baseline of bench_journal: SQLite with nothing of ours.
namespace penelope::bench {

struct Copied
{
    qint64 seq = 0;
    qint64 time = 0;
    std::string kind;
    std::string stream;
    qint64 version = 0;
    std::string body;
};

/// What SQLite alone does, without leaf, tree and checkpoint.
class Plain
{
public:
    Plain(const QString& path, bool readOnly)
    {
        const int flags = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        if (sqlite3_open_v2(QFile::encodeName(path).constData(), &m_handle, flags, nullptr) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_handle));
    }
    Plain(const Plain&) = delete;
    Plain& operator=(const Plain&) = delete;
    ~Plain()
    {
        sqlite3_finalize(m_insert);
        sqlite3_close(m_handle);
    }

    /// Runs it to the end; answers the number of rows.
    qint64 run(const QByteArray& sql)
    {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(m_handle, sql.constData(), -1, &statement, nullptr) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_handle));
        qint64 rows = 0;
        while (sqlite3_step(statement) == SQLITE_ROW) {
            keep(sqlite3_column_int64(statement, 0));
            ++rows;
        }
        sqlite3_finalize(statement);
        return rows;
    }

    /// The columns alone; perhaps the index of streams.
    void makeTable(bool indexed)
    {
        run("CREATE TABLE events(seq INTEGER PRIMARY KEY, time INTEGER, kind TEXT, stream TEXT, stream_version "
            "INTEGER, body TEXT)");
        if (indexed)
            run("CREATE INDEX events_stream ON events(stream, stream_version)");
    }

    /// The table of journal.md 5, that takes nothing but the next event.
    void makeGuardedTable()
    {
        run("CREATE TABLE events(seq INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL, stream TEXT NOT "
            "NULL, stream_version INTEGER NOT NULL, body TEXT NOT NULL) STRICT");
        run("CREATE INDEX events_stream ON events(stream, stream_version)");
        run("CREATE TRIGGER events_next BEFORE INSERT ON events WHEN new.seq IS NOT (SELECT coalesce(max(seq),0)+1 "
            "FROM "
            "events) OR new.stream_version IS NOT (SELECT coalesce(max(stream_version),0)+1 FROM events WHERE stream = "
            "new.stream) BEGIN SELECT raise(ABORT,'not the next event'); END");
    }

    void insert(const Copied& row, qint64 seq)
    {
        if (!m_insert)
            sqlite3_prepare_v2(m_handle, "INSERT INTO events VALUES(?,?,?,?,?,?)", -1, &m_insert, nullptr);
        sqlite3_bind_int64(m_insert, 1, seq);
        sqlite3_bind_int64(m_insert, 2, row.time);
        sqlite3_bind_text(m_insert, 3, row.kind.data(), static_cast<int>(row.kind.size()), SQLITE_STATIC);
        sqlite3_bind_text(m_insert, 4, row.stream.data(), static_cast<int>(row.stream.size()), SQLITE_STATIC);
        sqlite3_bind_int64(m_insert, 5, row.version);
        sqlite3_bind_text(m_insert, 6, row.body.data(), static_cast<int>(row.body.size()), SQLITE_STATIC);
        if (sqlite3_step(m_insert) != SQLITE_DONE)
            qFatal("%s", sqlite3_errmsg(m_handle));
        sqlite3_reset(m_insert);
    }

private:
    sqlite3* m_handle = nullptr;
    sqlite3_stmt* m_insert = nullptr;
};

} // namespace penelope::bench
