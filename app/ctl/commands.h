#pragma once

namespace CLI {
class App;
}

/// One function for each group of commands, one file for each function.
namespace penelope::ctl {

struct Context;

void addJournalCommands(CLI::App& app, Context& context);
/// Subcommands of `journal`.
void addArchiveCommands(CLI::App& journal, Context& context);
void addIndexCommand(CLI::App& journal, Context& context);
void addBundleCommand(CLI::App& app, Context& context);
void addVerifyCommands(CLI::App& app, Context& context);
void addQueryCommands(CLI::App& app, Context& context);
void addPromqlCommand(CLI::App& app, Context& context);
void addServeCommand(CLI::App& app, Context& context);
void addViewCommands(CLI::App& app, Context& context);
void addActionCommands(CLI::App& app, Context& context);
void addRestraintCommands(CLI::App& app, Context& context);
void addDecisionCommands(CLI::App& app, Context& context);
void addKeyCommands(CLI::App& app, Context& context);
void addOperatorCommands(CLI::App& app, Context& context);
void addReportCommand(CLI::App& app, Context& context);
void addWhatIfCommand(CLI::App& app, Context& context);
void addExplainCommand(CLI::App& app, Context& context);
void addMetricsCommand(CLI::App& app, Context& context);
void addTokenCommands(CLI::App& app, Context& context);
void addScoreCommands(CLI::App& app, Context& context);
void addTwinCommand(CLI::App& app, Context& context);
void addPraotesCommand(CLI::App& app, Context& context);
void addJudgeCommand(CLI::App& app, Context& context);
void addRouterCommand(CLI::App& app, Context& context);
void addCanaryCommand(CLI::App& app, Context& context);

} // namespace penelope::ctl
