#include "core/canary/judge/sequential.h"

#include <algorithm>
#include <cmath>

namespace penelope::canary::judge {
namespace {

constexpr double breachFactor = 1.2;
const double logHalf = std::log(0.5);

bool isAbove(double value, double bound)
{
    return value > bound + std::abs(bound) * 1e-12;
}

struct Compared
{
    double share = 0;
    double bet = 0;
    double both = 0;
    Floor floor; ///< of the one that says most
};

/// Means over the comparisons from `first` on to `last`; of none, evidence of nothing. All by one scale, that of the
/// largest: a sum of many then costs one logarithm, and what vanishes beside it would vanish in the mean too.
Compared compared(const MetricState& metric, double rest, std::size_t first, std::size_t last)
{
    if (first == last)
        return {};
    const auto all = std::span(metric.comparisons).subspan(first, last - first);
    double scale = rest;
    for (const auto& comparison : all)
        scale = std::max({scale, comparison.shareMean, comparison.betMean});
    const double unbet = std::exp(rest - scale);
    double shares = 0;
    double bets = 0;
    double most = -1;
    Compared result;
    for (const auto& comparison : all) {
        const double share = std::exp(comparison.shareMean - scale) + unbet;
        const double bet = std::exp(comparison.betMean - scale) + unbet;
        shares += share;
        bets += bet;
        if (share + bet > most) {
            most = share + bet;
            result.floor = comparison.floor;
        }
    }
    const auto count = static_cast<double>(all.size());
    result.share = scale + std::log(shares / count);
    result.bet = scale + std::log(bets / count);
    result.both = scale + std::log((shares + bets) / (2 * count));
    return result;
}

double weightOfCritical(const State& state)
{
    double all = 0;
    for (std::size_t index = 0; index < state.metrics.size(); ++index) {
        if (state.setup.metrics[index].critical && !state.metrics[index].undecidable)
            all += state.setup.metrics[index].weight;
    }
    return all;
}

bool isMissing(Observation observation)
{
    return observation != Observation::Counted && observation != Observation::WeightChanged;
}

/// The terms of one sum over the critical metrics.
Total totalOf(const std::vector<Evidence>& rows, double Evidence::*term, double offset = 0)
{
    std::vector<double> logs;
    std::vector<double> weights;
    for (const auto& row : rows) {
        logs.push_back(row.*term + offset);
        weights.push_back(row.critical ? row.weight : 0);
    }
    return total(logs, weights);
}

class Table
{
public:
    Table(const State& state, const PlainRules& plain, const Limits& limits, Ruling& ruling)
        : m_state(state)
        , m_plain(plain)
        , m_limits(limits)
        , m_rows(ruling.evidence)
        , m_ruling(ruling)
    {}

    void decide()
    {
        if (isWorse() || isOverLimit() || isEnvironment() || isMissingData() || isUnproven() || isWarning())
            return;
        if (mayPromote())
            return say(Verdict::Promote, 8);
        say(m_state.setup.maximum.count() > 0 && m_state.clock >= m_state.setup.maximum ? Verdict::Hold
                                                                                        : Verdict::Observe,
            9);
    }

private:
    void say(Verdict verdict, int rule) { m_ruling.verdict = verdict, m_ruling.rule = rule; }
    bool say(Verdict verdict, int rule, std::size_t cause)
    {
        say(verdict, rule);
        m_ruling.cause = cause;
        return true;
    }

    /// Between closings the bet is no fair one: it is left out there.
    bool isWorse()
    {
        const auto worst =
            m_state.blockClosed ? totalOf(m_rows, &Evidence::compare) : totalOf(m_rows, &Evidence::share, logHalf);
        if (!hasCritical() || worst.log < std::log(rollbackLine) || !m_rows[worst.cause].compareFloor.reached())
            return false;
        return say(Verdict::Rollback, 2, worst.cause);
    }

    bool isOverLimit()
    {
        const auto most = totalOf(m_rows, &Evidence::limit);
        if (!hasCritical() || most.log < std::log(rollbackLine))
            return false;
        const auto& row = m_rows[most.cause];
        const bool alone = row.compare > 0 && row.stable < std::log(holdLine) && !row.environment;
        const auto seen = m_state.observation;
        const bool answered =
            m_state.canaryGone || !(seen == Observation::ProviderError || seen == Observation::Stale ||
                                    seen == Observation::BothAbsent || seen == Observation::StableAbsent);
        if (!row.floor.reached() || (m_state.hasControl && !(alone && answered)))
            return false;
        return say(Verdict::Rollback, 3, most.cause);
    }

    bool isEnvironment()
    {
        const auto at = std::find_if(
            m_rows.begin(), m_rows.end(), [](const Evidence& row) { return row.critical && row.environment; });
        return at != m_rows.end() && say(Verdict::Hold, 4, static_cast<std::size_t>(at - m_rows.begin()));
    }

