#pragma once

#include "core/journal/checkpoint.h"
#include "core/journal/merkle.h"

/// The wire forms of proofs (journal.md 3). Pure.
namespace penelope::journal {

/// C2SP tlog-proof@v1.
QByteArray inclusionText(qint64 index, std::span<const Digest> proof, const QByteArray& note);
/// Proves that `leaf` is in the tree of the note in the text, which one of the keys has signed. The error says what
/// does not hold; answers the note.
Result<Note> verifyInclusionText(const QByteArray& text, const Digest& leaf, std::span<const VerifierKey> keys);

/// penelope/consistency@v1.
QByteArray consistencyText(std::span<const Digest> proof, const QByteArray& oldNote, const QByteArray& newNote);
Status verifyConsistencyText(const QByteArray& text, std::span<const VerifierKey> keys);

} // namespace penelope::journal
