#include "ui/charts/lineshapes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace penelope::ui::charts {

QVector<QLineF> lineSegments(const std::vector<QPointF>& points)
{
    QVector<QLineF> lines;
    for (std::size_t index = 1; index < points.size(); ++index)
        lines.append(QLineF(points[index - 1], points[index]));
    return lines;
}

QVector<QRect> columnSpans(const std::vector<QPointF>& line, int width)
{
    QVector<QRect> spans;
    spans.reserve(static_cast<qsizetype>(line.size()));
    int column = std::numeric_limits<int>::min();
    double top = 0;
    double bottom = 0;
    const auto close = [&] {
        if (column != std::numeric_limits<int>::min()) {
            const int from = static_cast<int>(std::floor(top - width / 2.0));
            const int to = static_cast<int>(std::ceil(bottom + width / 2.0));
            spans.append(QRect(column - width / 2, from, width, std::max(1, to - from)));
        }
    };
    for (std::size_t index = 0; index < line.size(); ++index) {
        const auto& point = line[index];
        const int own = static_cast<int>(std::floor(point.x()));
        if (own != column) {
            close();
            column = own;
            top = bottom = point.y();
            // From where the line comes: half of the way belongs to the column before.
            if (index > 0) {
                const double middle = (line[index - 1].y() + point.y()) / 2;
                top = std::min(top, middle);
                bottom = std::max(bottom, middle);
                auto& before = spans.last();
                const int upper = std::min(before.top(), static_cast<int>(std::floor(middle)));
                const int lower = std::max(before.top() + before.height(), static_cast<int>(std::ceil(middle)));
                before = QRect(before.left(), upper, before.width(), lower - upper);
            }
        }
        top = std::min(top, point.y());
        bottom = std::max(bottom, point.y());
    }
    close();
    return spans;
}

} // namespace penelope::ui::charts
