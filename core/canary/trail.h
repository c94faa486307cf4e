#pragma once

#include "core/canary/evidence.h"

namespace penelope::canary {

/// The 95 % interval of a canary's own value at one look, valid at all looks together, in the metric's shown unit.
/// An absent end is open: the counts do not tell.
struct Band
{
    Instant at{};
    std::optional<double> low;
    std::optional<double> high;
    bool operator==(const Band&) const = default;
};

/// The evidence of all critical metrics together at one look, as logarithms: E_C and E_L of judge.md.
struct Judged
{
    Instant at{};
    double worse = 0; ///< than stable
    double over = 0;  ///< the limit
    bool operator==(const Judged&) const = default;
};

/// Where one judged metric stands after the newest interval.
struct Standing
{
    QString metric;
    bool critical = false;                ///< as judged: what cannot be decided is not
    bool decidable = true;                ///< a quantile's buckets may have no fitting edge
    double limit = 0;                     ///< share of failures
    double lambda = 1;                    ///< how much its failures are tempered
    LogEvidence logE;                     ///< of the single e-values
    double worse = 0;                     ///< log(½ e^share + ½ e^bet)
    std::optional<judge::Sequence> ratio; ///< canary's failures to stable's
    std::optional<judge::Sequence> rate;  ///< the canary's own share of failures
    double needed = 0;                    ///< more requests without failure until it may go up; +∞ = never
    std::optional<Milliseconds> after;    ///< at the canary's traffic of late
    bool operator==(const Standing&) const = default;
};

/// What the charts show of a canary beside its values: intervals and evidence along its life. Each interval costs once,
/// however often one looks. One thread.
class Trail
{
public:
    Trail();

    /// Takes the intervals that are new. Another canary, or an earlier state of the same, begins anew.
    void follow(const Canary& canary);

    /// One for each counted interval, oldest first; empty for a metric without counts.
    const std::vector<Band>& bands(const QString& metric) const;
    /// The canary's rate over all that was counted so far: what the newest band is about. Nothing for a quantile.
    std::optional<double> overall(const patch::MetricSpec& metric) const;
    /// Of the judge `sequential`; empty for others.
    const std::vector<Judged>& judged() const { return m_judged; }
    /// In the order of the judge's metrics; empty for another judge.
    const std::vector<Standing>& standings() const { return m_standings; }

private:
    struct Metric
    {
        judge::Row all;            ///< ratio
        std::vector<double> edges; ///< quantile
        std::vector<double> above; ///< requests over each edge
        std::vector<Band> bands;
    };
    struct Ratio
    {
        std::size_t edge = judge::LatencyEdge::none; ///< it was counted over
        judge::RatioLikelihood likelihood;
    };

    void take(const Canary& canary, const Analysis& analysis);
    void takeRatio(const patch::MetricSpec& spec, const Analysis& analysis);
    void takeQuantile(const patch::MetricSpec& spec, const Analysis& analysis);
    void takeEvidence(const Canary& canary, const Analysis& analysis);
    void followRatios(const Canary& canary, std::size_t from);
    void stand(const Canary& canary);

    CanaryId m_canary;
    std::shared_ptr<const Analysis> m_last;
    std::size_t m_taken = 0;
    judge::RateLikelihood m_rate;
    judge::RateLikelihood m_half; ///< a quantile has two ends, and each may err half as often
    std::map<QString, Metric> m_metrics;
    std::vector<Ratio> m_ratios;
    std::vector<double> m_weights; ///< of the judge's metrics
    std::vector<Judged> m_judged;
    std::vector<Standing> m_standings;
};

} // namespace penelope::canary
