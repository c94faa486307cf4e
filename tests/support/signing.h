#pragma once

#include "core/approval/signing.h"

namespace penelope::test {

inline QString testJournal()
{
    return QString(32, QLatin1Char('a'));
}

/// An approver with a key, for rooms without a core. The seed is one byte and zeros.
struct Signer
{
    Signer(const QString& name, std::uint8_t seed)
        : key(ed25519::Seed{seed})
        , person{
              QStringLiteral("operator/") + name, Role::Approver, true,
              QByteArray(reinterpret_cast<const char*>(key.publicKey().data()), 32)}
    {}

    /// The decision as this person sends it at that moment.
    approval::Seen
    over(const approval::Approval& approval, const QString& decision, approval::Seen seen, Instant decidedAt) const
    {
        seen.decidedAt = decidedAt;
        seen.journalId = testJournal();
        const auto bytes = approval::signedBytes(
            seen.journalId, approval.id, decision, person.actor.section(QLatin1Char('/'), 1), approval::saidBy(seen));
        seen.signature = bytes ? ed25519::toBase64(key.sign(*bytes)) : QString{};
        return seen;
    }

    ed25519::SigningKey key;
    approval::Person person;
};

} // namespace penelope::test
