#pragma once

#include "core/base/json.h"
#include "core/canary/canary.h"

namespace penelope::engine {

/// What the journal knows of one canary's evidence (judge.md), for the judge `sequential`:
/// {log_e_worse, log_e_over, rollback_line, hold_line, metrics: [{metric, critical, decidable, limit, lambda, log_e:
/// {share, bet, limit, stable, safe, worse}, e_worse, e_over, e_safe, safe_line, ratio: {low, high, likeliest,
/// low_open, high_open}, rate: {…}, requests_needed, verdict_in_ms}], feasibility: [{metric, step, percent, requests,
/// needed, decidable, feasible, text}]}. Ends of intervals are of the confidence sequence at 95 %; what cannot be told
/// is absent.
Json evidenceView(const canary::Canary& canary);

} // namespace penelope::engine
