#include "app/lab/labfolder.h"

#include "app/lab/files.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto lockName = "lab.lock"_L1;
/// Sockets inside the folder have to fit into the 108 bytes of their address.
constexpr qsizetype longestFolder = 60;

/// A lock that is never seen free: locked under another name first, then put in place.
int lockFolder(const QString& folder)
{
    const auto temporary = QFile::encodeName(folder + u"/lab.lock.new"_s);
    const int lock = open(temporary.constData(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (lock < 0)
        return -1;
    const auto name = QFile::encodeName(folder + u'/' + lockName);
    if (flock(lock, LOCK_EX | LOCK_NB) != 0 || rename(temporary.constData(), name.constData()) != 0) {
        close(lock);
        return -1;
    }
    return lock;
}

/// Only what a lab made and no living lab holds.
void removeDead(const QString& folder)
{
    const int lock = open(QFile::encodeName(folder + u'/' + lockName).constData(), O_RDWR | O_CLOEXEC);
    if (lock < 0)
        return;
    if (flock(lock, LOCK_EX | LOCK_NB) == 0)
        QDir{folder}.removeRecursively();
    close(lock);
}

void removeDeadLabs()
{
    const QDir temporary{QDir::tempPath()};
    const auto names = temporary.entryList({u"penelope-lab-*"_s}, QDir::Dirs | QDir::NoSymLinks);
    for (const auto& name : names) {
        if (QFileInfo{temporary.filePath(name)}.ownerId() == getuid())
            removeDead(temporary.filePath(name));
    }
}

Result<QString> folderFor(const QString& keep)
{
    if (keep.isEmpty()) {
        QTemporaryDir fresh{QDir::tempPath() + u"/penelope-lab-XXXXXX"_s};
        fresh.setAutoRemove(false);
        if (!fresh.isValid())
            return failure(ErrorCode::Storage, fresh.errorString(), QDir::tempPath());
        return QDir{fresh.path()}.canonicalPath();
    }
    if (auto status = makeFolder(keep); !status)
        return Failure{status.error()};
    const QDir folder{keep};
    if (!folder.isEmpty())
        return failure(ErrorCode::Conflict, u"the folder is not empty; give another one or remove it first"_s, keep);
    return folder.canonicalPath();
}

} // namespace

Result<LabFolder> LabFolder::make(const QString& keep)
{
    removeDeadLabs();
    const auto path = folderFor(keep);
    if (!path)
        return Failure{path.error()};
    if (QFile::encodeName(*path).size() > longestFolder)
        return failure(
            ErrorCode::Refused,
            u"the folder's path is longer than %1 bytes, too long for the sockets in it"_s.arg(longestFolder), *path);
    const int lock = lockFolder(*path);
    if (lock < 0)
        return failure(ErrorCode::Storage, u"the folder cannot be locked"_s, *path);
    return LabFolder{*path, !keep.isEmpty(), lock};
}

LabFolder::LabFolder(LabFolder&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_keep(other.m_keep)
    , m_lock(std::exchange(other.m_lock, -1))
{}

LabFolder::~LabFolder()
{
    if (m_lock < 0)
        return;
    if (!m_keep)
        QDir{m_path}.removeRecursively();
    close(m_lock);
}

} // namespace penelope::lab
