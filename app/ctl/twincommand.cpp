#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/ctl/group.h"
#include "app/ctl/interrupt.h"
#include "app/ctl/twinpatch.h"
#include "core/adapters/sandbox/bubblewrap.h"
#include "core/adapters/system/systemclock.h"
#include "core/engine/effects/refusals.h"
#include "core/engine/effects/sidebyside.h"
#include "core/patch/service.h"
#include "core/twin/accesslog.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>

#include <CLI/CLI.hpp>

#include <memory>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

struct TwinWords
{
    std::string tree; ///< empty = this one
    std::string before;
    std::optional<double> soak;
    double rate = 0;
    std::string accessLog;
    std::vector<std::string> command;
    double seconds = 600;
};

/// The tree's own registration.
Result<patch::Registration> registeredIn(const QString& tree)
{
    constexpr qint64 mostBytes = qint64{1024} * 1024;
    QFile file(tree + u"/penelope-service.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            ErrorCode::NotFound,
            u"there is no penelope-service.json that says how it is tried; a command can be named after --"_s,
            file.fileName());
    const auto document = parseForeign(file.read(mostBytes));
    if (!document)
        return Failure{document.error()};
    return patch::readRegistration(*document, tree);
}

/// The test command of the tree's own registration.
Result<QStringList> registeredTests(const QString& tree)
{
    const auto registration = registeredIn(tree);
    if (!registration)
        return Failure{registration.error()};
    if (registration->test.isEmpty())
        return failure(ErrorCode::Refused, u"the service has no test command"_s, tree);
    QStringList command;
    for (auto word : registration->test)
        command.append(word.replace("{{tree}}"_L1, "/work"_L1));
    return command;
}

QString twinWord(Sandbox::Ending ending)
{
    switch (ending) {
    case Sandbox::Ending::Exited: return u"exited"_s;
    case Sandbox::Ending::Signalled: return u"signalled"_s;
    case Sandbox::Ending::TimedOut: return u"timed_out"_s;
    case Sandbox::Ending::TooMuchOutput: return u"too_much_output"_s;
    case Sandbox::Ending::TooMuchDisk: return u"too_much_disk"_s;
    case Sandbox::Ending::TooMuchMemory: return u"too_much_memory"_s;
    case Sandbox::Ending::Cancelled: return u"cancelled"_s;
    }
    Q_UNREACHABLE();
}

QString twinWord(Sandbox::ChangeKind kind)
{
    switch (kind) {
    case Sandbox::ChangeKind::Added: return u"added"_s;
    case Sandbox::ChangeKind::Changed: return u"changed"_s;
    case Sandbox::ChangeKind::Removed: return u"removed"_s;
    }
    Q_UNREACHABLE();
}

Error interrupted()
{
    return {ErrorCode::Unavailable, u"the trial was ended by a signal; nothing is left of it"_s};
}

Result<Sandbox::Outcome> played(Sandbox::Job job, Interrupt& interrupt)
{
    const system::SystemClock clock;
    sandbox::Bubblewrap sandbox(clock);
    std::optional<Result<Sandbox::Outcome>> answer;
    QEventLoop loop;
    sandbox.run(std::move(job), [&](Result<Sandbox::Outcome> outcome) {
        answer.emplace(std::move(outcome));
        loop.quit();
    });
    if (!answer)
        interrupt.wait(loop);
    return answer ? std::move(*answer) : Result<Sandbox::Outcome>{Failure{interrupted()}};
}

void printOutcome(const Context& context, const QStringList& command, const Sandbox::Outcome& outcome)
{
    const bool passed = outcome.ending == Sandbox::Ending::Exited && outcome.code == 0;
    if (context.json) {
        Json::Array changes;
        for (const auto& change : outcome.changes)
            changes.push_back(Json::object({{u"kind"_s, twinWord(change.kind)}, {u"path"_s, change.path}}));
        context.print(Json::object(
            {{u"result"_s, passed ? u"passed"_s : u"failed"_s},
             {u"ending"_s, twinWord(outcome.ending)},
             {u"code"_s, Json{outcome.code}},
             {u"took_ms"_s, Json{static_cast<qint64>(outcome.took.count())}},
             {u"command"_s, jsonList(command)},
             {u"changes"_s, Json{std::move(changes)}},
             {u"changes_left_out"_s, Json{outcome.changesLeftOut}},
             {u"refused"_s, jsonList(engine::refusalsOf(outcome))},
             {u"log_tail"_s, outcome.logTail}}));
        return;
    }
    if (!outcome.logTail.isEmpty())
        context.print(outcome.logTail.trimmed());
    for (const auto& change : outcome.changes)
        context.print(u"%1 %2"_s.arg(twinWord(change.kind), change.path));
    for (const auto& refused : engine::refusalsOf(outcome))
        context.print(u"refused: %1"_s.arg(refused));
    context.print(u"%1: %2, code %3, after %4 s"_s.arg(
        passed ? u"passed"_s : u"not passed"_s, twinWord(outcome.ending), QString::number(outcome.code),
        QString::number(static_cast<double>(outcome.took.count()) / 1000, 'f', 1)));
}

