#pragma once

#include "core/engine/generator/case.h"
#include "core/engine/generator/story.h"

namespace penelope::engine::generator {

enum class Ending { Healed, RolledBack, Rejected, Expired, TwinFailed };

/// Each runs from an anomaly to its end. Those of patches take their service for themselves until they end: the caller
/// sees to it that it is not busy.
Story selfResolved(World& world, std::size_t service);
Story escalated(World& world, std::size_t service);
Story attempted(World& world, std::size_t service, Ending ending);
/// A patch while the breaker is open: refused, and a person takes over.
Story blocked(World& world, std::size_t service);
/// Three patches for what helped before (at P2) fail within a quarter of an hour: the breaker opens.
Story storm(World& world, std::size_t service, const Trouble& trouble);

Story feedLost(World& world);
Story noted(World& world);
Story policyTried(World& world);
Story frozen(World& world, std::size_t service);
/// Shifts, rest days and restarts, from the first day to the last.
Story calendar(World& world);

/// The whole demonstration, from the founding to its last minute.
void tellDemo(const Options& options, const Sink& sink);

} // namespace penelope::engine::generator
