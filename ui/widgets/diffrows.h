#pragma once

#include "ui/widgets/diffindex.h"

#include <vector>

namespace penelope::ui {

/// One row of the diff as it is looked at: unified one line over the whole width (`left` = `right`), side by side the
/// old line and the new one, either of which may be missing (−1).
struct DiffRow
{
    int left = -1;
    int right = -1;
    int note = -1; ///< of DiffView::setNotes, below the line `left`; −1 = this row is code
    bool isWhole() const { return left == right; }
    bool operator==(const DiffRow&) const = default;
};

std::vector<DiffRow> unifiedRows(const DiffIndex& index);
/// Heads over the whole width, context on both sides, the n-th removed line beside the n-th added one of each run.
std::vector<DiffRow> splitRows(const DiffIndex& index);

} // namespace penelope::ui
