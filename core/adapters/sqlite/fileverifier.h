#pragma once

#include "core/journal/verifier.h"

namespace penelope::sqlite {

/// All of journal.md 8 on a file: structure, rows, tree, outside. Errors as of Reader::open (exit 3).
/// Any thread; own connection.
Result<journal::Verdict>
verifyFile(const QString& path, const journal::Pins& pins = {}, const journal::Progress& progress = {});

/// Proves one event: its leaf, its envelope, and its place in the newest note that covers it.
Result<journal::Verdict> verifyEvent(const QString& path, qint64 seq, const journal::Pins& pins = {});

} // namespace penelope::sqlite
