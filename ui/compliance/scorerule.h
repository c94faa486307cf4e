#pragma once

#include <QWidget>

#include <optional>
#include <vector>

class QPainter;

namespace penelope::ui::compliance_page {

/// The score on 0..100: three zones, the marker, and the hatched range that unmeasured points leave open (look.md 4).
class ScoreRule : public QWidget
{
    Q_OBJECT

public:
    explicit ScoreRule(QWidget* parent = nullptr);
    void show(std::optional<double> total, double low, double high);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintZones(QPainter& painter, int top) const;
    void paintRange(QPainter& painter, int top) const;
    int x(double score) const;

    std::optional<double> m_total;
    double m_low = 0;
    double m_high = 100;
};

/// 24 h of the score as a thin line without axes; gaps where there was none.
class Sparkline : public QWidget
{
    Q_OBJECT

public:
    explicit Sparkline(QWidget* parent = nullptr);
    void show(std::vector<std::optional<double>> values);
    QSize sizeHint() const override { return {140, 28}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<std::optional<double>> m_values;
};

} // namespace penelope::ui::compliance_page
