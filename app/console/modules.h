#pragma once

#include <QString>

namespace penelope::console {

/// What no first picture needs and the program opens when it does (performance.md "Start-up"): "penelope-NAME.so",
/// beside the program in a build, in a folder of its own where it is installed. Of the same build as the program.
QString moduleFile(const QString& name);

} // namespace penelope::console
