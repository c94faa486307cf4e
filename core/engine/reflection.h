#pragma once

#include "core/engine/consolestate.h"

namespace penelope::engine {

/// The report that ends a rest day: {from_at, to_at, decisions{observe, intervene, escalate}, approvals{approved,
/// rejected, expired}, canaries, outcomes{promoted, rolled_back, refused, cancelled, shadowed}, exceptions,
/// lessons[{at, service, patch_id, lesson, adjustment}], lessons_total, text} of what happened in (from, to]. Pure.
Json reflect(const ConsoleState& state, Instant from, Instant to);

} // namespace penelope::engine
