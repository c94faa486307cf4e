#pragma once

#include "core/engine/consolestate.h"
#include "core/tapeinophrosyne/statistics.h"

namespace penelope::engine {

/// What one row adds to the statistics; nothing where it got no level, respectively was not escalated.
std::optional<tapeinophrosyne::Judged> judgedOf(const patch::Patch& patch);
std::optional<tapeinophrosyne::Escalated> escalationOf(const sophia::Anomaly& anomaly);

/// The statistics of domain.md 6 since the journal began. A cancelled or refused patch ends nothing: it never ran.
/// An escalation was needed unless its anomaly went by itself and no person closed it.
tapeinophrosyne::Statistics competenceStatistics(const ConsoleState& state);

/// The view `competence`: the statistics, the newest uncertainty reports (with `limit`, ≤ 1000) and the newest lessons.
Result<Json> competenceView(const Snapshot& snapshot, const Json& args, Instant now);

} // namespace penelope::engine
