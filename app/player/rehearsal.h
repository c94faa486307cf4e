#pragma once

#include "core/twin/report.h"

#include <functional>

namespace penelope::twin {
struct Plan;
}

namespace penelope::player {

/// Goes through the stages of a plan, one after another on the same data, and tells what was seen. Blocks until then.
/// Between versions the tree is changed in place: what the service wrote beside its data stays, as it does where it is
/// deployed. `beside` is called every 20 ms or so of a load; it must not block.
twin::Report
rehearse(const twin::Plan& plan, const QString& dataPlace, const std::function<void(qint64 us)>& beside = {});

} // namespace penelope::player
