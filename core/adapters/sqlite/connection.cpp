#include "core/adapters/sqlite/connection.h"

#include <QFile>
#include <QUrl>

#include <array>

#include <sqlite3.h>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;

int allow(void*, int action, const char* subject, const char* detail, const char*, const char*)
{
    switch (action) {
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_VIEW:
    case SQLITE_DROP_VTABLE:
    case SQLITE_ALTER_TABLE:
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE: return SQLITE_DENY;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE: return qstrncmp(subject, "sqlite_", 7) == 0 ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA: return qstricmp(subject, "writable_schema") == 0 && detail != nullptr ? SQLITE_DENY : SQLITE_OK;
    default: return SQLITE_OK;
    }
}

int flagsOf(Connection::Mode mode)
{
    switch (mode) {
    case Connection::Mode::Write: return SQLite::OPEN_NOMUTEX | SQLite::OPEN_READWRITE;
    case Connection::Mode::Create: return SQLite::OPEN_NOMUTEX | SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
    case Connection::Mode::Read:
    case Connection::Mode::Immutable: return SQLite::OPEN_NOMUTEX | SQLite::OPEN_READONLY | SQLite::OPEN_URI;
    }
    Q_UNREACHABLE();
}

std::string nameOf(const QString& path, Connection::Mode mode)
{
    if (mode != Connection::Mode::Immutable)
        return path.toStdString();
    return "file:" + QUrl::toPercentEncoding(path, "/").toStdString() + "?immutable=1";
}

QString sentenceOf(int code, const QString& path, const QString& detail)
{
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return u"%1 is locked by another program; nothing was changed, try again when it has finished"_s.arg(path);
    case SQLITE_READONLY:
        return u"%1 cannot be written: the file or its folder is read-only; it can still be read and verified"_s.arg(
            path);
    case SQLITE_FULL: return u"%1 cannot grow: the disk is full; it can still be read and verified"_s.arg(path);
    case SQLITE_CANTOPEN: return u"%1 cannot be opened: it or its folder is missing or not permitted"_s.arg(path);
    case SQLITE_NOTADB: return u"%1 is no journal: it is not an SQLite file"_s.arg(path);
    case SQLITE_CORRUPT:
        return u"%1 is damaged: SQLite cannot read it (%2); verify names the events that still prove themselves"_s.arg(
            path, detail);
    default: return u"%1: %2"_s.arg(path, detail);
    }
}

ErrorCode codeOf(int code)
{
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::Unavailable;
    case SQLITE_CONSTRAINT: return ErrorCode::Conflict;
    case SQLITE_NOTADB: return ErrorCode::Malformed;
    case SQLITE_CORRUPT: return ErrorCode::Damaged;
    default: return ErrorCode::Storage;
    }
}

} // namespace

Error errorOf(const SQLite::Exception& exception, const QString& path)
{
    const int code = exception.getErrorCode();
    return {codeOf(code), sentenceOf(code, path, QString::fromUtf8(exception.what())), path};
}

Connection::Connection(const QString& path, Mode mode)
    : m_path(path)
    , m_mode(mode)
    , m_database(nameOf(path, mode), flagsOf(mode))
{
    configure();
}

void Connection::configure()
{
    auto* handle = m_database.getHandle();
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    m_database.setBusyTimeout(2000);
    exec("PRAGMA trusted_schema=OFF; PRAGMA recursive_triggers=ON; PRAGMA cell_size_check=ON");
    switch (m_mode) {
    case Mode::Create: break;
    case Mode::Write:
        exec("PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=1000; PRAGMA synchronous=FULL");
        forbidSchemaChanges();
        break;
    case Mode::Read:
    case Mode::Immutable:
        exec("PRAGMA query_only=ON");
        forbidSchemaChanges();
        break;
    }
}

Result<std::unique_ptr<Connection>> Connection::open(const QString& path, Mode mode)
{
    return guarded(path, [&] { return std::unique_ptr<Connection>(new Connection(path, mode)); });
}

SQLite::Statement& Connection::prepared(const char* sql)
{
    auto& statement = m_statements[sql];
    if (!statement)
        statement = std::make_unique<SQLite::Statement>(m_database, sql);
    // reset() reports the error of the run before, which its caller has seen.
    statement->tryReset();
    statement->clearBindings();
    return *statement;
}

void Connection::forbidSchemaChanges()
{
    sqlite3_set_authorizer(m_database.getHandle(), allow, nullptr);
}

QByteArray bytesAt(const SQLite::Statement& statement, int column)
{
    const auto value = statement.getColumn(column);
    const auto* bytes = static_cast<const char*>(value.getBlob());
    return bytes ? QByteArray(bytes, value.getBytes()) : QByteArray{};
}

} // namespace penelope::sqlite
