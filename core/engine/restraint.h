#pragma once

#include "core/canary/thresholds.h"
#include "core/engine/chain.h"
#include "core/engine/command.h"
#include "core/rest/rest.h"

/// What keeps healing from acting although the gates would let it: a freeze, a service that is not armed, a rest day
/// (domain.md 8 and 13). Pure.
namespace penelope::engine::restraint {

/// What a freeze's scope is held against.
freeze::Subject subjectOf(const ConsoleState& state, const ServiceName& service, const AnomalyId& anomaly);
/// The freeze that holds the service, or what is done for the anomaly (may be empty), or null.
const freeze::Freeze* frozen(const ConsoleState& state, const ServiceName& service, const AnomalyId& anomaly);
/// What the patch's rest-day exception is: p0, security_breach, data_loss; empty = it has none.
QString restException(const ConsoleState& state, const patch::Patch& patch);
/// Why a canary may not start or go up now, as a sentence; nothing = it may.
std::optional<QString> goingUp(const ConsoleState& state, const canary::Canary& canary);
/// The same for the judge of its intervals.
canary::Surroundings around(const ConsoleState& state, const canary::Canary& canary);
/// Whether the share in force may be set: it was confirmed before, or the canary may go up.
bool maySetShare(const ConsoleState& state, const canary::Canary& canary);

/// What the budget and the gap of a service are measured by. Patches before `patch` that are about to start count, so
/// that a free place goes to whoever waited first.
rest::Uses uses(const ConsoleState& state, const ServiceName& service, const PatchId& patch, Instant now);

/// An act that waits for something else than a decision.
struct HeldBack
{
    QString act; ///< start, go_up
    ServiceName service;
    PatchId patch;
    CanaryId canary; ///< of go_up
    int percent = 0; ///< it keeps, of go_up
    QString reason;  ///< freeze, rest_day, budget, gap, canary_running
    std::optional<Instant> until;
    bool operator==(const HeldBack&) const = default;
};
Json toJson(const HeldBack& held);
/// In the order of the patches' ids: the order in which they will go on.
std::vector<HeldBack> heldBack(const ConsoleState& state);
/// The used-up budget and until when, or nothing.
std::optional<rest::Wait> usedUpBudget(const ConsoleState& state, Instant now);

/// A canary whose decided share was never confirmed keeps the share before it, and one whose promotion has not begun
/// stays at its last step; called when a hold begins. A begun promotion is finished: half of one is worse than either.
void keepShares(Chain& chain);

// commands (ordering.h)
Result<Json> freeze(Chain& chain, const Command& command);
Result<Json> unfreeze(Chain& chain, const Command& command);
Result<Json> arm(Chain& chain, const Command& command);
Result<Json> except(Chain& chain, const Command& command);

/// FreezeExpired, RestDayBegan and RestDayEnded, where they are due.
void timePassed(Chain& chain);

} // namespace penelope::engine::restraint
