#pragma once

#include "core/engine/consolestate.h"

namespace penelope::ui {

/// Canaries started against the limits of the sliding hour and day.
struct Budget
{
    int hour = 0;
    int hourLimit = 0;
    int day = 0;
    int dayLimit = 0;
};

Budget budgetAt(const engine::ConsoleState& state, Instant now);

} // namespace penelope::ui
