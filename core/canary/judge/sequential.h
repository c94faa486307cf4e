#pragma once

#include "core/base/instant.h"
#include "core/canary/canary.h"
#include "core/canary/judge/sharecheck.h"
#include "core/canary/judge/stablehistory.h"

#include <QString>

#include <limits>
#include <memory>
#include <optional>
#include <vector>

/// The judge `sequential` of judge.md: evidence that may be read at every scrape. Pure: `take` folds one interval into
/// a state, `rule` reads the verdict off it.
namespace penelope::canary::judge {

inline constexpr double rollbackAlpha = 0.01; ///< false rollbacks of a healthy canary, over its whole life
inline constexpr double rollbackLine = 200;   ///< 2/α: rules 2 and 3 share α
inline constexpr double holdLine = 10;
inline constexpr double safeLine = 20;
inline constexpr int restartBlocks = 5;
inline constexpr int gridVersion = 1; ///< of the constants above and in evalue.h, for the journal

/// One judged metric. A ratio's failures are its bad requests; a quantile's are the requests over an edge.
struct MetricSetup
{
    QString name;
    bool isQuantile = false;
    double limit = 0;   ///< largest share of failures: the ratio's limit, 1 − quantile
    double latency = 0; ///< quantile: the limit in the unit of the edges
    bool critical = false;
    double weight = 0; ///< among critical ones; any positive scale
    Milliseconds warmUp{};
    bool operator==(const MetricSetup&) const = default;
};

/// What an operator may move without touching the evidence.
struct Limits
{
    Milliseconds absent{};     ///< in a row, then ROLLBACK; already divided
    int mostRestarts = 2;      ///< of the canary in a step
    double leastRequests = 50; ///< below it a plain value is unknown
    bool operator==(const Limits&) const = default;
};

struct Setup
{
    std::vector<MetricSetup> metrics;
    Milliseconds scrape{15'000};
    int timeDivisor = 1;
    int plannedStarts = 2;
    Milliseconds minimum{}; ///< of a step
    Milliseconds maximum{}; ///< from which rule 9 holds
    Limits limits;
    bool operator==(const Setup&) const = default;

    /// Counted intervals of a block: a minute of the judge's time.
    int block() const;
};

/// What a judge gets of one interval.
struct Seen
{
    Observation observation = Observation::Counted;
    int weight = 0;        ///< percent of the traffic on the canary
    Milliseconds span{};   ///< of the wall clock; the step's clock counts scrapes
    bool clockRuns = true; ///< running, no rest day, no freeze
    bool restarted = false;
    std::vector<MetricCounts> counts; ///< as Setup::metrics
};

/// Which failures the floor counts: ≥ 5 of the canary in ≥ 2 counted intervals.
struct Floor
{
    double failures = 0;
    int intervals = 0;
    bool reached() const { return failures >= 5 && intervals >= 2; }
    bool operator==(const Floor&) const = default;
};

/// Canary against stable on one count of failures: (a), (b) and (d), all starts in one number per grid point.
struct Comparison
{
    Logs<gridSize> share = filled<gridSize>(never);
    Logs<betFractions.size()> bet = filled<betFractions.size()>(never);
    double shareMean = never; ///< logMean of `share`, which moves only where something failed or a copy starts
    double betMean = never;   ///< logMean of `bet`, which moves only where a block closes or a copy starts
    Row blockStable;
    Row blockCanary;
    double lambda = 1;
    Floor floor;
    bool operator==(const Comparison&) const = default;
};

struct MetricState
{
    History history;
    std::vector<Comparison> comparisons; ///< one, or one for each finite edge of `history`
    std::size_t firstEdge = 0;           ///< comparisons from here on may roll back; those before may only hold
    LatencyEdge edge;
    bool undecidable = false; ///< its buckets cannot tell: judged as not critical
    double lambda = 1;        ///< of the metric's own failures
    Logs<gridSize> limit = filled<gridSize>(never);
    Logs<gridSize> stable = filled<gridSize>(never);
    Floor floor;
    std::vector<Row> recent; ///< stable, the last 5 blocks of counted intervals
    bool environment = false;
    Logs<gridSize> safe = filled<gridSize>(0); ///< of the step
    Row plain;                                 ///< the canary's, of the step
    std::shared_ptr<const LimitGrids> grids;
    bool operator==(const MetricState& other) const;
};

struct State
{
    Setup setup;
    std::vector<MetricState> metrics;
    int seen = 0; ///< intervals of the canary, counted or not: the warm-up's clock
    int counted = 0;
    int started = 0; ///< copies
    double startedWeight = 0;
    bool blockClosed = false; ///< by the interval taken last
    bool hasControl = true;   ///< at it
    Observation observation = Observation::Counted;
    Milliseconds absentFor{};
    Milliseconds staleFor{};
    bool canaryGone = false; ///< absent while stable is there, at the interval taken last
    // Of the step:
    int weight = -1;
    Milliseconds clock{};
    int restarts = 0;
    ShareCheck share;
    bool operator==(const State&) const = default;
};

State begin(const Setup& setup, const std::vector<History>& history = {});
/// Another weight: clock, plain values, E_safe and E_share anew. Done by `take` too where the weight differs.
void beginStep(State& state, int weight);
void take(State& state, const Seen& seen);

/// What is read off a metric, all as logarithms of e-values.
struct Evidence
{
    double lambda = 1;
    double share = 0;   ///< A
    double bet = 0;     ///< B, as of the last closed block
    double compare = 0; ///< ½A + ½B
    double limit = 0;
    double stable = 0;
    double safe = 0;
    double lower = 0; ///< ½A + ½B over the edges below the limit
    bool environment = false;
    std::optional<double> plain; ///< share of failures in the step; none under Setup::leastRequests
    Floor floor;                 ///< of the limit
    Floor compareFloor;          ///< of the edge that says most
    bool critical = false;       ///< as judged
    double weight = 0;           ///< of all critical ones 1
};
std::vector<Evidence> evidence(const State& state, double leastRequests);
/// More requests without a failure until this metric may be promoted; +∞ while its buckets cannot tell.
double needed(const State& state, std::size_t metric);

struct Ruling
{
    Verdict verdict = Verdict::Observe;
    int rule = 9;                     ///< of judge.md's table
    std::optional<std::size_t> cause; ///< the metric that it names
    std::vector<Evidence> evidence;
    double logCompare = 0; ///< log E_C
    double logLimit = 0;   ///< log E_L
    double logShare = 0;   ///< log E_share
};
/// What the plain rules of domain.md 10 say of metrics that have no evidence: complements, gauges, no weight.
struct PlainRules
{
    bool criticalBreach = false; ///< a critical metric beyond 1.2 × its limit
    bool breach = false;         ///< any metric beyond its limit
    bool unknown = false;        ///< a critical metric without a value: nothing can be promoted
};
/// The composition table at the interval taken last; rule 1 is the operator's and not asked here.
Ruling rule(const State& state, const PlainRules& plain, const Limits& limits);
Ruling rule(const State& state);

/// log Σ w e^x and the largest term: E_C and E_L of several metrics.
struct Total
{
    double log = 0;
    std::size_t cause = 0;
};
Total total(std::span<const double> logs, std::span<const double> weights);

} // namespace penelope::canary::judge
