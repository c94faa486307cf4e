#include "app/ctl/commands.h"
#include "app/ctl/corecall.h"
#include "app/ctl/group.h"
#include "core/adapters/config/servicefile.h"
#include "core/patch/diff.h"
#include "core/patch/service.h"

#include <QFile>
#include <QFileInfo>

#include <CLI/CLI.hpp>

#include <functional>
#include <map>
#include <memory>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

/// The texts of one command line, by the name of the argument they become.
using Texts = std::map<QString, std::string>;

Json argsOf(const Texts& texts)
{
    Json args;
    for (const auto& [name, value] : texts) {
        if (!value.empty())
            args.set(name, QString::fromStdString(value));
    }
    return args;
}

/// Adds an option whose text becomes the argument `name`.
CLI::Option* take(
    CLI::App* command, const std::shared_ptr<Texts>& texts, const std::string& option, const char* name,
    const std::string& help)
{
    return command->add_option(option, (*texts)[QString::fromLatin1(name)], help);
}

void finish(CLI::App* command, Context& context, const QString& name, std::function<Result<Json>()> args)
{
    command->callback([&context, name, args = std::move(args)] {
        context.run = [&context, name, args] {
            auto made = args();
            if (!made)
                return context.fail(made.error(), made.error().code == ErrorCode::Malformed ? Usage : Refused);
            return report(context, sendCommand(context, name, std::move(*made)));
        };
    });
}

void addPatchSubmit(CLI::App& app, Context& context)
{
    auto texts = std::make_shared<Texts>();
    auto file = std::make_shared<std::string>();
    auto force = std::make_shared<bool>(false);
    auto* command = group(app, "patch", "Patches")->add_subcommand("submit", "Propose a patch for a service");
    take(command, texts, "SERVICE", "service", "The service")->required();
    command->add_option("FILE", *file, "A unified diff with git headers")->required();
    take(command, texts, "--intent", "intent", "One line: what it does")->required();
    take(command, texts, "--rollback", "rollback", "How it is undone");
    take(command, texts, "--anomaly", "anomaly_id", "The anomaly it is for");
    take(command, texts, "--judge", "judge", "Of its canary: sequential, thresholds or mann_whitney");
    take(command, texts, "--as", "operator", "Who proposes");
    command->add_flag("--force", *force, "Ask two people instead of waiting for budget, gap or breaker");
    finish(command, context, u"patch_submit"_s, [texts, file, force]() -> Result<Json> {
        QFile diff(QString::fromStdString(*file));
        if (!diff.open(QIODevice::ReadOnly))
            return failure(
                ErrorCode::NotFound, u"the diff cannot be read: %1"_s.arg(diff.errorString()), diff.fileName());
        const auto text = patch::diffText(diff.readAll());
        if (!text)
            return Failure{text.error()};
        auto args = argsOf(*texts);
        args.set(u"diff"_s, *text);
        if (*force)
            args.set(u"force"_s, true);
        return args;
    });
}

void addCanaryVerbs(CLI::App& app, Context& context)
{
    for (const auto* verb : {"pause", "resume", "promote", "abort", "cancel", "retry"}) {
        auto texts = std::make_shared<Texts>();
        const auto full = std::make_shared<bool>(false);
        auto* command = group(app, "canary", "Canaries")->add_subcommand(verb, std::string("To ") + verb + " one");
        take(command, texts, "ID", "id", "The canary")->required();
        take(command, texts, "--reason", "reason", "Why");
        take(command, texts, "--as", "operator", "Who");
        if (verb == std::string("promote"))
            command->add_flag("--full", *full, "To the last step at once, over the evidence");
        if (verb == std::string("retry"))
            take(command, texts, "--judge", "judge", "Another one: sequential, thresholds or mann_whitney");
        finish(command, context, u"canary_"_s + QLatin1String(verb), [texts, full]() -> Result<Json> {
            auto args = argsOf(*texts);
            if (*full)
                args.set(u"full"_s, true);
            return args;
        });
    }
}

