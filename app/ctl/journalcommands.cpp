#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/ctl/generatecommand.h"
#include "core/adapters/sqlite/backup.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/system/journallock.h"
#include "core/journal/vector.h"

#include <QFile>

#include <CLI/CLI.hpp>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

/// One vector, a list of them, or a whole file of vectors with its fixtures.
Result<Json> answerVectors(const Json& file, const Json& fixtures)
{
    const auto* list = file.isArray() ? &file : file.find(u"vectors");
    const auto& known = file.contains(u"fixtures") ? file[u"fixtures"] : fixtures;
    if (!list)
        return journal::answerVector(file[u"kind"].toString(), file[u"input"], known);
    auto answers = Json::array();
    for (const auto& vector : list->toArray()) {
        auto answer = answerVectors(vector, known);
        if (!answer)
            return answer;
        answers.append(std::move(*answer));
    }
    return answers;
}

int runVector(const Context& context, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return context.fail(
            {ErrorCode::NotFound, u"%1 cannot be read: %2"_s.arg(path, file.errorString()), path}, Usage);
    const auto value = parseForeign(file.readAll());
    if (!value)
        return context.fail(value.error(), Usage);
    const auto answer = answerVectors(*value, Json::array());
    if (!answer)
        return context.fail(answer.error(), Usage);
    context.print(*answer);
    return Ok;
}

Result<Json> describe(const QString& path)
{
    const auto reader = sqlite::Reader::open({.path = path});
    if (!reader)
        return Failure{reader.error()};
    const auto events = (*reader)->lastSeq();
    const auto root = (*reader)->root();
    const auto keys = (*reader)->keys();
    const auto note = (*reader)->newestNote();
    if (!events || !root || !keys || !note)
        return Failure{!events ? events.error() : !root ? root.error() : !keys ? keys.error() : note.error()};
    auto answer = Json::object(
        {{u"path"_s, path}, {u"journal_id"_s, keys->journalId()}, {u"events"_s, *events}, {u"root"_s, toHex(*root)}});
    if (const auto key = keys->at(*events))
        answer.set(u"fingerprint"_s, journal::fingerprint(*key));
    const auto parsed = journal::parseNote(*note);
    if (parsed) {
        answer.set(u"signed_to"_s, parsed->checkpoint.size);
        answer.set(u"checkpoint"_s, QString::fromUtf8(*note));
    }
    if (const auto holder = system::JournalLock::holder(path)) {
        answer.set(
            u"writer"_s, Json::object(
                             {{u"pid"_s, holder->pid},
                              {u"host"_s, holder->host},
                              {u"socket"_s, holder->socket},
                              {u"started_at"_s, toMs(holder->startedAt)}}));
    }
    return answer;
}

int runInfo(const Context& context, const QString& path)
{
    const auto answer = describe(path);
    if (!answer)
        return context.fail(answer.error(), answer.error().code == ErrorCode::Damaged ? Damaged : Unreachable);
    if (context.json) {
        context.print(*answer);
        return Ok;
    }
    const auto& info = *answer;
    context.print(u"Journal %1, %2 events"_s.arg(info[u"journal_id"].toString()).arg(info[u"events"].toInteger()));
    context.print(u"Root %1"_s.arg(info[u"root"].toString()));
    context.print(u"Key fingerprint %1"_s.arg(info[u"fingerprint"].toString()));
    if (info.contains(u"writer"))
        context.print(u"Written by process %1 on %2"_s.arg(info[u"writer"][u"pid"].toInteger())
                          .arg(info[u"writer"][u"host"].toString()));
    context.print(
        info.contains(u"checkpoint") ? u"\n"_s + info[u"checkpoint"].toString() : u"There is no checkpoint yet."_s);
    return Ok;
}

int runBackup(const Context& context, const QString& target)
{
    const auto manifest = sqlite::backUp(context.journal, target);
    if (!manifest) {
        const auto code = manifest.error().code;
        return code == ErrorCode::NotFound || code == ErrorCode::Malformed ? context.fail(manifest.error(), Unreachable)
                                                                           : context.fail(manifest.error());
    }
    if (context.json) {
        auto answer = sqlite::toJson(*manifest);
        answer.set(u"path"_s, target);
        answer.set(u"manifest"_s, sqlite::manifestPath(target));
        context.print(answer);
        return Ok;
    }
    context.print(u"%1 holds %2 events and verifies; signed to %3."_s.arg(
        target, QString::number(manifest->size), QString::number(manifest->signedTo)));
    context.print(u"Root %1"_s.arg(toHex(manifest->root)));
    context.print(u"SHA-256 %1, also in %2"_s.arg(toHex(manifest->sha256), sqlite::manifestPath(target)));
    return Ok;
}

} // namespace

void addJournalCommands(CLI::App& app, Context& context)
{
    auto* group = app.add_subcommand("journal", "The journal file itself");
    group->require_subcommand(1);
    auto file = std::make_shared<std::string>();
    auto* vector = group->add_subcommand("vector", "Compute the answer of a test vector");
    vector->add_option("FILE", *file, "A JSON file with kind, input and fixtures")->required();
    vector->callback([&context, file] {
        context.run = [&context, file] { return runVector(context, QString::fromStdString(*file)); };
    });
    addGenerateCommand(*group, context);
    auto* info = group->add_subcommand("info", "Size, root, key and newest checkpoint");
    info->add_option("FILE", *file, "The journal, if not that of --journal");
    info->callback([&context, file] {
        context.run = [&context, file] {
            return runInfo(context, file->empty() ? context.journal : QString::fromStdString(*file));
        };
    });
    auto* backup = group->add_subcommand("backup", "Copy the journal, also while it is written, and verify the copy");
    backup->add_option("FILE", *file, "The new file; FILE.manifest.json is written beside it")->required();
    backup->callback([&context, file] {
        context.run = [&context, file] { return runBackup(context, QString::fromStdString(*file)); };
    });
    addArchiveCommands(*group, context);
    addIndexCommand(*group, context);
}

} // namespace penelope::ctl
