#pragma once

#include "core/engine/observation.h"
#include "core/engine/ports.h"

namespace penelope::engine {

/// An alert as an episode. Without a label that names a service the service is empty. Pure.
Episode episodeOf(const Alert& alert, const AlertMapping& mapping);
/// "PaymentsSlow" → "payments_slow".
QString snakeCase(const QString& text);

} // namespace penelope::engine
