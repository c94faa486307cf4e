#pragma once

#include "core/query/filter.h"

namespace penelope::query {

/// The same question over the table of journal.md 5, for a reader with nothing but the sqlite3 shell: newest first,
/// columns seq, time, kind, stream, body. Regular expressions need the shell's function regexpi, which knows the common
/// part of the language. Letters beyond ASCII are compared with their case. `text` stands above it as a comment.
QString sqlOf(const Filter& filter, const QString& text);

} // namespace penelope::query
