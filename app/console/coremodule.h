#pragma once

#include "app/runtime/runningcore.h"

namespace penelope::console {

/// Opens a core with the module that holds one; both are of one build. Core thread. Unavailable: the module is not
/// where it was installed, or of another build.
Result<std::unique_ptr<runtime::RunningCore>> openCore(runtime::Options options);

} // namespace penelope::console
