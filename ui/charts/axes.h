#pragma once

#include <QRectF>

#include <memory>
#include <optional>

class QGraphicsWidget;
class QPen;

namespace penelope::ui::charts {

/// Axes and grid of one plot: an item for a scene, which it leaves when it goes. GUI thread.
class Axes
{
public:
    struct Ticks
    {
        double first;
        double step;
    };

    virtual ~Axes() = default;

    virtual QGraphicsWidget& item() = 0;
    /// In the item's coordinates.
    virtual void setPlotArea(const QRectF& area) = 0;
    virtual void setValues(double low, double high, Ticks ticks) = 0;
    /// From 0; without ticks the earlier ones stay.
    virtual void setTimes(double length, std::optional<Ticks> ticks) = 0;
    virtual void setGridPen(const QPen& pen) = 0;
    virtual void setValueGridVisible(bool visible) = 0;
    virtual void setTimeGridVisible(bool visible) = 0;
    /// Lays out now what changed, and not with the next event.
    virtual void settle() = 0;
};

/// Those of Qt Charts. Who links the charts says where they come from: from beside (ui/axes), or from a module that is
/// opened with the first chart, since no first picture shows one (performance.md "Start-up").
std::unique_ptr<Axes> openAxes();

} // namespace penelope::ui::charts
