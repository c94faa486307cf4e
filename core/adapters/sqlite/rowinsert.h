#pragma once

#include "core/base/hash.h"

#include <QByteArrayView>

#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace penelope::sqlite {

class Connection;

/// Adds rows to one table, one after the other: without a look-up of the statement and without a copy of what is bound,
/// which cost a tenth of the row's writing where there are many. Throws what the other statements throw; the connection
/// must outlive it.
class RowInsert
{
public:
    RowInsert(Connection& connection, const char* sql);

    /// The values in the order of the statement's parameters: integers, texts of UTF-8, hashes.
    template <typename... Values> void add(const Values&... values)
    {
        int index = 0;
        (bind(++index, values), ...);
        run();
    }

private:
    struct Finalize
    {
        void operator()(sqlite3_stmt* statement) const;
    };

    void bind(int index, qint64 value);
    void bind(int index, QByteArrayView text);
    void bind(int index, const Digest& hash);
    void run();
    void check(int code) const;

    sqlite3* m_database;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

} // namespace penelope::sqlite
