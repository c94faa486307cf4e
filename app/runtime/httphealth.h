#pragma once

#include "core/engine/consolestate.h"
#include "core/ports/httpport.h"

namespace penelope::runtime {

/// /health: whether the core's loop turns: it publishes its state at least once a second. {status, beat_age_ms}; 503
/// when the last beat is older than 5 s. Pure.
HttpAnswer healthAnswer(Milliseconds beatAge);
/// /ready: whether the core can do its work: it runs, its journal can be written, every source's data is fresh or
/// late. {status, role, seq, checks: [{check, ok, text?}]}; 503 names what is not. Pure.
HttpAnswer readyAnswer(const engine::Snapshot& snapshot, Milliseconds beatAge, Instant now);

} // namespace penelope::runtime
