#include "core/adapters/sqlite/rowinsert.h"

#include "core/adapters/sqlite/connection.h"

#include <sqlite3.h>

namespace penelope::sqlite {

RowInsert::RowInsert(Connection& connection, const char* sql)
    : m_database(connection.database().getHandle())
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    m_statement.reset(statement);
    check(code);
}

void RowInsert::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

void RowInsert::bind(int index, qint64 value)
{
    check(sqlite3_bind_int64(m_statement.get(), index, value));
}

void RowInsert::bind(int index, QByteArrayView text)
{
    const auto* const bytes = text.isNull() ? "" : text.data(); // an empty text is no NULL
    const auto size = static_cast<sqlite3_uint64>(text.size());
    check(sqlite3_bind_text64(m_statement.get(), index, bytes, size, SQLITE_STATIC, SQLITE_UTF8));
}

void RowInsert::bind(int index, const Digest& hash)
{
    check(sqlite3_bind_blob(m_statement.get(), index, hash.data(), static_cast<int>(hash.size()), SQLITE_STATIC));
}

void RowInsert::run()
{
    const int code = sqlite3_step(m_statement.get());
    const int again = sqlite3_reset(m_statement.get()); // with the message of the step
    if (code != SQLITE_DONE)
        check(again);
}

void RowInsert::check(int code) const
{
    if (code != SQLITE_OK)
        throw SQLite::Exception(m_database, code);
}

} // namespace penelope::sqlite
