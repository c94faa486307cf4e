#pragma once

#include "core/base/vocabulary.h"
#include "core/prometheus/window.h"

#include <QString>

#include <optional>
#include <vector>

namespace penelope::ui::charts {

using prometheus::Point;
using Points = std::vector<Point>;

/// Which side of its limit a metric must stay on.
enum class Side { Below, Above };

struct Limit
{
    double value = 0;
    Side allowed = Side::Below;
    QString label; ///< "limit 500"
    bool breached(double measured) const { return allowed == Side::Below ? measured > value : measured < value; }
    bool operator==(const Limit&) const = default;
};

/// What stopped arriving, and since when.
struct Missing
{
    Instant since{};
    QString word; ///< "NO DATA 05:30", "LOST 06:02"
    bool operator==(const Missing&) const = default;
};

/// Where the canary's own value surely lies, at one moment. An absent end is open: it lies beyond the frame.
struct Interval
{
    Instant at{};
    std::optional<double> low;
    std::optional<double> high;
    bool operator==(const Interval&) const = default;
};

/// A line over the whole plot, named in the gutter.
struct Level
{
    double value = 0;
    QString label;
    bool solid = false; ///< else dashed
    bool operator==(const Level&) const = default;
};

/// Everything one plot shows. A value: two equal ones draw the same picture.
struct Plot
{
    QString name;       ///< "p99 latency"
    QString unit;       ///< "ms"
    double shownAs = 1; ///< factor for axis labels: 100 for ratios shown in percent
    Points control;
    Points canary;
    std::vector<Interval> band; ///< around the canary, oldest first
    std::optional<Limit> limit;
    std::vector<Level> levels;
    std::vector<double> ticks; ///< of the value axis; none = round ones
    Milliseconds usualStep{};  ///< between points; more than three of them is a gap. 0 = as the points themselves are
    std::optional<Missing> missing;
    std::vector<Instant> verticals; ///< steps and deployments
    std::optional<double> lowest;   ///< the scale begins here or lower
    std::optional<double> highest;  ///< the scale ends here or higher
    Severity breachSeverity = Severity::P1;
    bool steps = false;    ///< the canary series is a decided value that holds until the next
    bool named = true;     ///< the curves' names are written beside them
    bool crosshair = true; ///< the readout follows it
    QString controlName;   ///< empty = "control"
    QString canaryName;    ///< empty = "canary"
    QString description;   ///< the chart in words, for those who do not see it
    bool operator==(const Plot&) const = default;
};

/// Runs of neighbouring points with values; a distance of more than `longest` between two is a gap too.
std::vector<Points> runs(const Points& points, Milliseconds longest);
/// The pieces of a run on the wrong side of the limit, their ends where the line crosses it.
std::vector<Points> breaches(const Points& run, const Limit& limit);
/// A series as it is drawn between two moments: pieces without a gap, at most two points per pixel column (the lowest
/// and the highest, in order of time), and one point beyond each edge so that a curve reaches it. `points` ascend.
std::vector<Points> traced(const Points& points, Instant from, Instant to, int columns, Milliseconds longest);
/// The point nearest to the moment, not further than `longest`; nullptr without one. `points` ascend.
const Point* nearestPoint(const Points& points, Instant moment, Milliseconds longest);
/// Its value.
std::optional<double> nearest(const Points& points, Instant moment, Milliseconds longest);
/// What is no gap yet, of a series of this plot.
Milliseconds longestStep(const Plot& plot, const Points& points);
/// Three times the usual distance of points is a hole; nothing usual under three points.
Milliseconds longestStep(const Points& points);

} // namespace penelope::ui::charts
