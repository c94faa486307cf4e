#pragma once

#include "core/engine/consolestate.h"
#include "core/journal/event.h"

namespace penelope::engine {

/// Keeps the score's ledger beside the fold: made before an event is folded, it records afterwards what the event
/// changed of that which is counted.
class LedgerFold
{
public:
    LedgerFold(const ConsoleState& before, const journal::Event& event);
    void record(ConsoleState& after) const;

private:
    /// What counts of the service or patch that the event is about.
    struct Counts
    {
        bool known = false;    ///< a registered service, so it has a breaker
        bool open = false;     ///< and that is open
        bool finished = false; ///< a patch that ended by success or failure
    };
    Counts countsOf(const ConsoleState& state) const;
    void recordChanges(ConsoleState& after, const Counts& now) const;

    const journal::Event& m_event;
    Counts m_before;
};

} // namespace penelope::engine
