#include "app/runtime/httpdecision.h"

#include "core/approval/signing.h"

namespace penelope::runtime {
namespace {

using namespace Qt::Literals::StringLiterals;

Status checkMembers(const Json& decision)
{
    const auto missing = [&decision](const QString& name) { return !decision.text(name); };
    for (const auto& name : {u"decision"_s, u"diff_sha256"_s, u"operator"_s, u"signature"_s}) {
        if (missing(name))
            return failure(ErrorCode::Malformed, u"a decision needs the text \"%1\""_s.arg(name), name);
    }
    for (const auto& name : {u"version"_s, u"decided_at"_s}) {
        if (!decision.integer(name))
            return failure(ErrorCode::Malformed, u"a decision needs the number \"%1\""_s.arg(name), name);
    }
    if (commandOf(decision).isEmpty())
        return failure(
            ErrorCode::Malformed, u"a decision is approve or reject, at a review agree or object"_s, u"decision"_s);
    return {};
}

Status checkTime(const Json& decision, Instant now)
{
    const auto decided = *decision.integer(u"decided_at");
    const auto away = decided - toMs(now);
    if (std::abs(away) <= approval::decidedTolerance.count())
        return {};
    return failure(
        ErrorCode::Refused,
        u"decided_at is %1 ms away from the core's clock, the limit is %2 ms"_s.arg(away).arg(
            approval::decidedTolerance.count()),
        u"decided_at"_s);
}

} // namespace

QString commandOf(const Json& decision)
{
    const auto word = decision[u"decision"].toString();
    if (word == "agree"_L1 || word == "object"_L1)
        return u"review"_s;
    return word == "approve"_L1 || word == "reject"_L1 ? word : QString();
}

Status checkDecision(const engine::ConsoleState& state, const QString& approvalId, const Json& decision, Instant now)
{
    if (auto whole = checkMembers(decision); !whole)
        return whole;
    if (auto timely = checkTime(decision, now); !timely)
        return timely;
    const auto name = decision[u"operator"].toString();
    const auto person = state.operators.find(OperatorName{name});
    if (person == state.operators.end() || !person->second.active)
        return failure(ErrorCode::NotPermitted, u"%1 is no active operator"_s.arg(name), u"operator"_s);
    const auto key = ed25519::publicKeyFrom(person->second.publicKey);
    const auto signature = ed25519::signatureFromBase64(decision[u"signature"].toString());
    const auto bytes = approval::signedBytes(
        state.journalId, ApprovalId{approvalId}, decision[u"decision"].toString(), name, decision);
    if (!bytes)
        return Failure{bytes.error()};
    if (!key || !signature || !ed25519::verify(*key, *bytes, *signature)) {
        return failure(
            ErrorCode::NotPermitted, u"the signature is not one of %1 over this decision"_s.arg(name), u"signature"_s);
    }
    return {};
}

} // namespace penelope::runtime
