#pragma once

#include "core/base/vocabulary.h"
#include "ui/theme/paint.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace penelope::ui::charts {

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

/// Title, lines and state beside a plot; with a crosshair the values under it.
class ReadoutView : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    void show(const Readout& readout);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int paintTitle(QPainter& painter, const Theme& theme, const QRect& row) const;
    void paintStateInTitle(QPainter& painter, const Theme& theme, const QRect& area) const;
    void paintState(QPainter& painter, const Theme& theme, int top) const;

    Readout m_readout;
};

} // namespace penelope::ui::charts
