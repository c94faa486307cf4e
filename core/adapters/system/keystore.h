#pragma once

#include "core/base/ed25519.h"
#include "core/base/result.h"

#include <QString>

#include <optional>

namespace penelope::system {

/// Ed25519 seeds as files in `keys/` beside the journal: NAME.key, 0600, the seed in hex. The journal's own is
/// `journal`.
class KeyStore
{
public:
    explicit KeyStore(const QString& journal);

    /// Nothing where there is no such file; an Error where it cannot be read or holds no seed.
    Result<std::optional<ed25519::SigningKey>> load(const QString& name) const;
    /// Refuses to replace a key.
    Status save(const QString& name, const ed25519::Seed& seed) const;
    /// The stored key, or a new random one that is stored first.
    Result<ed25519::SigningKey> loadOrMake(const QString& name) const;
    QString path(const QString& name) const;

private:
    QString m_folder;
};

ed25519::Seed randomSeed();
/// 16 random bytes in hex.
QString randomJournalId();

} // namespace penelope::system
