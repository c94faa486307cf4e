#pragma once

#include "core/engine/chain.h"
#include "core/engine/command.h"

/// What a person or a program says of an anomaly (contracts.md 5). Part of `obey`.
namespace penelope::engine {

Result<Json> reportAnomaly(Chain& chain, const Command& command);
/// Who has an escalation: it calls nobody for `approval.acknowledge`.
Result<Json> acknowledgeEscalation(Chain& chain, const Command& command);
Result<Json> closeEscalation(Chain& chain, const Command& command);
/// Refused while a patch is on its way.
Result<Json> judgeAgain(Chain& chain, const Command& command);

} // namespace penelope::engine
