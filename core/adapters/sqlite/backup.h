#pragma once

#include "core/journal/verifier.h"

namespace penelope::sqlite {

/// What a backup holds, as its manifest says it (journal.md 8).
struct BackupManifest
{
    QString journalId;
    qint64 size = 0; ///< events
    Digest root{};
    qint64 signedTo = 0; ///< size of the newest valid checkpoint in the copy
    qint64 bytes = 0;
    Digest sha256{}; ///< of the file

    bool operator==(const BackupManifest&) const = default;
};

Json toJson(const BackupManifest& manifest);
/// TARGET.manifest.json.
QString manifestPath(const QString& target);

/// Copies one moment of a journal, which may be in use, to a file that does not exist yet; verifies the copy from its
/// first event to its last; only then gives it its name and writes the manifest beside it. Both are mode 0600. The
/// source is only read. An error leaves neither file behind: Conflict where the target or its manifest exists, Damaged
/// where the copy does not verify, else as of Reader::open and Storage. Any thread; own connections.
Result<BackupManifest> backUp(const QString& source, const QString& target, const journal::Pins& pins = {});

} // namespace penelope::sqlite