QString armLine(const QString& name, const patch::TwinArm& arm)
{
    const auto ms = [](double value) { return QString::number(value, 'f', 2); };
    return u"%1: %2 requests, %3 failed, p50 %4 ms, p99 %5 ms, memory %6 MiB (%7 MiB a minute)"_s.arg(name)
        .arg(arm.requests)
        .arg(arm.failures)
        .arg(
            ms(arm.p50Ms), ms(arm.p99Ms), QString::number(static_cast<double>(arm.memoryKib) / 1024, 'f', 1),
            QString::number(arm.growthKibPerMinute / 1024, 'f', 1));
}

void printLoad(const Context& context, const patch::Twin& twin)
{
    if (context.json)
        return context.print(patch::twinFinished(twin));
    if (!twin.trial.logTail.isEmpty())
        context.print(twin.trial.logTail.trimmed());
    for (const auto& refused : twin.trial.refused)
        context.print(u"refused: %1"_s.arg(refused));
    if (const auto& load = twin.trial.load) {
        if (!load->mix.isEmpty())
            context.print(u"load: %1"_s.arg(load->mix));
        context.print(armLine(u"before"_s, load->before));
        context.print(armLine(u"after"_s, load->after));
    }
    if (const auto& undo = twin.trial.undo) {
        for (const auto& lost : undo->lost)
            context.print(u"not undone: %1"_s.arg(lost));
        for (const auto& left : undo->left)
            context.print(u"left behind: %1"_s.arg(left));
    }
    const auto verdict = twin.result == "passed"_L1   ? u"passed"_s
                         : twin.result == "failed"_L1 ? u"not passed"_s
                                                      : u"unknown"_s;
    context.print(u"%1: %2"_s.arg(verdict, twin.reason));
}

Result<twin::AccessMix> mixIn(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            ErrorCode::NotFound, u"the access log %1 cannot be read: %2"_s.arg(path, file.errorString()), path);
    if (file.size() > twin::mostLogBytes) {
        file.seek(file.size() - twin::mostLogBytes);
        file.readLine(); // the rest of a line
    }
    auto mix = twin::mixOf(file.read(twin::mostLogBytes));
    return mix ? mix : failure(mix.error().code, mix.error().message, path);
}

/// Both versions side by side, as Penelope plays them for a patch.
int runLoad(
    const Context& context, const TwinWords& words, const patch::Registration* registration, const QString& before,
    const QString& tree, Interrupt& interrupt)
{
    if (registration->twin.start.isEmpty())
        return context.fail(
            {ErrorCode::Refused, u"the registration does not say how the service runs in the twin"_s, tree});
    engine::SideBySide::Order order;
    order.former = before;
    order.patched = tree;
    order.player = QCoreApplication::applicationDirPath() + u"/penelope-player"_s;
    order.service = registration->twin;
    order.pace.lasts = Milliseconds{static_cast<qint64>(words.soak.value_or(60) * 1000)};
    order.pace.rate = words.rate > 0 ? words.rate : registration->twin.rate.value_or(order.pace.rate);
    const auto log = words.accessLog.empty() ? registration->twin.accessLog : QString::fromStdString(words.accessLog);
    QString said;
    if (!log.isEmpty()) {
        auto mix = mixIn(log);
        if (!mix)
            return context.fail(mix.error());
        said = twin::mixText(*mix);
        order.service.paths = std::move(mix->paths);
    }
    const system::SystemClock clock;
    sandbox::Bubblewrap sandbox(clock);
    std::optional<patch::Twin> answer;
    QEventLoop loop;
    const engine::SideBySide load(sandbox, std::move(order), [&](patch::Twin twin) {
        answer = std::move(twin);
        loop.quit();
    });
    if (!answer)
        interrupt.wait(loop);
    if (!answer)
        return context.fail(interrupted(), Refused);
    if (answer->trial.load)
        answer->trial.load->mix = said;
    printLoad(context, *answer);
    return answer->result == "passed"_L1 ? Ok : Refused;
}

