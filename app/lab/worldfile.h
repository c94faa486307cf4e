#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <map>
#include <optional>

namespace penelope::lab {

constexpr double healthyCall = 5;
constexpr double slowCall = 30;

/// Calls to the store that fail by themselves, in both arms alike.
struct StoreTrouble
{
    double share = 0; ///< of the calls, 0..1
    Instant from{};
    Instant until{};
    Milliseconds stableLater{}; ///< for the stable arm it begins and ends so much later; negative = earlier
    bool operator==(const StoreTrouble&) const = default;
};

/// The world outside one service, which no remedy of it can change. Instances read it while they run.
struct Surroundings
{
    double storeCall = healthyCall; ///< how long one call to the store takes on average, in milliseconds
    StoreTrouble trouble{};
    QString silentTrack{}; ///< the arm whose requests are no longer on its /metrics, while it serves as before
    bool operator==(const Surroundings&) const = default;
};
using Worlds = std::map<QString, Surroundings>; ///< by service

Status writeWorld(const QString& path, const Worlds& world);
/// Nothing where the file or the service in it is missing.
std::optional<Surroundings> worldOf(const QString& path, const QString& service);

} // namespace penelope::lab