void addReasoned(
    CLI::App* command, Context& context, const QString& name, const char* argument, const std::string& metavar)
{
    auto texts = std::make_shared<Texts>();
    take(command, texts, metavar, argument, "Which")->required();
    take(command, texts, "--reason", "reason", "Why")->required();
    take(command, texts, "--as", "operator", "Who");
    finish(command, context, name, [texts]() -> Result<Json> { return argsOf(*texts); });
}

void addPolicySet(CLI::App& app, Context& context)
{
    auto texts = std::make_shared<Texts>();
    auto value = std::make_shared<std::string>();
    auto* command = group(app, "policy", "The numbers that decide")->add_subcommand("set", "Change one, with a reason");
    take(command, texts, "KEY", "key", "room.name")->required();
    command->add_option("VALUE", *value, "JSON, or a plain word")->required();
    take(command, texts, "--reason", "reason", "Why")->required();
    take(command, texts, "--as", "operator", "Who");
    finish(command, context, u"policy_set"_s, [texts, value]() -> Result<Json> {
        auto args = argsOf(*texts);
        const auto bytes = QByteArray::fromStdString(*value);
        // A word without quotes is a text: `policy set rest.weekday none`.
        args.set(u"value"_s, parseForeign(bytes).value_or(Json{QString::fromUtf8(bytes)}));
        return args;
    });
}

void addServiceRegister(CLI::App& app, Context& context)
{
    auto file = std::make_shared<std::string>();
    auto* command =
        group(app, "service", "Registered services")->add_subcommand("register", "Register one, or its change");
    command->add_option("FILE", *file, "penelope-service.json")->required();
    finish(command, context, u"service_register"_s, [file]() -> Result<Json> {
        const auto path = QFileInfo(QString::fromStdString(*file)).absoluteFilePath();
        return config::readServiceFile(path).map([](const patch::Registration& registration) {
            return Json::object({{u"registration"_s, patch::toJson(registration)}});
        });
    });
}

void addNote(CLI::App& app, Context& context)
{
    auto texts = std::make_shared<Texts>();
    auto* command = app.add_subcommand("note", "Write a shift note");
    take(command, texts, "TEXT", "text", "The note")->required();
    take(command, texts, "--as", "operator", "Who");
    finish(command, context, u"note"_s, [texts]() -> Result<Json> {
        auto args = argsOf(*texts);
        args.set(u"scope"_s, u"shift"_s);
        return args;
    });
}

void addAcknowledgement(CLI::App& app, Context& context)
{
    auto texts = std::make_shared<Texts>();
    auto* command = group(app, "anomaly", "Anomalies")
                        ->add_subcommand("ack", "Acknowledge an escalation: it calls again in 15 minutes");
    take(command, texts, "ID", "id", "Which")->required();
    take(command, texts, "--as", "operator", "Who");
    finish(command, context, u"anomaly_ack"_s, [texts]() -> Result<Json> { return argsOf(*texts); });
}

} // namespace

void addActionCommands(CLI::App& app, Context& context)
{
    addPatchSubmit(app, context);
    addCanaryVerbs(app, context);
    addReasoned(
        group(app, "patch", "Patches")->add_subcommand("cancel", "Give up one that has not started"), context,
        u"patch_cancel"_s, "id", "ID");
    addReasoned(
        group(app, "twin", "The digital twin: trying a tree in a sandbox")
            ->add_subcommand("cancel", "End the trial of a patch: a person is asked instead"),
        context, u"twin_cancel"_s, "id", "PATCH");
    addReasoned(
        group(app, "breaker", "Circuit breakers")->add_subcommand("reset", "Close one"), context, u"breaker_reset"_s,
        "service", "SERVICE");
    addAcknowledgement(app, context);
    addReasoned(
        group(app, "anomaly", "Anomalies")->add_subcommand("close", "Close an escalation"), context, u"anomaly_close"_s,
        "id", "ID");
    addReasoned(
        group(app, "anomaly", "Anomalies")->add_subcommand("judge", "Have an open one judged again"), context,
        u"anomaly_judge"_s, "id", "ID");
    addPolicySet(app, context);
    addServiceRegister(app, context);
    addNote(app, context);
}

} // namespace penelope::ctl
