#include "app/lab/commandline.h"

#include "app/lab/ctl.h"
#include "app/lab/demoservice.h"
#include "app/lab/lab.h"

#include <CLI/CLI.hpp>

namespace penelope::lab {

namespace {

struct Words
{
    std::string scenario = "heal";
    std::string keep;
    int speed = 1;
    bool console = false;
    bool headless = false;
    bool operators = false;
    bool worldOnly = false;
    std::string socket;
    std::vector<std::string> ctl;
    std::string name;
    std::string track = "stable";
    std::string config;
    std::string world;
    int port = 0;
};

void describe(CLI::App& app, Words& words)
{
    app.add_option("--scenario", words.scenario, "heal, regression, transient or calm")
        ->check(CLI::IsMember({"heal", "regression", "transient", "calm"}));
    auto* console = app.add_flag("--console", words.console, "Open the console; you are the operator");
    app.add_flag("--headless", words.headless, "No window; a script is the operator (the default)")->excludes(console);
    app.add_flag("--operator", words.operators, "Let the script be the operator of the console too");
    app.add_flag("--world-only", words.worldOnly, "The services, Prometheus and HAProxy without Penelope, until ended");
    app.add_option("--keep", words.keep, "Use this empty folder and leave it in place");
    app.add_option("--speed", words.speed, "Divide the lab's policy durations by this")->check(CLI::Range(1, 20));
    auto* service = app.add_subcommand("service", "One instance of a demo service")->group("");
    service->add_option("--name", words.name)->required();
    service->add_option("--track", words.track);
    service->add_option("--config", words.config)->required();
    service->add_option("--world", words.world);
    service->add_option("--port", words.port)->required()->check(CLI::Range(1, 65535));
    auto* ctl = app.add_subcommand("ctl", "Tell a running lab to start, deploy or stop an instance")->group("");
    ctl->add_option("--socket", words.socket)->required();
    ctl->add_option("words", words.ctl)->required();
}

Play playOf(const Words& words)
{
    Play play;
    scenarioFromWord(QString::fromStdString(words.scenario), play.scenario);
    play.console = words.console;
    play.operators = !words.console || words.operators;
    play.worldOnly = words.worldOnly;
    play.keep = QString::fromStdString(words.keep);
    play.speed = words.speed;
    return play;
}

} // namespace

int runCommandLine(int argc, char** argv)
{
    CLI::App app{"A real small world on loopback for Penelope to look after"};
    Words words;
    describe(app, words);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (app.got_subcommand("service"))
        return runService(
            {QString::fromStdString(words.name), QString::fromStdString(words.track),
             QString::fromStdString(words.config), QString::fromStdString(words.world), words.port});
    if (app.got_subcommand("ctl")) {
        QStringList list;
        for (const auto& word : words.ctl)
            list.append(QString::fromStdString(word));
        return runCtl(QString::fromStdString(words.socket), list);
    }
    return runLab(playOf(words));
}

} // namespace penelope::lab
