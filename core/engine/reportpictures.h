#pragma once

#include "core/canary/canary.h"
#include "core/engine/lanes.h"

#include <QByteArray>

/// The charts of a report as SVG: shapes and escaped text, no script, no address outside. Pure.
namespace penelope::engine::pictures {

/// Anomalies, approvals, breakers and canaries on one time axis.
QByteArray lanes(const Lanes& lanes);
/// The score of the time, with gaps where it was unmeasured and hatched where a source was stale.
QByteArray score(const Lanes& lanes);
/// One metric of a canary, each judged interval of both arms, and its limit. Empty without two intervals.
QByteArray metric(const canary::Canary& canary, const QString& metric);

} // namespace penelope::engine::pictures
