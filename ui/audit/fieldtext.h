#pragma once

#include "core/base/json.h"

#include <QString>

namespace penelope::ui {

/// A field of a record's payload as words: moments as such, long spans with their minutes, "hunks 1 · twin yes" where a
/// value has parts, JSON where its parts have parts. `name` is the field's.
QString valueText(const QString& name, const Json& value);
/// Whether a text is the hex of a hash.
bool isHash(const QString& text);

} // namespace penelope::ui
