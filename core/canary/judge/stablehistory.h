#pragma once

#include "core/canary/canary.h"
#include "core/canary/judge/evalue.h"

#include <algorithm>
#include <span>
#include <vector>

namespace penelope::canary::judge {

inline constexpr std::size_t historyLength = 240; ///< intervals: an hour at 15 s

/// The stable arm's last valid intervals: what tempers the evidence and finds the latency edges.
struct History
{
    std::vector<double> edges; ///< of a quantile, the last +Inf
    /// Interval after interval, oldest first: its requests, then its failures (of a ratio, or above each edge). In one
    /// piece, because every interval of a canary copies it.
    std::vector<double> rows;
    std::size_t past = 0; ///< places of `rows` before the window: what has left it is taken away a few rows at a time

    std::size_t columns() const { return std::max<std::size_t>(edges.size(), 1); }
    std::size_t intervals() const { return (rows.size() - past) / (columns() + 1); }
    /// The rows that count.
    std::span<const double> window() const { return std::span(rows).subspan(past); }
    double requests(std::size_t interval) const { return rows[past + interval * (columns() + 1)]; }
    double failures(std::size_t column, std::size_t interval) const
    {
        return rows[past + interval * (columns() + 1) + 1 + column];
    }
    bool operator==(const History& other) const
    {
        return edges == other.edges && std::ranges::equal(window(), other.window());
    }
};
/// Takes one reading in; nothing where the layout of buckets is another.
void push(History& history, const Counts& stable, const std::vector<double>& edges);
/// The buckets of a quantile are those that both arms have: a longer history is cut to them, a shorter one dropped.
void adopt(History& history, const std::vector<double>& edges);

/// Requests above an edge, by its place; 0 without that bucket.
double above(const Counts& counts, std::size_t edge);
/// U and L of judge.md (f). `tail`: 1 − quantile; `limit` in the unit of the edges.
LatencyEdge edgeOf(const History& history, double tail, double limit);
/// The buckets cannot tell, however long one waits: requests enough, and no edge for them.
bool isUndecidable(const History& history, double tail, double limit);

} // namespace penelope::canary::judge
