#include "ui/audit/auditreader.h"

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int scanChunk = 1000;

Result<AuditReader::Matches> scan(
    JournalReader& reader, const query::Filter& filter, qint64 before, int limit, qint64 budget,
    const std::stop_token& stop)
{
    AuditReader::Matches matches;
    matches.scannedTo = before;
    const qint64 least = std::max<qint64>(1, filter.firstSeq);
    qint64 top = std::min(before, filter.lastSeq + 1);
    while (top > least && budget > 0 && static_cast<int>(matches.seqs.size()) < limit && !stop.stop_requested()) {
        const qint64 from = std::max(least, top - scanChunk);
        auto events = reader.read(from, static_cast<int>(top - from));
        if (!events)
            return Failure{events.error()};
        for (auto each = events->rbegin(); each != events->rend(); ++each) {
            if (filter.matches(*each))
                matches.seqs.push_back(each->seq);
        }
        budget -= top - from;
        top = from;
        matches.scannedTo = from;
    }
    if (top <= least)
        matches.scannedTo = 1;
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
