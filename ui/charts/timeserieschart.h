#pragma once

#include "ui/charts/plot.h"
#include "ui/charts/timecontext.h"

#include <QChartView>

class QGraphicsRectItem;
class QValueAxis;

namespace penelope::ui::charts {

class PlotLayer;

/// One plot of a stack: Qt Charts draws axes and grid, PlotLayer everything inside. The plot area is set by hand, so
/// that all plots of a stack share their edges (look.md 4).
class TimeSeriesChart : public QChartView
{
    Q_OBJECT

public:
    static constexpr int leftGutter = 56;
    static constexpr int rightGutter = 72;
    static constexpr int margin = 8; ///< above and below the plot area

    TimeSeriesChart(TimeContext& time, QWidget* parent = nullptr);

    void show(const Plot& plot);
    const Plot& plot() const { return m_plot; }
    /// The plot area in this widget's coordinates.
    QRect plotRect() const;
    /// The value of a series nearest to the moment, within three steps of it.
    static std::optional<double> valueAt(const Points& points, Instant moment);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateContent();
    void updateTheme();

    TimeContext& m_time;
    Plot m_plot;
    QValueAxis* m_valueAxis;
    QValueAxis* m_timeAxis;
    QGraphicsRectItem* m_paper; ///< Qt Charts lays its own plot background out by itself, beside a fixed plot area
    PlotLayer* m_layer;
};

} // namespace penelope::ui::charts
