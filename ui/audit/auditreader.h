#pragma once

#include "core/base/mailbox.h"
#include "core/base/worker.h"
#include "core/query/filter.h"
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

    explicit AuditReader(OpenAuditJournal open);

    Task read(qint64 from, int limit, std::function<void(Result<std::vector<journal::Event>>)> done);
    Task prove(qint64 seq, std::function<void(Result<RecordProof>)> done);
    /// Newest first from `before` down, until `limit` matches or `budget` records were looked at.
    Task find(query::Filter filter, qint64 before, int limit, qint64 budget, std::function<void(Result<Matches>)> done);

private:
    struct Opened
    {
        OpenAuditJournal open;
        std::unique_ptr<AuditJournal> journal;
        Result<AuditJournal*> get();
    };

    Mailbox m_mailbox;
    std::shared_ptr<Opened> m_opened; ///< touched by the worker only
    Worker m_worker;
};

} // namespace penelope::ui
