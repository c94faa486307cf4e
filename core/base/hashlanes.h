#pragma once

#include "core/base/hash.h"

#include <span>

namespace penelope {

/// How many messages are hashed side by side on one core. A hash waits for itself in each of its rounds, so that
/// several of them take little longer than one: two keep the SHA instructions of x86 busy, sixteen fill the registers
/// of AVX-512.
enum class HashLanes { One, Two, Sixteen };

bool canHashIn(HashLanes lanes);
/// What this processor is quickest with.
HashLanes quickestLanes();

/// sha256(prefix, message) of each of the messages, into the same place of `digests`, which has room for all. Worth it
/// from some dozen messages on, however different their sizes are; a few are hashed in fewer lanes. Any thread. `lanes`
/// is one that canHashIn() allows.
void sha256OfEach(
    std::uint8_t prefix, std::span<const QByteArrayView> messages, std::span<Digest> digests,
    HashLanes lanes = quickestLanes());

} // namespace penelope
