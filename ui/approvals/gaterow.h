#pragma once

#include "ui/approvals/gates.h"

#include <QWidget>

namespace penelope::ui::approvals {

/// One gate of a decision, 32 px: a muted check while it is open, ◆ and bold with what to do while it is not.
class GateRow : public QWidget
{
    Q_OBJECT

public:
    explicit GateRow(QWidget* parent);
    void show(const Gate& gate);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Lines
    {
        bool below = false; ///< the words stand below the name
        int text = 0;       ///< their height then
        int detail = 0;     ///< of the detail's own lines; 0 = it stands behind the text, or there is none
    };
    static bool isOneLine(const Lines& lines) { return !lines.below && lines.detail == 0; }
    Lines linesAt(int width) const;
    void paintInLine(QPainter& painter, const QRect& area, int under) const;
    void paintBelow(QPainter& painter, const Lines& lines) const;

    Gate m_gate;
};

} // namespace penelope::ui::approvals
