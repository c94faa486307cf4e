#pragma once

#include "core/adapters/index/build.h"
#include "core/adapters/index/columnfiles.h"
#include "core/adapters/index/rollups.h"
#include "core/adapters/sqlite/reader.h"

/// The derived data of a journal file, in the cache folder of its id (journal.md 7).
namespace penelope::runtime {

/// The reader must outlive it. Damaged: the journal names no id.
Result<index::Identity> identityOf(sqlite::Reader& reader);
QString indexFolder(const QString& journalId);

/// Nothing while there is no index of this journal.
std::shared_ptr<const index::ColumnFiles> openColumns(sqlite::Reader& reader);
std::unique_ptr<index::Rollups> openRollups(sqlite::Reader& reader);

struct IndexOutcome
{
    QString folder;
    qint64 events = 0; ///< that the journal has
    qint64 size = 0;   ///< that the index knows
};

/// Through a connection of its own: for a thread that may block.
Result<IndexOutcome> buildIndex(
    const QString& journal, const std::stop_token& stop, std::function<void(const index::BuildProgress&)> progress);
/// Folds the journal from its newest snapshot to its end and leaves snapshots on the way, so that past moments are near
/// one. Where it ended early it goes on. Progress is in events. For a thread that may block.
Status buildSnapshots(
    const QString& journal, const std::stop_token& stop, std::function<void(qint64 folded, qint64 events)> progress);
/// Removes both; the folder they were in.
Result<QString> dropIndex(const QString& journal);

} // namespace penelope::runtime
