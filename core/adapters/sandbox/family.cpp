#include "core/adapters/sandbox/family.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QDir>
#include <QFile>

#include <set>
#include <sys/stat.h>
#include <utility>

namespace penelope::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray procFile(qint64 process, const char* name)
{
    QFile file(u"/proc/%1/%2"_s.arg(process).arg(QLatin1StringView{name}));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

/// The bytes of those lines "NAME:   123 kB" whose name is asked for.
qint64 bytesIn(const QByteArray& text, const QByteArrayList& names)
{
    constexpr qint64 kibibyte = 1024;
    qint64 bytes = 0;
    for (const auto& line : text.split('\n')) {
        const auto colon = line.indexOf(':');
        if (colon > 0 && names.contains(line.left(colon)))
            bytes += line.mid(colon + 1).simplified().split(' ').front().toLongLong() * kibibyte;
    }
    return bytes;
}

} // namespace

Family familyOf(qint64 first, int mostTasks)
{
    Family family;
    family.processes.push_back(first);
    for (std::size_t at = 0; at < family.processes.size() && family.tasks < mostTasks; ++at) {
        const auto folder = u"/proc/%1/task"_s.arg(family.processes[at]);
        for (const auto& task : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            ++family.tasks;
            QFile children(folder + u'/' + task + u"/children"_s);
            if (!children.open(QIODevice::ReadOnly))
                continue;
            for (const auto& child : children.readAll().split(' ')) {
                if (const auto process = child.trimmed().toLongLong(); process > 0)
                    family.processes.push_back(process);
            }
        }
    }
    return family;
}

qint64 roughMemoryOf(const Family& family)
{
    qint64 bytes = 0;
    for (const auto process : family.processes)
        bytes += bytesIn(procFile(process, "status"), {"RssAnon", "RssShmem"});
    return bytes;
}

std::optional<qint64> exactMemoryOf(const Family& family)
{
    qint64 bytes = 0;
    bool told = false;
    for (const auto process : family.processes) {
        const auto rollup = procFile(process, "smaps_rollup");
        told = told || !rollup.isEmpty();
        bytes += bytesIn(rollup, {"Pss_Anon", "Pss_Shmem"});
    }
    return told ? std::optional{bytes} : std::nullopt;
}

qint64 namelessBytesOf(const Family& family)
{
    constexpr qint64 unit = 512; // of st_blocks
    constexpr int mostSeen = 4096;
    std::set<std::pair<dev_t, ino_t>> seen;
    qint64 bytes = 0;
    int looked = 0;
    for (const auto process : family.processes) {
        const auto folder = u"/proc/%1/fd"_s.arg(process);
        for (const auto& name : QDir(folder).entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot)) {
            struct stat found
            {};
            if (++looked > mostSeen)
                return bytes;
            const auto path = QFile::encodeName(folder + u'/' + name);
            if (::stat(path.constData(), &found) == 0 && S_ISREG(found.st_mode) && found.st_nlink == 0 &&
                seen.insert({found.st_dev, found.st_ino}).second)
                bytes += static_cast<qint64>(found.st_blocks) * unit;
        }
    }
    return bytes;
}

} // namespace penelope::sandbox
