#pragma once

#include "core/engine/consolestate.h"
#include "core/ports/clock.h"

#include <QByteArray>

#include <functional>

namespace penelope::engine {
class DecisionCore;
}

namespace penelope::runtime {

/// What GET /metrics answers: the metrics of a published snapshot and the basics of this process, in text format 0.0.4.
/// Any thread.
QByteArray metricsPage(const engine::Snapshot& snapshot, const Clock& clock);

/// Follows what the core publishes. Core thread; what it answers may be called on any thread and outlive the core, not
/// the clock.
std::function<QByteArray()> metricsSource(engine::DecisionCore& core, const Clock& clock);

} // namespace penelope::runtime
