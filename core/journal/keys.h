#pragma once

#include "core/journal/checkpoint.h"
#include "core/journal/event.h"

#include <optional>
#include <span>

/// Which key may sign which size (journal.md 4). Pure.
namespace penelope::journal {

struct Rotation
{
    qint64 seq = 0;
    ed25519::PublicKey key{};
};

struct Revocation
{
    QByteArray keyId; ///< 4 bytes
    qint64 fromSize = 0;
};

/// The keys that a journal names.
class KeyHistory
{
public:
    /// JournalCreated, JournalKeyRotated and JournalKeyRevoked count; others are passed over.
    void apply(const Event& event);

    /// Where the journal itself names no first key: the one that was obtained elsewhere.
    void assume(const ed25519::PublicKey& key) { m_first = key; }

    QString journalId() const { return m_journalId; }
    QString origin() const { return originOf(m_journalId); }
    const std::optional<ed25519::PublicKey>& first() const { return m_first; }
    const std::vector<Rotation>& rotations() const { return m_rotations; }
    bool revoked(const ed25519::PublicKey& key, qint64 size) const;
    /// The key in force after `size` events.
    std::optional<ed25519::PublicKey> at(qint64 size) const;

private:
    QString m_journalId;
    std::optional<ed25519::PublicKey> m_first;
    std::vector<Rotation> m_rotations;
    std::vector<Revocation> m_revocations;
};

/// Judges notes of ascending size. Trust passes from key to key only through a note that both have signed.
class NoteJudge
{
public:
    explicit NoteJudge(const KeyHistory& history);
    /// Empty = valid; else `malformed`, `bad_signature` or `unknown_key`.
    QString judge(qint64 size, const QByteArray& bytes);
    /// The note last judged valid, and the key in force there.
    const Checkpoint& checkpoint() const { return m_checkpoint; }
    const std::optional<ed25519::PublicKey>& key() const { return m_key; }

private:
    const KeyHistory& m_history;
    std::optional<ed25519::PublicKey> m_key;
    Checkpoint m_checkpoint;
    std::size_t m_passed = 0; ///< rotations that a valid note has covered
};

/// What the new key signs in JournalKeyRotated: canonical {journal_id, public_key, seq}.
QByteArray rotationProofBytes(const QString& journalId, const ed25519::PublicKey& key, qint64 seq);

} // namespace penelope::journal
