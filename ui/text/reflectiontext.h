#pragma once

#include "core/engine/consolestate.h"

#include <QString>

namespace penelope::ui {

/// The report of a rest day in the user's language: the week, decisions, outcomes, lessons.
QString reflectionText(const engine::Reflection& reflection);

} // namespace penelope::ui
