#pragma once

#include "core/base/json.h"

#include <optional>
#include <vector>

namespace penelope::patch {

/// A value that a generator tried, and what it saw with it.
struct CurvePoint
{
    double value = 0;
    qint64 requests = 0;
    double failed = 0; ///< share of them, 0..1
    double p99Ms = 0;
    std::optional<double> saturation; ///< of what the setting relieves; none = it was not measured
    QString trouble;                  ///< why there is nothing to measure; empty = there is
    bool operator==(const CurvePoint&) const = default;
};

/// How the service did by the values of one setting. The generator's own word: nobody else has measured it.
struct Curve
{
    QString setting; ///< "service.toml pool.size"
    QString metric;  ///< the saturation, as registered
    double chosen = 0;
    std::vector<CurvePoint> points; ///< in the order they were tried
    bool operator==(const Curve&) const = default;
};

/// What a proposal says of the program that made it.
struct Generated
{
    QString name;          ///< as registered
    double confidence = 0; ///< the program's own, 0..1; no gate listens to it
    std::optional<Curve> curve;
    bool operator==(const Generated&) const = default;
};

constexpr std::size_t mostCurvePoints = 32;

Json toJson(const Curve& curve);
Json toJson(const Generated& generated);
/// Total: what another version wrote reads as far as it can.
Generated generatedFrom(const Json& json);
/// Strict, for what a program says: the error's place is the member.
Result<Curve> curveFrom(const Json& json);

} // namespace penelope::patch
