#include "app/ctl/signer.h"

#include "app/ctl/corecall.h"
#include "app/runtime/handle.h"
#include "core/adapters/keyring/keyring.h"
#include "core/adapters/system/keystore.h"
#include "core/adapters/system/paths.h"
#include "core/adapters/system/systemclock.h"
#include "core/approval/signing.h"

#include <QEventLoop>

#include <optional>

namespace penelope::ctl {

using namespace Qt::Literals::StringLiterals;

Result<QString> registeredKey(const Context& context, const QString& name)
{
    const auto operators = readView(context, u"operators"_s);
    if (!operators)
        return Failure{operators.error()};
    for (const auto& item : operators->result[u"items"].toArray()) {
        if (item[u"name"].toString() == name)
            return item[u"public_key"].toString();
    }
    return failure(ErrorCode::NotFound, u"there is no operator %1"_s.arg(name), u"operator"_s);
}

QString operatorOf(const QString& given)
{
    return given.isEmpty() ? runtime::handleOf(system::loginName()) : given;
}

namespace {

/// The place of a key that is in no file.
Result<ed25519::SigningKey> fromKeyring(const Context& context, const QString& name, const QString& path)
{
    const auto status = readView(context, u"status"_s);
    if (!status)
        return Failure{status.error()};
    QObject here;
    QEventLoop waiting;
    std::optional<keyring::Answer> answer;
    keyring::read(here, status->result[u"journal_id"].toString(), name, [&](keyring::Answer got) {
        answer = std::move(got);
        waiting.quit();
    });
    if (!answer)
        waiting.exec();
    if (answer->key)
        return *answer->key;
    if (answer->found == keyring::Found::Refused)
        return failure(ErrorCode::NotPermitted, u"the keyring did not give the key of %1"_s.arg(name));
    return failure(ErrorCode::NotFound, u"there is no key of %1, neither %2 nor in a keyring"_s.arg(name, path), path);
}

} // namespace

Result<ed25519::SigningKey> openKey(const Context& context, const QString& name, PassphraseSource& passphrases)
{
    const system::KeyStore keys(context.journal);
    const auto form = keys.form(name);
    if (!form)
        return Failure{form.error()};
    if (!*form)
        return fromKeyring(context, name, keys.path(name));
    if (**form == system::KeyForm::Plain)
        return keys.unseal(name, {});
    const auto passphrase = passphrases.ask(u"Passphrase of %1"_s.arg(name));
    if (!passphrase)
        return Failure{passphrase.error()};
    return keys.unseal(name, *passphrase);
}

Result<Json> signedHere(const Context& context, const QString& command, Json args)
{
    const auto name = operatorOf(args[u"operator"].toString());
    args.set(u"operator"_s, name);
    const auto registered = registeredKey(context, name);
    if (!registered)
        return Failure{registered.error()};
    if (registered->isEmpty())
        return args;
    PassphraseSource passphrases(context.passphraseFile);
    const auto key = openKey(context, name, passphrases);
    if (!key)
        return Failure{key.error()};
    if (ed25519::toBase64(key->publicKey()) != *registered)
        return failure(
            ErrorCode::NotPermitted,
            u"the key of %1 here is not the one that the journal knows (%2…)"_s.arg(name, registered->left(8)),
            system::KeyStore(context.journal).path(name));
    const auto status = readView(context, u"status"_s);
    if (!status)
        return Failure{status.error()};
    return approval::signedArgs(
        command, std::move(args), status->result[u"journal_id"].toString(), name, *key, system::SystemClock().now());
}

} // namespace penelope::ctl
