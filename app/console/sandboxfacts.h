#pragma once

#include "ui/settings/settingsdesk.h"

namespace penelope::console {

/// What this machine offers for the sandbox of the twin, and what is missing, a line each. Reads only what the kernel
/// and the file system say; nothing is started.
std::vector<ui::DeskFact> sandboxFacts();

} // namespace penelope::console
