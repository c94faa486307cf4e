#include "core/adapters/sqlite/archive.h"

#include "core/adapters/sqlite/bulkwriter.h"
#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/fileverifier.h"
#include "core/adapters/sqlite/freshfile.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/sqlite/storedtree.h"
#include "core/journal/keys.h"

#include <QFile>

#include <algorithm>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;

journal::BodySource rowsBetween(Connection& connection, qint64 first, qint64 last)
{
    return [&connection, first, last](const std::function<Status(const QByteArray&)>& take) {
        return guarded(connection.path(), [&]() -> Status {
            SQLite::Statement query(
                connection.database(), "SELECT body FROM events WHERE seq BETWEEN ? AND ? ORDER BY seq");
            query.bind(1, static_cast<int64_t>(first));
            query.bind(2, static_cast<int64_t>(last));
            while (query.executeStep()) {
                if (auto taken = take(bytesAt(query, 0)); !taken)
                    return taken;
            }
            return {};
        });
    };
}

Result<std::vector<journal::StoredNote>> storedNotes(Connection& connection)
{
    return guarded(connection.path(), [&] {
        std::vector<journal::StoredNote> notes;
        SQLite::Statement query(connection.database(), "SELECT size, note FROM checkpoints ORDER BY size");
        while (query.executeStep())
            notes.push_back({query.getColumn(0).getInt64(), bytesAt(query, 1)});
        return notes;
    });
}

/// What the archive says but its events, from the reader's one moment.
struct Contents
{
    journal::ArchiveManifest manifest;
    QByteArray keys;
    QByteArray checkpoints;
};

Result<ArchiveRange> rangeIn(qint64 events, const ArchiveRange& wanted)
{
    const auto last = wanted.last > 0 ? wanted.last : events;
    if (wanted.first < 1 || last < wanted.first || last > events)
        return failure(
            ErrorCode::Refused,
            u"events %1 to %2 cannot be exported: the journal has 1 to %3"_s.arg(wanted.first).arg(last).arg(events));
    return ArchiveRange{wanted.first, last};
}

Result<Contents> contentsOf(Reader& reader, const ArchiveRange& range, qint64 events, const QString& madeBy)
{
    const auto keys = reader.keys();
    const auto notes = storedNotes(reader.connection());
    const auto newest = reader.read(range.last, 1);
    if (!keys || !notes || !newest || newest->empty())
        return Failure{!keys ? keys.error() : !notes ? notes.error() : newest ? Error{} : newest.error()};
    const bool whole = range.first == 1 && range.last == events;
    Contents contents;
    contents.manifest = {
        .journalId = keys->journalId(),
        .first = range.first,
        .last = range.last,
        .size = events,
        .root = {},
        .complete = whole,
        .members = {},
        .around = {},
        .lost = {},
        .blocks = {},
        .madeBy = madeBy,
        .madeAt = toMs(newest->front().time)};
    // A range is proven in a signed root where one covers it.
    if (!whole && !notes->empty() && notes->back().size >= range.last)
        contents.manifest.size = notes->back().size;
    std::vector<QByteArray> carried;
    for (const auto& note : *notes) {
        const bool inside = note.size >= range.first - 1 && note.size <= range.last;
        if (inside || note.size == contents.manifest.size)
            carried.push_back(note.note);
    }
    contents.keys = journal::keysText(*keys);
    contents.checkpoints = journal::checkpointsText(carried);
    StoredTree tree{reader.connection(), contents.manifest.size};
    const auto frontier = tree.frontier();
    if (!frontier)
        return Failure{frontier.error()};
    contents.manifest.root = frontier->root();
    contents.manifest.around =
        journal::rangeProof(tree.subtrees(), range.first - 1, range.last, contents.manifest.size);
    return contents;
}

Status writeTo(const QString& path, const Contents& contents, const journal::BodySource& bodies)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(ErrorCode::Storage, u"%1 cannot be written: %2"_s.arg(path, file.errorString()), path);
    auto written = journal::writeArchive(file, contents.manifest, contents.keys, contents.checkpoints, bodies);
    if (written && !file.flush())
        written = failure(ErrorCode::Storage, u"%1 cannot be written: %2"_s.arg(path, file.errorString()), path);
    return written ? syncFile(path) : written;
}

/// checkpoints.txt of an archive that has been verified.
std::vector<QByteArray> notesIn(QFile& file, const journal::ArchiveManifest& manifest)
{
    const auto block = [](qint64 bytes) { return journal::tarBlock + bytes + journal::tarPadding(bytes).size(); };
    const auto head = journal::manifestBytes(manifest).size();
    file.seek(block(head) + block(manifest.members[0].bytes) + journal::tarBlock);
    return journal::splitNotes(file.read(manifest.members[1].bytes));
}

