#pragma once

#include "app/console/options.h"
#include "core/base/result.h"

class QApplication;

namespace penelope::console {

/// Says why the console does not start: on standard error, and in a window where nobody would see that. Answers the
/// exit code: 4 for a damaged journal, 3 for everything else. GUI thread; ends with its window.
int complain(QApplication& application, const Options& options, const Error& error);

} // namespace penelope::console
