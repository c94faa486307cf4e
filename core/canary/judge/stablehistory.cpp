#include "core/canary/judge/stablehistory.h"

#include <algorithm>

namespace penelope::canary::judge {
namespace {

bool isValid(const Counts& counts)
{
    return counts.n >= 0 && counts.y >= 0 && counts.y <= counts.n;
}

double sumOf(const std::vector<double>& values)
{
    double all = 0;
    for (const double value : values)
        all += value;
    return all;
}

} // namespace

double above(const Counts& counts, std::size_t edge)
{
    return edge < counts.buckets.size() ? std::clamp(counts.n - counts.buckets[edge], 0.0, counts.n) : 0;
}

void push(History& history, const Counts& stable, const std::vector<double>& edges)
{
    if (!isValid(stable) || stable.buckets.size() != edges.size())
        return;
    if (history.requests.empty()) {
        history.edges = edges;
        history.failures.assign(std::max<std::size_t>(edges.size(), 1), {});
    } else if (history.edges != edges) {
        return;
    }
    history.requests.push_back(stable.n);
    for (std::size_t row = 0; row < history.failures.size(); ++row)
        history.failures[row].push_back(edges.empty() ? stable.y : above(stable, row));
    if (history.requests.size() <= historyLength)
        return;
    history.requests.erase(history.requests.begin());
    for (auto& failures : history.failures)
        failures.erase(failures.begin());
}

/// The buckets of a quantile are those that both arms have: a longer history is cut to them, a shorter one dropped.
void adopt(History& history, const std::vector<double>& edges)
{
    std::vector<std::vector<double>> kept;
    for (const double edge : edges) {
        const auto at = std::find(history.edges.begin(), history.edges.end(), edge);
        if (at == history.edges.end()) {
            history.requests.clear();
            kept.assign(edges.size(), {});
            break;
        }
        kept.push_back(history.failures[static_cast<std::size_t>(at - history.edges.begin())]);
    }
    history.edges = edges;
    history.failures = std::move(kept);
}

LatencyEdge edgeOf(const History& history, double tail, double limit)
{
    std::vector<double> slower;
    slower.reserve(history.failures.size());
    for (const auto& failures : history.failures)
        slower.push_back(sumOf(failures));
    return latencyEdge(history.edges, slower, sumOf(history.requests), tail, limit, limit);
}

bool isUndecidable(const History& history, double tail, double limit)
{
    return !history.edges.empty() && wilsonUpper(0, sumOf(history.requests)) <= tail &&
           edgeOf(history, tail, limit).limit == LatencyEdge::none;
}

} // namespace penelope::canary::judge
