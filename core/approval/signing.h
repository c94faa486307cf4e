#pragma once

#include "core/approval/approval.h"
#include "core/base/ed25519.h"

namespace penelope::approval {

/// The bytes that an operator signs (contracts.md 3): the canonical JSON of {journal_id, approval_id, version,
/// diff_sha256, decision, operator, reason, seen, break_glass, decided_at}. `said` holds the members from `version` on
/// as they were sent or as the event keeps them; those that are absent there are left out. `decision` is approve,
/// reject, agree or object. Malformed: a text that has no canonical form.
Result<QByteArray> signedBytes(
    const QString& journalId, const ApprovalId& approval, const QString& decision, const QString& operatorName,
    const Json& said);

/// The arguments of approve, reject or review as this operator sends them: with `operator`, `decided_at` (now) and
/// `signature`. On the operator's side; the core only verifies.
Result<Json> signedArgs(
    const QString& command, Json args, const QString& journalId, const QString& operatorName,
    const ed25519::SigningKey& key, Instant now);
/// Whether the command is one that is signed.
bool isSignedCommand(const QString& command);

/// Whether an ApprovalGranted, ApprovalRejected or BreakGlassReviewed carries the signature that `publicKey` (32 bytes)
/// makes over what it says. For auditors: the journal alone proves who decided.
bool isProven(const journal::Event& event, const QString& journalId, const QByteArray& publicKey);

/// How far `decided_at` may be from the core's clock, inclusive.
constexpr Milliseconds decidedTolerance = std::chrono::seconds{30};

/// Whether the decision is the person's own. NotPermitted (and so AccessRefused): unsigned or wrongly signed although
/// the journal knows a key; signed although it knows none; without a key where two must agree (`keyNeeded`): names
/// alone do not show that there are two people. Refused: decided_at is absent from a signed one or off by more than
/// 30 s.
penelope::Status prove(
    const Approval& approval, const Person& person, const Seen& seen, const QString& decision, bool keyNeeded,
    Instant now);

/// The members of a decision's event that were sent and signed, as they were sent.
Json saidBy(const Seen& seen);

} // namespace penelope::approval
