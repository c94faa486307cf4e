#pragma once

#include "core/engine/chain.h"
#include "core/engine/command.h"

/// Who may decide: operators, their roles and keys (contracts.md 3). Part of `obey`.
namespace penelope::engine {

Result<Json> addOperator(Chain& chain, const Command& command);
/// Role or activity, with a reason. Refused for the last active admin: nobody could undo it.
Result<Json> changeOperator(Chain& chain, const Command& command);
/// Another key for an operator. `proof` is the new key's signature over `rotationBytes`; an operator who does it alone
/// adds `previous_proof`, the old key's over the same; an admin may replace a lost key with a reason.
Result<Json> rotateOperatorKey(Chain& chain, const Command& command);

/// Canonical {journal_id, operator, public_key}, public_key the new one in base64: what both keys sign at a rotation.
Result<QByteArray> rotationBytes(const QString& journalId, const QString& name, const QString& publicKey);

} // namespace penelope::engine
