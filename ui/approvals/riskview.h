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
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Column { Factor, Value, Raises, Adds, Source };

    int rowPx(const sophia::Factor& factor) const;
    bool goesBelow(const sophia::Factor& factor) const;
    /// Where a factor was read stands below it: there is no room beside it.
    bool isNarrow() const;
    void paintBar(QPainter& painter) const;
    void paintTable(QPainter& painter) const;
    void paintFactor(QPainter& painter, const sophia::Factor& factor, int top) const;
    void paintCell(
        QPainter& painter, Column column, int top, const QString& text, const QFont& font, const QColor& color) const;

    sophia::Risk m_risk;
    int m_twoApprovers = 70;
};

} // namespace penelope::ui::approvals
