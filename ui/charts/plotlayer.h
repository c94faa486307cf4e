#pragma once

#include "ui/charts/plot.h"
#include "ui/charts/scale.h"
#include "ui/theme/paint.h"

#include <QGraphicsItem>

namespace penelope::ui::charts {

/// Series, limit, verticals and the hatch of missing data, in the plot area of a chart. One item draws them all:
/// segments of 2 px cost a tenth of a polyline, gaps stay gaps, and only the breaching piece gets a colour.
class PlotLayer : public QGraphicsItem
{
public:
    explicit PlotLayer(QGraphicsItem* parent);

    /// The plot is not copied and must stay while it is shown.
    void setContent(const Plot& plot, const TimeRange& range, const ValueScale& scale);
    void setGeometry(const QRectF& plotArea, double rightGutter);
    void setTheme(const Theme& theme);

    /// A word beside a curve: where it is wanted, and where it may stand.
    struct Row
    {
        int wanted;
        int height;
        int least;
        int most;
    };
    /// Where the word is not crossed by a limit, as near to where it is wanted as can be.
    static int clearTop(const std::vector<double>& lines, const Row& row);

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    double x(Instant at) const;
    double y(double value) const;
    std::vector<Points> piecesOf(const Points& points) const;
    std::vector<QPointF> placed(const Points& points) const;
    void paintLabels(QPainter& painter) const;
    void paintVerticals(QPainter& painter) const;
    void paintMissing(QPainter& painter) const;
    void paintMissingPlate(QPainter& painter) const;
    void paintBand(QPainter& painter) const;
    void paintSeries(
        QPainter& painter, const std::vector<Points>& pieces, bool markers, const QColor& color, double width) const;
    void paintSteps(QPainter& painter) const;
    void paintBreaches(QPainter& painter, const std::vector<Points>& pieces) const;
    void paintLevel(QPainter& painter, const Level& level) const;
    enum class End { First, Last };
    void paintName(QPainter& painter, const Points& points, const QString& word, ui::Type type, End end) const;

    const Plot* m_plot = nullptr;
    TimeRange m_range;
    ValueScale m_scale;
    QRectF m_area;
    double m_gutter = 72;
    Theme m_theme;
};

} // namespace penelope::ui::charts
