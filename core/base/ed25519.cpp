#include "core/base/ed25519.h"

#include "core/base/base64.h"

#include <QString>

#include <algorithm>

#include <sodium.h>

namespace penelope::ed25519 {
namespace {

const unsigned char* letters(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

template <typename Bytes> std::optional<Bytes> exactly(QByteArrayView bytes)
{
    Bytes result{};
    if (bytes.size() != static_cast<qsizetype>(result.size()))
        return std::nullopt;
    std::copy_n(letters(bytes), result.size(), result.begin());
    return result;
}

template <typename Bytes> std::optional<Bytes> exactlyFromBase64(const QString& text)
{
    const auto bytes = fromBase64(text.toUtf8());
    return bytes ? exactly<Bytes>(*bytes) : std::nullopt;
}

template <typename Bytes> QString base64Of(const Bytes& bytes)
{
    const QByteArrayView view(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    return QString::fromLatin1(view.toByteArray().toBase64());
}

} // namespace

SigningKey::SigningKey(const Seed& seed)
{
    static const int ready = sodium_init();
    Q_UNUSED(ready)
    crypto_sign_seed_keypair(m_public.data(), m_secret.data(), seed.data());
}

SigningKey::~SigningKey()
{
    sodium_memzero(m_secret.data(), m_secret.size());
}

Seed SigningKey::seed() const
{
    Seed seed{};
    crypto_sign_ed25519_sk_to_seed(seed.data(), m_secret.data());
    return seed;
}

Signature SigningKey::sign(QByteArrayView message) const
{
    Signature signature{};
    crypto_sign_detached(
        signature.data(), nullptr, letters(message), static_cast<unsigned long long>(message.size()), m_secret.data());
    return signature;
}

bool verify(const PublicKey& key, QByteArrayView message, const Signature& signature)
{
    return crypto_sign_verify_detached(
               signature.data(), letters(message), static_cast<unsigned long long>(message.size()), key.data()) == 0;
}

std::optional<PublicKey> publicKeyFrom(QByteArrayView bytes)
{
    return exactly<PublicKey>(bytes);
}

std::optional<Signature> signatureFrom(QByteArrayView bytes)
{
    return exactly<Signature>(bytes);
}

std::optional<PublicKey> publicKeyFromBase64(const QString& text)
{
    return exactlyFromBase64<PublicKey>(text);
}

std::optional<Signature> signatureFromBase64(const QString& text)
{
    return exactlyFromBase64<Signature>(text);
}

QString toBase64(const PublicKey& key)
{
    return base64Of(key);
}

QString toBase64(const Signature& signature)
{
    return base64Of(signature);
}

} // namespace penelope::ed25519
