#include "app/console/options.h"

#include "app/console/demosession.h"
#include "app/runtime/journalplace.h"

#include <CLI/CLI.hpp>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The words of the command line as CLI11 knows them.
struct Words
{
    std::string journal;
    std::string config;
    std::string offline;
    std::string at;
    std::string page;
    std::string theme;
    std::string lang;
    std::string screenshots;
    std::string link;
};

std::string checkTime(const std::string& text)
{
    return instantFromIso(QString::fromStdString(text)) ? std::string{}
                                                        : "write a time as 2026-08-22T03:41:20Z, not " + text;
}

/// "settings/keyboard" is a part of a page; that it exists is the page's own matter.
CLI::Validator isPage()
{
    const CLI::Validator known =
        CLI::IsMember({"approvals", "breakers", "canaries", "compliance", "audit", "review", "settings"});
    return {
        [known](std::string& text) {
            auto page = text.substr(0, text.find('/'));
            return known(page);
        },
        known.get_description()};
}

void declare(CLI::App& app, Words& words, Options& options)
{
    app.set_version_flag("--version", "penelope " PENELOPE_VERSION, "Print the version and end");
    app.add_option("--journal", words.journal, "Journal file (default: the one of the configuration)");
    app.add_option("--config", words.config, "Configuration file");
    app.add_option("--offline", words.offline, "Look at a journal file without a core; nothing is written");
    app.add_flag(
           "--demo", options.demo, "Play an invented evening; nothing is sent, and no journal of yours is touched")
        ->excludes("--journal")
        ->excludes("--config")
        ->excludes("--offline");
    app.add_option("--at", words.at, "Show the state as of this moment (ISO 8601)")->check(checkTime);
    app.add_option("--page", words.page, "Page to begin with; a slash leads to a part: settings/keyboard")
        ->check(isPage());
    app.add_option("--theme", words.theme, "light, dark or high-contrast")
        ->check(CLI::IsMember({"light", "dark", "high-contrast"}));
    app.add_option("--lang", words.lang, "Language: en or pt_BR")->check(CLI::IsMember({"en", "pt_BR"}));
    app.add_option("--screenshots", words.screenshots, "Draw every page into this folder and end");
    app.add_option("link", words.link, "A permalink to begin with, such as penelope://approval/7f3a91c2");
    app.add_flag("--startup-trace", options.startupTrace, "Print when the first useful picture was drawn");
}

} // namespace

QString Options::journalFile() const
{
    return offline.isEmpty() ? journal : offline;
}

std::optional<Options> readOptions(int argc, char** argv, int& exitCode)
{
    CLI::App app{"Penelope: an operator's console for governed repair."};
    Words words;
    Options options;
    declare(app, words, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        exitCode = app.exit(error) == 0 ? 0 : 2;
        return std::nullopt;
    }
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    options.journal = text(words.journal);
    options.config = text(words.config);
    options.offline = text(words.offline);
    options.at = instantFromIso(text(words.at));
    options.page = text(words.page);
    options.theme = text(words.theme);
    options.lang = text(words.lang);
    options.screenshots = text(words.screenshots);
    options.link = text(words.link);
    return options;
}

Status placeJournal(Options& options)
{
    if (options.demo) {
        options.journal = DemoSession::place();
        return {};
    }
    if (!options.journalFile().isEmpty())
        return {};
    auto configured = runtime::configuredJournal(
        config::surroundings(options.config.isEmpty() ? std::optional<QString>{} : std::optional{options.config}));
    if (!configured)
        return Failure{configured.error()};
    options.journal = *configured;
    return {};
}

} // namespace penelope::console
