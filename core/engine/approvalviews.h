#pragma once

#include "core/engine/consolestate.h"

/// Parts of `readView`: requests and the people who decide them.
namespace penelope::engine {

Json approvalView(const ConsoleState& state, const approval::Approval& approval);
Json operatorsView(const Snapshot& snapshot, Instant now);

} // namespace penelope::engine
