#include "core/canary/judge/stablehistory.h"

#include <algorithm>

namespace penelope::canary::judge {
namespace {

bool isValid(const Counts& counts)
{
    return counts.n >= 0 && counts.y >= 0 && counts.y <= counts.n;
}

/// Of the requests, and then of each column of failures.
std::vector<double> sumsOf(const History& history)
{
    const auto width = history.columns() + 1;
    std::vector<double> sums(width, 0);
    for (std::size_t first = 0; first < history.rows.size(); first += width) {
        for (std::size_t place = 0; place < width; ++place)
            sums[place] += history.rows[first + place];
    }
    return sums;
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
    if (history.rows.empty())
        history.edges = edges;
    else if (history.edges != edges)
        return;
    const auto width = static_cast<std::ptrdiff_t>(history.columns() + 1);
    if (history.intervals() >= historyLength)
        history.rows.erase(history.rows.begin(), history.rows.begin() + width);
    history.rows.push_back(stable.n);
    for (std::size_t column = 0; column < history.columns(); ++column)
        history.rows.push_back(edges.empty() ? stable.y : above(stable, column));
}

/// The buckets of a quantile are those that both arms have: a longer history is cut to them, a shorter one dropped.
void adopt(History& history, const std::vector<double>& edges)
{
    std::vector<std::size_t> places;
    for (const double edge : edges) {
        const auto at = std::find(history.edges.begin(), history.edges.end(), edge);
        if (at == history.edges.end())
            break;
        places.push_back(static_cast<std::size_t>(at - history.edges.begin()));
    }
    std::vector<double> kept;
    const bool isWhole = places.size() == edges.size();
    for (std::size_t interval = 0; isWhole && interval < history.intervals(); ++interval) {
        kept.push_back(history.requests(interval));
        for (const auto place : places)
            kept.push_back(history.failures(place, interval));
    }
    history.edges = edges;
    history.rows = std::move(kept);
}

LatencyEdge edgeOf(const History& history, double tail, double limit)
{
    const auto sums = sumsOf(history);
    return latencyEdge(history.edges, std::span(sums).subspan(1), sums.front(), tail, limit, limit);
}

bool isUndecidable(const History& history, double tail, double limit)
{
    return !history.edges.empty() && wilsonUpper(0, sumsOf(history).front()) <= tail &&
           edgeOf(history, tail, limit).limit == LatencyEdge::none;
}

} // namespace penelope::canary::judge
