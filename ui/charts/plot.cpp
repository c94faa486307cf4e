#include "ui/charts/plot.h"

#include <algorithm>
#include <cmath>

namespace penelope::ui::charts {
namespace {

Point crossing(const Point& from, const Point& to, double limit)
{
    const double share = (limit - *from.value) / (*to.value - *from.value);
    const auto offset = std::llround(share * static_cast<double>((to.at - from.at).count()));
    return Point{from.at + Milliseconds{offset}, limit};
}

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
