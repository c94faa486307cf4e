#pragma once

#include "core/engine/consolestate.h"
#include "core/metrics/family.h"

namespace penelope::engine {

/// Services with series of their own (integration.md 3); those registered later are summed up as service "other".
constexpr int maxServiceSeries = 200;

/// The metrics of domain.md 12 as a projection of a published snapshot at `now`: counters of the journal, so they go
/// on after a restart, and gauges of the moment. In the order of names, without duplicates. Pure, any thread; costs a
/// pass over the rows (the compliance score counts its window from them).
std::vector<metrics::Family> families(const Snapshot& snapshot, Instant now);

} // namespace penelope::engine
