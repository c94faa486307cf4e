#pragma once

#include "ui/charts/plot.h"
#include "ui/charts/readoutview.h"
#include "ui/charts/timecontext.h"

#include <QWidget>

class QVBoxLayout;

namespace penelope::ui::charts {

class CrosshairOverlay;
class EventLane;
class FrameScheduler;
class TimeAxis;
class TimeSeriesChart;

struct LaneMark
{
    Instant at{};
    QString text;
    bool operator==(const LaneMark&) const = default;
};

/// Plots above each other on one time axis, with a lane of events, the axis, a shared crosshair and a readout beside
/// each plot (look.md 4). Keys: ←/→ crosshair, with Shift fast, Enter pins a reference, +/− zoom, Backspace undoes a
/// zoom, 0 fits.
class ChartStack : public QWidget
{
    Q_OBJECT

public:
    struct Item
    {
        Plot plot;
        Readout readout;
        int weight = 132; ///< height at 100 % in look.md pixels; all shrink alike when there is less room
        bool operator==(const Item&) const = default;
    };

    static constexpr int readoutWidth = 232;

    explicit ChartStack(QWidget* parent = nullptr);
    ~ChartStack() override;

    void show(std::vector<Item> items, std::vector<LaneMark> marks, const TimeRange& range);
    TimeContext& time() { return m_time; }
    FrameScheduler& scheduler() { return *m_scheduler; }
    /// Everything as shapes and text, not as pictures; in this widget's size.
    void draw(QPainter& painter);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Shown
    {
        Readout readout;
        int weight = 0;
    };

    void ensureParts(std::size_t count);
    void layOut();
    void showReadouts();
    Readout readoutAt(std::size_t index) const;

    TimeContext m_time;
    FrameScheduler* m_scheduler;
    std::vector<Shown> m_shown;
    std::vector<TimeSeriesChart*> m_charts;
    std::vector<ReadoutView*> m_readouts;
    EventLane* m_lane;
    TimeAxis* m_axis;
    CrosshairOverlay* m_overlay;
};

} // namespace penelope::ui::charts
