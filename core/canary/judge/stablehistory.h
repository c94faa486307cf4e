#pragma once

#include "core/canary/canary.h"
#include "core/canary/judge/evalue.h"

#include <vector>

namespace penelope::canary::judge {

inline constexpr std::size_t historyLength = 240; ///< intervals: an hour at 15 s

/// The stable arm's last valid intervals: what tempers the evidence and finds the latency edges.
struct History
{
    std::vector<double> edges;                 ///< of a quantile, the last +Inf
    std::vector<double> requests;              ///< oldest first
    std::vector<std::vector<double>> failures; ///< [0] of a ratio, or above each edge
    bool operator==(const History&) const = default;
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
