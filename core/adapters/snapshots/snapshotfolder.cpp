#include "core/adapters/snapshots/snapshotfolder.h"

#include "core/adapters/snapshots/packed.h"
#include "core/base/binaryvalue.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <unistd.h>

#include <algorithm>

namespace penelope::snapshots {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QByteArrayView magic = "penelope snapshot 3\n";
constexpr auto suffix = ".snapshot";
constexpr auto unfinished = ".part";
constexpr qint64 headBytes = 512;
/// Nobody's state is larger; a file that is, is none of ours.
constexpr qint64 mostFileBytes = qint64{8} << 30;

/// What stands behind the magic; `seal` is of the stored bytes, which are the state's, compressed.
struct Head
{
    QByteArray format;
    QString journalId;
    qint64 size = 0;
    Digest root{};
    Instant latest{};
    qint64 storedBytes = 0;
    Digest seal{};
};

QByteArray encode(const Head& head)
{
    binary::Writer out;
    binary::put(out, head);
    return magic.toByteArray() + static_cast<char>(out.written().size()) + out.written();
}

/// The head and where the state begins; nothing for what is no snapshot.
std::optional<std::pair<Head, qint64>> decode(QByteArrayView bytes)
{
    if (!bytes.startsWith(magic) || bytes.size() <= magic.size())
        return std::nullopt;
    const auto length = static_cast<quint8>(bytes[magic.size()]);
    const auto begin = magic.size() + 1;
    if (bytes.size() < begin + length)
        return std::nullopt;
    binary::Reader in(bytes.sliced(begin, length));
    Head head;
    binary::take(in, head);
    if (!in.atEnd())
        return std::nullopt;
    return std::pair{std::move(head), begin + length};
}

QString nameOf(qint64 size)
{
    return u"%1%2"_s.arg(size, 16, 10, QLatin1Char('0')).arg(QLatin1String(suffix));
}

Failure unwritten(const QFile& file)
{
    return failure(
        ErrorCode::Storage, u"a snapshot could not be written: %1"_s.arg(file.errorString()), file.fileName());
}

} // namespace

SnapshotFolder::SnapshotFolder(QString folder, QString journalId, QByteArray format)
    : m_folder(std::move(folder))
    , m_journalId(std::move(journalId))
    , m_format(std::move(format))
{}

std::vector<Heading> SnapshotFolder::headings() const
{
    std::vector<Heading> all;
    const QDir folder(m_folder);
    // No name filters: Qt compiles a regular expression of them, and the next start's first picture waits for that.
    const auto names = folder.entryList(QDir::Files, QDir::Name | QDir::Reversed);
    for (const auto& name : names) {
        if (!name.endsWith(QLatin1String(suffix)))
            continue;
        QFile file(folder.filePath(name));
        const bool opened = file.open(QIODevice::ReadOnly);
        const auto head = opened ? decode(file.read(headBytes)) : std::nullopt;
        const bool ours = head && head->first.format == m_format && head->first.journalId == m_journalId &&
                          head->second + head->first.storedBytes == file.size() && name == nameOf(head->first.size);
        if (ours)
            all.push_back({file.fileName(), head->first.size, head->first.root, head->first.latest, file.size()});
        else if (opened)
            file.remove();
    }
    return all;
}

Result<QByteArray> SnapshotFolder::read(const Heading& heading) const
{
    QFile file(heading.path);
    const auto bytes = file.open(QIODevice::ReadOnly) && file.size() <= mostFileBytes ? file.readAll() : QByteArray{};
    const auto head = decode(bytes);
    const auto stored = head ? QByteArrayView(bytes).sliced(head->second) : QByteArrayView{};
    // Only sealed bytes say how much memory they need.
    const bool whole = head && stored.size() == head->first.storedBytes && sha256(stored) == head->first.seal;
    if (auto state = whole ? unpacked(stored) : std::nullopt)
        return std::move(*state);
    drop(heading);
    return failure(ErrorCode::Malformed, u"a snapshot is damaged and was removed"_s, heading.path);
}

Status SnapshotFolder::write(const Snapshot& snapshot) const
{
    if (!QDir().mkpath(m_folder))
        return failure(ErrorCode::Storage, u"the folder of snapshots cannot be made"_s, m_folder);
    const auto bytes = packed(snapshot.bytes);
    const auto head = encode(
        {.format = m_format,
         .journalId = m_journalId,
         .size = snapshot.size,
         .root = snapshot.root,
         .latest = snapshot.latest,
         .storedBytes = bytes.size(),
         .seal = sha256(bytes)});
    const QDir folder(m_folder);
    QFile file(folder.filePath(QUuid::createUuid().toString(QUuid::Id128) + QLatin1String(unfinished)));
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return unwritten(file);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const bool whole = file.write(head) == head.size() && file.write(bytes) == bytes.size() && file.flush() &&
                       ::fsync(file.handle()) == 0;
    file.close();
    const auto path = folder.filePath(nameOf(snapshot.size));
    if (!whole || ::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(path).constData()) != 0) {
        const auto trouble = unwritten(file);
        file.remove();
        return trouble;
    }
    dropOlder();
    return {};
}

void SnapshotFolder::drop(const Heading& heading) const
{
    QFile::remove(heading.path);
}

void SnapshotFolder::dropOlder() const
{
    const auto all = headings();
    for (std::size_t at = 1; at < all.size(); ++at)
        drop(all[at]);
    // What a process that died left half written.
    const QDir folder(m_folder);
    constexpr qint64 hour = 3600;
    const auto parts = folder.entryInfoList({u'*' + QLatin1String(unfinished)}, QDir::Files);
    const auto newest = all.empty() ? QDateTime{} : QFileInfo(all.front().path).lastModified();
    for (const auto& part : parts) {
        if (newest.isValid() && part.lastModified().secsTo(newest) > hour)
            QFile::remove(part.filePath());
    }
}

} // namespace penelope::snapshots
