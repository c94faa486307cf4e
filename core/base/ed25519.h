#pragma once

#include <QByteArray>

#include <array>
#include <cstdint>
#include <optional>

/// Ed25519, as checkpoints and operators' decisions use it. Any thread.
namespace penelope::ed25519 {

using Seed = std::array<std::uint8_t, 32>;
using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

/// A private key. Its memory is wiped when it goes.
class SigningKey
{
public:
    explicit SigningKey(const Seed& seed);
    SigningKey(const SigningKey&) = default;
    SigningKey& operator=(const SigningKey&) = default;
    ~SigningKey();

    const PublicKey& publicKey() const { return m_public; }
    Signature sign(QByteArrayView message) const;
    /// What the key is made from, to keep it elsewhere.
    Seed seed() const;

private:
    PublicKey m_public{};
    std::array<std::uint8_t, 64> m_secret{};
};

bool verify(const PublicKey& key, QByteArrayView message, const Signature& signature);

/// Exactly 32 or 64 bytes, else nothing.
std::optional<PublicKey> publicKeyFrom(QByteArrayView bytes);
std::optional<Signature> signatureFrom(QByteArrayView bytes);
/// From strict base64 text (contracts.md: public keys and signatures are base64), else nothing.
std::optional<PublicKey> publicKeyFromBase64(const QString& text);
std::optional<Signature> signatureFromBase64(const QString& text);
QString toBase64(const PublicKey& key);
QString toBase64(const Signature& signature);

} // namespace penelope::ed25519
