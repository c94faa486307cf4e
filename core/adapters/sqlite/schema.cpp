#include "core/adapters/sqlite/schema.h"

#include <QRegularExpression>

#include <array>
#include <map>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;

// clang-format off
constexpr std::array statements{
    R"sql(CREATE TABLE events(
  seq            INTEGER PRIMARY KEY,
  time           INTEGER NOT NULL,
  kind           TEXT    NOT NULL,
  stream         TEXT    NOT NULL,
  stream_version INTEGER NOT NULL,
  leaf           BLOB    NOT NULL,           -- 32 bytes
  body           TEXT    NOT NULL            -- the canonical bytes
) STRICT)sql",
    R"sql(CREATE INDEX events_stream ON events(stream, stream_version))sql",
    R"sql(CREATE TABLE nodes(level INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY(level, idx)) STRICT, WITHOUT ROWID)sql",
    R"sql(CREATE TABLE checkpoints(size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT)sql",
    R"sql(CREATE TRIGGER events_next BEFORE INSERT ON events
WHEN new.seq IS NOT (SELECT coalesce(max(seq),0)+1 FROM events)
  OR new.stream_version IS NOT (SELECT coalesce(max(stream_version),0)+1 FROM events WHERE stream = new.stream)
BEGIN SELECT raise(ABORT,'penelope: not the next event'); END)sql",
    R"sql(CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN SELECT raise(ABORT,'penelope: append only'); END)sql",
    R"sql(CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT raise(ABORT,'penelope: append only'); END)sql",
    R"sql(CREATE TRIGGER nodes_next BEFORE INSERT ON nodes WHEN new.idx IS NOT (SELECT coalesce(max(idx),-1)+1 FROM nodes WHERE level = new.level)
BEGIN SELECT raise(ABORT,'penelope: not the next node'); END)sql",
    R"sql(CREATE TRIGGER nodes_keep BEFORE UPDATE ON nodes BEGIN SELECT raise(ABORT,'penelope: append only'); END)sql",
    R"sql(CREATE TRIGGER nodes_stay BEFORE DELETE ON nodes BEGIN SELECT raise(ABORT,'penelope: append only'); END)sql",
    R"sql(CREATE TRIGGER checkpoints_next BEFORE INSERT ON checkpoints WHEN new.size <= (SELECT coalesce(max(size),-1) FROM checkpoints) OR new.size > (SELECT coalesce(max(seq),0) FROM events)
BEGIN SELECT raise(ABORT,'penelope: not the next checkpoint'); END)sql",
    R"sql(CREATE TRIGGER checkpoints_keep BEFORE UPDATE ON checkpoints BEGIN SELECT raise(ABORT,'penelope: append only'); END)sql",
    R"sql(CREATE TRIGGER checkpoints_stay BEFORE DELETE ON checkpoints BEGIN SELECT raise(ABORT,'penelope: append only'); END)sql"};
// clang-format on

QString plain(QString sql)
{
    static const QRegularExpression comment(u"--[^\n]*"_s);
    static const QRegularExpression space(u"\\s+"_s);
    return sql.remove(comment).replace(space, u" "_s).trimmed();
}

QString nameIn(const QString& sql)
{
    static const QRegularExpression name(u"^CREATE (?:TABLE|INDEX|TRIGGER) (\\w+)"_s);
    return name.match(sql).captured(1);
}

bool isTable(const char* statement)
{
    return qstrncmp(statement, "CREATE TABLE", 12) == 0;
}

void setFormat(Connection& connection)
{
    connection.exec("PRAGMA page_size=4096; PRAGMA encoding='UTF-8'; PRAGMA auto_vacuum=NONE; "
                    "PRAGMA application_id=0x504E4C50; PRAGMA user_version=1");
}

int pragma(Connection& connection, const char* name)
{
    return connection.database().execAndGet(name).getInt();
}

} // namespace

void createSchema(Connection& connection)
{
    setFormat(connection);
    connection.exec("BEGIN EXCLUSIVE");
    for (const auto* statement : statements)
        connection.exec(statement);
    connection.exec("COMMIT");
}

void createTables(Connection& connection)
{
    setFormat(connection);
    for (const auto* statement : statements) {
        if (isTable(statement))
            connection.exec(statement);
    }
}

void createRest(Connection& connection)
{
    for (const auto* statement : statements) {
        if (!isTable(statement))
            connection.exec(statement);
    }
}

Status checkFormat(Connection& connection)
{
    return guarded(connection.path(), [&]() -> Status {
        const auto id = pragma(connection, "PRAGMA application_id");
        if (id != applicationId)
            return failure(
                ErrorCode::Malformed,
                u"%1 is no journal: it is the SQLite file of another program (application id 0x%2)"_s.arg(
                    connection.path(), QString::number(static_cast<quint32>(id), 16)),
                connection.path());
        const auto version = pragma(connection, "PRAGMA user_version");
        if (version != formatVersion)
            return failure(
                ErrorCode::Unsupported,
                u"%1 has format %2 and this program reads format %3; a newer Penelope can open it, and the "
                "file is left as it is"_s.arg(connection.path())
                    .arg(version)
                    .arg(formatVersion),
                connection.path());
        return {};
    });
}

QStringList schemaDifferences(Connection& connection)
{
    std::map<QString, QString> expected;
    for (const auto* statement : statements) {
        const auto sql = plain(QString::fromUtf8(statement));
        expected[nameIn(sql)] = sql;
    }
    QStringList differences;
    SQLite::Statement query(connection.database(), "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL");
    while (query.executeStep()) {
        const auto name = QString::fromUtf8(bytesAt(query, 0));
        const auto found = expected.find(name);
        if (found == expected.end() || found->second != plain(QString::fromUtf8(bytesAt(query, 1))))
            differences << name;
        if (found != expected.end())
            expected.erase(found);
    }
    for (const auto& [name, sql] : expected)
        differences << name;
    differences.sort();
    return differences;
}

} // namespace penelope::sqlite
