#pragma once

#include "core/prometheus/answer.h"

namespace penelope::ctl {

/// What `promql --json` prints (contracts.md 10), as bytes: the contract has nulls, which our JSON values do not know.
QByteArray promqlDocument(const prometheus::Answer& answer);
/// For people: one line a sample, then the warnings.
QString promqlText(const prometheus::Answer& answer);

} // namespace penelope::ctl
