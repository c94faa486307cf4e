#pragma once

#include "core/engine/consolestate.h"

namespace penelope::runtime {

/// The command that a decision is: approve, reject, and review for what agrees or objects; empty for another word.
QString commandOf(const Json& decision);

/// Whether the operator that the decision names has signed it, and not long ago. `decision` is the body of
/// POST approvals/ID/decision. Malformed: something needed is absent; NotPermitted: no such operator, no good
/// signature; Refused: decided too long ago, or in the future. Pure.
Status checkDecision(const engine::ConsoleState& state, const QString& approvalId, const Json& decision, Instant now);

} // namespace penelope::runtime
