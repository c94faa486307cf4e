#include "app/ctl/commands.h"
#include "app/ctl/corecall.h"
#include "app/ctl/signer.h"
#include "core/adapters/system/systemclock.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

/// One command line of a decision.
struct DecisionSaid
{
    std::string id;
    int version = 0;
    std::string sha256;
    std::string reason;
    std::string who;
    std::string breakGlass;
    bool agrees = false;
    bool objects = false;
};

void addOptions(CLI::App& command, DecisionSaid& said, bool reasonRequired)
{
    command.add_option("ID", said.id, "The request")->required();
    command.add_option("--version", said.version, "The version you saw")->required();
    command.add_option("--sha", said.sha256, "SHA-256 of the diff you saw")->required();
    command.add_option("--reason", said.reason, "Why")->required(reasonRequired);
    command.add_option("--as", said.who, "Who decides, and whose key signs");
}

Json argsOf(const DecisionSaid& said)
{
    Json args = Json::object(
        {{u"id"_s, QString::fromStdString(said.id)},
         {u"version"_s, said.version},
         {u"diff_sha256"_s, QString::fromStdString(said.sha256)}});
    if (!said.reason.empty())
        args.set(u"reason"_s, QString::fromStdString(said.reason));
    if (!said.who.empty())
        args.set(u"operator"_s, QString::fromStdString(said.who));
    if (!said.breakGlass.empty()) {
        args.set(u"break_glass"_s, true);
        args.set(u"service"_s, QString::fromStdString(said.breakGlass));
    }
    if (said.agrees || said.objects)
        args.set(u"decision"_s, said.agrees ? u"agree"_s : u"object"_s);
    return args;
}

int sendDecision(const Context& context, const QString& command, const DecisionSaid& said)
{
    auto args = signedHere(context, command, argsOf(said));
    if (!args)
        return context.fail(args.error());
    return report(context, sendCommand(context, command, std::move(*args)));
}

void addDecision(CLI::App& app, Context& context, const std::string& name)
{
    auto said = std::make_shared<DecisionSaid>();
    const bool approve = name == "approve";
    auto* command = app.add_subcommand(name, approve ? "Approve a request" : "Reject a request, with a reason");
    addOptions(*command, *said, !approve);
    if (approve)
        command->add_option(
            "--break-glass", said->breakGlass,
            "At P0, when the second approver does not act: decide alone; type the service's name");
    command->callback([&context, said, verb = QString::fromStdString(name)] {
        context.run = [&context, said, verb] { return sendDecision(context, verb, *said); };
    });
}

void addReview(CLI::App& app, Context& context)
{
    auto said = std::make_shared<DecisionSaid>();
    auto* command = app.add_subcommand("review", "Agree with or object to what one approver decided alone");
    addOptions(*command, *said, true);
    auto* verdict = command->add_option_group("verdict");
    verdict->add_flag("--agree", said->agrees, "You would have approved it too");
    verdict->add_flag("--object", said->objects, "You would not");
    verdict->require_option(1);
    command->callback(
        [&context, said] { context.run = [&context, said] { return sendDecision(context, u"review"_s, *said); }; });
}

void addQuiet(CLI::App& app, Context& context)
{
    auto said = std::make_shared<DecisionSaid>();
    auto* acknowledge = app.add_subcommand("ack", "Acknowledge a request: it reminds again in 15 minutes");
    acknowledge->add_option("ID", said->id, "The request")->required();
    acknowledge->add_option("--as", said->who, "Who");
    const auto named = [](const DecisionSaid& given) {
        Json args = Json::object({{u"id"_s, QString::fromStdString(given.id)}});
        if (!given.who.empty())
            args.set(u"operator"_s, QString::fromStdString(given.who));
        return args;
    };
    acknowledge->callback([&context, said, named] {
        context.run = [&context, said, named] { return report(context, sendCommand(context, u"ack"_s, named(*said))); };
    });
    auto minutes = std::make_shared<int>(15);
    auto* snooze = app.add_subcommand("snooze", "Be reminded of a request later");
    snooze->add_option("ID", said->id, "The request")->required();
    snooze->add_option("--minutes", *minutes, "How long")->required()->check(CLI::Range(1, 24 * 60));
    snooze->add_option("--as", said->who, "Who");
    snooze->callback([&context, said, named, minutes] {
        context.run = [&context, said, named, minutes] {
            auto args = named(*said);
            const auto until = system::SystemClock().now() + std::chrono::minutes{*minutes};
            args.set(u"until_at"_s, Json{toMs(until)});
            return report(context, sendCommand(context, u"snooze"_s, std::move(args)));
        };
    });
}

} // namespace

void addDecisionCommands(CLI::App& app, Context& context)
{
    addDecision(app, context, "approve");
    addDecision(app, context, "reject");
    addReview(app, context);
    addQuiet(app, context);
}

} // namespace penelope::ctl
