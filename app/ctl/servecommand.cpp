#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/runtime/coreruntime.h"
#include "app/runtime/exitsignals.h"
#include "core/adapters/config/config.h"
#include "core/adapters/system/log.h"
#include "core/adapters/system/paths.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <CLI/CLI.hpp>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

int serve(const Context& context)
{
    const auto file = context.config.isEmpty() ? std::optional<QString>{} : std::optional{context.config};
    auto configuration = config::load(config::surroundings(file));
    if (!configuration)
        return context.fail(configuration.error(), Usage);
    system::Log log(system::logFolder(), u"penelopectl"_s, system::LogLevel::Info);
    log.takeQtMessages();
    auto core = runtime::CoreRuntime::open(
        {QFileInfo(context.journal).absoluteFilePath(), std::move(*configuration), u"serve"_s,
         QCoreApplication::applicationVersion()});
    if (!core)
        return context.fail(core.error());
    if (auto started = (*core)->start(); !started)
        return context.fail(started.error());
    const auto say = [&](system::LogLevel level, const QString& message) {
        log.write(level, u"serve"_s, message);
        context.print(message);
    };
    for (const auto& trouble : (*core)->troubles())
        say(system::LogLevel::Warning, trouble);
    say(system::LogLevel::Info, u"Serving %1 on %2"_s.arg(context.journal, (*core)->socketPath()));
    if (const auto port = (*core)->httpPort())
        say(system::LogLevel::Info, u"HTTP on port %1"_s.arg(port));
    const runtime::ExitSignals ending([] { QCoreApplication::quit(); });
    const int code = QCoreApplication::exec();
    (*core)->stop(u"asked to end"_s);
    return code;
}

} // namespace

void addServeCommand(CLI::App& app, Context& context)
{
    app.add_subcommand("serve", "Run the core without a screen until it is told to end")->callback([&context] {
        context.run = [&context] { return serve(context); };
    });
}

} // namespace penelope::ctl
