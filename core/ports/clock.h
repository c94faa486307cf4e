#pragma once

#include "core/base/instant.h"

namespace penelope {

/// Wall and steady time. Any thread. Tests drive it.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0; ///< UTC wall clock
    virtual Tick tick() const = 0;   ///< never goes back
    /// The steady clock at its full resolution, for measuring what takes less than a millisecond.
    virtual std::chrono::nanoseconds fineTick() const { return tick().time_since_epoch(); }
};

} // namespace penelope
