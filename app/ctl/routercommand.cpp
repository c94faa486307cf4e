#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/ctl/group.h"
#include "app/runtime/routers.h"
#include "core/adapters/config/config.h"
#include "core/adapters/config/servicefile.h"
#include "core/adapters/process/processrunner.h"
#include "core/adapters/system/systemclock.h"
#include "core/patch/service.h"

#include <QEventLoop>
#include <QFileInfo>

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;
using Checked = TrafficRouter::Checked;

Result<Checked> checked(TrafficRouter& router, const Json& target)
{
    std::optional<Result<Checked>> answer;
    QEventLoop loop;
    router.check(target, [&answer, &loop](Result<Checked> result) {
        answer = std::move(result);
        loop.quit();
    });
    if (!answer)
        loop.exec();
    return std::move(*answer);
}

Json answerOf(const patch::Registration& registration, const Checked& found)
{
    auto answer = Json::object(
        {{u"service"_s, registration.name.value()},
         {u"kind"_s, registration.router[u"kind"].toString()},
         {u"canary_percent"_s, found.split.canaryPercent},
         {u"counts_requests"_s, found.split.requests.has_value()},
         {u"advice"_s, jsonList(found.advice)}});
    if (!found.split.setBy.isEmpty())
        answer.set(u"set_by"_s, found.split.setBy);
    return answer;
}

int runCheck(const Context& context, const QString& path)
{
    const auto file = context.config.isEmpty() ? std::nullopt : std::optional(context.config);
    const auto config = config::load(config::surroundings(file));
    if (!config)
        return context.fail(config.error());
    const auto registration = config::readServiceFile(QFileInfo(path).absoluteFilePath());
    if (!registration)
        return context.fail(registration.error());
    process::ProcessRunner runner;
    const system::SystemClock clock;
    const auto router = runtime::makeRouters(*config, runner, clock);
    const auto found = checked(*router, registration->router);
    if (!found)
        return context.fail(found.error());
    if (context.json) {
        context.print(answerOf(*registration, *found));
        return Ok;
    }
    context.print(u"%1: the router can be set; the canary has %2 % now"_s.arg(registration->name.value())
                      .arg(found->split.canaryPercent));
    if (!found->split.setBy.isEmpty())
        context.print(u"set by: %1"_s.arg(found->split.setBy));
    for (const auto& advice : found->advice)
        context.print(u"advice: %1"_s.arg(advice));
    return Ok;
}

} // namespace

void addRouterCommand(CLI::App& app, Context& context)
{
    auto file = std::make_shared<std::string>();
    auto* command = group(app, "router", "Routers of registered services")
                        ->add_subcommand("check", "Whether a service's router can be set, changing nothing");
    command->add_option("FILE", *file, "penelope-service.json")->required();
    command->callback([&context, file] {
        context.run = [&context, file] { return runCheck(context, QString::fromStdString(*file)); };
    });
}

} // namespace penelope::ctl
