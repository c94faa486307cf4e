#pragma once

#include "core/engine/consolestate.h"

namespace penelope::engine {

/// What the compliance score counts, taken from the folded state; `at` decides which breakers were open then.
/// Entries that verify are only known to who has verified them: `verified` of `counted` decisions.
compliance::Facts scoreFacts(const ConsoleState& state, Instant at, qint64 verified = 0, qint64 counted = 0);

/// The score of any moment and window, present or past: by the ledger, without looking at every fact again.
compliance::Score scoreAt(const Snapshot& snapshot, Instant at, Milliseconds window);

} // namespace penelope::engine
