#include "core/journal/boundaries.h"

#include <algorithm>

namespace penelope::journal {

using namespace Qt::Literals::StringLiterals;

Status Boundaries::read(RowSource& source)
{
    const auto bodies = source.keyBodies();
    if (!bodies)
        return Failure{bodies.error()};
    for (const auto& body : *bodies) {
        if (const auto event = decode(body))
            m_keys.apply(*event);
    }
    const auto notes = source.notes();
    if (!notes)
        return Failure{notes.error()};
    readNotes(*notes);
    readOutside();
    std::stable_sort(
        m_all.begin(), m_all.end(), [](const Boundary& left, const Boundary& right) { return left.size < right.size; });
    return {};
}

void Boundaries::readNotes(const std::vector<StoredNote>& notes)
{
    if (!m_keys.first() && m_pins.keys.size() == 1)
        m_keys.assume(m_pins.keys.front());
    NoteJudge judge{m_keys};
    std::vector<bool> pinUsed(m_pins.keys.size(), false);
    for (const auto& stored : notes) {
        const auto refusal = judge.judge(stored.size, stored.note);
        if (!refusal.isEmpty()) {
            m_verdict.damaged.push_back({stored.size, stored.size, u"checkpoint:"_s + refusal, {}});
            continue;
        }
        m_all.push_back({stored.size, judge.checkpoint().root, false});
        m_validKey = judge.key();
        const auto note = parseNote(stored.note);
        for (std::size_t at = 0; at < m_pins.keys.size(); ++at) {
            if (checkSignature(*note, {m_keys.origin(), m_pins.keys[at]}) == SignatureCheck::Good)
                pinUsed[at] = true;
        }
    }
    for (const bool used : pinUsed)
        settlePin(used, u"pinned_key"_s);
}

void Boundaries::readOutside()
{
    std::vector<VerifierKey> keys;
    const auto know = [this, &keys](const ed25519::PublicKey& key) { keys.push_back({m_keys.origin(), key}); };
    if (m_keys.first())
        know(*m_keys.first());
    for (const auto& rotation : m_keys.rotations())
        know(rotation.key);
    for (const auto& key : m_pins.keys)
        know(key);
    for (const auto& bytes : m_pins.notes) {
        const auto note = verifyNote(bytes, keys);
        if (note && note->checkpoint.origin == m_keys.origin())
            m_all.push_back({note->checkpoint.size, note->checkpoint.root, true});
        else
            settlePin(false, u"pinned_note:"_s + (note ? u"unknown_key"_s : canonical::refusal(note.error())));
    }
}

void Boundaries::settlePin(bool satisfied, const QString& reason)
{
    if (satisfied) {
        m_pinned = true;
        return;
    }
    m_verdict.pinsSatisfied = false;
    m_verdict.warnings.push_back({0, reason});
}

void Boundaries::conclude()
{
    m_verdict.journalId = m_keys.journalId();
    const auto shown = m_validKey ? m_validKey : m_keys.first();
    if (shown)
        m_verdict.keyFingerprint = fingerprint(*shown);
    m_verdict.trustedBy = m_pinned ? TrustedBy::Pinned : m_validKey ? TrustedBy::OwnKey : TrustedBy::None;
}

} // namespace penelope::journal
