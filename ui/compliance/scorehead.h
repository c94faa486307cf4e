#pragma once

#include "ui/compliance/scoreview.h"

#include <QWidget>

namespace penelope::ui {
class Badge;
class Label;
} // namespace penelope::ui

namespace penelope::ui::compliance_page {

class ScoreRule;
class Sparkline;

/// The score itself: number and range, what they rest on, the state word, the day's curve, the rule of 0 to 100.
class ScoreHead : public QWidget
{
    Q_OBJECT

public:
    explicit ScoreHead(QWidget* parent = nullptr);
    void show(const View& view);
    bool isEmpty() const;
    /// The sentences say more than the curve where there is room for one of them.
    void setTrendVisible(bool visible);
    /// The number and its word say it too.
    void setRuleVisible(bool visible);

private:
    QWidget* buildTrend();

    Label* m_headline;
    Label* m_range;
    Label* m_first;
    Label* m_second;
    Badge* m_badge;
    Label* m_note;
    Label* m_change = nullptr;
    QWidget* m_trend = nullptr;
    Sparkline* m_spark = nullptr;
    ScoreRule* m_rule;
};

} // namespace penelope::ui::compliance_page
