#include "core/engine/operatororders.h"

#include "core/base/ed25519.h"
#include "core/engine/ordering.h"

#include <QRegularExpression>

#include <algorithm>

namespace penelope::engine {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Ed25519, 32 bytes, and of nobody else: each key belongs to one operator for ever, also after a rotation.
Result<ed25519::PublicKey> freeKey(const ConsoleState& state, const QString& text)
{
    const auto key = ed25519::publicKeyFromBase64(text);
    if (!key)
        return failure(ErrorCode::Malformed, u"a public key is 32 bytes in base64"_s, u"public_key"_s);
    const auto owner = state.operatorKeys.find(QByteArray::fromBase64(text.toLatin1()));
    if (owner != state.operatorKeys.end())
        return failure(ErrorCode::Conflict, u"this key belongs to %1"_s.arg(owner->second.value()), u"public_key"_s);
    return *key;
}

Result<Operator> known(const ConsoleState& state, const QString& name)
{
    const auto person = state.operators.find(OperatorName{name});
    if (person == state.operators.end())
        return failure(ErrorCode::NotFound, u"there is no operator %1"_s.arg(name), u"name"_s);
    return person->second;
}

bool isLastAdmin(const ConsoleState& state, const OperatorName& name)
{
    return std::none_of(state.operators.begin(), state.operators.end(), [&name](const auto& entry) {
        return entry.first != name && entry.second.active && entry.second.role == Role::Admin;
    });
}

bool isSignedBy(const QByteArray& key, const QByteArray& bytes, const QString& signatureText)
{
    const auto publicKey = ed25519::publicKeyFrom(key);
    const auto signature = ed25519::signatureFromBase64(signatureText);
    return publicKey && signature && ed25519::verify(*publicKey, bytes, *signature);
}

/// Either the old key agrees, or an admin answers for it with a reason.
Status mayRotate(const Chain& chain, const Operator& person, const Command& command, const QByteArray& bytes)
{
    if (const auto proof = command.args.text(u"previous_proof")) {
        if (isSignedBy(person.publicKey, bytes, *proof))
            return {};
        return failure(
            ErrorCode::NotPermitted,
            u"previous_proof is not signed with the key that %1 has now"_s.arg(person.name.value()),
            u"previous_proof"_s);
    }
    if (roleOf(chain.state(), chain.actor()).value_or(Role::Viewer) < Role::Admin)
        return failure(
            ErrorCode::NotPermitted,
            u"without the old key only an admin can give %1 another one"_s.arg(person.name.value()),
            u"previous_proof"_s);
    if (command.args[u"reason"].toString().trimmed().isEmpty())
        return failure(ErrorCode::Refused, u"replacing a key without the old one needs a reason"_s, u"reason"_s);
    return {};
}

} // namespace

Result<QByteArray> rotationBytes(const QString& journalId, const QString& name, const QString& publicKey)
{
    return canonical::encode(
        Json::object({{u"journal_id"_s, journalId}, {u"operator"_s, name}, {u"public_key"_s, publicKey}}));
}

Result<Json> addOperator(Chain& chain, const Command& command)
{
    static const QRegularExpression handle(u"^[a-z0-9][a-z0-9._-]{0,31}$"_s);
    const auto name = command.args[u"name"].toString();
    if (!handle.match(name).hasMatch())
        return failure(
            ErrorCode::Malformed, u"an operator's name is lower-case letters, digits, dot, dash and underscore"_s,
            u"name"_s);
    if (chain.state().operators.contains(OperatorName{name}))
        return failure(ErrorCode::Conflict, u"there is an operator %1 already"_s.arg(name), u"name"_s);
    const auto role = fromWord<Role>(command.args[u"role"].toString());
    if (!role)
        return failure(ErrorCode::Malformed, u"a role is viewer, operator, approver or admin"_s, u"role"_s);
    const auto text = command.args[u"public_key"].toString();
    if (const auto key = freeKey(chain.state(), text); !key)
        return Failure{key.error()};
    chain.add(
        u"OperatorAdded"_s, u"operator/"_s + name, Json::object({{u"role"_s, toWord(*role)}, {u"public_key"_s, text}}));
    return Json::object({{u"id"_s, name}});
}

Result<Json> changeOperator(Chain& chain, const Command& command)
{
    const auto name = command.args[u"name"].toString();
    const auto person = known(chain.state(), name);
    if (!person)
        return Failure{person.error()};
    const auto word = command.args.text(u"role");
    const auto role = word ? fromWord<Role>(*word) : std::optional{person->role};
    if (!role)
        return failure(ErrorCode::Malformed, u"a role is viewer, operator, approver or admin"_s, u"role"_s);
    const bool active = command.args.boolean(u"active").value_or(person->active);
    if (*role == person->role && active == person->active)
        return failure(ErrorCode::Refused, u"nothing of operator %1 changes"_s.arg(name));
    const bool stays = active && *role == Role::Admin;
    if (person->active && person->role == Role::Admin && !stays && isLastAdmin(chain.state(), person->name))
        return failure(ErrorCode::Refused, u"%1 is the last active admin"_s.arg(name), u"name"_s);
    chain.add(
        u"OperatorChanged"_s, u"operator/"_s + name,
        Json::object(
            {{u"role"_s, toWord(*role)}, {u"active"_s, active}, {u"reason"_s, command.args[u"reason"].toString()}}));
    return Json::object({{u"id"_s, name}});
}

Result<Json> rotateOperatorKey(Chain& chain, const Command& command)
{
    const auto& args = command.args;
    const auto name = args[u"name"].toString();
    const auto person = known(chain.state(), name);
    if (!person)
        return Failure{person.error()};
    const auto text = args[u"public_key"].toString();
    const auto key = freeKey(chain.state(), text);
    if (!key)
        return Failure{key.error()};
    const auto bytes = rotationBytes(chain.state().journalId, name, text);
    if (!bytes)
        return Failure{bytes.error()};
    if (auto permitted = mayRotate(chain, *person, command, *bytes); !permitted)
        return Failure{permitted.error()};
    if (!isSignedBy(QByteArray::fromBase64(text.toLatin1()), *bytes, args[u"proof"].toString()))
        return failure(ErrorCode::Refused, u"the proof is not signed with the new key"_s, u"proof"_s);
    Json payload = Json::object({{u"public_key"_s, text}, {u"proof"_s, args[u"proof"].toString()}});
    payload.set(u"previous_proof"_s, args.text(u"previous_proof"));
    payload.set(u"reason"_s, args.text(u"reason"));
    chain.add(u"OperatorKeyRotated"_s, u"operator/"_s + name, std::move(payload));
    return Json::object({{u"id"_s, name}});
}

} // namespace penelope::engine
