#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

namespace penelope::ctl {

/// `--at`: what a filter takes as a moment (query/reading.h), or milliseconds since 1970. Malformed says so.
Result<Instant> momentFrom(const QString& text, Instant now);
/// `--window`: "90s", "15m", "1h", "7d", "4w", or milliseconds.
Result<Milliseconds> spanFrom(const QString& text);

} // namespace penelope::ctl
