#pragma once

#include "core/ports/clock.h"

namespace penelope::lab {

/// The clock of this machine. The lab fakes neither time nor data: this is the only place where it reads time.
class LabClock final : public Clock
{
public:
    Instant now() const override;
    Tick tick() const override;
};

} // namespace penelope::lab
