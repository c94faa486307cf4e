#pragma once

#include "core/base/ed25519.h"
#include "core/base/hash.h"
#include "core/base/result.h"

#include <QStringList>

#include <span>
#include <vector>

/// C2SP tlog-checkpoints: signed notes of three text lines (journal.md 4). Pure.
namespace penelope::journal {

struct Checkpoint
{
    QString origin; ///< "penelope/" and the journal id
    qint64 size = 0;
    Digest root{};

    bool operator==(const Checkpoint&) const = default;
};

/// "penelope/" + id.
QString originOf(const QString& journalId);

/// First 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key).
QByteArray keyId(const QString& name, const ed25519::PublicKey& key);
/// Lower-case hex SHA-256 of the 32-byte key, for people to compare.
QString fingerprint(const ed25519::PublicKey& key);

/// A key that a note may be signed by.
struct VerifierKey
{
    QString name;
    ed25519::PublicKey key{};

    bool operator==(const VerifierKey&) const = default;
};

/// The three lines; what is signed.
QByteArray noteText(const Checkpoint& checkpoint);
/// A whole note, one signature line for each key, in order.
QByteArray signNote(const Checkpoint& checkpoint, std::span<const ed25519::SigningKey> keys);

struct NoteSignature
{
    QString name;
    QByteArray keyId; ///< 4 bytes
    QByteArray bytes; ///< what follows them

    bool operator==(const NoteSignature&) const = default;
};

struct Note
{
    Checkpoint checkpoint;
    QByteArray text; ///< what is signed
    std::vector<NoteSignature> signatures;

    bool operator==(const Note&) const = default;
};

/// Reads a note. The error's message begins with `malformed`.
Result<Note> parseNote(const QByteArray& bytes);
enum class SignatureCheck { Good, Bad, Absent };
/// Whether the note carries this key's signature.
SignatureCheck checkSignature(const Note& note, const VerifierKey& key);
/// A note signed by at least one of the keys, and badly by none. The error's message begins with `malformed`,
/// `bad_signature` or `unknown_key`.
Result<Note> verifyNote(const QByteArray& bytes, std::span<const VerifierKey> keys);

/// An anchor file: notes separated by empty lines. Each is the bytes of one note; not yet parsed.
std::vector<QByteArray> splitNotes(const QByteArray& file);

} // namespace penelope::journal
