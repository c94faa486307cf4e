#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/runtime/journalplace.h"
#include "core/adapters/system/vectorregisters.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>

using namespace penelope;

int main(int argc, char** argv)
{
    system::keepVectorRegistersClean();
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(PENELOPE_VERSION));
    ctl::Context context;

    CLI::App app{"Penelope without a screen: reads, proves and decides on one journal."};
    app.require_subcommand(1);
    // --journal and --json may stand before or after the command.
    app.fallthrough();
    app.set_version_flag("--version", "penelopectl " PENELOPE_VERSION, "Print the version and end");
    const auto text = [](QString& target) {
        return [&target](const std::string& value) { target = QString::fromStdString(value); };
    };
    app.add_option_function<std::string>("--journal", text(context.journal), "The journal file");
    app.add_option_function<std::string>("--config", text(context.config), "The configuration file");
    app.add_option_function<std::string>(
        "--passphrase-file", text(context.passphraseFile),
        "Read passphrases from the lines of this file (- is standard input) instead of asking on the terminal");
    app.add_flag("--json", context.json, "Answer in JSON, one line");
    ctl::addJournalCommands(app, context);
    ctl::addBundleCommand(app, context);
    ctl::addVerifyCommands(app, context);
    ctl::addQueryCommands(app, context);
    ctl::addPromqlCommand(app, context);
    ctl::addServeCommand(app, context);
    ctl::addViewCommands(app, context);
    ctl::addActionCommands(app, context);
    ctl::addRestraintCommands(app, context);
    ctl::addDecisionCommands(app, context);
    ctl::addKeyCommands(app, context);
    ctl::addOperatorCommands(app, context);
    ctl::addReportCommand(app, context);
    ctl::addWhatIfCommand(app, context);
    ctl::addExplainCommand(app, context);
    ctl::addMetricsCommand(app, context);
    ctl::addTokenCommands(app, context);
    ctl::addScoreCommands(app, context);
    ctl::addTwinCommand(app, context);
    ctl::addPraotesCommand(app, context);
    ctl::addJudgeCommand(app, context);
    ctl::addRouterCommand(app, context);
    ctl::addCanaryCommand(app, context);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? ctl::Ok : ctl::Usage;
    }
    if (context.journal.isEmpty()) {
        const auto configured = runtime::configuredJournal(
            config::surroundings(context.config.isEmpty() ? std::optional<QString>{} : std::optional{context.config}));
        if (!configured)
            return context.fail(configured.error());
        context.journal = *configured;
    }
    return context.run ? context.run() : ctl::Usage;
}
