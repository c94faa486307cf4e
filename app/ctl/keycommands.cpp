#include "app/ctl/commands.h"
#include "app/ctl/corecall.h"
#include "app/ctl/group.h"
#include "app/ctl/signer.h"
#include "core/adapters/keyring/keyring.h"
#include "core/adapters/system/keystore.h"

#include <QEventLoop>

#include <CLI/CLI.hpp>

#include <memory>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

QString formWord(system::KeyForm form)
{
    return form == system::KeyForm::Sealed ? u"sealed"_s : u"plain"_s;
}

Json keyView(const system::KeyStore& keys, const system::StoredKey& key)
{
    Json view =
        Json::object({{u"name"_s, key.name}, {u"form"_s, formWord(key.form)}, {u"path"_s, keys.path(key.name)}});
    if (!key.publicKey.isEmpty())
        view.set(u"public_key"_s, key.publicKey);
    if (!key.trouble.isEmpty())
        view.set(u"trouble"_s, key.trouble);
    return view;
}

int showKey(const Context& context, const system::KeyStore& keys, const QString& name)
{
    for (const auto& key : keys.list()) {
        if (key.name != name)
            continue;
        if (context.json)
            context.print(keyView(keys, key));
        else
            context.print(u"%1  %2  %3"_s.arg(key.name, formWord(key.form), key.publicKey));
        return Ok;
    }
    return context.fail({ErrorCode::NotFound, u"there is no key of %1 (%2)"_s.arg(name, keys.path(name))});
}

int makeKey(const Context& context, const QString& name, bool plain)
{
    const system::KeyStore keys(context.journal);
    if (name == "journal"_L1 || name.contains(u'/'))
        return context.fail({ErrorCode::Malformed, u"\"%1\" is no operator's name"_s.arg(name), u"NAME"_s}, Usage);
    if (const auto there = keys.form(name); !there || *there)
        return context.fail(
            there
                ? Error{ErrorCode::Conflict, u"there is a key of %1 already; operator rotate replaces it"_s.arg(name), keys.path(name)}
                : there.error());
    if (plain) {
        if (auto saved = keys.save(name, system::randomSeed()); !saved)
            return context.fail(saved.error());
        return showKey(context, keys, name);
    }
    PassphraseSource passphrases(context.passphraseFile);
    const auto passphrase = passphrases.askNew(u"New passphrase for %1"_s.arg(name));
    if (!passphrase)
        return context.fail(passphrase.error());
    if (auto saved = keys.saveSealed(name, system::randomSeed(), *passphrase); !saved)
        return context.fail(saved.error());
    return showKey(context, keys, name);
}

int listKeys(const Context& context)
{
    const system::KeyStore keys(context.journal);
    auto items = Json::array();
    for (const auto& key : keys.list()) {
        items.append(keyView(keys, key));
        if (!context.json)
            context.print(
                u"%1  %2  %3"_s.arg(key.name, formWord(key.form), key.trouble.isEmpty() ? key.publicKey : key.trouble));
    }
    if (context.json)
        context.print(Json::object({{u"items"_s, std::move(items)}}));
    return Ok;
}

int sealKey(const Context& context, const QString& name)
{
    const system::KeyStore keys(context.journal);
    if (name == "journal"_L1)
        return context.fail(
            {ErrorCode::Refused, u"the journal's own key signs without a person and stays plain"_s, u"NAME"_s});
    // Before anybody types: what cannot be sealed needs no passphrase.
    if (const auto form = keys.form(name); !form || !*form)
        return form ? showKey(context, keys, name) : context.fail(form.error());
    PassphraseSource passphrases(context.passphraseFile);
    const auto passphrase = passphrases.askNew(u"New passphrase for %1"_s.arg(name));
    if (!passphrase)
        return context.fail(passphrase.error());
    if (auto sealed = keys.seal(name, *passphrase); !sealed)
        return context.fail(sealed.error());
    return showKey(context, keys, name);
}

int checkKey(const Context& context, const QString& name)
{
    PassphraseSource passphrases(context.passphraseFile);
    const auto key = openKey(context, name, passphrases);
    if (!key)
        return context.fail(key.error());
    const auto publicKey = ed25519::toBase64(key->publicKey());
    if (context.json)
        context.print(Json::object({{u"name"_s, name}, {u"opens"_s, true}, {u"public_key"_s, publicKey}}));
    else
        context.print(u"The key of %1 opens: %2"_s.arg(name, publicKey));
    return Ok;
}

/// Into the keyring of the desktop session; the file goes only when the keyring has it.
int storeKey(const Context& context, const QString& name)
{
    const auto status = readView(context, u"status"_s);
    if (!status)
        return context.fail(status.error());
    const system::KeyStore keys(context.journal);
    PassphraseSource passphrases(context.passphraseFile);
    const auto key = openKey(context, name, passphrases);
    if (!key)
        return context.fail(key.error());
    QObject here;
    QEventLoop waiting;
    std::optional<Status> stored;
    keyring::store(here, status->result[u"journal_id"].toString(), name, key->seed(), [&](Status done) {
        stored = std::move(done);
        waiting.quit();
    });
    if (!stored)
        waiting.exec();
    if (!*stored)
        return context.fail(stored->error());
    if (auto removed = keys.remove(name); !removed)
        return context.fail(removed.error());
    context.print(u"The key of %1 is in the keyring of this session now; its file is gone."_s.arg(name));
    return Ok;
}

} // namespace

void addKeyCommands(CLI::App& app, Context& context)
{
    auto* keys = group(app, "keys", "Operators' private keys, beside the journal");
    const auto named = [&context, keys](const std::string& verb, const std::string& help, auto run) {
        auto name = std::make_shared<std::string>();
        auto* command = keys->add_subcommand(verb, help);
        command->add_option("NAME", *name, "The operator")->required();
        command->callback([&context, name, run] {
            context.run = [&context, name, run] { return run(context, QString::fromStdString(*name)); };
        });
        return command;
    };
    auto plain = std::make_shared<bool>(false);
    named("new", "Make a key, sealed with a passphrase, and show its public half", [plain](auto& with, auto name) {
        return makeKey(with, name, *plain);
    })->add_flag("--plain", *plain, "Without a passphrase: whoever reads the file can decide in that name");
    named("store", "Move a key from its file into the keyring of the desktop session", storeKey);
    named("seal", "Put a plain key under a passphrase", sealKey);
    named("unseal-check", "Whether the passphrase opens the key", checkKey);
    keys->add_subcommand("list", "The keys that are here")->callback([&context] {
        context.run = [&context] { return listKeys(context); };
    });
}

} // namespace penelope::ctl
