#pragma once

#include "core/adapters/prometheus/prometheusclient.h"
#include "core/prometheus/answer.h"

namespace penelope::ctl {

struct Context;

/// The Prometheus at this address; without one that of the configuration, "main" or the only one.
Result<prometheus::Endpoint> endpointFor(const Context& context, const QString& url);

/// What `promql --json` prints (contracts.md 10), as bytes: the contract has nulls, which our JSON values do not know.
QByteArray promqlDocument(const prometheus::Answer& answer);
/// For people: one line a sample, then the warnings.
QString promqlText(const prometheus::Answer& answer);

} // namespace penelope::ctl
