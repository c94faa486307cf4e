#include "core/adapters/sqlite/rowscan.h"

#include "core/adapters/sqlite/connection.h"

#include <sqlite3.h>

namespace penelope::sqlite {

RowScan::RowScan(Connection& connection, const char* sql)
    : m_database(connection.database().getHandle())
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(m_database, sql, -1, &statement, nullptr);
    m_statement.reset(statement);
    if (code != SQLITE_OK)
        throw SQLite::Exception(m_database, code);
}

void RowScan::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

void RowScan::bind(int index, qint64 value)
{
    if (const int code = sqlite3_bind_int64(m_statement.get(), index, value); code != SQLITE_OK)
        throw SQLite::Exception(m_database, code);
}

void RowScan::reset()
{
    sqlite3_reset(m_statement.get()); // it answers what the last step has answered
}

bool RowScan::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        throw SQLite::Exception(m_database, code);
    return code == SQLITE_ROW;
}

/// Looked up once for a column: the functions of columns look it up again for each thing that is asked of it.
sqlite3_value* RowScan::value(int column) const
{
    return sqlite3_column_value(m_statement.get(), column);
}

QByteArrayView RowScan::bytesOf(sqlite3_value* value)
{
    const auto* const begin = static_cast<const char*>(sqlite3_value_blob(value));
    return begin ? QByteArrayView(begin, sqlite3_value_bytes(value)) : QByteArrayView{};
}

qint64 RowScan::number(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

std::optional<qint64> RowScan::integer(int column) const
{
    auto* const stored = value(column);
    const bool is = sqlite3_value_type(stored) == SQLITE_INTEGER;
    return is ? std::optional<qint64>{sqlite3_value_int64(stored)} : std::nullopt;
}

QByteArrayView RowScan::bytes(int column) const
{
    return bytesOf(value(column));
}

std::optional<QByteArrayView> RowScan::text(int column) const
{
    auto* const stored = value(column);
    return sqlite3_value_type(stored) == SQLITE_TEXT ? std::optional{bytesOf(stored)} : std::nullopt;
}

} // namespace penelope::sqlite
