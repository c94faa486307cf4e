#include "ui/charts/timeserieschart.h"

#include "ui/charts/framescheduler.h"
#include "ui/charts/plotlayer.h"

#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QGraphicsRectItem>
#include <QLineSeries>
#include <QPaintEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QValueAxis>

#include <algorithm>
#include <limits>

namespace penelope::ui::charts {
namespace {

/// The scale that holds both series in the range, the limit, and what the plot itself asks for.
ValueScale scaleFor(const Plot& plot, const TimeRange& range)
{
    double low = std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::lowest();
    const auto include = [&](double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    };
    for (const auto* points : {&plot.control, &plot.canary}) {
        for (const auto& point : *points) {
            if (point.value && point.at >= range.from && point.at <= range.to)
                include(*point.value);
        }
    }
    if (plot.limit)
        include(plot.limit->value);
    for (const auto& level : plot.levels)
        include(level.value);
    if (plot.lowest)
        include(*plot.lowest);
    if (plot.highest)
        include(*plot.highest);
    if (low > high)
        return valueScale(0, 1);
    // A curve or a limit on the frame itself is hard to see.
    constexpr double headroom = 0.05;
    if (!plot.highest)
        high += (high - low) * headroom;
    // In shown units, so that 2 % gets round ticks of percent and not of hundredths.
    auto scale = valueScale(low * plot.shownAs, high * plot.shownAs);
    scale.low /= plot.shownAs;
    scale.high /= plot.shownAs;
    scale.step /= plot.shownAs;
    return scale;
}

} // namespace

TimeSeriesChart::TimeSeriesChart(TimeContext& time, QWidget* parent, FrameScheduler* scheduler)
    : QChartView(parent)
    , m_time(time)
    , m_scheduler(scheduler)
    , m_valueAxis(new QValueAxis(this))
    , m_timeAxis(new QValueAxis(this))
    , m_paper(new QGraphicsRectItem(chart()))
    , m_layer(new PlotLayer(chart()))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // the picture covers it: nothing behind is painted
    viewport()->setFocusPolicy(Qt::NoFocus);           // a graphics view gives its own one; the stack has the keys
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    chart()->legend()->hide();
    chart()->setMargins({});
    chart()->setBackgroundRoundness(0);
    chart()->setDropShadowEnabled(false);
    chart()->setBackgroundVisible(false);
    m_paper->setZValue(-1);
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->addAxis(m_valueAxis, Qt::AlignLeft);
    chart()->addAxis(m_timeAxis, Qt::AlignBottom);
    // Axes only take their range with a series attached; it stays empty.
    auto* anchor = new QLineSeries(chart());
    chart()->addSeries(anchor);
    anchor->attachAxis(m_valueAxis);
    anchor->attachAxis(m_timeAxis);
    // The layer writes the labels: Qt Charts elides and drops those at the edges of a plot area set by hand.
    for (auto* axis : {m_valueAxis, m_timeAxis}) {
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
        axis->setTickType(QValueAxis::TicksDynamic);
    }
    connect(&m_time, &TimeContext::rangeChanged, this, &TimeSeriesChart::markDirty);
    updateTheme();
}

void TimeSeriesChart::show(const Plot& plot)
{
    if (m_plot == plot)
        return;
    m_plot = plot;
    setAccessibleName(plot.name);
    setAccessibleDescription(plot.description);
    m_controlStep = longestStep(m_plot, m_plot.control);
    m_canaryStep = longestStep(m_plot, m_plot.canary);
    markDirty();
}

void TimeSeriesChart::markDirty()
{
    m_isDirty = true;
    if (!isVisible())
        return; // it is prepared when it is shown
    if (m_scheduler)
        m_scheduler->add(*this, [this] { viewport()->repaint(); });
    else
        viewport()->update();
}

