#pragma once

#include "app/console/options.h"
#include "core/ports/clock.h"

class QApplication;

namespace penelope::console {

/// Whether the first run is to be shown: nothing was configured, there is no journal, and the command line asks for
/// nothing in particular.
bool wantsWelcome(const Options& options);
/// Shows the first run and ends with it; what was chosen stands in the files and in `options`. False: its window was
/// closed, and the program is to end.
bool welcome(QApplication& application, Options& options, const Clock& clock);

} // namespace penelope::console
