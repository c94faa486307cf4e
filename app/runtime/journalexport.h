#pragma once

#include "core/base/instant.h"
#include "core/query/export.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace penelope::runtime {

/// A question to a journal whose answer becomes a file for other programs and people (journal.md 9).
struct JournalExport
{
    QString question; ///< as it was written
    query::ExportFormat format = query::ExportFormat::Csv;
    QString output;        ///< a file; empty = standard output
    bool replaces = false; ///< a file of that name; else it is a Conflict
    std::optional<qint64> limit = {};
};

/// Told now and then: how many events of how many were looked at.
using ExportProgress = std::function<void(qint64 done, qint64 total)>;

/// Streams all that matches, oldest first, then the footer, in the memory of one page; what is appended meanwhile is
/// not in it. A file appears whole, with the owner's rights only, or not at all. Answers the footer's object. Errors:
/// Malformed (the question, with its column), Conflict, Storage (the file, the journal), Damaged (events are missing),
/// Unavailable (`stop` was asked for). A thread that may block.
Result<Json> exportJournal(
    const QString& journal, const JournalExport& wanted, Instant now, const std::stop_token& stop = {},
    const ExportProgress& progress = {});

} // namespace penelope::runtime
