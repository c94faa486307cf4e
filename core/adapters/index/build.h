#pragma once

#include "core/adapters/index/identity.h"
#include "core/ports/journalreader.h"

#include <stop_token>

/// Building what searches and the mini-map read. A thread of the caller's that may block.
namespace penelope::index {

struct BuildProgress
{
    qint64 done = 0;
    qint64 total = 0;
};

struct Building
{
    QString folder; ///< the journal's own, in the cache
    std::stop_token stop = {};
    /// After each step; may be empty.
    std::function<void(const BuildProgress&)> progress = {};
    /// The rows of a line of text are fewer than so many behind its first one. Ten million generated events have 1.37
    /// million lines so, 1.45 million with a quarter of it, and 1.35 million without an end.
    qint64 textWindow = qint64{1} << 20;
};

QString columnFolder(const QString& folder);
QString rollupFile(const QString& folder);

/// Brings all parts to the journal's end, from where they stand; parts of another journal, or of a past that this
/// journal does not have, are made anew. Being stopped is no error: the next call goes on. Conflict: another process
/// builds it now. Damaged: an event does not match its hash; what comes before it is indexed.
Status build(JournalReader& reader, const Identity& identity, const Building& building);

/// Removes the journal's derived data, and only them. Whoever reads them goes on with what is there.
Status drop(const QString& folder);

} // namespace penelope::index
