#pragma once

#include "core/engine/observation.h"
#include "core/engine/ports.h"

namespace penelope::engine {

/// An alert as an episode. Without a label that names a service the service is empty. Pure.
Episode episodeOf(const Alert& alert, const AlertMapping& mapping);
/// An alert about Penelope itself, marked by its label source="penelope": it is no anomaly, else Penelope would act on
/// its own troubles.
bool isOwn(const Alert& alert);
/// "PaymentsSlow" → "payments_slow".
QString snakeCase(const QString& text);

} // namespace penelope::engine
