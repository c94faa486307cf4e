#include "core/journal/checkpoint.h"

#include "core/base/base64.h"

#include <charconv>

namespace penelope::journal {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr QByteArrayView signatureMark("\xE2\x80\x94 ");

Failure malformedNote(const QString& detail)
{
    return failure(ErrorCode::Malformed, u"malformed: %1"_s.arg(detail));
}

QByteArray bytesOf(const ed25519::PublicKey& key)
{
    return QByteArray(reinterpret_cast<const char*>(key.data()), static_cast<qsizetype>(key.size()));
}

std::optional<qint64> sizeFrom(const QByteArray& digits)
{
    qint64 size = 0;
    const auto* end = digits.constData() + digits.size();
    const auto [stop, error] = std::from_chars(digits.constData(), end, size);
    if (error != std::errc{} || stop != end || size < 0 || QByteArray::number(size) != digits)
        return std::nullopt;
    return size;
}

Result<Checkpoint> checkpointFrom(const QByteArray& text)
{
    const auto lines = text.chopped(1).split('\n');
    if (lines.size() != 3 || lines[0].isEmpty())
        return malformedNote(u"expected exactly three lines of text"_s);
    const auto size = sizeFrom(lines[1]);
    if (!size)
        return malformedNote(u"the second line is no size"_s);
    const auto bytes = fromBase64(lines[2]);
    const auto root = bytes ? digestFrom(*bytes) : std::nullopt;
    if (!root)
        return malformedNote(u"the third line is no hash"_s);
    return Checkpoint{QString::fromUtf8(lines[0]), *size, *root};
}

Result<NoteSignature> signatureLine(const QByteArray& line)
{
    if (!line.startsWith(signatureMark))
        return malformedNote(u"a signature line must begin with a dash"_s);
    const auto rest = line.mid(signatureMark.size());
    const auto space = rest.indexOf(' ');
    if (space < 1 || rest.left(space).contains('+'))
        return malformedNote(u"a signature line has no key name"_s);
    const auto bytes = fromBase64(rest.mid(space + 1));
    if (!bytes || bytes->size() < 5)
        return malformedNote(u"a signature is no base64"_s);
    return NoteSignature{QString::fromUtf8(rest.left(space)), bytes->left(4), bytes->mid(4)};
}

} // namespace

QString originOf(const QString& journalId)
{
    return u"penelope/"_s + journalId;
}

QByteArray keyId(const QString& name, const ed25519::PublicKey& key)
{
    return toBytes(sha256(name.toUtf8() + QByteArray("\n\x01", 2) + bytesOf(key))).left(4);
}

QString fingerprint(const ed25519::PublicKey& key)
{
    return toHex(sha256(bytesOf(key)));
}

QByteArray noteText(const Checkpoint& checkpoint)
{
    return checkpoint.origin.toUtf8() + '\n' + QByteArray::number(checkpoint.size) + '\n' +
           toBytes(checkpoint.root).toBase64() + '\n';
}

QByteArray signNote(const Checkpoint& checkpoint, std::span<const ed25519::SigningKey> keys)
{
    const auto text = noteText(checkpoint);
    auto note = text + '\n';
    for (const auto& key : keys) {
        const auto signature = key.sign(text);
        auto bytes = keyId(checkpoint.origin, key.publicKey());
        bytes.append(reinterpret_cast<const char*>(signature.data()), static_cast<qsizetype>(signature.size()));
        note += signatureMark.toByteArray() + checkpoint.origin.toUtf8() + ' ' + bytes.toBase64() + '\n';
    }
    return note;
}

Result<Note> parseNote(const QByteArray& bytes)
{
    if (!QUtf8StringView(bytes).isValidUtf8())
        return malformedNote(u"not UTF-8"_s);
    if (!bytes.endsWith('\n'))
        return malformedNote(u"the last line does not end"_s);
    const auto gap = bytes.lastIndexOf("\n\n");
    if (gap < 0)
        return malformedNote(u"no empty line between text and signatures"_s);
    Note note;
    note.text = bytes.left(gap + 1);
    const auto checkpoint = checkpointFrom(note.text);
    if (!checkpoint)
        return Failure{checkpoint.error()};
    note.checkpoint = *checkpoint;
    for (const auto& line : bytes.mid(gap + 2).chopped(1).split('\n')) {
        auto signature = signatureLine(line);
        if (!signature)
            return Failure{signature.error()};
        note.signatures.push_back(std::move(*signature));
    }
    return note;
}

SignatureCheck checkSignature(const Note& note, const VerifierKey& key)
{
    const auto id = keyId(key.name, key.key);
    for (const auto& candidate : note.signatures) {
        if (candidate.name != key.name || candidate.keyId != id)
            continue;
        const auto signature = ed25519::signatureFrom(candidate.bytes);
        return signature && ed25519::verify(key.key, note.text, *signature) ? SignatureCheck::Good
                                                                            : SignatureCheck::Bad;
    }
    return SignatureCheck::Absent;
}

Result<Note> verifyNote(const QByteArray& bytes, std::span<const VerifierKey> keys)
{
    auto note = parseNote(bytes);
    if (!note)
        return note;
    bool good = false;
    for (const auto& key : keys) {
        switch (checkSignature(*note, key)) {
        case SignatureCheck::Good: good = true; break;
        case SignatureCheck::Bad:
            return failure(ErrorCode::Damaged, u"bad_signature: the signature of %1 does not hold"_s.arg(key.name));
        case SignatureCheck::Absent: break;
        }
    }
    if (!good)
        return failure(ErrorCode::Damaged, u"unknown_key: none of the known keys has signed it"_s);
    return note;
}

std::vector<QByteArray> splitNotes(const QByteArray& file)
{
    std::vector<QByteArray> notes;
    for (qsizetype at = 0; at < file.size();) {
        if (file[at] == '\n') {
            ++at;
            continue;
        }
        const auto gap = file.indexOf("\n\n", at);
        const auto end = gap < 0 ? -1 : file.indexOf("\n\n", gap + 2);
        notes.push_back(end < 0 ? file.mid(at) : file.mid(at, end + 1 - at));
        at = end < 0 ? file.size() : end + 2;
    }
    return notes;
}

} // namespace penelope::journal
