#include "core/adapters/sqlite/backup.h"

#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/fileverifier.h"
#include "core/adapters/sqlite/freshfile.h"
#include "core/adapters/sqlite/reader.h"

#include <QFile>
#include <QFileInfo>

#include <SQLiteCpp/Backup.h>

#include <sqlite3.h>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;

/// SQLite copies page by page inside the reader's one snapshot; the writer goes on beside it.
Status copyPages(Connection& source, const QString& target)
{
    return guarded(target, [&] {
        SQLite::Database copy(target.toStdString(), SQLite::OPEN_READWRITE);
        SQLite::Backup backup(copy, source.database());
        // Busy and locked are answers of SQLiteCpp, not exceptions.
        if (const int answer = backup.executeStep(-1); answer != SQLITE_DONE)
            throw SQLite::Exception("the copy was not finished", answer);
    });
}

Result<BackupManifest> describeCopy(const QString& path, const journal::Pins& pins)
{
    const auto verdict = verifyFile(path, pins);
    if (!verdict)
        return Failure{verdict.error()};
    if (!verdict->ok() || !verdict->root)
        return failure(
            ErrorCode::Damaged,
            u"the copy does not verify and was not kept: %1"_s.arg(journal::sentences(*verdict).join(u' ')), path);
    QFile file(path);
    RunningSha256 hash;
    if (file.open(QIODevice::ReadOnly)) {
        constexpr qint64 pieceBytes = qint64{1} << 20;
        for (QByteArray piece; !(piece = file.read(pieceBytes)).isEmpty();)
            hash.add(piece);
    }
    if (file.error() != QFile::NoError)
        return failure(ErrorCode::Storage, u"%1 cannot be read: %2"_s.arg(path, file.errorString()), path);
    return BackupManifest{
        .journalId = verdict->journalId,
        .size = verdict->events,
        .root = *verdict->root,
        .signedTo = verdict->signedTo,
        .bytes = file.size(),
        .sha256 = hash.digest()};
}

} // namespace

Json toJson(const BackupManifest& manifest)
{
    return Json::object(
        {{u"format"_s, 1},
         {u"journal_id"_s, manifest.journalId},
         {u"size"_s, manifest.size},
         {u"root"_s, toHex(manifest.root)},
         {u"signed_to"_s, manifest.signedTo},
         {u"bytes"_s, manifest.bytes},
         {u"sha256"_s, toHex(manifest.sha256)}});
}

QString manifestPath(const QString& target)
{
    return target + u".manifest.json"_s;
}

Result<BackupManifest> backUp(const QString& source, const QString& target, const journal::Pins& pins)
{
    for (const auto& name : {target, manifestPath(target)}) {
        if (auto free = refuseExisting(name); !free)
            return Failure{free.error()};
    }
    const auto reader = Reader::open({.path = source});
    if (!reader)
        return Failure{reader.error()};
    if ((*reader)->unreadLog() > 0)
        return failure(
            ErrorCode::Storage, u"%1: its write-ahead log cannot be read, a copy would lack the end"_s.arg(source),
            source);
    FreshFile copy{target + u".part"_s};
    FreshFile manifestFile{manifestPath(target)};
    auto done = copy.make();
    if (done)
        done = copyPages((*reader)->connection(), copy.path());
    if (done)
        done = closeLog(copy.path());
    if (done)
        done = syncFile(copy.path());
    if (!done)
        return Failure{done.error()};
    auto manifest = describeCopy(copy.path(), pins);
    if (!manifest)
        return manifest;
    done = manifestFile.make(toJsonText(toJson(*manifest), true) + '\n');
    if (done)
        done = copy.keepAs(target);
    if (!done)
        return Failure{done.error()};
    manifestFile.keep();
    // Without this a power cut may forget the names, not the bytes; a file system that cannot is no reason to fail.
    std::ignore = syncFile(QFileInfo(target).absolutePath());
    return manifest;
}

} // namespace penelope::sqlite
