#include "app/ctl/generatecommand.h"

#include "app/ctl/context.h"
#include "app/ctl/toldahead.h"
#include "core/adapters/sqlite/bulkwriter.h"
#include "core/adapters/system/systemclock.h"
#include "core/engine/generator/generator.h"

#include <CLI/CLI.hpp>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;
using engine::generator::Line;
using engine::generator::Options;

int runGenerate(const Context& context, const Options& options, const QString& path)
{
    const system::SystemClock clock;
    const auto begun = clock.tick();
    const auto identity = engine::generator::identityOf(options);
    auto writer = sqlite::BulkWriter::open({path, identity.journalId, identity.key});
    if (!writer)
        return context.fail(writer.error(), writer.error().code == ErrorCode::Conflict ? Refused : Unreachable);
    Status written;
    tellAhead(options, [&](const Line& line) {
        written = (*writer)->add({line.seq, line.time, line.kind, line.stream, line.streamVersion, line.body});
        return written.has_value();
    });
    if (written)
        written = (*writer)->finish();
    if (!written)
        return context.fail(written.error(), Unreachable);
    const auto seconds = static_cast<double>((clock.tick() - begun).count()) / 1000;
    if (context.json) {
        context.print(Json::object(
            {{u"path"_s, path},
             {u"journal_id"_s, identity.journalId},
             {u"events"_s, (*writer)->size()},
             {u"root"_s, toHex((*writer)->root())},
             {u"seconds"_s, seconds}}));
        return Ok;
    }
    context.print(u"%1: %2 generated events, journal %3, in %4 s"_s.arg(path)
                      .arg((*writer)->size())
                      .arg(identity.journalId)
                      .arg(seconds));
    context.print(u"Root %1"_s.arg(toHex((*writer)->root())));
    context.print(u"It is signed with a test key that anybody can make from the seed: it proves nothing."_s);
    return Ok;
}

} // namespace

void addGenerateCommand(CLI::App& group, Context& context)
{
    using namespace engine::generator;
    auto options = std::make_shared<Options>();
    auto file = std::make_shared<std::string>();
    auto* generate =
        group.add_subcommand("generate", "Write a new journal of invented stories, the same for equal options");
    auto* story = generate->add_option("--story", options->story, "A told story instead of chance's: demo")
                      ->check(CLI::IsMember({"demo"}));
    auto* events = generate->add_option("--events", options->events, "So many events")
                       ->check(CLI::Range(fewestEvents, mostEvents))
                       ->excludes(story);
    auto* seed = generate->add_option("--seed", options->seed, "A number; another one gives other stories");
    generate->add_option("--days", options->days, "Spread over so many days; else as many as they fill")
        ->check(CLI::Range(1, 36'500))
        ->excludes(story);
    generate->add_option("FILE", *file, "The new journal; a file that is there is left alone")->required();
    generate->callback([&context, options, file, events, seed] {
        if (options->story.empty() && (events->empty() || seed->empty()))
            throw CLI::RequiredError("--events and --seed, or --story demo");
        if (!options->story.empty()) {
            const auto told = demoOptions();
            options->events = told.events;
            options->days = told.days;
            if (seed->empty())
                options->seed = told.seed;
        }
        context.run = [&context, options, file] {
            return runGenerate(context, *options, QString::fromStdString(*file));
        };
    });
}

} // namespace penelope::ctl
