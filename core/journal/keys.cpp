#include "core/journal/keys.h"

#include "core/base/base64.h"

#include <algorithm>

namespace penelope::journal {

using namespace Qt::Literals::StringLiterals;

void KeyHistory::apply(const Event& event)
{
    if (event.stream != "system"_L1)
        return;
    const auto key = ed25519::publicKeyFromBase64(event.payload[u"public_key"].toString());
    if (event.kind == "JournalCreated"_L1 && event.seq == 1) {
        m_journalId = event.payload[u"journal_id"].toString();
        m_first = key;
    } else if (event.kind == "JournalKeyRotated"_L1 && key) {
        m_rotations.push_back({event.seq, *key});
    } else if (event.kind == "JournalKeyRevoked"_L1) {
        const auto id = fromHex(event.payload[u"key_id"].toString().toUtf8());
        if (id)
            m_revocations.push_back({*id, event.payload[u"from_size"].toInteger()});
    }
}

bool KeyHistory::revoked(const ed25519::PublicKey& key, qint64 size) const
{
    const auto id = keyId(origin(), key);
    return std::any_of(m_revocations.begin(), m_revocations.end(), [&](const Revocation& revocation) {
        return revocation.keyId == id && size > revocation.fromSize;
    });
}

std::optional<ed25519::PublicKey> KeyHistory::at(qint64 size) const
{
    auto key = m_first;
    for (const auto& rotation : m_rotations) {
        if (rotation.seq <= size)
            key = rotation.key;
    }
    return key;
}

NoteJudge::NoteJudge(const KeyHistory& history)
    : m_history(history)
    , m_key(history.first())
{}

QString NoteJudge::judge(qint64 size, const QByteArray& bytes)
{
    const auto note = parseNote(bytes);
    if (!note || note->checkpoint.size != size)
        return u"malformed"_s;
    if (!m_key)
        return u"unknown_key"_s;
    const auto& rotations = m_history.rotations();
    auto covered = m_passed;
    while (covered < rotations.size() && rotations[covered].seq <= size)
        ++covered;
    std::vector<ed25519::PublicKey> needed{*m_key};
    if (covered > m_passed)
        needed.push_back(rotations[covered - 1].key);
    bool known = true;
    for (const auto& key : needed) {
        const auto check = checkSignature(*note, {m_history.origin(), key});
        if (check == SignatureCheck::Bad)
            return u"bad_signature"_s;
        known = known && check == SignatureCheck::Good && !m_history.revoked(key, size);
    }
    if (!known || note->checkpoint.origin != m_history.origin())
        return u"unknown_key"_s;
    m_key = needed.back();
    m_passed = covered;
    m_checkpoint = note->checkpoint;
    return {};
}

QByteArray rotationProofBytes(const QString& journalId, const ed25519::PublicKey& key, qint64 seq)
{
    const auto value =
        Json::object({{u"journal_id"_s, journalId}, {u"public_key"_s, ed25519::toBase64(key)}, {u"seq"_s, seq}});
    return canonical::encode(value).value_or(QByteArray{});
}

} // namespace penelope::journal
