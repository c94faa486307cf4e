#pragma once

#include "app/lab/facts.h"

namespace penelope::lab {

/// What one event means, as a short plain sentence; empty for what a reader of the story need not know. `before` is
/// what was known before it.
QString narrate(const Json& envelope, const Facts& before);

} // namespace penelope::lab
