#include "app/ctl/queryexport.h"

#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/system/systemclock.h"
#include "core/journal/checkpoint.h"
#include "core/query/export.h"
#include "core/query/filter.h"

#include <QFile>

#include <cstdio>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int exportPage = 1024;

/// Where the bytes go: a new file of the user's own, or standard output.
class Outlet
{
public:
    explicit Outlet(const QString& path)
        : m_file(path)
        , m_named(!path.isEmpty())
    {}

    Status open()
    {
        const bool opened =
            m_named ? m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner)
                    : m_file.open(stdout, QIODevice::WriteOnly);
        if (opened)
            return {};
        return failure(
            m_file.exists() ? ErrorCode::Conflict : ErrorCode::Storage,
            m_file.exists() ? u"%1 exists and is not overwritten"_s.arg(m_file.fileName())
                            : u"%1 cannot be made: %2"_s.arg(m_file.fileName(), m_file.errorString()),
            m_file.fileName());
    }
    Status write(const QByteArray& bytes)
    {
        return m_file.write(bytes) == bytes.size() ? Status{} : Status{Failure{trouble()}};
    }
    Status finish() { return m_file.flush() ? Status{} : Status{Failure{trouble()}}; }
    void discard()
    {
        if (m_named)
            m_file.remove();
    }

private:
    Error trouble() const
    {
        return {
            ErrorCode::Storage,
            u"%1 cannot be written: %2; the export is not whole"_s.arg(
                m_named ? m_file.fileName() : u"standard output"_s, m_file.errorString()),
            m_file.fileName()};
    }

    QFile m_file;
    bool m_named;
};

/// The journal as it is now: what is appended from here on is not exported.
Result<query::ExportFooter> momentOf(sqlite::Reader& reader, const QueryExport& wanted, const query::Filter& filter)
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
        .filter = wanted.filter,
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
    ExportRun(sqlite::Reader& reader, const query::Filter& filter, query::ExportFormat format)
        : m_reader(reader)
        , m_filter(filter)
        , m_exporter(format)
    {}

    /// Answers the footer's object.
    Result<Json> run(Outlet& outlet, query::ExportFooter footer, std::optional<qint64> limit)
    {
        if (auto begun = outlet.write(m_exporter.header()); !begun)
            return Failure{begun.error()};
        for (auto at = footer.firstSeq; footer.complete && at <= footer.lastSeq; at += exportPage) {
            const auto count = static_cast<int>(std::min<qint64>(exportPage, footer.lastSeq - at + 1));
            const auto whole = writePage(outlet, at, count, limit);
            if (!whole)
                return Failure{whole.error()};
            footer.complete = *whole;
        }
        auto done = outlet.write(m_exporter.footer(footer));
        if (done)
            done = outlet.finish();
        return done ? Result<Json>{m_exporter.summary(footer)} : Failure{done.error()};
    }

private:
    /// False where the limit left a match out.
    Result<bool> writePage(Outlet& outlet, qint64 from, int count, std::optional<qint64> limit)
    {
        const auto events = m_reader.read(from, count);
        if (!events)
            return Failure{events.error()};
        if (static_cast<int>(events->size()) != count)
            return failure(ErrorCode::Damaged, u"events from %1 on are missing"_s.arg(from), QString::number(from));
        for (const auto& event : *events) {
            if (!m_filter.matches(event))
                continue;
            if (limit && m_exporter.rows() >= *limit)
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
};

} // namespace

int runExport(const Context& context, const QueryExport& wanted)
{
    auto told = context;
    told.json = context.json && !wanted.output.isEmpty(); // else standard output is the export's
    const system::SystemClock clock;
    const auto filter = query::parse(wanted.filter, clock.now());
    const auto format = query::exportFormatFrom(wanted.format);
    if (!filter || !format)
        return told.fail(
            filter ? Error{ErrorCode::Malformed, u"--export: csv, jsonl or md"_s, u"--export"_s} : filter.error(),
            Usage);
    const auto reader = sqlite::Reader::open({.path = context.journal});
    if (!reader)
        return told.fail(reader.error(), Unreachable);
    const auto footer = momentOf(**reader, wanted, *filter);
    if (!footer)
        return told.fail(footer.error());
    Outlet outlet{wanted.output};
    if (auto opened = outlet.open(); !opened)
        return told.fail(opened.error());
    const auto said = ExportRun{**reader, *filter, *format}.run(outlet, *footer, wanted.limit);
    if (!said) {
        outlet.discard();
        return told.fail(said.error());
    }
    if (told.json)
        told.print(*said);
    else if (!wanted.output.isEmpty())
        told.print(u"%1: %2 rows, %3"_s.arg(
            wanted.output, QString::number((*said)[u"rows"].toInteger()), (*said)[u"result"].toString()));
    return Ok;
}

} // namespace penelope::ctl
