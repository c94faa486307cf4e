#pragma once

#include "core/journal/verifier.h"

namespace penelope::sqlite {

/// How many threads verify. The verdict is the same.
enum class Hands { AsFits, One, Two };

/// All of journal.md 8 on a file: structure, rows, tree, outside. Errors as of Reader::open (exit 3), and Unavailable
/// when stopped. Any thread; own connections; a second thread helps where there is a processor for it, and has ended
/// when this returns.
Result<journal::Verdict> verifyFile(
    const QString& path, const journal::Pins& pins = {}, const journal::Progress& progress = {},
    Hands hands = Hands::AsFits);

/// Proves one event: its leaf, its envelope, and its place in the newest note that covers it.
Result<journal::Verdict> verifyEvent(const QString& path, qint64 seq, const journal::Pins& pins = {});

} // namespace penelope::sqlite
