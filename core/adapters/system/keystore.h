#pragma once

#include "core/adapters/system/sealedkey.h"

#include <QString>

#include <optional>
#include <vector>

namespace penelope::system {

/// How a key file keeps its seed: in hex, or sealed with a passphrase (sealedkey.h).
enum class KeyForm { Plain, Sealed };

struct StoredKey
{
    QString name;
    KeyForm form = KeyForm::Plain;
    QString publicKey; ///< base64; empty where the file cannot be read
    QString trouble;   ///< why not
};

/// Ed25519 seeds as files in `keys/` beside the journal: NAME.key, 0600. The journal's own is `journal`. Blocking;
/// sealing and unsealing take about a second.
class KeyStore
{
public:
    explicit KeyStore(const QString& journal, const SealCost& cost = SealCost::usual());

    /// Nothing where there is no such file; an Error where it cannot be read or holds no seed. NotPermitted: sealed.
    Result<std::optional<ed25519::SigningKey>> load(const QString& name) const;
    /// Also a sealed one. NotPermitted: wrong passphrase.
    Result<ed25519::SigningKey> unseal(const QString& name, const Secret& passphrase) const;
    /// Nothing where there is no such file.
    Result<std::optional<KeyForm>> form(const QString& name) const;
    /// Of a file in either form, without a passphrase.
    Result<ed25519::PublicKey> publicKey(const QString& name) const;
    /// All but the journal's own, by name.
    std::vector<StoredKey> list() const;

    /// Refuses to replace a key.
    Status save(const QString& name, const ed25519::Seed& seed) const;
    Status saveSealed(const QString& name, const ed25519::Seed& seed, const Secret& passphrase) const;
    /// A plain key becomes a sealed one; the file is replaced whole or not at all. Refused: it is sealed already.
    Status seal(const QString& name, const Secret& passphrase) const;
    /// The key `from` takes the place of `to`, whole or not at all: the end of a rotation.
    Status replace(const QString& from, const QString& to) const;
    Status remove(const QString& name) const;
    /// The stored key, or a new random one that is stored first.
    Result<ed25519::SigningKey> loadOrMake(const QString& name) const;
    QString path(const QString& name) const;

private:
    Result<std::optional<QByteArray>> read(const QString& name) const;
    Status write(const QString& target, const QByteArray& text) const;

    QString m_folder;
    SealCost m_cost;
};

ed25519::Seed randomSeed();
/// 16 random bytes in hex.
QString randomJournalId();

} // namespace penelope::system
