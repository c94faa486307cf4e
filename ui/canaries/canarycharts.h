#pragma once

#include "ui/canaries/canaryview.h"

namespace penelope::ui::canaries {

/// Since when nothing measured arrived, where that is so: the source is late or worse, or the newest intervals are
/// no evidence.
std::optional<charts::Missing> missing(const engine::Snapshot& snapshot, const canary::Canary& canary, Instant now);
/// One chart for each metric, the evidence where there is some, and the traffic. `observed` fills in what was not
/// judged: before the first interval, after the last, and where intervals are missing.
std::vector<charts::ChartStack::Item> chartsOf(
    const canary::Canary& canary, const canary::Trail& trail, const canary::Observed& observed,
    const std::optional<charts::Missing>& gone, Instant end);
/// Judged points with observed ones where there is none within `scrape`. Both ascend; so does the answer.
charts::Points joined(const charts::Points& judged, const charts::Points& observed, Milliseconds scrape);
/// Approval, steps, holds, the way back, the end; oldest first.
std::vector<charts::LaneMark> laneMarks(const engine::ConsoleState& state, const canary::Canary& canary);

} // namespace penelope::ui::canaries
