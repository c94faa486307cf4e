#pragma once

#include "core/base/instant.h"

#include <deque>
#include <optional>
#include <vector>

namespace penelope::prometheus {

/// One point of a chart. Without a value the line has a gap there.
struct Point
{
    Instant at{};
    std::optional<double> value;
    bool operator==(const Point&) const = default;
};

/// The newest points of one line, at most `capacity`, in ascending order of time.
class Window
{
public:
    explicit Window(std::size_t capacity)
        : m_capacity(capacity)
    {}

    /// A point not newer than the last replaces nothing and is left out.
    bool push(Point point);
    const std::deque<Point>& points() const { return m_points; }
    std::size_t capacity() const { return m_capacity; }
    void clear() { m_points.clear(); }

private:
    std::size_t m_capacity;
    std::deque<Point> m_points;
};

/// At most two points per pixel column (its lowest and highest, in order of time) and one per gap, so that no peak is
/// lost and no gap is bridged. Points outside [from, to] are left out; columns > 0.
std::vector<Point> decimate(const std::vector<Point>& points, Instant from, Instant to, int columns);

} // namespace penelope::prometheus
