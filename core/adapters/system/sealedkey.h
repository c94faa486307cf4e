#pragma once

#include "core/base/ed25519.h"
#include "core/base/json.h"
#include "core/base/secret.h"

namespace penelope::system {

/// What it costs to try one passphrase. Stands in the file, so that a later default opens older files too.
struct SealCost
{
    quint64 operations = 0;
    quint64 memoryBytes = 0;

    /// About a second and 256 MiB: a person waits once, somebody who guesses waits every time.
    static SealCost usual();
    /// The least that Argon2id allows, for tests.
    static SealCost least();
};

/// A seed under a passphrase: Argon2id makes the key, XSalsa20-Poly1305 (secretbox) closes the box. The public key
/// stands beside it in the clear. Blocks for the cost's time.
/// {format: 1, kdf: "argon2id13", operations, memory, salt, nonce, box, public_key}, the last four in base64.
Result<Json> sealSeed(const ed25519::Seed& seed, const Secret& passphrase, const SealCost& cost);
/// NotPermitted: wrong passphrase. Malformed: no sealed key, or one that costs more than 1 GiB to try.
Result<ed25519::Seed> openSeal(const Json& sealed, const Secret& passphrase);
/// The public key that the sealed file states.
std::optional<ed25519::PublicKey> publicKeyOfSealed(const Json& sealed);

} // namespace penelope::system
