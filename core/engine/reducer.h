#pragma once

#include "core/engine/consolestate.h"
#include "core/journal/event.h"
#include "core/ports/journalstore.h"

namespace penelope::engine {

/// The fold: every event of contracts.md 4, dispatched to the rooms. Total: what it does not know is counted in
/// `unknownEvents` and changes nothing else. Pure.
void apply(ConsoleState& state, const journal::Event& event);

/// The state after the last event with time ≤ `at` (of the whole journal without it), from the start of the journal.
/// The reader's thread; fails only where the reader does.
Result<ConsoleState> fold(JournalReader& reader, std::optional<Instant> at = {});

} // namespace penelope::engine
