#pragma once

#include "ui/canaries/canaryview.h"

/// The judge's evidence in words and as a chart: pure projections of a canary and its trail.
namespace penelope::ui::canaries {

/// One row for each judged metric, critical ones first.
std::vector<EvidenceRow> evidenceRows(const canary::Canary& canary, const canary::Trail& trail);
/// The strongest evidence, what is still needed and when, and what cannot be certified at this traffic.
QString outlookSentence(const canary::Canary& canary, const canary::Trail& trail);
/// "at 2 requests/s and 10 % … cannot be certified in 15 min"; empty where it can.
QString feasibilitySentence(const canary::Canary& canary, const canary::Feasibility& feasibility, int step);
/// The track under the metrics, with its lines for hold and roll back; nothing without evidence.
std::optional<charts::ChartStack::Item> evidenceChart(const canary::Trail& trail);

const canary::Standing* standingOf(const canary::Trail& trail, const QString& metric);
/// "490–571", "over 250": an interval as the metric writes it.
QString intervalText(const MetricLook& look, const canary::Band& band);
/// "0.6–1.9".
QString ratioText(const canary::judge::Sequence& ratio);
/// A logarithm of evidence as a factor: "×27".
QString timesText(double logE);

} // namespace penelope::ui::canaries
