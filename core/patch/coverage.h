#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace penelope::patch {

constexpr qint64 maxCoverageBytes = qint64{64} * 1024 * 1024;

/// The share of covered lines, 0..1, of a coverage report. By content, not by name:
/// - JSON: `{"coverage": 0.94}`, `{"covered": 470, "total": 500}`, or coverage.py's `{"totals": {"percent_covered":
/// 94}}`;
/// - Cobertura XML: the root's `line-rate`;
/// - lcov: the sum of `LH:` over the sum of `LF:`.
/// Anything else is Malformed with the line, byte or member in message and `where`, and the coverage then unknown: too
/// large, broken off, no lines, a share outside 0..1, or one that its own counts contradict.
Result<double> readCoverage(const QByteArray& report);

} // namespace penelope::patch
