#include "ui/audit/auditreader.h"

#include "core/query/search.h"

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<AuditReader::Matches> scan(
    JournalReader& reader, const query::Filter& filter, qint64 before, int limit, qint64 budget,
    const std::stop_token& stop)
{
    const auto found = query::searchDown(reader, filter, before, {.limit = limit, .budget = budget, .stop = stop});
    if (!found)
        return Failure{found.error()};
    AuditReader::Matches matches;
    matches.scannedTo = found->complete ? 1 : found->lookedTo;
    for (const auto& event : found->events)
        matches.seqs.push_back(event.seq);
    return matches;
}

} // namespace

Result<AuditJournal*> AuditReader::Opened::get()
{
    if (!journal) {
        auto opened = open();
        if (!opened)
            return Failure{opened.error()};
        journal = std::move(*opened);
    }
    return journal.get();
}

AuditReader::AuditReader(OpenAuditJournal open)
    : m_opened(std::make_shared<Opened>(Opened{std::move(open), nullptr}))
    , m_worker(u"audit"_s)
{}

Task AuditReader::read(qint64 from, int limit, std::function<void(Result<std::vector<journal::Event>>)> done)
{
    return m_worker.run(
        m_mailbox,
        [opened = m_opened, from, limit](const std::stop_token&) -> Result<std::vector<journal::Event>> {
            auto journal = opened->get();
            if (!journal)
                return Failure{journal.error()};
            return (*journal)->reader().read(from, limit);
        },
        std::move(done));
}

Task AuditReader::prove(qint64 seq, std::function<void(Result<RecordProof>)> done)
{
    return m_worker.run(
        m_mailbox,
        [opened = m_opened, seq](const std::stop_token&) -> Result<RecordProof> {
            auto journal = opened->get();
            if (!journal)
                return Failure{journal.error()};
            return (*journal)->prove(seq);
        },
        std::move(done));
}

Task AuditReader::find(
    query::Filter filter, qint64 before, int limit, qint64 budget, std::function<void(Result<Matches>)> done)
{
    return m_worker.run(
        m_mailbox,
        [opened = m_opened, filter = std::move(filter), before, limit,
         budget](const std::stop_token& stop) -> Result<Matches> {
            auto journal = opened->get();
            if (!journal)
                return Failure{journal.error()};
            return scan((*journal)->reader(), filter, before, limit, budget, stop);
        },
        std::move(done));
}

} // namespace penelope::ui
