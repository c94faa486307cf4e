#pragma once

#include "core/twin/report.h"

namespace penelope::twin {
struct Plan;
}

namespace penelope::player {

/// Goes through the stages of a plan, one after another on the same data, and tells what was seen. Blocks until then.
twin::Report rehearse(const twin::Plan& plan, const QString& dataPlace);

} // namespace penelope::player