void TimeSeriesChart::paintEvent(QPaintEvent* event)
{
    if (m_isDirty)
        prepare();
    if (m_isDirect) {
        QChartView::paintEvent(event);
        return;
    }
    const qreal ratio = devicePixelRatioF();
    const auto size = viewport()->size() * ratio;
    if (m_picture.isNull() || m_picture.size() != size) {
        m_picture = QPixmap(size);
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(backgroundBrush().color());
        QPainter painter(&m_picture);
        render(&painter, viewport()->rect(), viewport()->rect());
    }
    // One rectangle after the other: under a clip of many, Qt copies line by line, on all threads of its pool.
    QPainter painter(viewport());
    for (const auto& part : event->region()) {
        painter.setClipRect(part);
        painter.drawPixmap(0, 0, m_picture);
    }
}

QRect TimeSeriesChart::plotRect() const
{
    const auto theme = Theme::of(this);
    const int left = theme.px(leftGutter);
    return QRect(left, margin, width() - left - theme.px(rightGutter), height() - 2 * margin);
}

std::optional<Point> TimeSeriesChart::pointAt(Series series, Instant moment) const
{
    const auto* point = series == Series::Canary ? nearestPoint(m_plot.canary, moment, m_canaryStep)
                                                 : nearestPoint(m_plot.control, moment, m_controlStep);
    return point ? std::optional{*point} : std::nullopt;
}

void TimeSeriesChart::resizeEvent(QResizeEvent* event)
{
    // First, because the base's resize lays the axes out in the plot area that is set by then.
    chart()->setPlotArea(plotRect());
    QChartView::resizeEvent(event);
    m_paper->setRect(plotRect());
    m_layer->setGeometry(plotRect(), Theme::of(this).px(rightGutter));
    markDirty();
}

void TimeSeriesChart::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        updateTheme();
}

/// Axes first, then what lies in them: an axis that moves lays everything out again.
void TimeSeriesChart::prepare()
{
    m_isDirty = false;
    m_picture = QPixmap();
    const auto scale = scaleFor(m_plot, m_time.range());
    // Lines of its own ticks are the plot's levels.
    m_valueAxis->setGridLineVisible(m_plot.ticks.empty() && Theme::of(this)->grid.alpha() != 0);
    updateAxes(scale);
    m_layer->setContent(m_plot, m_time.range(), scale);
}

void TimeSeriesChart::updateAxes(const ValueScale& scale)
{
    const auto& range = m_time.range();
    const int width = plotRect().width();
    if (m_axisScale != scale) {
        m_valueAxis->setRange(scale.low, scale.high);
        m_valueAxis->setTickAnchor(scale.low);
        m_valueAxis->setTickInterval(scale.step);
    }
    if (m_axisRange != range || m_axisWidth != width) {
        const auto ticks = timeTicks(range, std::max(2, width / 96));
        const auto from = toMs(range.from);
        m_timeAxis->setRange(0, static_cast<double>(std::max<qint64>(1, range.span().count())));
        if (ticks.size() > 1) {
            m_timeAxis->setTickAnchor(static_cast<double>(toMs(ticks.front()) - from));
            m_timeAxis->setTickInterval(static_cast<double>((ticks[1] - ticks[0]).count()));
        }
    }
    m_axisScale = scale;
    m_axisRange = range;
    m_axisWidth = width;
    // Now and not with the next event: the picture is about to be taken.
    chart()->layout()->activate();
}

void TimeSeriesChart::updateTheme()
{
    const auto theme = Theme::of(this);
    setBackgroundBrush(theme->panel);
    m_paper->setBrush(theme->base);
    m_paper->setPen(QPen(theme->line, 1));
    const QPen grid(theme->grid, theme->grid.alpha() == 0 ? 0 : 1);
    for (auto* axis : {m_valueAxis, m_timeAxis}) {
        axis->setGridLinePen(grid);
        axis->setGridLineVisible(theme->grid.alpha() != 0);
    }
    m_layer->setTheme(theme);
    markDirty();
}

} // namespace penelope::ui::charts
