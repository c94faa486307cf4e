#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "core/adapters/sqlite/reader.h"
#include "core/engine/report.h"

#include <CLI/CLI.hpp>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int reportRows = 4096;

Result<std::vector<journal::Event>> readAll(const QString& path)
{
    auto reader = sqlite::Reader::open({.path = path});
    if (!reader)
        return Failure{reader.error()};
    std::vector<journal::Event> events;
    while (true) {
        auto page = (*reader)->read(static_cast<qint64>(events.size()) + 1, reportRows);
        if (!page)
            return Failure{page.error()};
        if (page->empty())
            return events;
        events.insert(events.end(), std::make_move_iterator(page->begin()), std::make_move_iterator(page->end()));
    }
}

} // namespace

void addReportCommand(CLI::App& app, Context& context)
{
    auto title = std::make_shared<std::string>("What happened");
    auto* command = app.add_subcommand("report", "The journal as a Markdown timeline");
    command->add_option("--title", *title, "The first heading");
    command->callback([&context, title] {
        context.run = [&context, title] {
            const auto events = readAll(context.journal);
            if (!events)
                return context.fail(events.error());
            context.print(engine::timeline(*events, QString::fromStdString(*title)));
            return static_cast<int>(Ok);
        };
    });
}

} // namespace penelope::ctl
