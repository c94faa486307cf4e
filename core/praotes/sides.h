#pragma once

#include "core/patch/diff.h"
#include "core/source/tokenizer.h"

#include <vector>

namespace penelope::praotes {

enum class Side { Old, New };

/// The lines of one side of a hunk: context with removed or with added lines. Views into the hunk.
std::vector<QStringView> linesOf(const patch::Hunk& hunk, Side side);

/// What the visible part of one side of a file defines for others: public functions, types, routes and exported
/// symbols. A signature over several lines is read to its end; where the hunk begins inside of one, the hunk's heading
/// stands for its beginning. Not public: functions of a function (Python), members after `private:` (C++).
std::vector<source::Definition> publicDefinitions(const patch::FileDiff& file, Side side, source::Language language);

} // namespace penelope::praotes
