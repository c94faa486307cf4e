#pragma once

#include "core/base/result.h"

#include <map>
#include <optional>

namespace penelope::lab {

/// The world outside the services: how long one call to the store of each takes on average, in milliseconds. Instances
/// read it while they run; no remedy can change it.
using StoreCalls = std::map<QString, double>;

constexpr double healthyCall = 5;
constexpr double slowCall = 30;

Status writeWorld(const QString& path, const StoreCalls& world);
/// Nothing where the file or the service in it is missing.
std::optional<double> meanCallOf(const QString& path, const QString& service);

} // namespace penelope::lab
