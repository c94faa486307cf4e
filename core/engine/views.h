#pragma once

#include "core/engine/consolestate.h"

namespace penelope::engine {

/// The reading commands of the control socket and of HTTP (contracts.md 9): status, anomalies, patches, approvals,
/// breakers, canaries, services, operators, policy, compliance, competence, metrics, freeze, shadow, reflections.
/// `freeze` is a command too; where both may be asked for, `freezes` is the view. With `id` in the args one item,
/// whole; lists take `limit` (≤ 1000) and `after` (the `next` of the answer before) and answer {seq, now_at, items,
/// complete, next?}. NotFound names what is missing; an unknown name is NotFound too.
Result<Json> readView(const Snapshot& snapshot, const QString& name, const Json& args, Instant now);
/// Whether `readView` knows the name.
bool isView(const QString& name);

} // namespace penelope::engine
