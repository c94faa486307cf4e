// Runs the whole trial under load, again and again, on real parts: real sandboxes, the real player, the lab's service
// and its changes. Prints how often the twin was right, and what it said where it was not.
#include "core/adapters/sandbox/bubblewrap.h"
#include "core/adapters/system/systemclock.h"
#include "core/engine/effects/sidebyside.h"
#include "tests/bench/twin/trees.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <cstdlib>

using namespace penelope;
using namespace penelope::bench;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Wish
{
    int runs = 20;
    int identical = 100;
    double soak = 60;
    double rate = 0;
    std::vector<std::string> only;
};

struct Tally
{
    Story story;
    int runs = 0;
    int right = 0;
    QStringList wrong;
};

patch::Twin played(Sandbox& sandbox, const Trees& trees, const QString& programs, const Wish& wish)
{
    engine::SideBySide::Order order;
    order.former = trees.before;
    order.patched = trees.after;
    order.player = programs + u"/penelope-player"_s;
    order.service = trees.registration.twin;
    order.pace.lasts = Milliseconds{static_cast<qint64>(wish.soak * 1000)};
    order.pace.rate = wish.rate > 0 ? wish.rate : order.service.rate.value_or(order.pace.rate);
    std::optional<patch::Twin> answer;
    QEventLoop loop;
    const engine::SideBySide load(sandbox, std::move(order), [&](patch::Twin twin) {
        answer = std::move(twin);
        loop.quit();
    });
    if (!answer)
        loop.exec();
    return std::move(*answer);
}

QString armText(const patch::TwinArm& arm)
{
    return u"p50 %1 p99 %2 ms, %3 KiB a minute, %4/%5 failed"_s.arg(arm.p50Ms, 0, 'f', 1)
        .arg(arm.p99Ms, 0, 'f', 1)
        .arg(arm.growthKibPerMinute, 0, 'f', 0)
        .arg(arm.failures)
        .arg(arm.requests);
}

void take(Tally& tally, const patch::Twin& twin)
{
    const bool right = twin.result == tally.story.result && twin.trial.cause == tally.story.cause;
    ++tally.runs;
    tally.right += right ? 1 : 0;
    auto said = u"%1 %2: %3"_s.arg(twin.result, twin.trial.cause, twin.reason);
    if (const auto& load = twin.trial.load)
        said += u" (before %1; after %2)"_s.arg(armText(load->before), armText(load->after));
    if (!right)
        tally.wrong.append(said);
    std::printf(
        "%-12s %3d  %-5s  %s\n", qPrintable(tally.story.name), tally.runs, right ? "right" : "WRONG", qPrintable(said));
    std::fflush(stdout);
}

/// Identical trees may be wrong once in a hundred runs; everything else never.
bool isEnough(const Tally& tally)
{
    const int allowed = tally.story.name == "identical"_L1 ? tally.runs / 100 : 0;
    return tally.runs - tally.right <= allowed;
}

int summary(const std::vector<Tally>& tallies)
{
    bool all = true;
    auto rows = Json::array();
    std::printf("\n%-12s %11s\n", "change", "right/runs");
    for (const auto& tally : tallies) {
        all = all && isEnough(tally);
        std::printf(
            "%-12s %5d/%-5d  %s\n", qPrintable(tally.story.name), tally.right, tally.runs,
            isEnough(tally) ? "ok" : "too few");
        for (const auto& wrong : tally.wrong)
            std::printf("    %s\n", qPrintable(wrong));
        rows.append(Json::object(
            {{u"change"_s, tally.story.name},
             {u"runs"_s, tally.runs},
             {u"right"_s, tally.right},
             {u"wrong"_s, jsonList(tally.wrong)},
             {u"pass"_s, isEnough(tally)}}));
    }
    QFile file(QCoreApplication::applicationDirPath() + u"/twin_runs.json"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write(toJsonText(Json::object({{u"name"_s, u"twin_runs"_s}, {u"rows"_s, rows}}), true));
    return all ? 0 : 1;
}

bool isWanted(const Story& story, const Wish& wish)
{
    return wish.only.empty() ||
           std::find(wish.only.begin(), wish.only.end(), story.name.toStdString()) != wish.only.end();
}

int runAll(const Wish& wish)
{
    // The user nobody must be able to enter it where this runs as root.
    QTemporaryDir folder;
    constexpr auto anyone = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup |
                            QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
    QFile::setPermissions(folder.path(), anyone);
    const auto programs = QDir::cleanPath(QCoreApplication::applicationDirPath() + u"/../bin"_s);
    const system::SystemClock clock;
    sandbox::Bubblewrap sandbox(clock);
    std::vector<Tally> tallies;
    for (const auto& story : stories()) {
        if (!isWanted(story, wish))
            continue;
        const auto trees = makeTrees(story, folder.path(), programs);
        if (!trees) {
            std::fprintf(stderr, "%s: %s\n", qPrintable(trees.error().where), qPrintable(trees.error().message));
            return 2;
        }
        auto& tally = tallies.emplace_back();
        tally.story = story;
        const int runs = story.name == "identical"_L1 ? wish.identical : wish.runs;
        for (int run = 0; run < runs; ++run)
            take(tally, played(sandbox, *trees, programs, wish));
    }
    return summary(tallies);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    Wish wish;
    CLI::App options{"How often the digital twin is right"};
    options.add_option("--runs", wish.runs, "Of each change but identical trees");
    options.add_option("--identical", wish.identical, "Of identical trees");
    options.add_option("--soak", wish.soak, "Seconds under load; the policy's twin.soak is 60");
    options.add_option("--rate", wish.rate, "Requests a second; default: the lab's registration");
    options.add_option("--only", wish.only, "good identical crash leak slow no-way-back");
    CLI11_PARSE(options, argc, argv);
    return runAll(wish);
}
