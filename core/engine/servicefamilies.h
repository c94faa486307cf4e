#pragma once

#include "core/engine/consolestate.h"

namespace penelope::engine {

/// The families with a label `service`. Answers how many services were summed up as "other".
qint64 addServices(std::vector<metrics::Family>& all, const ConsoleState& state, Instant now);

} // namespace penelope::engine