/// Runs a command on a tree and prints what came of it.
int runTests(
    const Context& context, const TwinWords& words, const QStringList& command, const QString& tree,
    Interrupt& interrupt, bool goesOn = false)
{
    Sandbox::Job job{.argv = command, .tree = tree};
    job.limits.time = std::chrono::milliseconds{static_cast<qint64>(words.seconds * 1000)};
    job.limits.processor = job.limits.time;
    const auto outcome = played(std::move(job), interrupt);
    if (!outcome)
        return interrupt.came() ? context.fail(interrupted(), Refused) : context.fail(outcome.error());
    const bool passed = outcome->ending == Sandbox::Ending::Exited && outcome->code == 0;
    if (!passed || !goesOn || !context.json) // an answer in JSON is one line: what follows says more
        printOutcome(context, command, *outcome);
    return passed ? Ok : Refused;
}

/// As the core tries it: the tests of the patched tree, then both versions under load.
int runPatch(const Context& context, const TwinWords& words, const QString& patch, Interrupt& interrupt)
{
    const auto trees = PatchTrees::checkedOut(context, patch);
    if (!trees)
        return context.fail(trees.error());
    const auto& registration = (*trees)->registration();
    const bool loads = !registration.twin.start.isEmpty();
    if (registration.test.isEmpty() && !loads)
        return context.fail({ErrorCode::Refused, u"the service has no test command"_s, registration.name.value()});
    if (!registration.test.isEmpty()) {
        QStringList command;
        for (auto word : registration.test)
            command.append(word.replace("{{tree}}"_L1, "/work"_L1).replace("{{patch}}"_L1, patch));
        if (const int code = runTests(context, words, command, (*trees)->patched(), interrupt, loads);
            code != Ok || !loads)
            return code;
    }
    return runLoad(context, words, &registration, (*trees)->before(), (*trees)->patched(), interrupt);
}

int runTwin(const Context& context, const TwinWords& words)
{
    Interrupt interrupt;
    const bool onePatch = words.tree.empty() && words.before.empty() && words.command.size() == 1 &&
                          isPatchId(QString::fromStdString(words.command.front()));
    if (onePatch)
        return runPatch(context, words, QString::fromStdString(words.command.front()), interrupt);
    const auto tree = QDir(QString::fromStdString(words.tree)).absolutePath();
    if (!words.before.empty()) {
        const auto registration = registeredIn(tree);
        return registration ? runLoad(
                                  context, words, &*registration,
                                  QDir(QString::fromStdString(words.before)).absolutePath(), tree, interrupt)
                            : context.fail(registration.error());
    }
    if (words.soak || words.rate > 0 || !words.accessLog.empty())
        return context.fail(
            {ErrorCode::Malformed,
             u"--soak, --rate and --access-log put two versions under load: name a patch or --before"_s,
             {}},
            Usage);
    QStringList command;
    for (const auto& word : words.command)
        command.append(QString::fromStdString(word));
    if (command.isEmpty()) {
        auto registered = registeredTests(tree);
        if (!registered)
            return context.fail(registered.error());
        command = std::move(*registered);
    }
    return runTests(context, words, command, tree, interrupt);
}

} // namespace

void addTwinCommand(CLI::App& app, Context& context)
{
    auto words = std::make_shared<TwinWords>();
    auto* twin = group(app, "twin", "The digital twin: trying a tree in a sandbox");
    auto* run = twin->add_subcommand(
        "run", "Try a tree, or a patch by its id, in the sandbox; exit code 1 where it does not pass");
    run->add_option("--tree", words->tree, "The folder (default: this one)");
    run->add_option(
        "--before", words->before, "The tree before it: run both under load side by side, then try the way back");
    run->add_option("--soak", words->soak, "How long both are under load, in seconds; default 60")
        ->check(CLI::Range(5.0, 21600.0));
    run->add_option("--rate", words->rate, "Requests a second to each; default: the registration's, or 50")
        ->check(CLI::Range(1.0, 10000.0));
    run->add_option(
        "--access-log", words->accessLog, "Take the paths and their shares from this log; of it nothing else");
    run->add_option("--limit", words->seconds, "Longest time in seconds")->check(CLI::Range(1.0, 21600.0));
    run->add_option(
        "COMMAND", words->command,
        "A patch's eight digits, or after -- what to run; default: the test command of the registration");
    run->callback([&context, words] { context.run = [&context, words] { return runTwin(context, *words); }; });
}

} // namespace penelope::ctl
