#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include <memory>
#include <unordered_map>

struct sqlite3;

namespace penelope::sqlite {

/// An error of SQLite as one of ours: what happened, to which file, and what still works.
Error errorOf(const SQLite::Exception& exception, const QString& path);

/// A connection with the settings that every one of ours has (journal.md 5), and its prepared statements. One thread at
/// a time: SQLite's own locks, taken for every column, are left out.
class Connection
{
public:
    enum class Mode { Write, Create, Read, Immutable };

    /// Exceptions end here: every error is a value.
    static Result<std::unique_ptr<Connection>> open(const QString& path, Mode mode);

    /// Prepared once for each text and kept; reset and unbound when asked for again.
    SQLite::Statement& prepared(const char* sql);
    void exec(const char* sql) { m_database.exec(sql); }
    SQLite::Database& database() { return m_database; }
    const QString& path() const { return m_path; }
    /// One more of the same kind to the same file.
    Result<std::unique_ptr<Connection>> another() const { return open(m_path, m_mode); }
    /// From now on: no DROP, ALTER, ATTACH or schema writes.
    void forbidSchemaChanges();

private:
    Connection(const QString& path, Mode mode);
    void configure();

    QString m_path;
    Mode m_mode;
    SQLite::Database m_database;
    std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> m_statements; // by address of the literal
};

template <typename T> struct ResultOf
{
    using Type = Result<T>;
};
template <typename T> struct ResultOf<Result<T>>
{
    using Type = Result<T>;
};

/// Runs something that may throw and answers its value or Result, or the error as one of `path`'s file.
template <typename Work> auto guarded(const QString& path, Work&& work) -> typename ResultOf<decltype(work())>::Type
{
    try {
        if constexpr (std::is_void_v<decltype(work())>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (const SQLite::Exception& exception) {
        return Failure{errorOf(exception, path)};
    }
}

/// Bytes of a column, whatever its declared type.
QByteArray bytesAt(const SQLite::Statement& statement, int column);

} // namespace penelope::sqlite
