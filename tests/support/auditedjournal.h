#pragma once

#include "core/adapters/sqlite/store.h"
#include "core/base/id.h"
#include "core/journal/event.h"
#include "core/journal/keys.h"

#include <QFile>
#include <QProcess>

/// A small signed journal in a file, and the programs that look at it. What includes it links penelope-sqlite.
namespace penelope::test {

struct Ran
{
    int code = -1;
    QByteArray out;
    QString err;
    Json json() const { return parseForeign(out).value_or(Json{}); }
    QString text() const { return QString::fromUtf8(out) + err; }
};

inline Ran ran(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(-1);
    return {process.exitCode(), process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError())};
}

inline QString ctlProgram()
{
    return QStringLiteral(PENELOPE_BINARIES "/penelopectl");
}

inline Ran ctl(const QString& journal, const QStringList& arguments)
{
    return ran(ctlProgram(), QStringList{QStringLiteral("--journal"), journal} + arguments);
}

inline ed25519::SigningKey keyOf(std::uint8_t letter)
{
    ed25519::Seed seed{};
    seed.fill(letter);
    return ed25519::SigningKey{seed};
}

constexpr qint64 auditedTime = 1'700'000'000'000;
inline const QString auditedId = QStringLiteral("000102030405060708090a0b0c0d0e0f");

inline JournalStore::Entry entryOf(const QString& kind, const QString& stream, qint64 version, Json payload = {})
{
    return {
        {.kind = kind, .stream = stream, .payload = std::move(payload), .actor = QStringLiteral("core")},
        instantFromMs(auditedTime),
        version};
}

inline JournalStore::Entry createdWith(const ed25519::SigningKey& key)
{
    return entryOf(
        QStringLiteral("JournalCreated"), QStringLiteral("system"), 0,
        Json::object(
            {{QStringLiteral("journal_id"), auditedId},
             {QStringLiteral("version"), 1},
             {QStringLiteral("public_key"), ed25519::toBase64(key.publicKey())}}));
}

/// A note of its own stream; `seq` only makes it another one.
inline JournalStore::Entry noteOf(qint64 seq, const QString& text)
{
    return entryOf(
        QStringLiteral("NoteAdded"), QStringLiteral("note/") + idFromSeq(seq), 0,
        Json::object({{QStringLiteral("text"), text}}));
}

/// A new journal of `events` events, signed at half of them and at the end. Nothing where that failed.
inline std::unique_ptr<sqlite::Store>
auditedJournal(const QString& path, qint64 events = 12, const ed25519::SigningKey& key = keyOf(7))
{
    auto store = sqlite::Store::open({.path = path, .create = true, .key = key});
    if (!store || !(*store)->append({createdWith(key)}))
        return {};
    for (qint64 seq = 2; seq <= events; ++seq) {
        if (!(*store)->append({noteOf(seq, QStringLiteral("note %1 is here").arg(seq))}))
            return {};
        if ((seq == events / 2 || seq == events) && !(*store)->checkpoint())
            return {};
    }
    return std::move(*store);
}

inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

inline bool writeContent(const QString& path, const QByteArray& content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace penelope::test
