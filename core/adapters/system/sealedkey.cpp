#include "core/adapters/system/sealedkey.h"

#include "core/base/base64.h"

#include <algorithm>

#include <sodium.h>

namespace penelope::system {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr quint64 mostMemory = quint64{1} << 30;
constexpr quint64 mostOperations = 64;

using BoxKey = std::array<unsigned char, crypto_secretbox_KEYBYTES>;

const unsigned char* letters(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, '\0');
    randombytes_buf(bytes.data(), static_cast<std::size_t>(size));
    return bytes;
}

Status deriveKey(BoxKey& key, const Secret& passphrase, const QByteArray& salt, const SealCost& cost)
{
    const auto bytes = passphrase.bytes();
    const int done = crypto_pwhash(
        key.data(), key.size(), bytes.data(), static_cast<unsigned long long>(bytes.size()), letters(salt),
        cost.operations, static_cast<std::size_t>(cost.memoryBytes), crypto_pwhash_ALG_ARGON2ID13);
    if (done != 0)
        return failure(
            ErrorCode::Unavailable,
            u"there is not enough memory for the passphrase: %1 MiB are needed"_s.arg(cost.memoryBytes >> 20));
    return {};
}

std::optional<QByteArray> bytesOf(const Json& sealed, QStringView name, qsizetype size)
{
    auto bytes = fromBase64(sealed[name].toString().toLatin1());
    return bytes && bytes->size() == size ? bytes : std::nullopt;
}

std::optional<SealCost> costOf(const Json& sealed)
{
    const auto operations = sealed.integer(u"operations").value_or(0);
    const auto memory = sealed.integer(u"memory").value_or(0);
    if (operations < 1 || memory < 8192)
        return std::nullopt;
    const SealCost cost{static_cast<quint64>(operations), static_cast<quint64>(memory)};
    return cost.operations <= mostOperations && cost.memoryBytes <= mostMemory ? std::optional{cost} : std::nullopt;
}

} // namespace

SealCost SealCost::usual()
{
    return {crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE};
}

SealCost SealCost::least()
{
    return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
}

Result<Json> sealSeed(const ed25519::Seed& seed, const Secret& passphrase, const SealCost& cost)
{
    if (passphrase.isEmpty())
        return failure(ErrorCode::Refused, u"an empty passphrase seals nothing"_s);
    if (sodium_init() < 0)
        return failure(ErrorCode::Unsupported, u"libsodium cannot be used"_s);
    const auto salt = randomBytes(crypto_pwhash_SALTBYTES);
    const auto nonce = randomBytes(crypto_secretbox_NONCEBYTES);
    BoxKey key{};
    if (auto derived = deriveKey(key, passphrase, salt, cost); !derived)
        return Failure{derived.error()};
    QByteArray box(static_cast<qsizetype>(seed.size()) + crypto_secretbox_MACBYTES, '\0');
    crypto_secretbox_easy(
        reinterpret_cast<unsigned char*>(box.data()), seed.data(), seed.size(), letters(nonce), key.data());
    sodium_memzero(key.data(), key.size());
    const auto text = [](const QByteArray& bytes) { return QString::fromLatin1(bytes.toBase64()); };
    return Json::object(
        {{u"format"_s, 1},
         {u"kdf"_s, u"argon2id13"_s},
         {u"operations"_s, static_cast<qint64>(cost.operations)},
         {u"memory"_s, static_cast<qint64>(cost.memoryBytes)},
         {u"salt"_s, text(salt)},
         {u"nonce"_s, text(nonce)},
         {u"box"_s, text(box)},
         {u"public_key"_s, ed25519::toBase64(ed25519::SigningKey{seed}.publicKey())}});
}

Result<ed25519::Seed> openSeal(const Json& sealed, const Secret& passphrase)
{
    ed25519::Seed seed{};
    const auto cost = costOf(sealed);
    const auto salt = bytesOf(sealed, u"salt", crypto_pwhash_SALTBYTES);
    const auto nonce = bytesOf(sealed, u"nonce", crypto_secretbox_NONCEBYTES);
    const auto box = bytesOf(sealed, u"box", static_cast<qsizetype>(seed.size()) + crypto_secretbox_MACBYTES);
    if (sealed[u"format"].toInteger() != 1 || sealed[u"kdf"].toString() != "argon2id13"_L1 || !cost || !salt ||
        !nonce || !box)
        return failure(ErrorCode::Malformed, u"this is no sealed key of format 1"_s);
    if (sodium_init() < 0)
        return failure(ErrorCode::Unsupported, u"libsodium cannot be used"_s);
    BoxKey key{};
    if (auto derived = deriveKey(key, passphrase, *salt, *cost); !derived)
        return Failure{derived.error()};
    const int opened = crypto_secretbox_open_easy(
        seed.data(), letters(*box), static_cast<unsigned long long>(box->size()), letters(*nonce), key.data());
    sodium_memzero(key.data(), key.size());
    if (opened != 0)
        return failure(ErrorCode::NotPermitted, u"the passphrase is wrong"_s, u"passphrase"_s);
    if (publicKeyOfSealed(sealed) != ed25519::SigningKey{seed}.publicKey())
        return failure(ErrorCode::Malformed, u"the public key beside the box is another one's"_s, u"public_key"_s);
    return seed;
}

std::optional<ed25519::PublicKey> publicKeyOfSealed(const Json& sealed)
{
    return ed25519::publicKeyFromBase64(sealed[u"public_key"].toString());
}

} // namespace penelope::system
