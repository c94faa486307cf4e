#include "core/adapters/sqlite/freshfile.h"

#include "core/adapters/sqlite/connection.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

namespace penelope::sqlite {

using namespace Qt::Literals::StringLiterals;

FreshFile::FreshFile(QString path)
    : m_path(std::move(path))
{}

FreshFile::~FreshFile()
{
    if (!m_made)
        return;
    for (const auto* suffix : {"", "-journal", "-wal", "-shm"})
        QFile::remove(m_path + QLatin1String(suffix));
}

Status FreshFile::make(const QByteArray& content)
{
    QFile file(m_path);
    // NewOnly is one step with the creation: of two backups to one name only one gets the file.
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return failure(
            QFileInfo::exists(m_path) ? ErrorCode::Conflict : ErrorCode::Storage,
            u"%1 cannot be made: %2; nothing was written"_s.arg(m_path, file.errorString()), m_path);
    m_made = true;
    if (file.write(content) == content.size() && file.flush() && ::fsync(file.handle()) == 0)
        return {};
    return failure(ErrorCode::Storage, u"%1 cannot be written: %2"_s.arg(m_path, file.errorString()), m_path);
}

Status FreshFile::keepAs(const QString& name)
{
    QFile file(m_path);
    if (!file.rename(name))
        return failure(
            QFileInfo::exists(name) ? ErrorCode::Conflict : ErrorCode::Storage,
            u"%1 cannot get its name: %2"_s.arg(name, file.errorString()), name);
    m_made = false;
    return {};
}
Status refuseExisting(const QString& path)
{
    // A symbolic link that leads nowhere is something too.
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink())
        return {};
    return failure(
        ErrorCode::Conflict, u"%1 exists and is not overwritten: name another file or move it away"_s.arg(path), path);
}

Status closeLog(const QString& target)
{
    return guarded(target, [&] {
        SQLite::Database copy(target.toStdString(), SQLite::OPEN_READWRITE);
        copy.exec("PRAGMA synchronous=FULL; PRAGMA journal_mode=DELETE");
    });
}

Status syncFile(const QString& path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0)
        ::close(descriptor);
    if (!synced)
        return failure(ErrorCode::Storage, u"%1 could not be forced to the disk"_s.arg(path), path);
    return {};
}

} // namespace penelope::sqlite
