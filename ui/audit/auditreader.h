#pragma once

#include "core/base/mailbox.h"
#include "core/base/worker.h"
#include "core/query/columnsearch.h"
#include "core/query/completion.h"
#include "core/query/emptyresult.h"
#include "ui/audit/auditjournal.h"

namespace penelope::ui {

/// Reads the journal on a thread of its own, for the Audit page. GUI thread; answers come on it.
class AuditReader
{
public:
    struct Matches
    {
        std::vector<qint64> seqs; ///< descending
        qint64 scannedTo = 0;     ///< the lowest seq looked at; 1 = everything was
    };

    /// Events over time: all buckets of the range, each of a day or of a minute.
    struct Timeline
    {
        std::vector<journal::Bucket> buckets;
        bool days = true;
        Instant from{};
        Instant to{};
        qint64 indexed = 0; ///< events that searches need not read; 0 = no index
    };

    explicit AuditReader(OpenAuditJournal open, BuildAuditIndex build = {}, ExportAudit write = {});

    Task read(qint64 from, int limit, std::function<void(Result<std::vector<journal::Event>>)> done);
    Task prove(qint64 seq, std::function<void(Result<RecordProof>)> done);
    /// Newest first from `before` down, until `limit` matches or `budget` records were looked at.
    Task find(query::Filter filter, qint64 before, int limit, qint64 budget, std::function<void(Result<Matches>)> done);
    /// The first record from this moment on; one after the last where there is none.
    Task seqAt(Instant moment, std::function<void(Result<qint64>)> done);
    /// All matches, where the index answers; as many as were looked at where the task was cancelled.
    Task count(query::Filter filter, std::function<void(Result<query::Counted>)> done);
    Task whyEmpty(query::Filter filter, QString text, std::function<void(Result<query::EmptyReason>)> done);
    /// The values that occur in indexed fields.
    Task values(std::function<void(Result<query::FieldValues>)> done);
    /// The whole journal, or a part. Takes up what was built since the last call.
    Task timeline(std::optional<Instant> from, std::optional<Instant> to, std::function<void(Result<Timeline>)> done);
    /// Builds the index on a thread of its own; null-ary where there is nothing to build with.
    bool canIndex() const { return static_cast<bool>(m_build); }
    Task buildIndex(std::function<void(qint64 done, qint64 total)> progress, std::function<void(Status)> done);
    bool canExport() const { return static_cast<bool>(m_write); }
    /// On the thread of the index: searches go on meanwhile. Dropping the task leaves no file.
    Task exportTo(
        AuditExport wanted, std::function<void(qint64 done, qint64 total)> progress,
        std::function<void(Result<qint64> rows)> done);

private:
    struct Opened
    {
        OpenAuditJournal open;
        std::unique_ptr<AuditJournal> journal;
        Result<AuditJournal*> get();
    };

    Mailbox m_mailbox;
    std::shared_ptr<Opened> m_opened; ///< touched by the worker only
    BuildAuditIndex m_build;
    ExportAudit m_write;
    Worker m_worker;
    Worker m_indexer;
};

} // namespace penelope::ui
