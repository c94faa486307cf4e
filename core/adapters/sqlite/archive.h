#pragma once

#include "core/journal/archive.h"

/// Journals to and from `.penelope-audit` files (journal.md 8, 9). Any thread; own connections.
namespace penelope::sqlite {

struct ArchiveRange
{
    qint64 first = 1;
    qint64 last = 0; ///< 0 = the last event there is
};

/// Writes one moment of a journal, or a range of it with its proof, to a new file of mode 0600, and verifies that. A
/// range is proven in the newest checkpoint that covers it, where there is one. Refused for an impossible range;
/// Conflict where the target exists; Damaged where the result does not verify, which is not kept then.
Result<journal::ArchiveVerdict>
exportArchive(const QString& source, const QString& target, const ArchiveRange& range, const QString& madeBy);

/// Every event that verifies, the stored hashes of those that do not, and which they are. The source is only read; the
/// archive is kept whatever its own verdict says.
Result<journal::ArchiveVerdict> salvageArchive(const QString& source, const QString& target, const QString& madeBy);

/// As Reader::open's errors, and those of journal::verifyArchive.
Result<journal::ArchiveVerdict> verifyArchiveFile(const QString& path, const journal::Pins& pins = {});

/// Verifies first, then makes a journal of the same events, nodes and checkpoints; verifies that too. Refused for a
/// range or where events are lost: they make no journal.
Result<journal::ArchiveVerdict>
importArchive(const QString& archive, const QString& target, const journal::Pins& pins = {});

} // namespace penelope::sqlite
