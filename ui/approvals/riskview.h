#pragma once

#include "core/sophia/anomaly.h"

#include <QWidget>

namespace penelope::ui::approvals {

/// The risk of a decision: its sum as a bar with the hatched reach of what is not known, and the factors as a table.
class RiskView : public QWidget
{
    Q_OBJECT

public:
    explicit RiskView(QWidget* parent = nullptr);
    void show(const sophia::Risk& risk, int twoApproversHundredths);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintBar(QPainter& painter) const;
    void paintTable(QPainter& painter) const;

    sophia::Risk m_risk;
    int m_twoApprovers = 70;
};

} // namespace penelope::ui::approvals
