#pragma once

#include "core/engine/consolestate.h"
#include "core/ports/clock.h"

#include <QByteArray>

namespace penelope::runtime {

/// What GET /metrics answers: the metrics of a published snapshot and the basics of this process, in text format 0.0.4.
/// Any thread.
QByteArray metricsPage(const engine::Snapshot& snapshot, const Clock& clock);

} // namespace penelope::runtime
