#pragma once

#include "ui/charts/plot.h"
#include "ui/charts/readoutview.h"
#include "ui/charts/timecontext.h"

#include <QWidget>

#include <array>

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
        int weight = 132; ///< height at 100 % in look.md pixels; all shrink or grow alike with the room there is
        bool operator==(const Item&) const = default;
    };

    static constexpr int readoutWidth = 232; ///< at 100 %

    explicit ChartStack(QWidget* parent = nullptr);
    ~ChartStack() override;

    void show(std::vector<Item> items, std::vector<LaneMark> marks, const TimeRange& range);
    TimeContext& time() { return m_time; }
    FrameScheduler& scheduler() { return *m_scheduler; }
    /// Everything as shapes and text, not as pictures; in this widget's size.
    void draw(QPainter& painter);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// The samples that a readout tells of: of the canary and the control, now and at the reference.
    struct Under
    {
        bool crosshair = false;
        bool reference = false;
        std::array<std::optional<Point>, 2> now;
        std::array<std::optional<Point>, 2> then;
        bool operator==(const Under&) const = default;
    };
    struct Shown
    {
        Readout readout;
        int weight = 0;
        std::optional<Under> under; ///< what its readout was made of; nothing yet
    };

    void ensureParts(std::size_t count);
    void layOut();
    void showReadouts();
    Under underCrosshair(std::size_t index) const;
    Readout readoutOf(std::size_t index, const Under& under) const;

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
