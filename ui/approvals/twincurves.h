#pragma once

#include <QWidget>

#include <vector>

namespace penelope::ui::approvals {

/// A small picture of the load: one quantity of the version before (thin) and of the patched one (thick), over its
/// time, from zero up.
class TwinCurves : public QWidget
{
    Q_OBJECT

public:
    /// What the picture is of, in words for those who cannot see it.
    struct Words
    {
        QString name;
        QString highest; ///< the upper end of the scale, with its unit
        QString spoken;
    };
    TwinCurves(std::vector<double> before, std::vector<double> after, const Words& words, QWidget* parent);
    /// The upper end of a scale that holds both.
    static double highestOf(const std::vector<double>& before, const std::vector<double>& after);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintCurve(class QPainter& painter, const QRect& area, const std::vector<double>& values) const;

    std::vector<double> m_before;
    std::vector<double> m_after;
    QString m_highest;
};

} // namespace penelope::ui::approvals
