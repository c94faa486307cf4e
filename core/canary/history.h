#pragma once

#include "core/canary/judge/sequential.h"
#include "core/canary/measure.h"

namespace penelope::canary {

/// The stable arm of the hour before a canary, from range queries of the same raw counters that the canary is measured
/// by. It tempers the evidence and finds the latency edges from the first interval on.

/// One range query for each raw series of the metrics that are weighed. Errors are those of patch::expand.
Result<std::vector<Question>> historyQuestions(const Canary& canary, const patch::Registration& registration);

/// Readings `scrape` apart; a gap makes no interval. `answers` by question, in any order; a metric whose questions
/// failed, or came with a warning, has no history: it is judged without, never by a guess.
std::map<QString, judge::History> historyOf(
    const Canary& canary, const std::vector<std::pair<Question, Result<prometheus::Answer>>>& answers,
    Milliseconds scrape);

} // namespace penelope::canary
