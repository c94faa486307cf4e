#pragma once

#include "core/patch/diff.h"

#include <QStringList>

namespace penelope::praotes {

/// The names of newly required fields of one file, sorted: proto2's `required`, the "required" list of a JSON schema or
/// of OpenAPI (also over several lines), `required=True`, `required: true`, Java's @NotNull, @NotBlank and @NotEmpty,
/// Go's validate and binding tags; and fields that were optional by their type or default and are no longer
/// (TypeScript's `name?:`, Python's `name: T = …`, Rust's `Option<T>`).
QStringList newlyRequired(const patch::FileDiff& file);

} // namespace penelope::praotes
