#pragma once

#include "ui/charts/plot.h"
#include "ui/charts/timecontext.h"

#include <QWidget>

class QVBoxLayout;

namespace penelope::ui::charts {

class CrosshairOverlay;
class EventLane;
class TimeAxis;
class TimeSeriesChart;

/// What stands right of a plot.
struct Readout
{
    struct Line
    {
        QString name;  ///< "Canary"
        QString value; ///< right-aligned, 600 on the first line
        QString note;  ///< muted, at the far right: an interval or a count
        bool unknown = false;
        bool operator==(const Line&) const = default;
    };
    QString title;
    QString unit;
    std::vector<Line> lines;
    QString state;                    ///< "OK", "8 % over limit", …
    std::optional<Severity> severity; ///< badge before the state
    QString badge;                    ///< its word
    bool unknown = false;             ///< the badge is the italic UNKNOWN
    bool operator==(const Readout&) const = default;
};

struct LaneMark
{
    Instant at{};
    QString text;
    bool operator==(const LaneMark&) const = default;
};

/// Plots above each other on one time axis, with a lane of events, the axis, a shared crosshair and a readout beside
/// each plot (look.md 4). Keys: ←/→ crosshair, with Shift fast, +/− zoom, Backspace undoes a zoom, 0 fits.
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

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class ReadoutView;

    void ensureParts(std::size_t count);
    void layOut();
    void showReadouts();

    TimeContext m_time;
    std::vector<Item> m_items;
    std::vector<TimeSeriesChart*> m_charts;
    std::vector<ReadoutView*> m_readouts;
    EventLane* m_lane;
    TimeAxis* m_axis;
    CrosshairOverlay* m_overlay;
};

} // namespace penelope::ui::charts
