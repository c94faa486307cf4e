#pragma once

#include "core/engine/consolestate.h"

namespace penelope::engine {

/// `status` of contracts.md 9: what is open and waiting, budgets, sources with their freshness, trials of the digital
/// twin, troubles of the journal. Ages are taken against `now`. Pure; for any thread.
Json statusView(const Snapshot& snapshot, Instant now);

} // namespace penelope::engine
