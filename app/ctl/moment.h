#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

namespace penelope::ctl {

/// `--at`: ISO 8601 with a zone, milliseconds since 1970, or a time back such as "-2h". Malformed says so.
Result<Instant> momentFrom(const QString& text, Instant now);
/// `--window`: "90s", "15m", "1h", "7d", "4w", or milliseconds.
Result<Milliseconds> spanFrom(const QString& text);

} // namespace penelope::ctl