    bool isMissingData()
    {
        if (m_state.canaryGone && m_state.absentFor >= m_limits.absent) {
            say(Verdict::Rollback, 5);
            return true;
        }
        const bool holds = isMissing(m_state.observation) || m_state.restarts > m_limits.mostRestarts;
        if (holds)
            say(Verdict::Hold, 5);
        return holds;
    }

    bool isUnproven()
    {
        for (std::size_t index = 0; index < m_rows.size(); ++index) {
            const auto& row = m_rows[index];
            if (row.critical && row.plain && isAbove(*row.plain, breachFactor * m_state.setup.metrics[index].limit))
                return say(Verdict::Hold, 6, index);
        }
        if (m_plain.criticalBreach)
            say(Verdict::Hold, 6);
        return m_plain.criticalBreach;
    }

    bool isWarning()
    {
        const double line = std::log(holdLine);
        for (std::size_t index = 0; index < m_rows.size(); ++index) {
            const auto& row = m_rows[index];
            if ((row.plain && isAbove(*row.plain, m_state.setup.metrics[index].limit)) || row.compare >= line ||
                row.limit >= line || row.lower >= line)
                return say(Verdict::Hold, 7, index);
        }
        const bool holds = m_plain.breach || m_ruling.logShare >= line;
        if (holds)
            say(Verdict::Hold, 7);
        return holds;
    }

    bool mayPromote() const
    {
        return hasCritical() && m_state.blockClosed && !m_plain.unknown && m_state.clock >= m_state.setup.minimum &&
               std::all_of(m_rows.begin(), m_rows.end(), [](const Evidence& row) {
                   return !row.critical || row.safe >= std::log(safeLine);
               });
    }

    bool hasCritical() const
    {
        return std::any_of(m_rows.begin(), m_rows.end(), [](const Evidence& row) { return row.critical; });
    }

    const State& m_state;
    const PlainRules& m_plain;
    const Limits& m_limits;
    const std::vector<Evidence>& m_rows;
    Ruling& m_ruling;
};

} // namespace

std::vector<Evidence> evidence(const State& state, double leastRequests)
{
    std::vector<Evidence> rows;
    const double all = weightOfCritical(state);
    // Copies that have not started hold their weight unbet.
    const double rest = std::log1p(-state.startedWeight);
    for (std::size_t index = 0; index < state.metrics.size(); ++index) {
        const auto& setup = state.setup.metrics[index];
        const auto& metric = state.metrics[index];
        const auto upper = compared(metric, rest, metric.firstEdge, metric.comparisons.size());
        Evidence row;
        row.lambda = metric.lambda;
        row.share = upper.share;
        row.bet = upper.bet;
        row.compare = upper.both;
        row.compareFloor = upper.floor;
        row.lower = compared(metric, rest, 0, metric.firstEdge).both;
        row.limit = logSum(logMean(metric.limit), rest);
        row.stable = logSum(logMean(metric.stable), rest);
        row.safe = logMean(metric.safe);
        row.environment = metric.environment;
        row.floor = metric.floor;
        if (metric.plain.n >= leastRequests)
            row.plain = metric.plain.y / metric.plain.n;
        row.critical = setup.critical && !metric.undecidable;
        row.weight = row.critical && all > 0 ? setup.weight / all : 0;
        rows.push_back(row);
    }
    return rows;
}

double needed(const State& state, std::size_t metric)
{
    const auto& row = state.metrics[metric];
    if (state.setup.metrics[metric].isQuantile && row.edge.limit == LatencyEdge::none && state.counted > 0)
        return std::numeric_limits<double>::infinity();
    return needed(row.safe, row.grids->below, row.lambda, safeLine);
}

Total total(std::span<const double> logs, std::span<const double> weights)
{
    Total sum{never, 0};
    double most = never;
    for (std::size_t index = 0; index < logs.size(); ++index) {
        if (!(weights[index] > 0))
            continue;
        const double term = logs[index] + std::log(weights[index]);
        if (term > most) {
            most = term;
            sum.cause = index;
        }
        sum.log = logSum(sum.log, term);
    }
    if (most == never)
        sum.log = 0;
    return sum;
}

Ruling rule(const State& state, const PlainRules& plain, const Limits& limits)
{
    Ruling ruling;
    ruling.evidence = evidence(state, limits.leastRequests);
    ruling.logCompare = totalOf(ruling.evidence, &Evidence::compare).log;
    ruling.logLimit = totalOf(ruling.evidence, &Evidence::limit).log;
    ruling.logShare = state.share.logE();
    Table(state, plain, limits, ruling).decide();
    return ruling;
}

Ruling rule(const State& state)
{
    return rule(state, {}, state.setup.limits);
}

} // namespace penelope::canary::judge
