#include "app/lab/labclock.h"

#include <chrono>

namespace penelope::lab {

Instant LabClock::now() const
{
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
}

Tick LabClock::tick() const
{
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return Tick{std::chrono::duration_cast<Milliseconds>(since)};
}

} // namespace penelope::lab
