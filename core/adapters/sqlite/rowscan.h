#pragma once

#include <QByteArrayView>

#include <memory>
#include <optional>

struct sqlite3;
struct sqlite3_stmt;
struct sqlite3_value;

namespace penelope::sqlite {

class Connection;

/// A query whose rows are looked at in place: without copies, and without an object for every column, which cost as
/// much as the reading where there are millions. Throws what the other statements throw; the connection must outlive
/// it.
class RowScan
{
public:
    RowScan(Connection& connection, const char* sql);

    void bind(int index, qint64 value);
    /// Begins again, perhaps with other values.
    void reset();
    /// Goes on to the next row; false at the end. Views into the row before end here.
    bool step();

    /// Whatever its stored type is, and only where it is an integer.
    qint64 number(int column) const;
    std::optional<qint64> integer(int column) const;
    /// Whatever its stored type is, and only where it is a text.
    QByteArrayView bytes(int column) const;
    std::optional<QByteArrayView> text(int column) const;

private:
    struct Finalize
    {
        void operator()(sqlite3_stmt* statement) const;
    };

    sqlite3_value* value(int column) const;
    static QByteArrayView bytesOf(sqlite3_value* value);

    sqlite3* m_database;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

} // namespace penelope::sqlite
