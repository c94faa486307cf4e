#include "app/lab/commandline.h"

#include "app/lab/ctl.h"
#include "app/lab/demoservice.h"
#include "app/lab/lab.h"

#include <CLI/CLI.hpp>

namespace penelope::lab {

namespace {

const char scenarioHelp[] = "heal               a remedy of the catalogue mends a slow service: promoted\n"
                            "regression         the remedy is worse: rolled back, and in the end the breaker opens\n"
                            "transient          what heals by itself is left alone\n"
                            "calm               nothing is wrong, and nothing happens\n"
                            "tuned              a generator finds the size of the pool by itself: promoted\n"
                            "slow-leak          the change harms only after a while: rolled back by evidence\n"
                            "low-traffic        too few requests to prove anything: held, and a person is asked\n"
                            "both-arms-outage   both versions fail for a while: held meanwhile, then taken on by hand\n"
                            "canary-crash       the canary dies within a step: held at once, then rolled back\n"
                            "silent-canary      the canary's metrics vanish while it serves: the same\n"
                            "twin-crash         the change crashes under load: the twin refuses it, no canary starts\n"
                            "twin-leak          it takes more and more memory: refused likewise\n"
                            "twin-slow          it is 30 % slower: refused likewise\n"
                            "twin-no-way-back   its data cannot be read by the version before: a person is asked\n"
                            "Exit code 0 only if the end was read back as it should be.";

struct Words
{
    std::string scenario = "heal";
    std::string keep;
    std::string judge;
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
    std::string data;
    std::string world;
    double storeCall = 0;
    int port = 0;
};

void describe(CLI::App& app, Words& words)
{
    std::vector<std::string> scenarios;
    for (const auto& word : scenarioWords())
        scenarios.push_back(word.toStdString());
    app.set_version_flag("--version", "penelope-lab " PENELOPE_VERSION, "Print the version and end");
    app.add_option("--scenario", words.scenario, "The story that is played")->check(CLI::IsMember(scenarios));
    app.footer(scenarioHelp);
    auto* console = app.add_flag("--console", words.console, "Open the console; you are the operator");
    app.add_flag("--headless", words.headless, "No window; a script is the operator (the default)")->excludes(console);
    app.add_flag("--operator", words.operators, "Let the script be the operator of the console too");
    app.add_flag("--world-only", words.worldOnly, "The services, Prometheus and HAProxy without Penelope, until ended");
    app.add_option("--keep", words.keep, "Use this empty folder and leave it in place");
    app.add_option("--speed", words.speed, "Divide the lab's policy durations by this")->check(CLI::Range(1, 20));
    app.add_option("--judge", words.judge, "Who judges the canaries; each outcome is checked as for sequential")
        ->check(CLI::IsMember({"sequential", "thresholds", "mann_whitney"}));
    auto* service = app.add_subcommand("service", "One instance of a demo service")->group("");
    service->add_option("--name", words.name)->required();
    service->add_option("--track", words.track);
    service->add_option("--config", words.config)->required();
    service->add_option("--data", words.data);
    service->add_option("--world", words.world);
    service->add_option("--store-call", words.storeCall)->check(CLI::Range(0.0, 10000.0));
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
    play.judge = QString::fromStdString(words.judge);
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
             QString::fromStdString(words.config), QString::fromStdString(words.world), words.port,
             QString::fromStdString(words.data), words.storeCall});
    if (app.got_subcommand("ctl")) {
        QStringList list;
        for (const auto& word : words.ctl)
            list.append(QString::fromStdString(word));
        return runCtl(QString::fromStdString(words.socket), list);
    }
    return runLab(playOf(words));
}

} // namespace penelope::lab
