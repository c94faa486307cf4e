#pragma once

#include "core/base/instant.h"

#include <QString>

#include <vector>

namespace penelope::ui {

/// A label under the mini-map.
struct MapTick
{
    Instant at{};
    QString text; ///< "2026-08" for months, "2026-08-22" for days and midnights, else "20:00"; UTC
    bool operator==(const MapTick&) const = default;
};

/// Beginnings of years, quarters, months, days, hours or minutes of UTC within [from, to], whichever come closest to
/// `most` without being more. None where the range is empty. Pure.
std::vector<MapTick> mapTicks(Instant from, Instant to, int most);

} // namespace penelope::ui
