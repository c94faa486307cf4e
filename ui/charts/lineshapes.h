#pragma once

#include <QLineF>
#include <QPointF>
#include <QRect>
#include <QVector>

#include <vector>

/// The forms in which a line through many points is painted quickly.
namespace penelope::ui::charts {

/// One for each pair of neighbours. A long antialiased polyline takes ten times as long (performance.md, "Charts").
QVector<QLineF> lineSegments(const std::vector<QPointF>& points);

/// What the line, `width` pixels thick, spans in each pixel column that it passes: among more points than columns
/// nobody sees a slope, and upright bars are painted ten times as fast as slanted lines.
QVector<QRect> columnSpans(const std::vector<QPointF>& line, int width);

} // namespace penelope::ui::charts
