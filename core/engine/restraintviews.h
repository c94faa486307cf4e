#pragma once

#include "core/engine/consolestate.h"

/// The views of what holds healing back (views.h): status.freeze, freeze, shadow, reflections.
namespace penelope::engine {

/// {frozen, items: [{id, scope, running_canaries, since_at, until_at, actor, reason, readable}], held_back: […]}
Json freezeView(const ConsoleState& state);
/// {service, from_at, to_at, arming, text, all, levels: [], graded: [{seq, at, patch_id, act, level, grade, outcome,
/// evidence: [seq]}]} of the last `days` (1..366, 30 where absent). NotFound without such a service.
Result<Json> shadowView(const ConsoleState& state, const Json& args, Instant now);
/// {items: [{seq, at, reflection}]}, newest first.
Json reflectionsView(const ConsoleState& state);

} // namespace penelope::engine
