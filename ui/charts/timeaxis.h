#pragma once

#include "ui/charts/chartstack.h"
#include "ui/charts/timecontext.h"

#include <QWidget>

namespace penelope::ui::charts {

/// The horizontal position of a moment between two edges.
double positionOf(Instant moment, const TimeRange& range, double left, double width);

/// The 24 px axis under a stack: round UTC times, left out under the crosshair's plate.
class TimeAxis : public QWidget
{
    Q_OBJECT

public:
    TimeAxis(TimeContext& time, QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<int> plateColumns() const;
    void movePlates();

    TimeContext& m_time;
    std::vector<int> m_plates; ///< pixel columns of the plates as they were painted last
};

/// The 28 px lane of named events above the axis.
class EventLane : public QWidget
{
    Q_OBJECT

public:
    EventLane(TimeContext& time, QWidget* parent);
    void show(std::vector<LaneMark> marks);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    TimeContext& m_time;
    std::vector<LaneMark> m_marks;
};

/// The dotted line through all plots, the dashed one of the pinned reference, and the ring when their stack has the
/// keyboard. One widget over the whole stack: it repaints two strips, not the plots.
class CrosshairOverlay : public QWidget
{
    Q_OBJECT

public:
    CrosshairOverlay(TimeContext& time, QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void move();

    TimeContext& m_time;
    int m_shown = -1; ///< pixel columns
    int m_pinned = -1;
};

} // namespace penelope::ui::charts
