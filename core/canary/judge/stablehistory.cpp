#include "core/canary/judge/stablehistory.h"

#include <algorithm>

namespace penelope::canary::judge {
namespace {

constexpr std::size_t trimmedAtOnce = 16; ///< rows: moving the others costs as much as judging them

bool isValid(const Counts& counts)
{
    return counts.n >= 0 && counts.y >= 0 && counts.y <= counts.n;
}

/// Of the requests, and then of each column of failures.
std::vector<double> sumsOf(const History& history)
{
    const auto width = history.columns() + 1;
    std::vector<double> sums(width, 0);
    const auto rows = history.window();
    std::size_t first = 0;
    // Four rows to a sum: the sums are read and written once for them. Counts are whole, so the order says nothing.
    for (; first + 4 * width <= rows.size(); first += 4 * width) {
        const auto* cell = &rows[first];
        for (std::size_t place = 0; place < width; ++place, ++cell)
            sums[place] += (cell[0] + cell[width]) + (cell[2 * width] + cell[3 * width]);
    }
    for (; first < rows.size(); first += width) {
        for (std::size_t place = 0; place < width; ++place)
            sums[place] += rows[first + place];
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
    const auto width = history.columns() + 1;
    if (history.intervals() >= historyLength)
        history.past += width;
    if (history.past >= trimmedAtOnce * width) {
        history.rows.erase(history.rows.begin(), history.rows.begin() + static_cast<std::ptrdiff_t>(history.past));
        history.past = 0;
    }
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
    history.past = 0;
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
