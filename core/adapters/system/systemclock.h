#pragma once

#include "core/ports/clock.h"

namespace penelope::system {

/// The machine's clocks. Any thread.
class SystemClock : public Clock
{
public:
    Instant now() const override;
    Tick tick() const override;
    std::chrono::nanoseconds fineTick() const override;
};

} // namespace penelope::system
