#pragma once

#include "core/adapters/prometheus/prometheusclient.h"

namespace penelope::ctl {

/// `penelopectl promql QUERY --json` (contracts.md 10): one instant query; prints to stdout (an error's sentence to
/// stderr). Answers the exit code: 0, 1 for an answer that is no evidence, 3 unreachable. Needs a QCoreApplication.
int promql(const prometheus::Endpoint& endpoint, const Clock& clock, const QString& query, bool json);

/// The object that `--json` prints.
Json promqlDocument(const prometheus::Answer& answer);

} // namespace penelope::ctl
