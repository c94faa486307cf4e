#include "core/journal/proof.h"

#include "core/base/base64.h"

namespace penelope::journal {
namespace {

using namespace Qt::Literals::StringLiterals;

Failure badProof(const QString& detail)
{
    return failure(ErrorCode::Malformed, u"malformed: %1"_s.arg(detail));
}

Failure unproven(const QString& detail)
{
    return failure(ErrorCode::Damaged, detail);
}

/// The lines before the first empty one, and what follows it.
struct Parts
{
    QList<QByteArray> head;
    QByteArray rest;
};

std::optional<Parts> partsOf(const QByteArray& text)
{
    const auto gap = text.indexOf("\n\n");
    if (gap < 0)
        return std::nullopt;
    return Parts{text.left(gap).split('\n'), text.mid(gap + 2)};
}

std::optional<qint64> numberAfter(const QByteArray& line, const QByteArray& word)
{
    if (!line.startsWith(word))
        return std::nullopt;
    const auto digits = line.mid(word.size());
    bool ok = false;
    const auto number = digits.toLongLong(&ok);
    return ok && number >= 0 && QByteArray::number(number) == digits ? std::optional{number} : std::nullopt;
}

Result<Digests> hashesFrom(const QList<QByteArray>& lines, qsizetype first)
{
    Digests hashes;
    for (auto at = first; at < lines.size(); ++at) {
        const auto bytes = fromBase64(lines[at]);
        const auto hash = bytes ? digestFrom(*bytes) : std::nullopt;
        if (!hash)
            return badProof(u"line %1 is no hash"_s.arg(at + 1));
        hashes.push_back(*hash);
    }
    return hashes;
}

QByteArray hashLines(std::span<const Digest> proof)
{
    QByteArray lines;
    for (const auto& hash : proof)
        lines += toBytes(hash).toBase64() + '\n';
    return lines;
}

} // namespace

QByteArray inclusionText(qint64 index, std::span<const Digest> proof, const QByteArray& note)
{
    return "c2sp.org/tlog-proof@v1\nindex " + QByteArray::number(index) + '\n' + hashLines(proof) + '\n' + note;
}

Result<Note> verifyInclusionText(const QByteArray& text, const Digest& leaf, std::span<const VerifierKey> keys)
{
    const auto parts = partsOf(text);
    if (!parts || parts->head.size() < 2 || parts->head[0] != "c2sp.org/tlog-proof@v1")
        return badProof(u"expected a proof in the form c2sp.org/tlog-proof@v1"_s);
    const auto index = numberAfter(parts->head[1], "index ");
    if (!index)
        return badProof(u"the second line is no index"_s);
    const auto proof = hashesFrom(parts->head, 2);
    if (!proof)
        return Failure{proof.error()};
    auto note = verifyNote(parts->rest, keys);
    if (!note)
        return note;
    if (!verifyInclusion(*index, note->checkpoint.size, leaf, *proof, note->checkpoint.root))
        return unproven(u"the hashes do not lead from the event to the signed root"_s);
    return note;
}

QByteArray consistencyText(std::span<const Digest> proof, const QByteArray& oldNote, const QByteArray& newNote)
{
    const auto sizeOf = [](const QByteArray& note) { return note.split('\n').value(1); };
    return "penelope/consistency@v1\nold " + sizeOf(oldNote) + "\nnew " + sizeOf(newNote) + '\n' + hashLines(proof) +
           '\n' + oldNote + '\n' + newNote;
}

Status verifyConsistencyText(const QByteArray& text, std::span<const VerifierKey> keys)
{
    const auto parts = partsOf(text);
    if (!parts || parts->head.size() < 3 || parts->head[0] != "penelope/consistency@v1")
        return badProof(u"expected a proof in the form penelope/consistency@v1"_s);
    const auto oldSize = numberAfter(parts->head[1], "old ");
    const auto newSize = numberAfter(parts->head[2], "new ");
    if (!oldSize || !newSize)
        return badProof(u"the sizes are missing"_s);
    const auto proof = hashesFrom(parts->head, 3);
    if (!proof)
        return Failure{proof.error()};
    const auto notes = splitNotes(parts->rest);
    if (notes.size() != 2)
        return badProof(u"expected two notes"_s);
    const auto oldNote = verifyNote(notes[0], keys);
    const auto newNote = oldNote ? verifyNote(notes[1], keys) : oldNote;
    if (!newNote)
        return Failure{newNote.error()};
    if (oldNote->checkpoint.size != *oldSize || newNote->checkpoint.size != *newSize)
        return unproven(u"the notes are of other sizes"_s);
    if (oldNote->checkpoint.origin != newNote->checkpoint.origin)
        return unproven(u"the notes are of two journals"_s);
    if (!verifyConsistency(*oldSize, *newSize, oldNote->checkpoint.root, newNote->checkpoint.root, *proof))
        return unproven(u"the hashes do not lead from the old root to the new one"_s);
    return {};
}

} // namespace penelope::journal
