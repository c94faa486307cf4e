#include "app/runtime/journalexport.h"

#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/reader.h"
#include "core/journal/checkpoint.h"
#include "core/query/filter.h"

#include <QFileInfo>
#include <QSaveFile>

#include <cstdio>

namespace penelope::runtime {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int exportPage = 1024;

/// Where the bytes go: a file of the user's own, or standard output.
class Outlet
{
public:
    explicit Outlet(const JournalExport& wanted)
        : m_saved(wanted.output)
        , m_named(!wanted.output.isEmpty())
        , m_replaces(wanted.replaces)
    {}

    Status open()
    {
        if (!m_named)
            return m_standard.open(stdout, QIODevice::WriteOnly) ? Status{} : Status{Failure{trouble()}};
        if (!m_replaces && QFileInfo::exists(m_saved.fileName()))
            return failure(
                ErrorCode::Conflict, u"%1 exists and is not overwritten"_s.arg(m_saved.fileName()), m_saved.fileName());
        if (!m_saved.open(QIODevice::WriteOnly))
            return failure(
                ErrorCode::Storage, u"%1 cannot be made: %2"_s.arg(m_saved.fileName(), m_saved.errorString()),
                m_saved.fileName());
        m_saved.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        return {};
    }
    Status write(const QByteArray& bytes)
    {
        return device().write(bytes) == bytes.size() ? Status{} : Status{Failure{trouble()}};
    }
    Status finish()
    {
        const bool done = m_named ? m_saved.commit() : m_standard.flush();
        return done ? Status{} : Status{Failure{trouble()}};
    }

private:
    QFileDevice& device() { return m_named ? static_cast<QFileDevice&>(m_saved) : m_standard; }
    Error trouble()
    {
        return {
            ErrorCode::Storage,
            u"%1 cannot be written: %2; the export is not whole"_s.arg(
                m_named ? m_saved.fileName() : u"standard output"_s, device().errorString()),
            m_saved.fileName()};
    }

    QSaveFile m_saved;
    QFile m_standard;
    bool m_named;
    bool m_replaces;
};

/// The journal as it is now.
Result<query::ExportFooter> momentOf(sqlite::Reader& reader, const QString& question, const query::Filter& filter)
{
    auto& connection = reader.connection();
    const auto path = connection.path();
    if (auto begun = sqlite::guarded(path, [&] { connection.exec("BEGIN"); }); !begun)
        return Failure{begun.error()};
    const auto last = reader.lastSeq();
    const auto root = reader.root();
    const auto keys = reader.keys();
    const auto note = reader.newestNote();
    if (auto ended = sqlite::guarded(path, [&] { connection.exec("COMMIT"); }); !ended)
        return Failure{ended.error()};
    if (!last || !root || !keys || !note)
        return Failure{!last ? last.error() : !root ? root.error() : !keys ? keys.error() : note.error()};
    const auto parsed = journal::parseNote(*note);
    return query::ExportFooter{
        .filter = question,
        .journalId = keys->journalId(),
        .firstSeq = std::max<qint64>(filter.firstSeq, 1),
        .lastSeq = std::min(filter.lastSeq, *last),
        .root = *root,
        .size = *last,
        .signedTo = parsed ? parsed->checkpoint.size : 0};
}

class ExportRun
{
public:
    ExportRun(sqlite::Reader& reader, const query::Filter& filter, const JournalExport& wanted)
        : m_reader(reader)
        , m_filter(filter)
        , m_exporter(wanted.format)
        , m_limit(wanted.limit)
    {}

    Result<Json>
    run(Outlet& outlet, query::ExportFooter footer, const std::stop_token& stop, const ExportProgress& progress)
    {
        if (auto begun = outlet.write(m_exporter.header()); !begun)
            return Failure{begun.error()};
        for (auto at = footer.firstSeq; footer.complete && at <= footer.lastSeq; at += exportPage) {
            if (stop.stop_requested())
                return failure(ErrorCode::Unavailable, u"the export was cancelled; no file was written"_s);
            const auto count = static_cast<int>(std::min<qint64>(exportPage, footer.lastSeq - at + 1));
            const auto whole = writePage(outlet, at, count);
            if (!whole)
                return Failure{whole.error()};
            footer.complete = *whole;
            if (progress)
                progress(at + count - footer.firstSeq, footer.lastSeq - footer.firstSeq + 1);
        }
        auto done = outlet.write(m_exporter.footer(footer));
        if (done)
            done = outlet.finish();
        return done ? Result<Json>{m_exporter.summary(footer)} : Failure{done.error()};
    }

private:
    /// False where the limit left a match out.
    Result<bool> writePage(Outlet& outlet, qint64 from, int count)
    {
        const auto events = m_reader.read(from, count);
        if (!events)
            return Failure{events.error()};
        if (static_cast<int>(events->size()) != count)
            return failure(ErrorCode::Damaged, u"events from %1 on are missing"_s.arg(from), QString::number(from));
        for (const auto& event : *events) {
            if (!m_filter.matches(event))
                continue;
            if (m_limit && m_exporter.rows() >= *m_limit)
                return false;
            const auto stored = m_reader.body(event.seq);
            if (!stored)
                return Failure{stored.error()};
            if (auto written = outlet.write(m_exporter.row(event, stored->first, stored->second)); !written)
                return Failure{written.error()};
        }
        return true;
    }

    sqlite::Reader& m_reader;
    const query::Filter& m_filter;
    query::Exporter m_exporter;
    std::optional<qint64> m_limit;
};

} // namespace

Result<Json> exportJournal(
    const QString& journal, const JournalExport& wanted, Instant now, const std::stop_token& stop,
    const ExportProgress& progress)
{
    const auto filter = query::parse(wanted.question, now);
    if (!filter)
        return Failure{filter.error()};
    const auto reader = sqlite::Reader::open({.path = journal});
    if (!reader)
        return Failure{reader.error()};
    const auto footer = momentOf(**reader, wanted.question, *filter);
    if (!footer)
        return Failure{footer.error()};
    Outlet outlet{wanted};
    if (auto opened = outlet.open(); !opened)
        return Failure{opened.error()};
    return ExportRun{**reader, *filter, wanted}.run(outlet, *footer, stop, progress);
}

} // namespace penelope::runtime
