#include "core/canary/thresholds.h"

#include "core/prometheus/histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

/// Bounds are products such as 1.2 × 0.02: a value that is equal on paper must not fall beside them.
bool isAbove(double value, double bound)
{
    return value > bound + std::abs(bound) * 1e-12;
}
bool isBelow(double value, double bound)
{
    return value < bound - std::abs(bound) * 1e-12;
}

const Counts* armOf(const std::map<QString, MetricCounts>& counts, const QString& metric, patch::Arm arm)
{
    const auto at = counts.find(metric);
    if (at == counts.end())
        return nullptr;
    const auto& found = arm == patch::Arm::Stable ? at->second.stable : at->second.canary;
    return found ? &*found : nullptr;
}

std::optional<prometheus::Quantile>
quantileOf(const patch::MetricSpec& metric, const std::map<QString, MetricCounts>& counts, patch::Arm arm)
{
    const auto* found = armOf(counts, metric.name, arm);
    return found ? prometheus::quantile(metric.quantile, counts.at(metric.name).edges, found->buckets) : std::nullopt;
}

/// Beyond the last finite edge the quantile is only known to be larger: no such value is within a limit.
bool isLowerBoundOnly(const patch::MetricSpec& metric, const std::map<QString, MetricCounts>& counts)
{
    if (metric.kind != patch::MetricKind::Quantile)
        return false;
    const auto found = quantileOf(metric, counts, patch::Arm::Canary);
    return found && found->inLastBucket;
}

} // namespace

MetricStatus statusOf(const patch::MetricSpec& metric, double value, std::optional<double> control)
{
    switch (metric.kind) {
    case patch::MetricKind::Complement:
        if (isBelow(value, 0.9 * metric.limit))
            return MetricStatus::Critical;
        return isBelow(value, metric.limit) ? MetricStatus::Warning : MetricStatus::Ok;
    case patch::MetricKind::Quantile:
        // Where stable itself is over the limit, the canary answers for the increase only.
        if (control && isAbove(*control, metric.limit))
            value -= *control;
        [[fallthrough]];
    case patch::MetricKind::Ratio:
        if (isAbove(value, 1.2 * metric.limit))
            return MetricStatus::Critical;
        return isAbove(value, metric.limit) ? MetricStatus::Warning : MetricStatus::Ok;
    }
    Q_UNREACHABLE();
}

std::optional<double>
valueOf(const patch::MetricSpec& metric, const std::map<QString, MetricCounts>& counts, patch::Arm arm, double least)
{
    const bool isComplement = metric.kind == patch::MetricKind::Complement;
    const auto* found = armOf(counts, isComplement ? metric.of : metric.name, arm);
    if (!found || !(found->n >= least) || !(found->n > 0))
        return std::nullopt;
    switch (metric.kind) {
    case patch::MetricKind::Ratio: return found->y / found->n * metric.scale;
    case patch::MetricKind::Complement: return (1 - found->y / found->n) * metric.scale;
    case patch::MetricKind::Quantile: {
        const auto value = quantileOf(metric, counts, arm);
        return value ? std::optional{value->interpolated * metric.scale} : std::nullopt;
    }
    }
    Q_UNREACHABLE();
}

std::vector<MetricResult>
results(const std::vector<patch::MetricSpec>& metrics, const std::map<QString, MetricCounts>& counts, double least)
{
    std::vector<MetricResult> rows;
    for (const auto& metric : metrics) {
        MetricResult row;
        row.metric = metric.name;
        row.limit = metric.limit;
        row.canary = valueOf(metric, counts, patch::Arm::Canary, least);
        row.control = valueOf(metric, counts, patch::Arm::Stable, least);
        if (row.canary) {
            row.status = statusOf(metric, *row.canary, row.control);
            if (row.status == MetricStatus::Ok && isLowerBoundOnly(metric, counts))
                row.status = MetricStatus::Unknown;
        }
        rows.push_back(row);
    }
    return rows;
}

} // namespace penelope::canary
