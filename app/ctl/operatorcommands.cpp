#include "app/ctl/commands.h"
#include "app/ctl/corecall.h"
#include "app/ctl/group.h"
#include "app/ctl/signer.h"
#include "core/adapters/system/keystore.h"
#include "core/engine/operatororders.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

struct OperatorWanted
{
    std::string name;
    std::string key;
    std::string role;
    std::string reason;
    std::string who;
    bool active = false;
    bool inactive = false;
    bool lost = false;
    bool plain = false;
};

Json argsOf(const OperatorWanted& wanted)
{
    Json args = Json::object({{u"name"_s, QString::fromStdString(wanted.name)}});
    const auto set = [&args](const QString& name, const std::string& value) {
        if (!value.empty())
            args.set(name, QString::fromStdString(value));
    };
    set(u"public_key"_s, wanted.key);
    set(u"role"_s, wanted.role);
    set(u"reason"_s, wanted.reason);
    set(u"operator"_s, wanted.who);
    if (wanted.active || wanted.inactive)
        args.set(u"active"_s, wanted.active);
    return args;
}

int listOperators(const Context& context)
{
    const auto answer = readView(context, u"operators"_s);
    if (!answer)
        return context.fail(answer.error());
    if (context.json) {
        context.print(answer->result);
        return Ok;
    }
    for (const auto& item : answer->result[u"items"].toArray())
        context.print(u"%1  %2  %3  %4"_s.arg(
            item[u"name"].toString(), item[u"role"].toString(), item[u"active"].toBool() ? u"active"_s : u"inactive"_s,
            item[u"public_key"].toString(u"no key"_s)));
    return Ok;
}

Status makeNext(
    const system::KeyStore& keys, const QString& name, const ed25519::Seed& seed, bool plain,
    PassphraseSource& passphrases)
{
    if (plain)
        return keys.save(name, seed);
    const auto passphrase = passphrases.askNew(u"Passphrase for the new key"_s);
    if (!passphrase)
        return Failure{passphrase.error()};
    return keys.saveSealed(name, seed, *passphrase);
}

/// The arguments of operator_rotate: proven by the new key, and by the old one unless it is lost.
Result<Json> rotationArgs(
    const Context& context, const OperatorWanted& wanted, const ed25519::Seed& seed, PassphraseSource& passphrases)
{
    const auto name = QString::fromStdString(wanted.name);
    const auto status = readView(context, u"status"_s);
    if (!status)
        return Failure{status.error()};
    const ed25519::SigningKey next{seed};
    const auto publicKey = ed25519::toBase64(next.publicKey());
    const auto bytes = engine::rotationBytes(status->result[u"journal_id"].toString(), name, publicKey);
    if (!bytes)
        return Failure{bytes.error()};
    auto args = argsOf(wanted);
    args.set(u"public_key"_s, publicKey);
    args.set(u"proof"_s, ed25519::toBase64(next.sign(*bytes)));
    if (wanted.lost)
        return args;
    const auto old = openKey(context, name, passphrases);
    if (!old)
        return Failure{old.error()};
    args.set(u"previous_proof"_s, ed25519::toBase64(old->sign(*bytes)));
    if (wanted.who.empty())
        args.set(u"operator"_s, name);
    return args;
}

/// The new key lies beside the old one until the journal has it, so that neither is lost whenever this ends.
int rotateKey(const Context& context, const OperatorWanted& wanted)
{
    const auto name = QString::fromStdString(wanted.name);
    const auto nextName = name + u".next"_s;
    const system::KeyStore keys(context.journal);
    const auto known = registeredKey(context, name);
    if (!known)
        return context.fail(known.error());
    if (const auto left = keys.publicKey(nextName)) {
        const bool taken = ed25519::toBase64(*left) == *known;
        if (auto done = taken ? keys.replace(nextName, name) : keys.remove(nextName); !done)
            return context.fail(done.error());
        if (taken) {
            context.print(u"An earlier rotation of %1 was finished."_s.arg(name));
            return Ok;
        }
    }
    const auto seed = system::randomSeed();
    PassphraseSource passphrases(context.passphraseFile);
    auto args = rotationArgs(context, wanted, seed, passphrases);
    if (!args)
        return context.fail(args.error());
    if (auto made = makeNext(keys, nextName, seed, wanted.plain, passphrases); !made)
        return context.fail(made.error());
    const auto answer = sendCommand(context, u"operator_rotate"_s, std::move(*args));
    // An answer that did not come may still be an event: the next key stays, and the next rotation looks.
    const bool refused = !answer && answer.error().code != ErrorCode::Unavailable;
    if (auto done = answer ? keys.replace(nextName, name) : refused ? keys.remove(nextName) : Status{}; !done)
        return context.fail(done.error());
    return report(context, answer);
}

void addOrders(CLI::App& operators, Context& context)
{
    auto added = std::make_shared<OperatorWanted>();
    auto* add = operators.add_subcommand("add", "Add an operator with a public key and a role");
    add->add_option("NAME", added->name, "Lower case")->required();
    add->add_option("--key", added->key, "The public key, as keys new shows it")->required();
    add->add_option("--role", added->role, "viewer, operator, approver or admin")->required();
    add->add_option("--as", added->who, "Who adds");
    add->callback([&context, added] {
        context.run = [&context, added] {
            return report(context, sendCommand(context, u"operator_add"_s, argsOf(*added)));
        };
    });
    auto changed = std::make_shared<OperatorWanted>();
    auto* change = operators.add_subcommand("change", "Change the role of an operator, or switch one off or on");
    change->add_option("NAME", changed->name, "Who")->required();
    change->add_option("--role", changed->role, "viewer, operator, approver or admin");
    auto* active = change->add_flag("--active", changed->active, "May act again");
    change->add_flag("--inactive", changed->inactive, "May no longer act")->excludes(active);
    change->add_option("--reason", changed->reason, "Why")->required();
    change->add_option("--as", changed->who, "Who changes");
    change->callback([&context, changed] {
        context.run = [&context, changed] {
            return report(context, sendCommand(context, u"operator_change"_s, argsOf(*changed)));
        };
    });
}

} // namespace

void addOperatorCommands(CLI::App& app, Context& context)
{
    auto* operators = group(app, "operator", "Who may decide");
    operators->add_subcommand("list", "All of them")->callback([&context] {
        context.run = [&context] { return listOperators(context); };
    });
    addOrders(*operators, context);
    auto wanted = std::make_shared<OperatorWanted>();
    auto* command = operators->add_subcommand("rotate", "Give an operator a new key, made here");
    command->add_option("NAME", wanted->name, "Who")->required();
    command->add_flag("--lost", wanted->lost, "The old key is gone: an admin answers for it, with a reason");
    command->add_option("--reason", wanted->reason, "Why");
    command->add_option("--as", wanted->who, "Who rotates; the operator itself unless the key is lost");
    command->add_flag("--plain", wanted->plain, "Keep the new key without a passphrase");
    command->callback([&context, wanted] { context.run = [&context, wanted] { return rotateKey(context, *wanted); }; });
}

} // namespace penelope::ctl
