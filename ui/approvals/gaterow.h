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
    int textWidth() const;
    bool isBelow(int width) const;

    Gate m_gate;
};

} // namespace penelope::ui::approvals
