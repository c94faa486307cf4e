#include "core/adapters/system/journallock.h"

#include "core/adapters/system/paths.h"
#include "core/base/json.h"

#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace penelope::system {
namespace {

using namespace Qt::Literals::StringLiterals;

QString lockFile(const QString& journal)
{
    return journal + u".lock"_s;
}

QByteArray contentOf(const QString& socket, Instant now)
{
    auto value = Json::object(
        {{u"pid"_s, static_cast<qint64>(::getpid())}, {u"host"_s, hostName()}, {u"started_at"_s, toMs(now)}});
    if (!socket.isEmpty())
        value.set(u"socket"_s, socket);
    return toJsonText(value) + '\n';
}

std::optional<LockHolder> holderIn(const QString& journal)
{
    QFile file(lockFile(journal));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto value = parseForeign(file.read(65536));
    if (!value)
        return LockHolder{};
    return LockHolder{
        (*value)[u"pid"].toInteger(), (*value)[u"host"].toString(), (*value)[u"socket"].toString(),
        instantFromMs((*value)[u"started_at"].toInteger())};
}

QString holderSentence(const QString& journal)
{
    const auto holder = holderIn(journal);
    if (!holder || holder->pid == 0)
        return u"%1 is written by another program"_s.arg(journal);
    return u"%1 is written by process %2 on %3 since %4"_s.arg(journal)
        .arg(holder->pid)
        .arg(holder->host, toIso(holder->startedAt));
}

} // namespace

Result<std::unique_ptr<JournalLock>> JournalLock::take(const QString& journal, const QString& socket, Instant now)
{
    const auto path = lockFile(journal);
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return failure(ErrorCode::Storage, u"%1 cannot be made: %2"_s.arg(path, qt_error_string()), path);
    std::unique_ptr<JournalLock> lock(new JournalLock(descriptor));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return failure(ErrorCode::Conflict, holderSentence(journal), path);
        return failure(ErrorCode::Storage, u"%1 cannot be locked: %2"_s.arg(path, qt_error_string()), path);
    }
    const auto content = contentOf(socket, now);
    const bool written = ::ftruncate(descriptor, 0) == 0 &&
                         ::pwrite(descriptor, content.constData(), static_cast<std::size_t>(content.size()), 0) ==
                             static_cast<ssize_t>(content.size());
    if (!written)
        return failure(ErrorCode::Storage, u"%1 cannot be written: %2"_s.arg(path, qt_error_string()), path);
    return lock;
}

std::optional<LockHolder> JournalLock::holder(const QString& journal)
{
    const int descriptor = ::open(QFile::encodeName(lockFile(journal)).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return std::nullopt;
    // A shared lock is refused exactly while somebody holds the writer's.
    const bool held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return held ? holderIn(journal) : std::nullopt;
}

JournalLock::~JournalLock()
{
    // The file stays: removing it would let two programs lock two files of one name.
    ::close(m_descriptor);
}

} // namespace penelope::system
