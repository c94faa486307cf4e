#pragma once

#include "core/engine/consolestate.h"

namespace penelope::test {

/// The moment at which the demonstration night is looked at: 2026-08-22T03:43:30Z.
Instant demoNow();
/// A night in which one P0, one P1 and one P2 wait, a breaker is open and a canary holds.
engine::ConsoleState demoNight();
/// The same console with nothing waiting and everything measured.
engine::ConsoleState demoCalm();
/// Three canaries: one that holds at 25 %, one completed, one rolled back.
void addDemoCanaries(engine::ConsoleState& state);
/// The state with the score's ledger as its rows would have made it: a state that was made up has seen no event.
engine::ConsoleState withLedger(engine::ConsoleState state);
/// Sources that answered 4 s ago, and a core that is alive.
engine::Live demoLive();

} // namespace penelope::test
