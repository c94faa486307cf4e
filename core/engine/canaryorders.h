#pragma once

#include "core/engine/chain.h"
#include "core/engine/command.h"

namespace penelope::engine {

// commands (ordering.h)
/// canary_pause, canary_resume, canary_promote, canary_abort, canary_cancel.
Result<Json> orderCanary(Chain& chain, const Command& command);
/// The patch of a canary that went back, proposed anew: all gates, a new request, a new canary.
Result<Json> retryCanary(Chain& chain, const Command& command);

} // namespace penelope::engine