std::string_view utf8Of(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// Everything of an archive that has been verified.
Status fill(BulkWriter& writer, QFile& file, const journal::Pins& pins)
{
    file.seek(0);
    const auto verdict = journal::verifyArchive(
        file, pins, {}, [&writer](const journal::Event& event, const QByteArray& body, const Digest&) {
            const auto kind = event.kind.toUtf8();
            const auto stream = event.stream.toUtf8();
            return writer.add(
                {event.seq, toMs(event.time), utf8Of(kind), utf8Of(stream), event.streamVersion, utf8Of(body)});
        });
    if (!verdict)
        return Failure{verdict.error()};
    for (const auto& note : notesIn(file, verdict->manifest)) {
        const auto parsed = journal::parseNote(note);
        if (auto added = writer.addNote(parsed ? parsed->checkpoint.size : 0, note); !added)
            return added;
    }
    return writer.finish();
}

/// What was written is read again before it counts.
Status checkImported(const QString& part, const journal::Pins& pins, const std::optional<Digest>& root)
{
    const auto made = verifyFile(part, pins);
    if (!made || !made->ok() || made->root != root)
        return failure(ErrorCode::Damaged, u"what was imported does not verify and was not kept"_s, part);
    return {};
}

} // namespace

Result<journal::ArchiveVerdict> verifyArchiveFile(const QString& path, const journal::Pins& pins)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, u"%1 cannot be read: %2"_s.arg(path, file.errorString()), path);
    return journal::verifyArchive(file, pins);
}

Result<journal::ArchiveVerdict>
exportArchive(const QString& source, const QString& target, const ArchiveRange& range, const QString& madeBy)
{
    if (auto free = refuseExisting(target); !free)
        return Failure{free.error()};
    const auto reader = Reader::open({.path = source});
    if (!reader)
        return Failure{reader.error()};
    auto& connection = (*reader)->connection();
    // One moment for all that is read: the writer may go on.
    if (auto begun = guarded(source, [&] { connection.exec("BEGIN"); }); !begun)
        return Failure{begun.error()};
    const auto events = (*reader)->lastSeq();
    const auto wanted = events ? rangeIn(*events, range) : Result<ArchiveRange>{Failure{events.error()}};
    if (!wanted)
        return Failure{wanted.error()};
    const auto contents = contentsOf(**reader, *wanted, *events, madeBy);
    if (!contents)
        return Failure{contents.error()};
    FreshFile part{target + u".part"_s};
    auto done = part.make();
    if (done)
        done = writeTo(part.path(), *contents, rowsBetween(connection, wanted->first, wanted->last));
    if (!done)
        return Failure{done.error()};
    auto verdict = verifyArchiveFile(part.path());
    if (!verdict || !verdict->verdict.ok())
        return failure(
            ErrorCode::Damaged,
            u"the archive does not verify and was not kept: %1"_s.arg(
                verdict ? journal::sentences(verdict->verdict).join(u' ') : verdict.error().message),
            source);
    done = part.keepAs(target);
    return done ? verdict : Result<journal::ArchiveVerdict>{Failure{done.error()}};
}

Result<journal::ArchiveVerdict> importArchive(const QString& archive, const QString& target, const journal::Pins& pins)
{
    if (auto free = refuseExisting(target); !free)
        return Failure{free.error()};
    auto verdict = verifyArchiveFile(archive, pins);
    if (!verdict)
        return verdict;
    const auto& manifest = verdict->manifest;
    if (!manifest.whole() || !manifest.lost.empty())
        return failure(
            ErrorCode::Refused,
            manifest.lost.empty()
                ? u"the archive is the range %1 to %2: only a whole journal can be imported"_s.arg(manifest.first)
                      .arg(manifest.last)
                : u"the archive lacks events and cannot be written on: begin a new journal and keep it as evidence"_s,
            archive);
    if (!verdict->verdict.ok())
        return failure(
            ErrorCode::Damaged,
            u"the archive does not verify and was not imported: %1"_s.arg(
                journal::sentences(verdict->verdict).join(u' ')),
            archive);
    QFile file(archive);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, u"%1 cannot be read"_s.arg(archive), archive);
    const auto writer = BulkWriter::open(
        {.path = target,
         .journalId = manifest.journalId,
         .ordersTimes = false, // an odd clock is part of the evidence
         .check = [&](const QString& part) { return checkImported(part, pins, manifest.root); }});
    if (!writer)
        return Failure{writer.error()};
    const auto done = fill(**writer, file, pins);
    return done ? verdict : Result<journal::ArchiveVerdict>{Failure{done.error()}};
}

} // namespace penelope::sqlite
