#include "core/adapters/system/systemclock.h"

#include <chrono>

namespace penelope::system {

Instant SystemClock::now() const
{
    return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
}

Tick SystemClock::tick() const
{
    return Tick{std::chrono::floor<Milliseconds>(std::chrono::steady_clock::now().time_since_epoch())};
}

std::chrono::nanoseconds SystemClock::fineTick() const
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

} // namespace penelope::system
