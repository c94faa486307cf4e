#pragma once

#include "core/patch/diff.h"

#include <QStringList>

namespace penelope::praotes {

/// The names of a schema's newly required fields in one file, seen in its changed lines: proto2's `required`, a JSON
/// schema's "required" list, `required=True`, OpenAPI's `required: true`, Java's @NotNull and @NotBlank.
QStringList newlyRequired(const patch::FileDiff& file);

} // namespace penelope::praotes
