#pragma once

#include "core/engine/snapshots.h"
#include "core/journal/event.h"
#include "core/ports/journalstore.h"

#include <functional>
#include <stop_token>

namespace penelope::engine {

/// The fold: every event of contracts.md 4, dispatched to the rooms. Total: what it does not know is counted in
/// `unknownEvents` and changes nothing else. Pure.
void apply(ConsoleState& state, const journal::Event& event);

/// Where a fold ends, and what it may use.
struct FoldWish
{
    std::optional<Instant> at = {}; ///< before the first event that is later; absent = open
    std::optional<qint64> to = {};  ///< after this seq; absent = open
    Snapshots* snapshots = nullptr; ///< to begin from, and to be offered states on the way
    /// Told of the seq that is folded and the last one that is there, on the folding thread, some times a second.
    std::function<void(qint64 folded, qint64 last)> progress = {};
    std::stop_token stop = {}; ///< a stop answers Unavailable
};

/// The state after the last event that is wished for, the same whether it begins from a snapshot or from the start of
/// the journal. The reader's thread; fails only where the reader does, and when stopped.
Result<ConsoleState> fold(JournalReader& reader, const FoldWish& wish);
/// The state after the last event with time ≤ `at` (of the whole journal without it), from the start of the journal.
Result<ConsoleState> fold(JournalReader& reader, std::optional<Instant> at = {});

} // namespace penelope::engine
