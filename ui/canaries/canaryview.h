#pragma once

#include "core/canary/observed.h"
#include "core/canary/trail.h"
#include "core/engine/consolestate.h"
#include "ui/charts/chartstack.h"

#include <QString>

/// What the Canaries page says, as values: pure projections of the state. No widget.
namespace penelope::ui::canaries {

/// One row of the list at the left.
struct Row
{
    CanaryId id;
    QString service;
    QString state;                    ///< "running", "HOLD", "completed"
    std::optional<Severity> severity; ///< abnormal: the state is a badge
    QString second;                   ///< "25 %, step 2 of 4"
    bool finished = false;
    QString ended; ///< "02:58Z"
    bool operator==(const Row&) const = default;
};

/// Active ones first, abnormal before normal; then those finished in the last 12 h, newest first.
std::vector<Row> rows(const engine::ConsoleState& state, Instant now);
/// The active ones of them.
std::vector<Row> running(const engine::ConsoleState& state);

/// One segment of the step ruler.
struct StepSegment
{
    QString percent; ///< "25 %"
    QString time;    ///< "03:21:30Z", "07:00 of 15:00", "not before 03:51:30Z"
    double done = 0; ///< 0..1
    bool current = false;
    bool operator==(const StepSegment&) const = default;
};

/// What the evidence of one metric says, in words.
struct EvidenceRow
{
    QString metric;
    QString worse;  ///< "×27 of 200"
    QString over;   ///< the same against the limit
    QString safe;   ///< "×12 of 20"
    QString ratio;  ///< "fails 0.6–1.9 times as often as stable"
    QString needed; ///< "120 requests without a failure"
    QString after;  ///< "about 4 min"
    bool operator==(const EvidenceRow&) const = default;
};

/// Everything right of the list.
struct Detail
{
    CanaryId id;
    QString service;
    QString state;
    std::optional<Severity> severity;
    QString lead;     ///< "Hold." in 600
    QString sentence; ///< what it means, with numbers
    QString outlook;  ///< what the evidence says, how much is still needed and when; empty = no evidence
    QString next;     ///< "Next analysis in 08:00"
    QStringList flags;
    std::vector<StepSegment> steps;
    std::vector<EvidenceRow> evidence;
    std::vector<charts::ChartStack::Item> charts;
    std::vector<charts::LaneMark> marks;
    charts::TimeRange range;
    QString source; ///< what the curves are made of: "judged points only"
    bool canPause = false;
    bool canResume = false;
    bool canPromote = false;
    bool canAbort = false;
    bool operator==(const Detail&) const = default;
};

std::optional<Detail> detail(const engine::Snapshot& snapshot, const CanaryId& id, Instant now);
/// The same with a trail that is kept: an interval's share of the charts is computed once, not at each look.
std::optional<Detail> detail(
    const engine::Snapshot& snapshot, const CanaryId& id, Instant now, canary::Trail& trail,
    const canary::Observed& observed = {});

/// How a metric is named and shown.
struct MetricLook
{
    QString name; ///< "p99 latency"
    QString unit; ///< "ms"; empty for shares
    double shownAs = 1;
    int decimals = 0;
    charts::Side allowed = charts::Side::Below;
};
MetricLook look(const patch::MetricSpec& metric);
/// A value as that metric writes it: "540", "0.991", "1.20 %".
QString shown(const MetricLook& look, std::optional<double> value);

} // namespace penelope::ui::canaries
