#pragma once

#include "core/canary/measure.h"
#include "core/policy/policy.h"

/// Any two label sets over a past range of a source's counters, judged as if the one had been a canary of the other
/// all that time. Read by range queries of a registration's templates, differenced by the same `Measure` and written as
/// the events of a canary, so that every judge reads them as it reads a journal (retrial.h). Pure.
namespace penelope::canary {

struct PastRange
{
    std::map<QString, QString> stable; ///< label → value
    std::map<QString, QString> canary;
    Instant from{};
    Instant to{};
    Milliseconds step{15'000};  ///< between readings; best the scrape interval of the source
    std::optional<int> percent; ///< of the traffic on the canary, 1 … 99; absent = as its requests were counted
};

/// {stable: {label: value}, canary: {…}, from_at, to_at, step_ms, percent}; reading is total.
Json toJson(const PastRange& range);
PastRange pastRangeFrom(const Json& json);

/// One range query. Those of the history are of the stable arm in the hour before.
struct PastQuestion
{
    Question question;
    Instant from{};
    Instant to{};
    bool isHistory = false;
};
using PastAnswers = std::vector<std::pair<PastQuestion, Result<prometheus::Answer>>>;

/// `registration` gives the templates; its own arms are not looked at. Malformed: label sets that are the same or
/// share all their labels, a range that is empty, too short for one interval or longer than 11,000 readings, a step
/// under a second, a share out of range, no metric with evidence to weigh, and what patch::expand says.
Result<std::vector<PastQuestion>>
pastQuestions(const PastRange& range, const patch::Registration& registration, const policy::State& policy);

/// What came of it. The events are those of a canary's stream, for judgeByAll and vectorOf.
struct PastEvidence
{
    std::vector<journal::Event> events;
    Instant from{}; ///< of the first interval
    Instant to{};
    int percent = 0;
    int intervals = 0;
    int counted = 0;
    int restarts = 0;              ///< intervals in which a counter of the canary fell
    std::map<QString, int> others; ///< intervals that were not counted, by Observation's word: gaps, stale readings, …
    QString trouble;               ///< what made the first of them unusable, where the source said so
    int history = 0;               ///< intervals of stable before, that temper the evidence
};

/// Intervals from the canary's first reading to the last one of either arm. An error of any answer is the answer's.
/// NotFound: an arm without a single series (named), or no two readings of both.
Result<PastEvidence> pastEvidence(
    const PastRange& range, const patch::Registration& registration, const PastAnswers& answers,
    const policy::State& policy);

Json toJson(const PastEvidence& evidence);
PastEvidence pastEvidenceFrom(const Json& json); ///< total

} // namespace penelope::canary
