#pragma once

#include "ui/shell/session.h"
#include "ui/widgets/parts.h"

#include <QString>

#include <vector>

namespace penelope::ui::approvals {

/// What a calm console says: the last decision and whether anything could be heard at all.
QString calmExplanation(const Session& session);
/// Breakers, canaries, services, rest day.
std::vector<EmptyState::Fact> calmFacts(const engine::Snapshot& snapshot, Instant now);
/// Moments of the decisions of the last 24 h, oldest first.
std::vector<Instant> decisionsOf(const engine::ConsoleState& state, Instant now);

} // namespace penelope::ui::approvals
