#include "ui/audit/auditreader.h"

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<AuditReader::Matches>
scan(AuditJournal& journal, const query::Filter& filter, qint64 before, const query::Reach& reach)
{
    auto found = query::seqsDown(journal.reader(), journal.columns(), filter, before, reach);
    if (!found)
        return Failure{found.error()};
    return AuditReader::Matches{std::move(found->seqs), found->complete ? 1 : found->lookedTo};
}

/// `progress`, told by another thread.
auto toldTo(const Mailbox& mailbox, std::function<void(qint64 done, qint64 total)> progress)
{
    return [home = mailbox.address(),
            progress = std::move(progress)](const std::stop_token& stop, qint64 part, qint64 total) {
        home.post([stop, progress, part, total] {
            if (!stop.stop_requested())
                progress(part, total);
        });
    };
}

/// Above so long a time minutes would be too many to draw.
constexpr Milliseconds longestInMinutes = std::chrono::hours{96};

Result<AuditReader::Timeline> timelineOf(AuditJournal& journal, std::optional<Instant> from, std::optional<Instant> to)
{
    journal.refreshIndex();
    AuditReader::Timeline timeline;
    const auto* columns = journal.columns();
    if (!columns || columns->size == 0)
        return timeline;
    timeline.indexed = columns->size;
    timeline.from = from.value_or(instantFromMs(columns->time.front()));
    timeline.to = to.value_or(instantFromMs(columns->time.back() + 1));
    timeline.days = timeline.to - timeline.from > longestInMinutes;
    // The bucket that the first moment lies in belongs to it.
    const auto first = timeline.days ? timeline.from - std::chrono::hours{24} : timeline.from - std::chrono::minutes{1};
    auto buckets = journal.buckets(first, timeline.to, timeline.days);
    if (!buckets)
        return Failure{buckets.error()};
    timeline.buckets = std::move(*buckets);
    return timeline;
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

AuditReader::AuditReader(OpenAuditJournal open, BuildAuditIndex build, ExportAudit write)
    : m_opened(std::make_shared<Opened>(Opened{std::move(open), nullptr}))
    , m_build(std::move(build))
    , m_write(std::move(write))
    , m_worker(u"audit"_s)
    , m_indexer(u"index"_s)
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
            return scan(**journal, filter, before, {.limit = limit, .budget = budget, .stop = stop});
        },
        std::move(done));
}

Task AuditReader::count(query::Filter filter, std::function<void(Result<query::Counted>)> done)
{
    return m_worker.run(
        m_mailbox,
        [opened = m_opened, filter = std::move(filter)](const std::stop_token& stop) -> Result<query::Counted> {
            auto journal = opened->get();
            if (!journal)
                return Failure{journal.error()};
            return query::countDown(
                (*journal)->reader(), (*journal)->columns(), filter, filter.lastSeq, {.stop = stop});
        },
        std::move(done));
}

Task AuditReader::whyEmpty(query::Filter filter, QString text, std::function<void(Result<query::EmptyReason>)> done)
{
    return m_worker.run(
        m_mailbox,
        [opened = m_opened, filter = std::move(filter),
         text = std::move(text)](const std::stop_token& stop) -> Result<query::EmptyReason> {
            auto journal = opened->get();
            if (!journal)
                return Failure{journal.error()};
            return query::whyEmpty((*journal)->reader(), (*journal)->columns(), filter, text, stop);
        },
        std::move(done));
}

Task AuditReader::values(std::function<void(Result<query::FieldValues>)> done)
{
    return m_worker.run(
        m_mailbox,
        [opened = m_opened](const std::stop_token&) -> Result<query::FieldValues> {
            auto journal = opened->get();
            if (!journal)
                return Failure{journal.error()};
            const auto* columns = (*journal)->columns();
            return columns ? query::valuesOf(*columns) : query::FieldValues{};
        },
        std::move(done));
}

Task AuditReader::timeline(
    std::optional<Instant> from, std::optional<Instant> to, std::function<void(Result<Timeline>)> done)
{
    return m_worker.run(
        m_mailbox,
        [opened = m_opened, from, to](const std::stop_token&) -> Result<Timeline> {
            auto journal = opened->get();
            if (!journal)
                return Failure{journal.error()};
            return timelineOf(**journal, from, to);
        },
        std::move(done));
}

Task AuditReader::seqAt(Instant moment, std::function<void(Result<qint64>)> done)
{
    return m_worker.run(
        m_mailbox,
        [opened = m_opened, moment](const std::stop_token&) -> Result<qint64> {
            auto journal = opened->get();
            if (!journal)
                return Failure{journal.error()};
            const auto range = (*journal)->reader().seqsBetween(moment, std::nullopt);
            return range ? Result<qint64>{range->first} : Failure{range.error()};
        },
        std::move(done));
}

Task AuditReader::buildIndex(std::function<void(qint64 done, qint64 total)> progress, std::function<void(Status)> done)
{
    return m_indexer.run(
        m_mailbox,
        [build = m_build, tell = toldTo(m_mailbox, std::move(progress))](const std::stop_token& stop) -> Status {
            return build(stop, [&](qint64 part, qint64 total) { tell(stop, part, total); });
        },
        std::move(done));
}

Task AuditReader::exportTo(
    AuditExport wanted, std::function<void(qint64 done, qint64 total)> progress,
    std::function<void(Result<qint64> rows)> done)
{
    return m_indexer.run(
        m_mailbox,
        [write = m_write, wanted = std::move(wanted),
         tell = toldTo(m_mailbox, std::move(progress))](const std::stop_token& stop) -> Result<qint64> {
            constexpr qint64 between = 65'536; // a letter for each page would be many
            qint64 told = 0;
            return write(wanted, stop, [&](qint64 part, qint64 total) {
                if (part - told < between)
                    return;
                told = part;
                tell(stop, part, total);
            });
        },
        std::move(done));
}

} // namespace penelope::ui
