#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/runtime/journalindex.h"
#include "core/adapters/system/systemclock.h"

#include <CLI/CLI.hpp>

#include <utility>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

int indexTrouble(const Context& context, const Error& error)
{
    switch (error.code) {
    case ErrorCode::Damaged: return context.fail(error, Damaged);
    case ErrorCode::Conflict: return context.fail(error, Refused);
    default: return context.fail(error, Unreachable);
    }
}

int runIndex(const Context& context)
{
    const system::SystemClock clock;
    const auto begun = clock.tick();
    const auto built = runtime::buildIndex(context.journal, {}, {});
    if (!built)
        return indexTrouble(context, built.error());
    const auto tell = [&context, told = qint64{0}](qint64 folded, qint64 events) mutable {
        constexpr qint64 step = 1'000'000;
        if (!context.json && folded / step > std::exchange(told, folded / step))
            context.print(u"%1 of %2 events are folded."_s.arg(folded).arg(events));
    };
    if (const auto folded = runtime::buildSnapshots(context.journal, {}, tell); !folded)
        return indexTrouble(context, folded.error());
    const auto seconds = static_cast<double>((clock.tick() - begun).count()) / 1000;
    if (context.json) {
        context.print(Json::object(
            {{u"folder"_s, built->folder},
             {u"events"_s, built->events},
             {u"indexed"_s, built->size},
             {u"seconds"_s, seconds}}));
        return Ok;
    }
    context.print(u"%1 of %2 events are indexed in %3, in %4 s."_s.arg(
        QString::number(built->size), QString::number(built->events), built->folder, QString::number(seconds)));
    context.print(u"The index proves nothing and can be removed at any time: penelopectl journal index --drop"_s);
    return Ok;
}

int runDrop(const Context& context)
{
    const auto folder = runtime::dropIndex(context.journal);
    if (!folder)
        return indexTrouble(context, folder.error());
    if (context.json)
        context.print(Json::object({{u"folder"_s, *folder}, {u"dropped"_s, true}}));
    else
        context.print(u"The index in %1 is removed; the journal is as it was."_s.arg(*folder));
    return Ok;
}

} // namespace

void addIndexCommand(CLI::App& group, Context& context)
{
    auto drop = std::make_shared<bool>(false);
    auto* index = group.add_subcommand("index", "Build or bring up to date what makes searches and past moments quick");
    index->add_flag("--drop", *drop, "Remove it; the journal itself is left alone");
    index->callback(
        [&context, drop] { context.run = [&context, drop] { return *drop ? runDrop(context) : runIndex(context); }; });
}

} // namespace penelope::ctl
