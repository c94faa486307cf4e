#pragma once

namespace penelope::ui {

enum class ButtonSize { Main, Tool, Strip }; ///< 36, 28, 24 px high

} // namespace penelope::ui
