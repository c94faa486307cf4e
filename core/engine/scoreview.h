#pragma once

#include "core/engine/consolestate.h"

namespace penelope::engine {

/// The view `compliance` (contracts.md 9): the score of any moment and window, for each principle value, points, points
/// lost and the age of its newest fact. Args: `at` (milliseconds or ISO 8601), `window` (milliseconds); Malformed names
/// them.
Result<Json> scoreView(const Snapshot& snapshot, const Json& args, Instant now);

} // namespace penelope::engine
