#pragma once

#include "core/compliance/score.h"

namespace penelope::compliance {

/// The questions of domain.md 11 for Prometheus, over the exported metrics and the last hour. Each is the difference
/// of a counter to its lowest value in the window: exact, because the counters are those of the journal and go on after
/// a restart, where `increase` extrapolates. An unmeasured principle has no result. Sums over all scraped cores.

/// A family of the exported metrics that a principle is counted from, perhaps only its series with one label's value.
struct Selector
{
    QString name;
    QString label; ///< empty = every series of the family
    QString value;
};
std::vector<Selector> selectors(Principle principle);

/// The measured value, as in PrincipleScore::value.
QString promql(Principle principle);
/// The principle's score, 0 to 100.
QString promqlPoints(Principle principle);
/// The whole score, 0 to 100: the weighted mean of what is measured. The expression of the recording rule.
QString promqlScore();

} // namespace penelope::compliance
