#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace penelope::patch {

/// The share of covered lines, 0..1, of a coverage report. By content, not by name:
/// - JSON: `{"coverage": 0.94}`, `{"covered": 470, "total": 500}`, or coverage.py's `{"totals": {"percent_covered":
/// 94}}`;
/// - Cobertura XML: the root's `line-rate`;
/// - lcov: the sum of `LH:` over the sum of `LF:`.
/// Anything else, and a report of no lines, is Malformed: the coverage is then unknown.
Result<double> readCoverage(const QByteArray& report);

} // namespace penelope::patch
