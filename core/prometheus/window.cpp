#include "core/prometheus/window.h"

#include <algorithm>

namespace penelope::prometheus {
namespace {

/// What one pixel column keeps: its extremes, and the last gap that stands in it.
struct Column
{
    std::optional<Point> low;
    std::optional<Point> high;
    std::optional<Point> gap;

    void take(const Point& point)
    {
        if (!point.value) {
            gap = point;
            return;
        }
        if (!low || *point.value < *low->value)
            low = point;
        if (!high || *point.value > *high->value)
            high = point;
    }

    void flush(std::vector<Point>& into)
    {
        std::vector<Point> kept;
        for (const auto& point : {low, high, gap}) {
            if (point && std::find(kept.begin(), kept.end(), *point) == kept.end())
                kept.push_back(*point);
        }
        std::sort(kept.begin(), kept.end(), [](const Point& left, const Point& right) { return left.at < right.at; });
        into.insert(into.end(), kept.begin(), kept.end());
        *this = {};
    }
};

} // namespace

bool Window::push(Point point)
{
    if (m_capacity == 0 || (!m_points.empty() && point.at <= m_points.back().at))
        return false;
    m_points.push_back(point);
    if (m_points.size() > m_capacity)
        m_points.pop_front();
    return true;
}

std::vector<Point> decimate(const std::vector<Point>& points, Instant from, Instant to, int columns)
{
    std::vector<Point> kept;
    if (columns <= 0 || to <= from)
        return kept;
    const double width = static_cast<double>((to - from).count()) / columns;
    Column column;
    int current = -1;
    for (const auto& point : points) {
        if (point.at < from || point.at > to)
            continue;
        const int index =
            std::min(columns - 1, static_cast<int>(static_cast<double>((point.at - from).count()) / width));
        if (index != current)
            column.flush(kept);
        current = index;
        column.take(point);
    }
    column.flush(kept);
    return kept;
}

} // namespace penelope::prometheus
