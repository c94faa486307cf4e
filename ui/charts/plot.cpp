#include "ui/charts/plot.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace penelope::ui::charts {
namespace {

Point crossing(const Point& from, const Point& to, double limit)
{
    const double share = (limit - *from.value) / (*to.value - *from.value);
    const auto offset = std::llround(share * static_cast<double>((to.at - from.at).count()));
    return Point{from.at + Milliseconds{offset}, limit};
}

/// The extremes of one pixel column after the other.
struct Columns
{
    Points points;
    int current = std::numeric_limits<int>::min();
    const Point* low = nullptr;
    const Point* high = nullptr;

    void flush()
    {
        if (!low)
            return;
        if (low->at < high->at) {
            points.push_back(*low);
            points.push_back(*high);
        } else {
            points.push_back(*high);
            if (low != high)
                points.push_back(*low);
        }
        low = high = nullptr;
    }
    void take(const Point& point, int column)
    {
        if (column != current)
            flush();
        current = column;
        if (!low || *point.value < *low->value)
            low = &point;
        if (!high || *point.value > *high->value)
            high = &point;
    }
};

} // namespace

std::vector<Points> runs(const Points& points, Milliseconds longest)
{
    std::vector<Points> result;
    bool open = false;
    for (const auto& point : points) {
        if (!point.value) {
            open = false;
            continue;
        }
        if (!open || point.at - result.back().back().at > longest)
            result.emplace_back();
        result.back().push_back(point);
        open = true;
    }
    return result;
}

std::vector<Points> traced(const Points& points, Instant from, Instant to, int columns, Milliseconds longest)
{
    std::vector<Points> result;
    if (points.empty() || columns <= 0 || to <= from)
        return result;
    const auto before = [](const Point& point, Instant moment) { return point.at < moment; };
    auto begin = std::lower_bound(points.begin(), points.end(), from, before);
    auto end = std::lower_bound(begin, points.end(), to, before);
    if (begin != points.begin())
        --begin;
    if (end != points.end())
        ++end;
    const double perColumn = columns / static_cast<double>((to - from).count());
    Columns kept;
    bool open = false;
    Instant last{};
    const auto close = [&] {
        kept.flush();
        if (!kept.points.empty())
            result.push_back(std::exchange(kept.points, {}));
    };
    for (auto point = begin; point != end; ++point) {
        if (!point->value) {
            open = false;
            continue;
        }
        if (!open || point->at - last > longest)
            close();
        open = true;
        last = point->at;
        kept.take(*point, static_cast<int>(std::floor(static_cast<double>((point->at - from).count()) * perColumn)));
    }
    close();
    return result;
}

const Point* nearestPoint(const Points& points, Instant moment, Milliseconds longest)
{
    const auto after = std::lower_bound(
        points.begin(), points.end(), moment, [](const Point& point, Instant at) { return point.at < at; });
    const Point* best = nullptr;
    if (after != points.begin())
        best = &*std::prev(after);
    if (after != points.end() && (!best || after->at - moment < moment - best->at))
        best = &*after;
    if (!best)
        return nullptr;
    const auto distance = best->at > moment ? best->at - moment : moment - best->at;
    return distance > longest ? nullptr : best;
}

std::optional<double> nearest(const Points& points, Instant moment, Milliseconds longest)
{
    const auto* point = nearestPoint(points, moment, longest);
    return point ? point->value : std::nullopt;
}

std::vector<Points> breaches(const Points& run, const Limit& limit)
{
    std::vector<Points> pieces;
    for (std::size_t index = 0; index < run.size(); ++index) {
        const bool bad = limit.breached(*run[index].value);
        const bool badBefore = index > 0 && limit.breached(*run[index - 1].value);
        if (bad && !badBefore) {
            pieces.emplace_back();
            if (index > 0)
                pieces.back().push_back(crossing(run[index - 1], run[index], limit.value));
        }
        if (bad)
            pieces.back().push_back(run[index]);
        if (!bad && badBefore)
            pieces.back().push_back(crossing(run[index - 1], run[index], limit.value));
    }
    return pieces;
}

Milliseconds longestStep(const Plot& plot, const Points& points)
{
    return plot.usualStep > Milliseconds{} ? plot.usualStep * 3 : longestStep(points);
}

Milliseconds longestStep(const Points& points)
{
    if (points.size() < 3)
        return Milliseconds::max();
    std::vector<Milliseconds> distances;
    distances.reserve(points.size());
    for (std::size_t index = 1; index < points.size(); ++index)
        distances.push_back(points[index].at - points[index - 1].at);
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::nth_element(distances.begin(), middle, distances.end());
    return *middle * 3;
}

} // namespace penelope::ui::charts
