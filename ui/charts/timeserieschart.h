#pragma once

#include "ui/charts/axes.h"
#include "ui/charts/plot.h"
#include "ui/charts/timecontext.h"

#include <QGraphicsView>
#include <QPixmap>

class QGraphicsRectItem;

namespace penelope::ui::charts {

class FrameScheduler;
class PlotLayer;

/// One plot of a stack: Qt Charts draws axes and grid, PlotLayer everything inside. The plot area is set by hand, so
/// that all plots of a stack share their edges (look.md 4). The scene is drawn into a picture when something changed;
/// painting is copying it, so a crosshair above costs nothing here.
class TimeSeriesChart : public QGraphicsView
{
    Q_OBJECT

public:
    static constexpr int leftGutter = 56;
    static constexpr int rightGutter = 72;
    static constexpr int margin = 8; ///< above and below the plot area

    /// With a scheduler, which outlives it, the chart waits for its turn to paint; without one Qt paints it.
    TimeSeriesChart(TimeContext& time, QWidget* parent = nullptr, FrameScheduler* scheduler = nullptr);

    void show(const Plot& plot);
    const Plot& plot() const { return m_plot; }
    /// The plot area in this widget's coordinates.
    QRect plotRect() const;
    enum class Series { Control, Canary };
    /// The point of a series nearest to the moment, within three of its usual steps.
    std::optional<Point> pointAt(Series series, Instant moment) const;
    /// Draws without the picture: for a painter that keeps shapes (SVG).
    void setDirect(bool direct) { m_isDirect = direct; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void markDirty();
    void prepare();
    void updateAxes(const ValueScale& scale);
    void updateTheme();

    TimeContext& m_time;
    FrameScheduler* m_scheduler;
    Plot m_plot;
    Milliseconds m_controlStep{}; ///< longest step that is no gap
    Milliseconds m_canaryStep{};
    bool m_isDirty = true;
    bool m_isDirect = false;
    QPixmap m_picture;
    TimeRange m_axisRange;
    ValueScale m_axisScale;
    int m_axisWidth = 0;
    std::unique_ptr<Axes> m_axes; ///< goes before the scene does
    QGraphicsRectItem* m_paper;   ///< Qt Charts lays its own plot background out by itself, beside a fixed plot area
    PlotLayer* m_layer;
};

} // namespace penelope::ui::charts
