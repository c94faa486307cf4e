#include "ui/axes/qtchartaxes.h"

#include <QGraphicsLayout>
#include <QLineSeries>
#include <QPen>
#include <QValueAxis>

namespace penelope::ui::charts {

QtChartAxes::QtChartAxes()
    : m_valueAxis(new QValueAxis(&m_chart))
    , m_timeAxis(new QValueAxis(&m_chart))
{
    m_chart.legend()->hide();
    m_chart.setMargins({});
    m_chart.setBackgroundRoundness(0);
    m_chart.setDropShadowEnabled(false);
    m_chart.setBackgroundVisible(false);
    m_chart.setAnimationOptions(QChart::NoAnimation);
    m_chart.addAxis(m_valueAxis, Qt::AlignLeft);
    m_chart.addAxis(m_timeAxis, Qt::AlignBottom);
    // Axes only take their range with a series attached; it stays empty.
    auto* anchor = new QLineSeries(&m_chart);
    m_chart.addSeries(anchor);
    anchor->attachAxis(m_valueAxis);
    anchor->attachAxis(m_timeAxis);
    // The layer writes the labels: Qt Charts elides and drops those at the edges of a plot area set by hand.
    for (auto* axis : {m_valueAxis, m_timeAxis}) {
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
        axis->setTickType(QValueAxis::TicksDynamic);
    }
}

QtChartAxes::~QtChartAxes() = default;

void QtChartAxes::setPlotArea(const QRectF& area)
{
    m_chart.setPlotArea(area);
}

void QtChartAxes::setValues(double low, double high, Ticks ticks)
{
    m_valueAxis->setRange(low, high);
    m_valueAxis->setTickAnchor(ticks.first);
    m_valueAxis->setTickInterval(ticks.step);
}

void QtChartAxes::setTimes(double length, std::optional<Ticks> ticks)
{
    m_timeAxis->setRange(0, length);
    if (ticks) {
        m_timeAxis->setTickAnchor(ticks->first);
        m_timeAxis->setTickInterval(ticks->step);
    }
}

void QtChartAxes::setGridPen(const QPen& pen)
{
    for (auto* axis : {m_valueAxis, m_timeAxis})
        axis->setGridLinePen(pen);
}

void QtChartAxes::setValueGridVisible(bool visible)
{
    m_valueAxis->setGridLineVisible(visible);
}

void QtChartAxes::setTimeGridVisible(bool visible)
{
    m_timeAxis->setGridLineVisible(visible);
}

void QtChartAxes::settle()
{
    m_chart.layout()->activate();
}

} // namespace penelope::ui::charts
