#pragma once

#include "core/prometheus/answer.h"

namespace CLI {
class App;
}

namespace penelope::ctl {

struct Context;

/// What `promql --json` prints (contracts.md 10), as bytes: the contract has nulls, which our JSON values do not know.
QByteArray promqlDocument(const prometheus::Answer& answer);
/// For people: one line a sample, then the warnings.
QString promqlText(const prometheus::Answer& answer);

/// `penelopectl promql QUERY [--url URL]`: 0, 1 for an answer that is no evidence, 2 without an address, 3 unreachable.
/// Without --url it asks the configured Prometheus called main, or the only one.
void addPromqlCommand(CLI::App& app, Context& context);

} // namespace penelope::ctl
