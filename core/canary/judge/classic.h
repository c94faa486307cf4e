#pragma once

#include "core/canary/canary.h"
#include "core/canary/judge/mannwhitney.h"

namespace penelope::canary::judge {

/// A metric of one step as `mann_whitney` sees it: one point per counted interval and arm.
struct Series
{
    QString name;
    std::vector<double> control;
    std::vector<double> experiment;
    bool critical = false;
    double weight = 0;
    Direction direction = Direction::Increase; ///< in which a change is bad
};
/// Marks of the score; domain.md's usual ones.
struct Marks
{
    double pass = 95;
    double marginal = 75;
};
struct ClassicRuling
{
    Verdict verdict = Verdict::Hold;
    double score = 0;
    std::vector<Classification> each;
    std::optional<std::size_t> cause; ///< first metric that does not pass
};
/// At a step's end: at the pass mark PROMOTE, from the marginal one on HOLD, below ROLLBACK. A critical metric without
/// data, or nothing to judge, is HOLD: absence is never a failure and never a pass.
ClassicRuling judgeSeries(const std::vector<Series>& series, const Marks& marks = {});

} // namespace penelope::canary::judge
