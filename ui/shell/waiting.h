#pragma once

#include "core/engine/consolestate.h"

#include <array>
#include <optional>

namespace penelope::ui {

/// What waits for a person, for the attention strip. Pure.
struct Waiting
{
    std::array<int, 4> bySeverity{};                     ///< approvals, reviews and open escalations
    std::shared_ptr<const approval::Approval> next;      ///< the earliest deadline; null = none
    std::shared_ptr<const engine::Decided> lastDecision; ///< of a person, else of anybody; null = none

    int total() const { return bySeverity[0] + bySeverity[1] + bySeverity[2] + bySeverity[3]; }
};

/// Pending, neither snoozed nor acknowledged by somebody else at `now`. P0 never leaves.
bool waits(const approval::Approval& approval, const OperatorName& who, Instant now);
/// Until when it calls nobody: somebody took it, or put it off (domain.md 9). Nothing where it calls.
std::optional<Instant> quietUntil(const approval::Approval& approval, Instant now);
/// The same of an escalation that somebody has.
std::optional<Instant> quietUntil(const sophia::Anomaly& anomaly, Instant now);
/// An anomaly that was escalated, is open, and that no patch on its way answers.
bool isOpenEscalation(const engine::ConsoleState& state, const sophia::Anomaly& anomaly);
/// An open escalation that nobody else has at `now`. P0 never leaves.
bool waits(const engine::ConsoleState& state, const sophia::Anomaly& anomaly, const OperatorName& who, Instant now);
Waiting waitingAt(const engine::ConsoleState& state, const OperatorName& who, Instant now);

} // namespace penelope::ui
