#include "app/ctl/commands.h"
#include "app/ctl/corecall.h"
#include "core/engine/limits.h"
#include "core/patch/events.h"
#include "core/patch/filepolicy.h"

#include <QFile>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

Result<QString> diffFrom(const QString& path)
{
    QFile file(path);
    const bool opened = path == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return failure(ErrorCode::NotFound, u"the diff cannot be read: %1"_s.arg(file.errorString()), path);
    // One byte more than is allowed tells a larger one, whatever its size.
    return patch::diffText(file.read(patch::maxDiffBytes + 1));
}

/// The policy in force where there is a journal, else the defaults.
policy::State policyInForce(const Context& context)
{
    auto state = policy::defaults();
    const auto answer =
        QFile::exists(context.journal) ? readView(context, u"policy"_s) : Result<CoreAnswer>(CoreAnswer{});
    if (!answer)
        return state;
    for (const auto& item : answer->result[u"items"].toArray()) {
        const auto* value = item.find(u"value");
        if (value)
            state.settings[item[u"key"].toString()].value = *value;
    }
    return state;
}

Json answerOf(const patch::Diff& diff, const patch::FileVerdict& verdict, const policy::State& policy)
{
    const auto gentleness = praotes::judge(diff, engine::praotesLimits(policy));
    auto answer = patch::praotesJudged(gentleness);
    answer.set(u"files"_s, jsonList(diff.paths()));
    answer.set(u"lines_added"_s, diff.added);
    answer.set(u"lines_removed"_s, diff.removed);
    answer.set(u"level"_s, static_cast<int>(patch::levelOf(diff, engine::levelLines(policy))));
    answer.set(u"asks"_s, jsonList(verdict.asks));
    if (verdict.refusal)
        answer.set(u"refusal"_s, patch::patchRefused(*verdict.refusal));
    return answer;
}

QString measured(const Json& value)
{
    return value.isString() ? value.toString() : QString::fromUtf8(toJsonText(value));
}

void printAnswer(const Context& context, const Json& answer)
{
    context.print(u"%1, gentleness %2"_s.arg(answer[u"result"].toString()).arg(answer[u"score"].toDouble(), 0, 'f', 3));
    context.print(u"lines %1, functions %2, contracts broken %3, reversibility %4"_s.arg(answer[u"lines"].toInteger())
                      .arg(answer[u"functions"].toArray().size())
                      .arg(answer[u"contracts_broken"].toArray().size())
                      .arg(answer[u"reversibility"].toDouble(), 0, 'f', 2));
    if (const auto* refusal = answer.find(u"refusal"))
        context.print(u"refused by the file policy: %1, %2 (allowed: %3)"_s.arg(
            (*refusal)[u"rule"].toString(), measured((*refusal)[u"measured"]), measured((*refusal)[u"limit"])));
    const auto list = [&](const QString& word, QStringView member) {
        for (const auto& text : stringList(answer[member]))
            context.print(u"%1: %2"_s.arg(word, text));
    };
    list(u"violation"_s, u"violations");
    list(u"function"_s, u"functions");
    list(u"broken"_s, u"contracts_broken");
    list(u"asks"_s, u"asks");
    list(u"suggestion"_s, u"suggestions");
}

int runPraotes(const Context& context, const QString& path)
{
    const auto text = diffFrom(path);
    if (!text)
        return context.fail(text.error());
    const auto diff = patch::parseDiff(*text);
    if (!diff)
        return context.fail(
            {diff.error().code, u"%1: %2"_s.arg(diff.error().where, diff.error().message), diff.error().where});
    const auto verdict = patch::checkFiles(*diff);
    const auto answer = answerOf(*diff, verdict, policyInForce(context));
    if (context.json)
        context.print(answer);
    else
        printAnswer(context, answer);
    return answer[u"result"].toString() == "approved"_L1 && !verdict.refusal ? Ok : Refused;
}

} // namespace

void addPraotesCommand(CLI::App& app, Context& context)
{
    auto file = std::make_shared<std::string>();
    auto* command = app.add_subcommand("praotes", "Whether a diff is gentle enough; exit code 1 where it is not");
    command->add_option("DIFF", *file, "A unified diff; - reads standard input")->required();
    command->callback([&context, file] {
        context.run = [&context, file] { return runPraotes(context, QString::fromStdString(*file)); };
    });
}

} // namespace penelope::ctl
