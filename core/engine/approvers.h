#pragma once

#include "core/engine/consolestate.h"

namespace penelope::engine {

/// How many different people could approve a patch of this proposer (an actor): active approvers and admins, not the
/// proposer, and where two must agree only those whose key the journal knows.
int approversFor(const ConsoleState& state, const QString& proposer, int need);

/// How many approvers are missing for this request as things stand now; 0 = enough. Nothing lowers the need for that:
/// somebody adds an operator, or an admin changes the policy.
int approversMissing(const ConsoleState& state, const approval::Approval& approval);

} // namespace penelope::engine
