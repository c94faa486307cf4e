#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/ctl/moment.h"
#include "app/runtime/journalsnapshots.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/system/systemclock.h"
#include "core/engine/whatif.h"

#include <CLI/CLI.hpp>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

struct WhatIfWish
{
    std::vector<std::string> settings;
    std::string from;
    std::string to;
};

/// KEY=VALUE, the value as JSON, or as text where it is none.
Result<engine::PolicySettings> settingsFrom(const std::vector<std::string>& given)
{
    engine::PolicySettings settings;
    for (const auto& each : given) {
        const auto text = QString::fromStdString(each);
        const auto at = text.indexOf(u'=');
        if (at < 1)
            return failure(ErrorCode::Malformed, u"\"%1\" is not KEY=VALUE"_s.arg(text), u"--set"_s);
        const auto value = text.mid(at + 1);
        const auto read = parseForeign(value.toUtf8());
        settings[text.left(at)] = read ? *read : Json{value};
    }
    if (auto valid = engine::checkSettings(settings); !valid)
        return Failure{valid.error()};
    return settings;
}

Result<std::optional<Instant>> wishedMoment(const std::string& text, Instant now)
{
    if (text.empty())
        return std::nullopt;
    const auto moment = momentFrom(QString::fromStdString(text), now);
    if (!moment)
        return Failure{moment.error()};
    return std::optional{*moment};
}

Result<engine::WhatIf> answered(const Context& context, const WhatIfWish& wish)
{
    const auto settings = settingsFrom(wish.settings);
    if (!settings)
        return Failure{settings.error()};
    const auto now = system::SystemClock().now();
    const auto from = wishedMoment(wish.from, now);
    const auto to = wishedMoment(wish.to, now);
    if (!from || !to)
        return Failure{from ? to.error() : from.error()};
    auto reader = sqlite::Reader::open({.path = context.journal});
    if (!reader)
        return Failure{reader.error()};
    runtime::JournalSnapshots snapshots(context.journal, runtime::JournalSnapshots::Use::Read);
    return engine::whatIf(**reader, *settings, *from, *to, {}, &snapshots);
}

void printAnswer(const Context& context, const engine::WhatIf& answer)
{
    context.print(
        u"%1 decisions were made again; %2 would have been others."_s.arg(answer.judged).arg(answer.otherwise.size()));
    for (const auto& each : answer.otherwise) {
        context.print(
            u"%1  event %2  %3 of %4: %5, would be %6"_s.arg(toIso(each.at), QString::number(each.seq), each.stage)
                .arg(each.service.value(), each.was, each.would));
        context.print(u"    was:   %1"_s.arg(each.reasonWas));
        context.print(u"    would: %1"_s.arg(each.reasonWould));
    }
    if (answer.followed > 0)
        context.print(u"%1 followed from what happened to a patch and were not made again."_s.arg(answer.followed));
    if (answer.incomplete > 0)
        context.print(
            u"%1 could not be made again: their events do not hold all they were judged on."_s.arg(answer.incomplete));
    if (answer.unknownEvents > 0)
        context.print(u"%1 events of a newer version were skipped."_s.arg(answer.unknownEvents));
    if (!answer.without.isEmpty())
        context.print(u"No decision that is made again looks at: %1."_s.arg(answer.without.join(u", "_s)));
}

} // namespace

void addWhatIfCommand(CLI::App& app, Context& context)
{
    auto wish = std::make_shared<WhatIfWish>();
    auto* command = app.add_subcommand("whatif", "Which decisions would have been others under another policy");
    command->add_option("--set", wish->settings, "KEY=VALUE, as in policy set; may be given again")->required();
    command->add_option("--from", wish->from, "Only decisions after this moment (ISO 8601, or -2h)");
    command->add_option("--to", wish->to, "Only decisions up to this moment");
    command->callback([&context, wish] {
        context.run = [&context, wish] {
            const auto answer = answered(context, *wish);
            if (!answer)
                return context.fail(answer.error());
            if (context.json)
                context.print(engine::toJson(*answer));
            else
                printAnswer(context, *answer);
            return static_cast<int>(Ok);
        };
    });
}

} // namespace penelope::ctl
