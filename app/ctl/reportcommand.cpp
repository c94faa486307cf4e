#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/ctl/moment.h"
#include "app/runtime/journalsnapshots.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/sqlite/tailverifier.h"
#include "core/adapters/system/systemclock.h"
#include "core/engine/incident.h"
#include "core/engine/pastrows.h"
#include "core/engine/reducer.h"
#include "core/engine/report.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <CLI/CLI.hpp>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int reportPageRows = 4096;

struct ReportWish
{
    std::string title;
    std::string incident;
    std::string from;
    std::string to;
    std::string output;
    bool html = false;
};

Result<std::vector<journal::Event>> readAll(JournalReader& reader)
{
    std::vector<journal::Event> events;
    while (true) {
        auto page = reader.read(static_cast<qint64>(events.size()) + 1, reportPageRows);
        if (!page)
            return Failure{page.error()};
        if (page->empty())
            return events;
        events.insert(events.end(), std::make_move_iterator(page->begin()), std::make_move_iterator(page->end()));
    }
}

Status writeFile(const engine::ReportFile& wanted)
{
    const QFileInfo place(wanted.path);
    QSaveFile file(wanted.path);
    if (!QDir().mkpath(place.absolutePath()) || !file.open(QIODevice::WriteOnly) ||
        file.write(wanted.bytes) != wanted.bytes.size() || !file.commit())
        return failure(
            ErrorCode::Storage, u"%1 could not be written: %2"_s.arg(wanted.path, file.errorString()), wanted.path);
    return {};
}

/// The span that was asked for: of the incident, or from and to; the ends of the journal where one is not given.
Result<engine::Span>
spanWanted(JournalReader& reader, const ReportWish& wish, Instant now, engine::Snapshots& snapshots)
{
    if (!wish.incident.empty()) {
        const AnomalyId id{QString::fromStdString(wish.incident)};
        const auto state = engine::fold(reader, {.at = {}, .to = {}, .snapshots = &snapshots});
        if (!state)
            return Failure{state.error()};
        if (state->anomalies.contains(id))
            return engine::spanOf(*state, id, now);
        const auto then = engine::stateAtEndOf(reader, id, &snapshots);
        return then ? engine::spanOf(*then, id, now) : Failure{then.error()};
    }
    engine::Span span{.from = Instant{} - Milliseconds{1}, .to = now};
    for (const auto& [text, end] : {std::pair{&wish.from, &span.from}, std::pair{&wish.to, &span.to}}) {
        if (text->empty())
            continue;
        const auto moment = momentFrom(QString::fromStdString(*text), now);
        if (!moment)
            return Failure{moment.error()};
        *end = *moment;
    }
    return span;
}

Result<engine::Document> made(const Context& context, JournalReader& reader, const ReportWish& wish)
{
    const system::SystemClock clock;
    runtime::JournalSnapshots snapshots(context.journal);
    const auto span = spanWanted(reader, wish, clock.now(), snapshots);
    if (!span)
        return Failure{span.error()};
    const auto past = engine::readPast(reader, *span, {}, &snapshots);
    if (!past)
        return Failure{past.error()};
    const auto verified = sqlite::TailVerifier(context.journal).wholeFile();
    return engine::incidentReport(
        {.past = *past,
         .anomaly = AnomalyId{QString::fromStdString(wish.incident)},
         .verified = verified,
         .title = QString::fromStdString(wish.title)});
}

int showIncident(const Context& context, JournalReader& reader, const ReportWish& wish)
{
    const auto document = made(context, reader, wish);
    if (!document)
        return context.fail(document.error());
    if (wish.output.empty()) {
        const auto text = wish.html ? engine::toHtml(*document) : engine::toMarkdown(*document, false);
        if (context.json)
            context.print(Json::object({{u"title"_s, document->title}, {u"text"_s, text}}));
        else
            context.print(text);
        return Ok;
    }
    const auto path = QString::fromStdString(wish.output);
    for (const auto& file : engine::filesOf(*document, path, wish.html)) {
        if (auto written = writeFile(file); !written)
            return context.fail(written.error());
    }
    if (context.json)
        context.print(Json::object({{u"title"_s, document->title}, {u"file"_s, path}}));
    else
        context.print(path);
    return Ok;
}

int showReport(const Context& context, const ReportWish& wish)
{
    auto reader = sqlite::Reader::open({.path = context.journal});
    if (!reader)
        return context.fail(reader.error());
    const bool incident =
        !wish.incident.empty() || !wish.from.empty() || !wish.to.empty() || wish.html || !wish.output.empty();
    if (incident)
        return showIncident(context, **reader, wish);
    const auto events = readAll(**reader);
    if (!events)
        return context.fail(events.error());
    context.print(
        engine::timeline(*events, wish.title.empty() ? u"What happened"_s : QString::fromStdString(wish.title)));
    return Ok;
}

} // namespace

void addReportCommand(CLI::App& app, Context& context)
{
    auto wish = std::make_shared<ReportWish>();
    auto* command =
        app.add_subcommand("report", "The journal as a Markdown timeline, or the review of one incident or range");
    command->add_option("--title", wish->title, "The first heading");
    auto* incident = command->add_option("--incident", wish->incident, "An anomaly's id: the review of its story");
    auto* from = command->add_option("--from", wish->from, "The review of a range: where it begins (ISO 8601, or -2h)");
    auto* to = command->add_option("--to", wish->to, "Where the range ends");
    incident->excludes(from)->excludes(to);
    command->add_flag("--html", wish->html, "HTML instead of Markdown, with its charts in it");
    command->add_option("--output", wish->output, "A file; the charts of Markdown are written into a folder beside it");
    command->callback([&context, wish] { context.run = [&context, wish] { return showReport(context, *wish); }; });
}

} // namespace penelope::ctl
