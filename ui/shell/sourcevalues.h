#pragma once

#include "core/engine/consolestate.h"

#include <QStringList>

/// What is said of a source: while it is watched, and at a moment of the past.
namespace penelope::ui {

/// What the screens call a source: "prometheus/main" → "Prometheus".
QString sourceName(const QString& key);

/// "OK 4 s of 15 s", "STALE 01:12, retry in 4 s".
QString sourceValue(const engine::SourceLive& source, Freshness freshness, Instant now);
/// Every figure of it, a line each.
QStringList sourceLines(const engine::SourceLive& source);

/// "03:29Z", of another day than now its date.
QString sinceText(Instant since, Instant now);

/// Of the past the journal knows when a source changed, not each of its samples: "OK since 03:29Z" while it
/// answered, "STALE 06:02", the age of its last sample then, after it fell silent.
QString recordValue(const engine::SourceRecord& record, Instant now);
QStringList recordLines(const engine::SourceRecord& record);

} // namespace penelope::ui
