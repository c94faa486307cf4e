#pragma once

#include "core/patch/generated.h"
#include "core/patch/service.h"

#include <vector>

/// How the tuner looks for the smallest change of a setting. Pure.
namespace penelope::twin {

/// When a value is well: what the service's own canary would be held to, and its saturation.
struct TuningTarget
{
    std::optional<double> p99Ms;
    std::optional<double> failed;     ///< share, 0..1
    std::optional<double> saturation; ///< below it
    bool operator==(const TuningTarget&) const = default;
};
TuningTarget targetOf(const patch::Registration& registration, const patch::Tuning& tuning);
bool isWell(const patch::CurvePoint& point, const TuningTarget& target);

/// The present value, and then those that may be tried, the smallest change first; at most 100.
std::vector<double> valuesOf(const patch::Tuning& tuning, double present);
/// Which of them is to be tried next: the present one, then twice as far each time until one is well, then halving the
/// way back. Nothing: the smallest that is well is known, or there is none.
std::optional<double>
nextValue(const std::vector<double>& values, const std::vector<patch::CurvePoint>& tried, const TuningTarget& target);
/// The smallest change that is well; nothing where there is none or the present value is well already.
std::optional<double> smallestWell(
    const std::vector<double>& values, const std::vector<patch::CurvePoint>& tried, const TuningTarget& target);
/// The most tries that `nextValue` asks for.
int mostTries(const std::vector<double>& values);
/// 0.9 where a further change was tried and is well too, so that the chosen one is no accident; else 0.7.
double confidenceIn(double chosen, const std::vector<patch::CurvePoint>& tried, const TuningTarget& target, bool up);

/// The sum of a gauge's series in a page of the text format; nothing where it is not there or no number.
std::optional<double> gaugeIn(const QByteArray& page, const QString& name);

} // namespace penelope::twin
