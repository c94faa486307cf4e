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

bool RowScan::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        throw SQLite::Exception(m_database, code);
    return code == SQLITE_ROW;
}

qint64 RowScan::number(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

std::optional<qint64> RowScan::integer(int column) const
{
    const bool is = sqlite3_column_type(m_statement.get(), column) == SQLITE_INTEGER;
    return is ? std::optional{number(column)} : std::nullopt;
}

QByteArrayView RowScan::bytes(int column) const
{
    const auto* const begin = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
    return begin ? QByteArrayView(begin, sqlite3_column_bytes(m_statement.get(), column)) : QByteArrayView{};
}

std::optional<QByteArrayView> RowScan::text(int column) const
{
    const bool is = sqlite3_column_type(m_statement.get(), column) == SQLITE_TEXT;
    return is ? std::optional{bytes(column)} : std::nullopt;
}

} // namespace penelope::sqlite
