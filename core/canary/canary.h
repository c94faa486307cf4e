#pragma once

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/json.h"
#include "core/journal/event.h"
#include "core/patch/service.h"

#include <QStringList>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace penelope::canary {

enum class Status { Initializing, Running, Paused, Promoting, RollingBack, Completed, Failed, Cancelled };
enum class Verdict { Observe, Promote, Hold, Rollback };
enum class MetricStatus { Ok, Warning, Critical, Unknown };

/// Raw counts of one arm over one interval. Absent arm: nothing, see ArmCounts.
struct Counts
{
    double n = 0;
    double y = 0;
    std::vector<double> buckets; ///< cumulative, in the order of the metric's edges
    bool operator==(const Counts&) const = default;
};

struct MetricCounts
{
    std::optional<Counts> stable;
    std::optional<Counts> canary;
    std::vector<double> edges; ///< upper bounds of the buckets; the last is +Inf
    bool operator==(const MetricCounts&) const = default;
};

/// Logarithms of the e-values of one metric (judge.md): against stable by share and by bet, against the limit for
/// canary and stable, and for a promotion.
struct LogEvidence
{
    double share = 0;
    double bet = 0;
    double limit = 0;
    double stable = 0;
    double safe = 0;
    bool operator==(const LogEvidence&) const = default;
};

namespace judge {
struct State;
}

struct MetricResult
{
    QString metric;
    std::optional<double> canary; ///< in the metric's shown unit
    std::optional<double> control;
    double limit = 0;
    MetricStatus status = MetricStatus::Unknown;
    std::optional<double> lambda{};    ///< judge sequential: how much its failures are tempered
    std::optional<LogEvidence> logE{}; ///< judge sequential
    bool operator==(const MetricResult&) const = default;
};

/// One analysed interval: what CanaryAnalysed says.
struct Analysis
{
    qint64 seq = 0;
    int step = 1;
    int percent = 0;
    Instant from{};
    Instant to{};
    QString sourceStatus; ///< ok, provider_error, stale
    std::map<QString, MetricCounts> counts;
    std::vector<MetricResult> results;  ///< of the step so far
    std::vector<MetricResult> interval; ///< of this interval alone, for the charts
    Verdict verdict = Verdict::Observe;
    QString rule;                   ///< a word; of judge sequential the number of judge.md's table
    QString standing;               ///< why the clock stands: paused, rest_day, frozen; empty = it runs
    std::optional<double> logShare; ///< judge sequential: evidence that the traffic's share is wrong
    bool counted = false;           ///< the step clock and the step's counts took it
    bool restarted = false;         ///< a counter of the canary fell in it
    bool operator==(const Analysis&) const = default;
};

struct StepRecord
{
    int step = 1; ///< from 1; steps + 1 = the end of the last
    int percent = 0;
    Instant decidedAt{};
    QString by; ///< actor
    std::optional<Instant> confirmedAt;
    std::optional<double> share; ///< measured by the router
    std::optional<qint64> requests;
    qint64 seq = 0; ///< of its CanaryStepDecided
    bool operator==(const StepRecord&) const = default;
};

struct Canary
{
    CanaryId id;
    PatchId patch;
    ServiceName service;
    std::vector<int> steps;
    Milliseconds analysis{};
    QString judge;
    QString mode;
    int timeDivisor = 1;
    double holdBack = 0;
    std::vector<patch::MetricSpec> metrics;
    bool autoPromote = true;
    bool autoRollback = true;
    QString configSha256;
    Milliseconds scrape{15'000}; ///< nominal length of an interval

    Status status = Status::Initializing;
    QString commit; ///< of the canary's tree
    Instant createdAt{};
    std::optional<Instant> startedAt;
    std::vector<StepRecord> stepLog;                       ///< oldest first; the last is in force
    std::vector<std::shared_ptr<const Analysis>> analyses; ///< oldest first
    int readingsGone = 0;       ///< intervals before them that left the state; they stand in the journal
    Milliseconds stepClock{};   ///< time with fresh data in this step
    Milliseconds stepWatched{}; ///< the same, also while paused or resting
    Milliseconds absentFor{};   ///< canary absent in a row while stable is present
    Milliseconds frozenFor{};   ///< without a counted interval in a row
    int restartsInStep = 0;
    std::shared_ptr<const judge::State> evidence; ///< judge sequential: after the last interval
    std::map<QString, MetricCounts> stepCounts;   ///< sums of the step's counted intervals
    int holdsInARow = 0;
    QString holdReason;
    QString pausedReason;
    std::optional<QString> trafficTrouble; ///< last TrafficUnconfirmed not followed by a confirmation
    bool wrongShare = false;               ///< of it: the weights are right and the traffic is not
    QString rollbackCode;
    QString rollbackText;
    std::optional<Instant> backConfirmedAt; ///< traffic is on stable alone, after a rollback or a promotion
    QString waitingVerdict;                 ///< promote or rollback that waits for a human (auto flags off)
    QStringList gates;                      ///< finished ones, "name:result"
    QString promotionCommit;                ///< made on the service's branch; the promotion is half done from then on
    std::optional<Instant> finishedAt;

    bool isActive() const
    {
        return status != Status::Completed && status != Status::Failed && status != Status::Cancelled;
    }
    /// A step's share is in force, and asserted. Elsewhere all the traffic is stable's: before the first step, on the
    /// way back, after a promotion was deployed, and after the end.
    bool hasShare() const
    {
        return !stepLog.empty() && (status == Status::Running || status == Status::Paused ||
                                    (status == Status::Promoting && !backConfirmedAt));
    }
    int step() const { return stepLog.empty() ? 0 : stepLog.back().step; }
    int percent() const { return stepLog.empty() ? 0 : stepLog.back().percent; }
    /// When it came to its end; nothing while it goes on.
    std::optional<Instant> overSince() const
    {
        if (isActive())
            return std::nullopt;
        return std::max(createdAt, finishedAt.value_or(Instant::min()));
    }
    bool operator==(const Canary&) const = default;
};

QString toWord(Status status);
QString toWord(Verdict verdict);
QString toWord(MetricStatus status);

/// What an interval is to the step: counted, or why not (judge.md, "Missing data").
enum class Observation {
    Counted,
    WeightChanged, ///< the first interval after a change of weights: both are mixed in it
    ProviderError,
    Stale,
    TrafficUnconfirmed,
    BothAbsent,
    CanaryAbsent,
    StableAbsent,
    Inconsistent ///< more failures than requests
};
QString toWord(Observation observation); ///< the `rule` of CanaryAnalysed where it is not counted
Observation
observe(const Canary& canary, Instant from, const QString& status, const std::map<QString, MetricCounts>& counts);
/// The share that step N (from 1) of this canary gives; the last step keeps the hold-back on stable.
int percentOfStep(const Canary& canary, int step);

/// Moves clocks and sums on by one interval. `clockRuns`: running and no rest day or freeze. Used by the fold and by
/// the judge alike.
void advance(Canary& canary, const Analysis& interval, Observation observation, bool clockRuns);

/// Events of stream canary/ID; others change nothing.
void apply(Canary& canary, const journal::Event& event);

} // namespace penelope::canary
