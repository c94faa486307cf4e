#include "core/approval/signing.h"

using namespace Qt::Literals::StringLiterals;

namespace penelope::approval {

Result<QByteArray> signedBytes(
    const QString& journalId, const ApprovalId& approval, const QString& decision, const QString& operatorName,
    const Json& said)
{
    Json content = Json::object(
        {{u"journal_id"_s, journalId},
         {u"approval_id"_s, approval.value()},
         {u"decision"_s, decision},
         {u"operator"_s, operatorName}});
    for (const auto& name :
         {u"version"_s, u"diff_sha256"_s, u"reason"_s, u"seen"_s, u"break_glass"_s, u"decided_at"_s}) {
        if (const auto* value = said.find(name))
            content.set(name, *value);
    }
    return canonical::encode(content);
}

bool isSignedCommand(const QString& command)
{
    return command == "approve"_L1 || command == "reject"_L1 || command == "review"_L1;
}

Result<Json> signedArgs(
    const QString& command, Json args, const QString& journalId, const QString& operatorName,
    const ed25519::SigningKey& key, Instant now)
{
    args.set(u"operator"_s, operatorName);
    args.set(u"decided_at"_s, Json{toMs(now)});
    const auto decision = command == "review"_L1 ? args[u"decision"].toString() : command;
    const auto bytes = signedBytes(journalId, ApprovalId{args[u"id"].toString()}, decision, operatorName, args);
    if (!bytes)
        return Failure{bytes.error()};
    args.set(u"signature"_s, ed25519::toBase64(key.sign(*bytes)));
    return args;
}

bool isProven(const journal::Event& event, const QString& journalId, const QByteArray& publicKey)
{
    const auto key = ed25519::publicKeyFrom(publicKey);
    const auto signature = ed25519::signatureFromBase64(event.payload[u"signature"].toString());
    QString decision;
    if (event.kind == "ApprovalGranted"_L1)
        decision = u"approve"_s;
    else if (event.kind == "ApprovalRejected"_L1)
        decision = u"reject"_s;
    else if (event.kind == "BreakGlassReviewed"_L1)
        decision = event.payload[u"agrees"].toBool() ? u"agree"_s : u"object"_s;
    if (!key || !signature || decision.isEmpty())
        return false;
    const auto bytes =
        signedBytes(journalId, ApprovalId{event.subject()}, decision, event.actor.section(u'/', 1), event.payload);
    return bytes && ed25519::verify(*key, *bytes, *signature);
}

Json saidBy(const Seen& seen)
{
    Json said = Json::object({{u"version"_s, seen.version}, {u"diff_sha256"_s, seen.diffSha256}});
    said.set(u"reason"_s, seen.reason);
    said.set(u"seen"_s, seen.detail);
    said.set(u"break_glass"_s, seen.breakGlass);
    if (seen.decidedAt)
        said.set(u"decided_at"_s, Json{toMs(*seen.decidedAt)});
    return said;
}

penelope::Status prove(
    const Approval& approval, const Person& person, const Seen& seen, const QString& decision, bool keyNeeded,
    Instant now)
{
    const auto name = person.actor.section(u'/', 1);
    if (seen.decidedAt && std::chrono::abs(now - *seen.decidedAt) > decidedTolerance) {
        return failure(
            ErrorCode::Refused,
            u"the decision says it was made at %1, the core's clock says %2; at most 30 s may lie between"_s.arg(
                toIso(*seen.decidedAt), toIso(now)),
            u"decided_at"_s);
    }
    if (person.publicKey.isEmpty()) {
        if (!seen.signature.isEmpty())
            return failure(
                ErrorCode::NotPermitted,
                u"the journal knows no key of %1, so nothing can be signed in this name"_s.arg(name), u"signature"_s);
        if (keyNeeded)
            return failure(
                ErrorCode::NotPermitted,
                u"where two people must agree each needs a key, and %1 has none; an admin registers one"_s.arg(name),
                u"signature"_s);
        return {};
    }
    if (seen.signature.isEmpty())
        return failure(
            ErrorCode::NotPermitted, u"the decision is not signed with the key of %1"_s.arg(name), u"signature"_s);
    if (!seen.decidedAt)
        return failure(ErrorCode::Refused, u"a signed decision says when it was made"_s, u"decided_at"_s);
    const auto key = ed25519::publicKeyFrom(person.publicKey);
    const auto signature = ed25519::signatureFromBase64(seen.signature);
    const auto bytes = signedBytes(seen.journalId, approval.id, decision, name, saidBy(seen));
    if (!bytes)
        return Failure{bytes.error()};
    if (!key || !signature || !ed25519::verify(*key, *bytes, *signature))
        return failure(
            ErrorCode::NotPermitted,
            u"the signature is not that of %1 over this decision, version and patch"_s.arg(name), u"signature"_s);
    return {};
}

} // namespace penelope::approval
