#pragma once

#include "ui/charts/scale.h"

#include <QObject>

#include <optional>

namespace penelope::ui::charts {

/// The range and the crosshair that all plots of a page share. GUI thread.
class TimeContext : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    const TimeRange& range() const { return m_range; }
    /// What the page shows by itself; a zoom of the person stays until it is undone.
    void follow(const TimeRange& range);
    /// Factor > 1 comes nearer, never under five seconds; < 1 goes back, never beyond what the page shows by itself.
    void zoom(double factor, Instant around);
    /// Back to the range before the last zoom; false when there is none.
    bool undoZoom();
    void fit();
    bool isZoomed() const { return !m_zooms.empty(); }

    std::optional<Instant> crosshair() const { return m_crosshair; }
    void setCrosshair(std::optional<Instant> moment);
    /// The moment that others are compared with.
    std::optional<Instant> reference() const { return m_reference; }
    /// Pins the crosshair's moment; the pinned one again lets it go. Without a crosshair nothing.
    void pinReference();

    /// Moves the crosshair by so many hundredths of the range; begins at the right edge.
    void moveCrosshair(int hundredths);

signals:
    void rangeChanged();
    /// The crosshair or the reference.
    void crosshairChanged();

private:
    void setRange(const TimeRange& range);

    TimeRange m_range;
    TimeRange m_followed;
    std::vector<TimeRange> m_zooms; ///< the range before each zoom, oldest first
    std::optional<Instant> m_crosshair;
    std::optional<Instant> m_reference;
};

} // namespace penelope::ui::charts
