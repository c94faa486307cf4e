#include "core/adapters/sandbox/controlgroup.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <thread>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::sandbox {

namespace {

constexpr auto groupPrefix = "penelope-twin-"_L1;
constexpr auto ownGroup = "penelope-core"_L1;

QByteArray groupText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ? file.readAll() : QByteArray{};
}

/// Of a folder of the kernel's nobody creates a file; what stands in for one lets us.
int openToWrite(const QString& path)
{
    return ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
}

/// The kernel answers a wrong word at once, so there is nothing to flush.
bool writeGroup(const QString& path, const QByteArray& text)
{
    const int file = openToWrite(path);
    if (file < 0)
        return false;
    const auto written = ::write(file, text.constData(), static_cast<std::size_t>(text.size()));
    const int why = errno;
    ::close(file);
    errno = why;
    return written == text.size();
}

/// The number after the name in "name 3" lines.
qint64 countIn(const QByteArray& text, const QByteArray& name)
{
    for (const auto& line : text.split('\n')) {
        if (line.startsWith(name + ' '))
            return line.mid(name.size() + 1).trimmed().toLongLong();
    }
    return 0;
}

/// "0::/user.slice/…" of /proc/self/cgroup.
QString ownGroupIn(const GroupPlaces& places)
{
    for (const auto& line : groupText(places.own).split('\n')) {
        if (line.startsWith("0::/"))
            return QDir::cleanPath(places.root + QFile::decodeName(line.mid(3)));
    }
    return {};
}

bool hasControllers(const QByteArray& words)
{
    const auto offered = words.simplified().split(' ');
    return offered.contains("memory") && offered.contains("pids") && offered.contains("cpu");
}

bool isMarkedDelegated(const QString& group)
{
    const auto path = QFile::encodeName(group);
    for (const auto* name : {"user.delegate", "trusted.delegate"}) {
        char mark = 0;
        if (::getxattr(path.constData(), name, &mark, 1) == 1 && mark == '1')
            return true;
    }
    return false;
}

void removeLeftGroups(const QString& delegated)
{
    for (const auto& name : QDir(delegated).entryList({groupPrefix + u'*'}, QDir::Dirs)) {
        bool isNumber = false;
        const auto process = name.sliced(groupPrefix.size()).section(u'-', 0, 0).toLongLong(&isNumber);
        const bool gone = isNumber && process > 0 && ::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH;
        if (gone)
            endGroup(delegated + u'/' + name);
    }
}

Failure noGroup(const QString& why, const QString& where)
{
    return failure(ErrorCode::Unsupported, u"control groups are not used: %1"_s.arg(why), where);
}

/// This process leaves for a group of its own, and the one that it leaves hands out controllers.
Status handOut(const QString& group)
{
    const auto own = group + u'/' + ownGroup;
    if (::mkdir(QFile::encodeName(own).constData(), 0755) != 0 && errno != EEXIST)
        return noGroup(qt_error_string(errno), own);
    if (!writeGroup(own + u"/cgroup.procs"_s, "0")) {
        const auto why = qt_error_string(errno);
        ::rmdir(QFile::encodeName(own).constData());
        return noGroup(why, own);
    }
    if (writeGroup(group + u"/cgroup.subtree_control"_s, "+memory +pids +cpu"))
        return {};
    // Somebody else is in it as well.
    const auto why = qt_error_string(errno);
    writeGroup(group + u"/cgroup.procs"_s, "0");
    ::rmdir(QFile::encodeName(own).constData());
    return noGroup(why, group);
}

} // namespace

bool endGroup(const QString& folder)
{
    constexpr int tries = 200;
    constexpr int pauseMs = 10;
    writeGroup(folder + u"/cgroup.kill"_s, "1");
    const auto path = QFile::encodeName(folder);
    for (int at = 0; at < tries; ++at) {
        if (::rmdir(path.constData()) == 0 || errno == ENOENT)
            return true;
        if (errno != EBUSY)
            return false;
        ::poll(nullptr, 0, pauseMs);
    }
    return false;
}

