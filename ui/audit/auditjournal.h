#pragma once

#include "core/engine/snapshots.h"
#include "core/journal/columns.h"
#include "core/journal/rollup.h"
#include "core/ports/journalreader.h"
#include "core/query/export.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace penelope::ui {

/// What proves one record: its own hash, its place in the tree, the signed checkpoint over it (journal.md 3, 4).
struct RecordProof
{
    qint64 seq = 0;
    QString leaf;             ///< recomputed from the record's bytes, hex
    bool leafMatches = false; ///< equals the stored one
    QString previousLeaf;     ///< of the record before, hex; empty for the first
    bool previousMatches = true;
    std::optional<qint64> checkpointSize; ///< of the note that covers it; absent = not signed yet
    QString checkpointRoot;               ///< hex
    QString signedBy;                     ///< fingerprint of the key
    bool included = false;                ///< the leaf leads to the root of a well-signed note
    int hashes = 0;                       ///< of the inclusion proof
    QString trouble;                      ///< why not, a sentence; empty = fine
    bool operator==(const RecordProof&) const = default;
};

/// A journal opened for the Audit page. Used on one thread, the one that opened it.
class AuditJournal
{
public:
    virtual ~AuditJournal() = default;
    virtual JournalReader& reader() = 0;
    virtual Result<RecordProof> prove(qint64 seq) = 0;

    /// What answers searches quickly; null while it is not built. Stays as it is until `refreshIndex`.
    virtual const journal::Columns* columns() { return nullptr; }
    /// Takes up what was built since.
    virtual void refreshIndex() {}
    /// Buckets of a day, or of a minute, with from ≤ start < to; none while they are not built.
    virtual Result<std::vector<journal::Bucket>> buckets(Instant from, Instant to, bool days)
    {
        Q_UNUSED(from)
        Q_UNUSED(to)
        Q_UNUSED(days)
        return std::vector<journal::Bucket>{};
    }
    /// States that were written down, so that a past moment need not be folded from the start; null = none.
    virtual engine::Snapshots* snapshots() { return nullptr; }
};

/// Opens it; called on the reader thread.
using OpenAuditJournal = std::function<Result<std::unique_ptr<AuditJournal>>()>;
/// Brings the index to the journal's end, on a thread that may block; tells how many events of how many are done.
using BuildAuditIndex =
    std::function<Status(const std::stop_token& stop, const std::function<void(qint64 done, qint64 total)>& progress)>;

/// All that matches a question as a file, which replaces one of that name.
struct AuditExport
{
    QString question;
    query::ExportFormat format = query::ExportFormat::Csv;
    QString path;
};
/// Writes it, on a thread that may block; answers how many rows are in it. Nothing is left where it fails or is
/// stopped.
using ExportAudit = std::function<Result<qint64>(
    const AuditExport& wanted, const std::stop_token& stop,
    const std::function<void(qint64 done, qint64 total)>& progress)>;

} // namespace penelope::ui
