#pragma once

#include "core/engine/generator/generator.h"

namespace penelope::ctl {

/// engine::generator::generate, told by another thread while the sink is at work on this one; where there is a second
/// processor. The lines are the same and come in the same order.
void tellAhead(const engine::generator::Options& options, const engine::generator::Sink& sink);

} // namespace penelope::ctl
