#pragma once

#include "core/patch/patch.h"
#include "core/policy/policy.h"
#include "ui/widgets/diffindex.h"
#include "ui/widgets/diffnote.h"

#include <vector>

namespace penelope::ui::approvals {

/// What the gates said of single lines and files of a patch, where it stands: files on a critical path, files that
/// build or run something, hidden characters, contracts that break. A saying whose file or line is not in the diff is
/// left out: Why and Raw have it still.
std::vector<DiffNote> diffNotes(const patch::Patch& patch, const DiffIndex& diff, const policy::State& policy);

} // namespace penelope::ui::approvals
