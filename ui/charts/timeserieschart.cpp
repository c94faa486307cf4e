#include "ui/charts/timeserieschart.h"

#include "ui/charts/framescheduler.h"
#include "ui/charts/plotlayer.h"

#include <QEvent>
#include <QGraphicsRectItem>
#include <QGraphicsWidget>
#include <QPaintEvent>
#include <QPainter>
#include <QResizeEvent>

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
    : QGraphicsView(parent)
    , m_time(time)
    , m_scheduler(scheduler)
    , m_axes(openAxes())
    , m_paper(new QGraphicsRectItem(&m_axes->item()))
    , m_layer(new PlotLayer(&m_axes->item()))
{
    setScene(new QGraphicsScene(this));
    scene()->addItem(&m_axes->item());
    setFrameShape(QFrame::NoFrame);
    setBackgroundRole(QPalette::Window);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // the picture covers it: nothing behind is painted
    viewport()->setFocusPolicy(Qt::NoFocus);           // a graphics view gives its own one; the stack has the keys
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_paper->setZValue(-1);
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
        QGraphicsView::paintEvent(event);
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
    // First, because a new size lays the axes out in the plot area that is set by then.
    m_axes->setPlotArea(plotRect());
    QGraphicsView::resizeEvent(event);
    auto& item = m_axes->item();
    item.resize(size());
    setMinimumSize(item.minimumSize().toSize().expandedTo(minimumSize()));
    setMaximumSize(item.maximumSize().toSize().boundedTo(maximumSize()));
    setSceneRect(item.geometry());
    m_paper->setRect(plotRect());
    m_layer->setGeometry(plotRect(), Theme::of(this).px(rightGutter));
    markDirty();
}

void TimeSeriesChart::changeEvent(QEvent* event)
{
    QGraphicsView::changeEvent(event);
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
    m_axes->setValueGridVisible(m_plot.ticks.empty() && Theme::of(this)->grid.alpha() != 0);
    updateAxes(scale);
    m_layer->setContent(m_plot, m_time.range(), scale);
}

void TimeSeriesChart::updateAxes(const ValueScale& scale)
{
    const auto& range = m_time.range();
    const int width = plotRect().width();
    if (m_axisScale != scale)
        m_axes->setValues(scale.low, scale.high, {scale.low, scale.step});
    if (m_axisRange != range || m_axisWidth != width) {
        const auto ticks = timeTicks(range, std::max(2, width / 96));
        const auto from = toMs(range.from);
        std::optional<Axes::Ticks> lines;
        if (ticks.size() > 1)
            lines = {
                static_cast<double>(toMs(ticks.front()) - from), static_cast<double>((ticks[1] - ticks[0]).count())};
        m_axes->setTimes(static_cast<double>(std::max<qint64>(1, range.span().count())), lines);
    }
    m_axisScale = scale;
    m_axisRange = range;
    m_axisWidth = width;
    // Now and not with the next event: the picture is about to be taken.
    m_axes->settle();
}

void TimeSeriesChart::updateTheme()
{
    const auto theme = Theme::of(this);
    setBackgroundBrush(theme->panel);
    m_paper->setBrush(theme->base);
    m_paper->setPen(QPen(theme->line, 1));
    const bool isDrawn = theme->grid.alpha() != 0;
    m_axes->setGridPen(QPen(theme->grid, isDrawn ? 1 : 0));
    m_axes->setValueGridVisible(isDrawn);
    m_axes->setTimeGridVisible(isDrawn);
    m_layer->setTheme(theme);
    markDirty();
}

} // namespace penelope::ui::charts
