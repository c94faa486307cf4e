#pragma once

#include "core/journal/keys.h"
#include "core/journal/verifier.h"

#include <QIODevice>

/// The `.penelope-audit` archive (journal.md 9): a ustar file whose every byte follows from its content.
namespace penelope::journal {

inline constexpr QByteArrayView manifestName = "manifest.json";
inline constexpr QByteArrayView keysName = "keys.txt";
inline constexpr QByteArrayView checkpointsName = "checkpoints.txt";
/// A member ends after so many events or bytes: ustar cannot say a size of 8 GiB.
constexpr qint64 maxMemberEvents = 1'000'000;
constexpr qint64 maxMemberBytes = qint64{4} << 30;
constexpr qint64 tarBlock = 512;

struct ArchiveMember
{
    QByteArray name;
    qint64 bytes = 0;
    Digest sha256{};

    bool operator==(const ArchiveMember&) const = default;
};

/// Events that could not be saved. `leaves` are their stored hashes, one for each, or none.
struct LostRange
{
    qint64 first = 0;
    qint64 last = 0;
    Digests leaves;

    bool operator==(const LostRange&) const = default;
};

struct ArchiveManifest
{
    QString journalId;
    qint64 first = 1; ///< seq of the first event
    qint64 last = 0;  ///< seq of the last event
    qint64 size = 0;  ///< events of the tree that `root` is of
    std::optional<Digest> root;
    bool complete = true; ///< the whole journal, nothing lost
    std::vector<ArchiveMember> members;
    RangeProof around; ///< the subtrees before `first` and after `last`
    std::vector<LostRange> lost;
    /// Stored roots of the blocks of 256 events in which hashes are lost: block number from 0, hash.
    std::vector<std::pair<qint64, Digest>> blocks;
    QString madeBy;
    qint64 madeAt = 0; ///< UTC ms: time of the last event, so that the same content gives the same file

    bool whole() const { return first == 1 && last == size; }
    bool operator==(const ArchiveManifest&) const = default;
};

/// The bytes of manifest.json, with their own hash in `manifest_sha256`: a flipped bit shows there as well.
QByteArray manifestBytes(const ArchiveManifest& manifest);
/// Malformed for anything that manifestBytes would not write.
Result<ArchiveManifest> manifestFrom(const QByteArray& bytes);

/// The 512 bytes before a member: mode 0644, uid, gid and mtime 0.
QByteArray tarHeader(QByteArrayView name, qint64 bytes);
QByteArray tarPadding(qint64 bytes);

/// keys.txt of a journal, and its keys.
QByteArray keysText(const KeyHistory& history);
Result<std::vector<VerifierKey>> keysFrom(const QByteArray& text);
/// checkpoints.txt.
QByteArray checkpointsText(const std::vector<QByteArray>& notes);

/// Gives each body, ascending, to what it is called with. Called twice; the bodies must be the same.
using BodySource = std::function<Status(const std::function<Status(const QByteArray& body)>& take)>;
/// Writes an archive; `manifest` says everything but its members.
Status writeArchive(
    QIODevice& out, ArchiveManifest manifest, const QByteArray& keys, const QByteArray& checkpoints,
    const BodySource& bodies);

struct ArchiveVerdict
{
    ArchiveManifest manifest;
    Verdict verdict; ///< lost events are `missing`
};
/// Told of each event that is there, ascending.
using EventSink = std::function<Status(const Event& event, const QByteArray& body, const Digest& leaf)>;
/// Every byte of an archive: its form, the members' hashes, the events, the tree, the signatures. Damaged, with the
/// member in `where`, for what is not the file that was written. The device must be seekable.
Result<ArchiveVerdict>
verifyArchive(QIODevice& file, const Pins& pins = {}, const Progress& progress = {}, const EventSink& sink = {});

} // namespace penelope::journal
