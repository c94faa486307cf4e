#include "tests/bench/canary/rivals.h"

#include "core/canary/judge/classic.h"

#include <algorithm>
#include <cmath>

namespace penelope::bench {
namespace {

using canary::Counts;
using canary::judge::Row;

struct Pair
{
    Row stable;
    Row canary;
};

Row rowOf(const Counts& counts, const std::vector<double>& edges)
{
    if (edges.empty())
        return {counts.n, counts.y};
    const auto at = static_cast<std::size_t>(std::find(edges.begin(), edges.end(), 0.5) - edges.begin());
    return {counts.n, counts.n - counts.buckets[at]};
}

std::vector<Pair> pairsOf(const Life& life)
{
    std::vector<Pair> pairs;
    for (const auto& seen : life.intervals) {
        const auto& counts = seen.counts.front();
        pairs.push_back({rowOf(*counts.stable, counts.edges), rowOf(*counts.canary, counts.edges)});
    }
    return pairs;
}

Pair sumOf(const std::vector<Pair>& pairs, int begin, int end)
{
    Pair sum;
    for (int j = begin; j < end; ++j) {
        const auto& pair = pairs[static_cast<std::size_t>(j)];
        sum.stable = {sum.stable.n + pair.stable.n, sum.stable.y + pair.stable.y};
        sum.canary = {sum.canary.n + pair.canary.n, sum.canary.y + pair.canary.y};
    }
    return sum;
}

bool isOver(const Row& row, double bound)
{
    return row.n > 0 && row.y > bound * row.n;
}

/// The first window of `length` intervals, side by side, at whose end the `most`-th one is over.
std::optional<int> windowed(const std::vector<Pair>& pairs, int length, double bound, int most)
{
    int over = 0;
    for (int end = length; end <= static_cast<int>(pairs.size()); end += length) {
        over += isOver(sumOf(pairs, end - length, end).canary, bound) ? 1 : 0;
        if (over >= most)
            return end - 1;
    }
    return std::nullopt;
}

/// Two proportions, pooled, one-sided 1 %, looked at after every interval of a step.
std::optional<int> peeking(const std::vector<Pair>& pairs)
{
    for (int j = 0; j < static_cast<int>(pairs.size()); ++j) {
        const auto sum = sumOf(pairs, j / 60 * 60, j + 1);
        const double n = sum.stable.n + sum.canary.n;
        const double pooled = (sum.stable.y + sum.canary.y) / n;
        const double error =
            std::sqrt(pooled * (1 - pooled) * (1 / std::max(1.0, sum.stable.n) + 1 / std::max(1.0, sum.canary.n)));
        if (error > 0 && sum.stable.n > 0 && sum.canary.n > 0 &&
            (sum.canary.y / sum.canary.n - sum.stable.y / sum.stable.n) / error > 2.326)
            return j;
    }
    return std::nullopt;
}

bool classicFails(const std::vector<Pair>& pairs, int begin, int end)
{
    canary::judge::Series series;
    series.name = QStringLiteral("metric");
    series.weight = 1;
    for (int j = begin; j < end; ++j) {
        const auto& pair = pairs[static_cast<std::size_t>(j)];
        if (pair.stable.n > 0)
            series.control.push_back(pair.stable.y / pair.stable.n);
        if (pair.canary.n > 0)
            series.experiment.push_back(pair.canary.y / pair.canary.n);
    }
    return canary::judge::judgeSeries({series}).verdict == canary::Verdict::Rollback;
}

std::optional<int> classicPerStep(const std::vector<Pair>& pairs)
{
    for (int end = 60; end <= static_cast<int>(pairs.size()); end += 60) {
        if (classicFails(pairs, end - 60, end))
            return end - 1;
    }
    return std::nullopt;
}

std::optional<int> classicSliding(const std::vector<Pair>& pairs)
{
    for (int end = 60; end <= static_cast<int>(pairs.size()); end += 20) {
        if (classicFails(pairs, end - 60, end))
            return end - 1;
    }
    return std::nullopt;
}

/// One start, no cap, no tempering, line 1/α.
std::optional<int> plainEvidence(const std::vector<Pair>& pairs)
{
    const canary::judge::ShareGrid grid;
    std::vector<double> logs(grid.size(), 0);
    std::vector<double> requests(grid.size());
    for (int j = 0; j < static_cast<int>(pairs.size()); ++j) {
        const auto& [stable, canary] = pairs[static_cast<std::size_t>(j)];
        if (!(stable.n > 0) || !(canary.n > 0))
            continue;
        grid.requests(stable.n, canary.n, requests);
        for (std::size_t k = 0; k < grid.size(); ++k)
            logs[k] += grid.factor(k, stable.y, canary.y, requests[k]);
        if (canary::judge::logMean(logs) >= std::log(100))
            return j;
    }
    return std::nullopt;
}

std::optional<int> ours(const Life& life)
{
    auto state = canary::judge::begin(life.setup, life.history);
    for (int j = 0; j < static_cast<int>(life.intervals.size()); ++j) {
        canary::judge::take(state, life.intervals[static_cast<std::size_t>(j)]);
        if (canary::judge::rule(state).verdict == canary::Verdict::Rollback)
            return j;
    }
    return std::nullopt;
}

} // namespace

const std::vector<std::string>& judgeNames()
{
    static const std::vector<std::string> names{"fixed_step_end", "fixed_5_min",   "argo_like",
                                                "flagger_like",   "z_peeking",     "kayenta_step",
                                                "kayenta_5_15",   "plain_e_value", "ours"};
    return names;
}

Outcome judgeLife(const Life& life, bool rivals)
{
    Outcome outcome;
    const auto note = [&outcome](const std::string& name, std::optional<int> at) {
        if (at)
            outcome[name] = *at;
    };
    note("ours", ours(life));
    if (!rivals)
        return outcome;
    const auto pairs = pairsOf(life);
    const double limit = life.setup.metrics.front().limit;
    note("fixed_step_end", windowed(pairs, 60, 1.2 * limit, 1));
    note("fixed_5_min", windowed(pairs, 20, 1.2 * limit, 1));
    note("argo_like", windowed(pairs, 4, limit, 4));
    note("flagger_like", windowed(pairs, 4, limit, 5));
    note("z_peeking", peeking(pairs));
    note("kayenta_step", classicPerStep(pairs));
    note("kayenta_5_15", classicSliding(pairs));
    note("plain_e_value", plainEvidence(pairs));
    return outcome;
}

} // namespace penelope::bench
