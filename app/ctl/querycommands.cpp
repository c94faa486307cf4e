#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/ctl/queryexport.h"
#include "app/runtime/journalindex.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/system/systemclock.h"
#include "core/query/columnsearch.h"

#include <CLI/CLI.hpp>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

QString lineOf(const journal::Event& event)
{
    return u"%1  %2  %3  %4  %5"_s.arg(event.seq).arg(toIso(event.time), event.kind, event.stream, event.actor);
}

/// By the index where there is one, which reads only what matches.
Result<query::Found> searched(sqlite::Reader& reader, const query::Filter& filter, int limit)
{
    const auto files = runtime::openColumns(reader);
    if (!files)
        return query::searchDown(reader, filter, 9007199254740991, {.limit = limit});
    const auto seqs = query::seqsDown(reader, &files->columns(), filter, 9007199254740991, {.limit = limit});
    if (!seqs)
        return Failure{seqs.error()};
    query::Found found{{}, seqs->lookedTo, seqs->complete};
    for (const auto seq : seqs->seqs) {
        auto events = reader.read(seq, 1);
        if (!events)
            return Failure{events.error()};
        found.events.insert(found.events.end(), events->begin(), events->end());
    }
    return found;
}

int runQuery(const Context& context, const std::string& text, int limit)
{
    const system::SystemClock clock;
    const auto filter = query::parse(QString::fromStdString(text), clock.now());
    if (!filter)
        return context.fail(filter.error(), Usage);
    const auto reader = sqlite::Reader::open({.path = context.journal});
    if (!reader)
        return context.fail(reader.error(), Unreachable);
    const auto found = searched(**reader, *filter, limit);
    if (!found)
        return context.fail(found.error());
    if (!context.json) {
        for (const auto& event : found->events)
            context.print(lineOf(event));
        context.print(u"%1 events, %2"_s.arg(found->events.size())
                          .arg(found->complete ? u"complete"_s : u"more were left out by --limit"_s));
        return Ok;
    }
    auto items = Json::array();
    for (const auto& event : found->events)
        items.append(journal::toJson(event));
    const auto last = (*reader)->lastSeq();
    context.print(Json::object({{u"seq"_s, last.value_or(0)}, {u"items"_s, items}, {u"complete"_s, found->complete}}));
    return Ok;
}

} // namespace

void addQueryCommands(CLI::App& app, Context& context)
{
    auto terms = std::make_shared<std::vector<std::string>>();
    auto limit = std::make_shared<int>(50);
    auto format = std::make_shared<std::string>();
    auto output = std::make_shared<std::string>();
    auto* query = app.add_subcommand("query", "Events that match a filter, newest first");
    query->add_option(
        "FILTER", *terms, "service:auth risk>=0.7 (race OR /dead ?lock/) -actor:ana after:-30d; see the handbook");
    auto* most =
        query->add_option("--limit", *limit, "At most so many events; an export has no limit unless one is given")
            ->check(CLI::PositiveNumber);
    auto* exported =
        query->add_option("--export", *format, "All that match, oldest first, as csv, jsonl or md with a footer")
            ->check(CLI::IsMember({"csv", "jsonl", "md"}));
    query->add_option("--output", *output, "A new file for the export, instead of standard output")->needs(exported);
    query->callback([&context, terms, limit, format, output, most] {
        std::string text;
        for (const auto& term : *terms)
            text += (text.empty() ? "" : " ") + term;
        const QueryExport wanted{
            QString::fromStdString(text), QString::fromStdString(*format), QString::fromStdString(*output),
            most->count() > 0 ? std::optional<qint64>{*limit} : std::nullopt};
        context.run = [&context, text, limit, wanted] {
            return wanted.format.isEmpty() ? runQuery(context, text, *limit) : runExport(context, wanted);
        };
    });
}

} // namespace penelope::ctl