Result<QString> findDelegatedGroup(const GroupPlaces& places)
{
    auto group = ownGroupIn(places);
    if (group.isEmpty())
        return noGroup(u"this process is in no group of version 2"_s, places.own);
    // From the time before.
    if (group.endsWith(u'/' + ownGroup))
        group = group.left(group.lastIndexOf(u'/'));
    // The root is the machine's own, whoever may write there.
    if (group == QDir::cleanPath(places.root))
        return noGroup(u"none is delegated to this process"_s, group);
    if (!hasControllers(groupText(group + u"/cgroup.controllers"_s)))
        return noGroup(u"this group has not got memory, pids and cpu"_s, group);
    for (const auto* file : {"", "/cgroup.procs", "/cgroup.subtree_control"}) {
        const auto path = group + QLatin1StringView{file};
        if (::access(QFile::encodeName(path).constData(), W_OK) != 0)
            return noGroup(u"none is delegated to this process"_s, path);
    }
    if (QFile::exists(places.systemd) && !isMarkedDelegated(group))
        return noGroup(u"systemd has not delegated this group"_s, group);
    return group;
}

Result<QString> delegatedGroup(const GroupPlaces& places)
{
    auto group = findDelegatedGroup(places);
    if (!group)
        return group;
    if (!hasControllers(groupText(*group + u"/cgroup.subtree_control"_s))) {
        if (const auto done = handOut(*group); !done)
            return Failure{done.error()};
    }
    removeLeftGroups(*group);
    return group;
}

ControlGroup::ControlGroup(QString folder, int door)
    : m_folder(std::move(folder))
    , m_door(door)
{}

Result<std::unique_ptr<ControlGroup>> ControlGroup::make(const QString& delegated, const Sandbox::Limits& limits)
{
    constexpr qint64 period = 100'000; // µs, the kernel's own
    constexpr int bubblewraps = 2;     // outside and process 1 inside
    auto name = QFile::encodeName(u"%1/%2%3-XXXXXX"_s.arg(delegated, groupPrefix).arg(::getpid()));
    if (!::mkdtemp(name.data()))
        return failure(
            ErrorCode::Unavailable, u"no control group can be made: %1"_s.arg(qt_error_string(errno)), delegated);
    const auto folder = QFile::decodeName(name);
    // One processor stays for who watches and plays; a machine with one has none to give.
    const auto processors = std::max<qint64>(1, static_cast<qint64>(std::thread::hardware_concurrency()) - 1);
    const std::pair<const char*, QByteArray> wanted[] = {
        {"memory.max", QByteArray::number(limits.memoryBytes)},
        {"memory.oom.group", "1"},
        {"pids.max", QByteArray::number(limits.processes + bubblewraps)},
        {"cpu.max", QByteArray::number(processors * period) + ' ' + QByteArray::number(period)}};
    for (const auto& [file, value] : wanted) {
        const auto path = folder + u'/' + QLatin1StringView{file};
        if (!writeGroup(path, value)) {
            const auto why = qt_error_string(errno);
            endGroup(folder);
            return failure(ErrorCode::Unavailable, u"the control group does not take its limit: %1"_s.arg(why), path);
        }
    }
    // A kernel without swap has no such file.
    writeGroup(folder + u"/memory.swap.max"_s, "0");
    const int door = openToWrite(folder + u"/cgroup.procs"_s);
    if (door < 0) {
        const auto why = qt_error_string(errno);
        endGroup(folder);
        return failure(ErrorCode::Unavailable, u"the control group cannot be entered: %1"_s.arg(why), folder);
    }
    return std::unique_ptr<ControlGroup>(new ControlGroup(folder, door));
}

ControlGroup::~ControlGroup()
{
    ::close(m_door);
    endGroup(m_folder);
}

void ControlGroup::kill() const
{
    writeGroup(m_folder + u"/cgroup.kill"_s, "1");
}

bool ControlGroup::ranOutOfMemory() const
{
    return countIn(groupText(m_folder + u"/memory.events"_s), "oom_kill") > 0;
}

bool ControlGroup::ranOutOfProcesses() const
{
    return countIn(groupText(m_folder + u"/pids.events"_s), "max") > 0;
}

} // namespace penelope::sandbox
