#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/ctl/group.h"
#include "core/adapters/sandbox/bubblewrap.h"
#include "core/adapters/system/systemclock.h"
#include "core/patch/service.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>

#include <CLI/CLI.hpp>

#include <memory>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

struct Words
{
    std::string tree = ".";
    std::vector<std::string> command;
    double seconds = 600;
};

/// The test command of the tree's own registration.
Result<QStringList> registeredTests(const QString& tree)
{
    constexpr qint64 mostBytes = qint64{1024} * 1024;
    QFile file(tree + u"/penelope-service.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            ErrorCode::NotFound,
            u"there is no penelope-service.json to take the test command from; name the command after --"_s,
            file.fileName());
    const auto document = parseForeign(file.read(mostBytes));
    if (!document)
        return Failure{document.error()};
    const auto registration = patch::readRegistration(*document, tree);
    if (!registration)
        return Failure{registration.error()};
    if (registration->test.isEmpty())
        return failure(ErrorCode::Refused, u"the service has no test command"_s, file.fileName());
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

Result<Sandbox::Outcome> played(Sandbox::Job job)
{
    const system::SystemClock clock;
    sandbox::Bubblewrap sandbox(clock);
    std::optional<Result<Sandbox::Outcome>> answer;
    QEventLoop loop;
    sandbox.run(std::move(job), [&](Result<Sandbox::Outcome> outcome) {
        answer = std::move(outcome);
        loop.quit();
    });
    if (!answer)
        loop.exec();
    return std::move(*answer);
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
             {u"log_tail"_s, outcome.logTail}}));
        return;
    }
    if (!outcome.logTail.isEmpty())
        context.print(outcome.logTail.trimmed());
    for (const auto& change : outcome.changes)
        context.print(u"%1 %2"_s.arg(twinWord(change.kind), change.path));
    context.print(u"%1: %2, code %3, after %4 s"_s.arg(
        passed ? u"passed"_s : u"not passed"_s, twinWord(outcome.ending), QString::number(outcome.code),
        QString::number(static_cast<double>(outcome.took.count()) / 1000, 'f', 1)));
}

int runTwin(const Context& context, const Words& words)
{
    const auto tree = QDir(QString::fromStdString(words.tree)).absolutePath();
    QStringList command;
    for (const auto& word : words.command)
        command.append(QString::fromStdString(word));
    if (command.isEmpty()) {
        auto registered = registeredTests(tree);
        if (!registered)
            return context.fail(registered.error());
        command = std::move(*registered);
    }
    Sandbox::Job job{.argv = command, .tree = tree};
    job.limits.time = std::chrono::milliseconds{static_cast<qint64>(words.seconds * 1000)};
    job.limits.processor = job.limits.time;
    const auto outcome = played(std::move(job));
    if (!outcome)
        return context.fail(outcome.error());
    printOutcome(context, command, *outcome);
    return outcome->ending == Sandbox::Ending::Exited && outcome->code == 0 ? Ok : Refused;
}

} // namespace

void addTwinCommand(CLI::App& app, Context& context)
{
    auto words = std::make_shared<Words>();
    auto* twin = group(app, "twin", "The digital twin: trying a tree in a sandbox");
    auto* run =
        twin->add_subcommand("run", "Run a tree's tests on a copy of it, in the sandbox; exit code 1 where they fail");
    run->add_option("--tree", words->tree, "The folder (default: this one)");
    run->add_option("--limit", words->seconds, "Longest time in seconds")->check(CLI::Range(1.0, 21600.0));
    run->add_option("COMMAND", words->command, "What to run, after --; default: the test command of its registration");
    run->callback([&context, words] { context.run = [&context, words] { return runTwin(context, *words); }; });
}

} // namespace penelope::ctl
