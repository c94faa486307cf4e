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
        const int opened =
            sqlite3_open_v2(QFile::encodeName(path).constData(), &m_handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
        if (opened != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_handle));
    }
    Plain(const Plain&) = delete;
    Plain& operator=(const Plain&) = delete;
    ~Plain()
    {
        for (auto* statement : {m_insert, m_begin, m_commit})
            sqlite3_finalize(statement);
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

    /// What journal.md 5 sets for the writer of a journal.
    void setAsWriter()
    {
        for (const auto* setting :
             {"journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=1000", "cache_size=-65536",
              "trusted_schema=OFF", "recursive_triggers=ON", "cell_size_check=ON"})
            run(QByteArray("PRAGMA ") + setting);
    }

    /// The table of journal.md 5 without its hashes, and without what is made for it last.
    void makeTable()
    {
        run("CREATE TABLE events(seq INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL, stream TEXT NOT "
            "NULL, stream_version INTEGER NOT NULL, body TEXT NOT NULL) STRICT");
    }

    /// Its index; perhaps the trigger that takes nothing but the next event.
    void finishTable(bool guarded)
    {
        run("CREATE INDEX events_stream ON events(stream, stream_version)");
        if (guarded)
            run("CREATE TRIGGER events_next BEFORE INSERT ON events WHEN new.seq IS NOT (SELECT coalesce(max(seq),0)+1 "
                "FROM events) OR new.stream_version IS NOT (SELECT coalesce(max(stream_version),0)+1 FROM events WHERE "
                "stream = new.stream) BEGIN SELECT raise(ABORT,'not the next event'); END");
    }

    void insert(const Copied& row, qint64 seq)
    {
        prepare(m_insert, "INSERT INTO events VALUES(?,?,?,?,?,?)");
        sqlite3_bind_int64(m_insert, 1, seq);
        sqlite3_bind_int64(m_insert, 2, row.time);
        sqlite3_bind_text(m_insert, 3, row.kind.data(), static_cast<int>(row.kind.size()), SQLITE_STATIC);
        sqlite3_bind_text(m_insert, 4, row.stream.data(), static_cast<int>(row.stream.size()), SQLITE_STATIC);
        sqlite3_bind_int64(m_insert, 5, row.version);
        sqlite3_bind_text(m_insert, 6, row.body.data(), static_cast<int>(row.body.size()), SQLITE_STATIC);
        finish(m_insert);
    }

    void begin()
    {
        prepare(m_begin, "BEGIN IMMEDIATE");
        finish(m_begin);
    }
    void commit()
    {
        prepare(m_commit, "COMMIT");
        finish(m_commit);
    }

private:
    void prepare(sqlite3_stmt*& statement, const char* sql)
    {
        if (!statement)
            sqlite3_prepare_v2(m_handle, sql, -1, &statement, nullptr);
    }
    void finish(sqlite3_stmt* statement)
    {
        if (sqlite3_step(statement) != SQLITE_DONE)
            qFatal("%s", sqlite3_errmsg(m_handle));
        sqlite3_reset(statement);
    }

    sqlite3* m_handle = nullptr;
    sqlite3_stmt* m_insert = nullptr;
    sqlite3_stmt* m_begin = nullptr;
    sqlite3_stmt* m_commit = nullptr;
};

} // namespace penelope::bench
