#pragma once

#include "core/canary/canary.h"
#include "core/prometheus/counter.h"

#include <set>

namespace penelope::canary {

/// Which raw series of a metric a question asks for.
enum class Part {
    Total,
    Bad,
    Buckets,
    Age ///< when the request series were scraped: a source may answer and no longer scrape
};

/// One instant query for both arms at once, so that both have the same evaluation time.
struct Question
{
    QString metric;
    Part part = Part::Total;
    QString expression;
    bool dryRun = false; ///< without its answer the interval is whole all the same
    bool operator==(const Question&) const = default;
};
/// The questions of one interval. Errors are those of patch::expand.
Result<std::vector<Question>> questions(const Canary& canary, const patch::Registration& registration);

/// Raw counts of one interval, ready to be judged and stored.
struct Interval
{
    Instant from{};
    Instant to{};
    QString status; ///< ok, provider_error, stale
    QString detail; ///< why it is not ok, for people
    std::map<QString, MetricCounts> counts;
    bool canaryRestarted = false;
};

/// Turns answers into intervals: one per canary and process run, forgotten with it. What was missed while nobody
/// measured is not counted. Not thread-safe; core thread.
class Measure
{
public:
    /// A round later than `longest` (four polls) after the one before starts anew: what was missed is not counted. Data
    /// older than half of it is stale.
    Measure(patch::Registration registration, Milliseconds longest);

    /// One round of answers, in any order; then `close`. An error, a warning or a value that is not finite makes the
    /// interval a provider error.
    void answer(const Question& question, const Result<prometheus::Answer>& answer);
    /// The interval since the last close. Nothing for the first round, also the first after a provider error: there is
    /// or stale data: there is no difference yet. Nothing either while a new canary waits for its first scrape, at most
    /// `longest`.
    std::optional<Interval> close(const Canary& canary, Instant now, bool stale = false);

private:
    struct Arms
    {
        prometheus::Counters stable;
        prometheus::Counters canary;
    };
    struct Taken
    {
        prometheus::Counters::Increase stable;
        prometheus::Counters::Increase canary;
    };
    using Key = std::pair<QString, Part>;

    using Round = std::map<Key, Taken>;
    static MetricCounts ratioCounts(const patch::MetricSpec& metric, const Round& round);
    static MetricCounts bucketCounts(const patch::MetricSpec& metric, const Round& round);

    patch::Registration m_registration;
    Milliseconds m_longest;
    std::map<Key, Arms> m_counters;
    Round m_taken;
    QString m_trouble;
    std::optional<Milliseconds> m_age; ///< of the newest request sample
    std::optional<Instant> m_first;
    std::optional<Instant> m_last;
    std::set<QString> m_dryRuns; ///< metrics
    bool m_canarySeen = false;
    bool m_hasBase = false; ///< the counters hold a reading that the next one can be compared with
};

} // namespace penelope::canary
