#pragma once

#include "ui/charts/axes.h"

#include <QChart>

class QValueAxis;

namespace penelope::ui::charts {

/// Axes and grid as Qt Charts draws them, and nothing else of it: no title, no legend, no series to be seen.
class QtChartAxes final : public Axes
{
public:
    QtChartAxes();
    ~QtChartAxes() override;

    QGraphicsWidget& item() override { return m_chart; }
    void setPlotArea(const QRectF& area) override;
    void setValues(double low, double high, Ticks ticks) override;
    void setTimes(double length, std::optional<Ticks> ticks) override;
    void setGridPen(const QPen& pen) override;
    void setValueGridVisible(bool visible) override;
    void setTimeGridVisible(bool visible) override;
    void settle() override;

private:
    QChart m_chart;
    QValueAxis* m_valueAxis; ///< the chart's, as the other one
    QValueAxis* m_timeAxis;
};

} // namespace penelope::ui::charts
