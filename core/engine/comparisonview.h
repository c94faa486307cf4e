#pragma once

#include "core/engine/consolestate.h"

namespace penelope::engine {

/// The score of the journal beside the one of Prometheus, as the view `compliance` holds it under "prometheus":
/// {state, source, answered_at, latency_ms, next_at, sampled_at, since, cores, stale, error, principles[{principle,
/// weight, journal{value, points}, exported{value, points}, agrees}]}. States: answered, failed (`principles` are of an
/// earlier round, `stale`), waiting (no answer yet), not_asked (with a `reason`).
Json comparisonView(const Snapshot& snapshot, Instant now);
/// For what Prometheus is not asked about.
Json notCompared(const QString& reason);

} // namespace penelope::engine
