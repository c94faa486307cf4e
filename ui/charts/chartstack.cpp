#include "ui/charts/chartstack.h"

#include "ui/charts/framescheduler.h"
#include "ui/charts/timeaxis.h"
#include "ui/charts/timeserieschart.h"
#include "ui/text/format.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace penelope::ui::charts {
namespace {

constexpr int laneHeight = 28;
constexpr int axisHeight = 24;
constexpr int leastPlot = 72;
/// A few plots in a tall window grow up to here; more would only stretch what they show.
constexpr double mostGrowth = 1.6;

} // namespace

ChartStack::ChartStack(QWidget* parent)
    : QWidget(parent)
    , m_scheduler(new FrameScheduler(this))
    , m_lane(new EventLane(m_time, this))
    , m_axis(new TimeAxis(m_time, this))
    , m_overlay(new CrosshairOverlay(m_time, this))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Charts"));
    m_lane->setAccessibleName(tr("Events"));
    connect(&m_time, &TimeContext::crosshairChanged, this, &ChartStack::showReadouts);
}

ChartStack::~ChartStack() = default;

void ChartStack::show(std::vector<Item> items, std::vector<LaneMark> marks, const TimeRange& range)
{
    m_time.follow(range);
    m_lane->show(std::move(marks));
    const auto sameHeight = [](const Shown& shown, const Item& item) { return shown.weight == item.weight; };
    const bool sameShape = std::equal(m_shown.begin(), m_shown.end(), items.begin(), items.end(), sameHeight);
    ensureParts(items.size());
    m_shown.clear();
    for (std::size_t index = 0; index < items.size(); ++index) {
        m_charts[index]->show(items[index].plot);
        m_shown.push_back({std::move(items[index].readout), items[index].weight, {}});
    }
    if (!sameShape)
        layOut();
    showReadouts();
}

void ChartStack::ensureParts(std::size_t count)
{
    while (m_charts.size() < count) {
        auto* chart = new TimeSeriesChart(m_time, this, m_scheduler);
        chart->viewport()->setMouseTracking(true);
        chart->viewport()->installEventFilter(this);
        chart->QWidget::show();
        m_charts.push_back(chart);
        auto* readout = new ReadoutView(this);
        readout->QWidget::show();
        m_readouts.push_back(readout);
    }
    for (std::size_t index = 0; index < m_charts.size(); ++index) {
        m_charts[index]->setVisible(index < count);
        m_readouts[index]->setVisible(index < count);
    }
    m_overlay->raise();
}

void ChartStack::layOut()
{
    int wanted = 0;
    for (const auto& shown : m_shown)
        wanted += shown.weight;
    const auto theme = Theme::of(this);
    const int lane = theme.px(laneHeight);
    const int axis = theme.px(axisHeight);
    const int readout = theme.px(readoutWidth);
    const int room = height() - lane - axis;
    const double scale = wanted > 0 ? std::min(mostGrowth, static_cast<double>(room) / wanted) : 1;
    const int plotsWidth = width() - readout;
    int top = 0;
    for (std::size_t index = 0; index < m_shown.size(); ++index) {
        const int plotHeight = std::max(leastPlot, static_cast<int>(m_shown[index].weight * scale));
        m_charts[index]->setGeometry(0, top, plotsWidth, plotHeight);
        m_readouts[index]->setGeometry(plotsWidth, top, readout, plotHeight);
        top += plotHeight;
    }
    m_lane->setGeometry(0, top, plotsWidth, lane);
    m_axis->setGeometry(0, top + lane, plotsWidth, axis);
    const int left = theme.px(TimeSeriesChart::leftGutter);
    const int plotWidth = plotsWidth - left - theme.px(TimeSeriesChart::rightGutter);
    m_overlay->setGeometry(left, TimeSeriesChart::margin, plotWidth, top + lane);
    m_overlay->raise();
}

/// A move between two samples changes no word.
void ChartStack::showReadouts()
{
    for (std::size_t index = 0; index < m_shown.size(); ++index) {
        const auto under = underCrosshair(index);
        if (m_shown[index].under == under)
            continue;
        m_readouts[index]->show(readoutOf(index, under));
        m_shown[index].under = under;
    }
}

ChartStack::Under ChartStack::underCrosshair(std::size_t index) const
{
    const auto moment = m_time.crosshair();
    const auto& chart = *m_charts[index];
    if (!moment || m_shown[index].readout.lines.empty() || !chart.plot().crosshair)
        return {};
    using Series = TimeSeriesChart::Series;
    const auto samples = [&chart](Instant at) {
        return std::array{chart.pointAt(Series::Canary, at), chart.pointAt(Series::Control, at)};
    };
    const auto reference = m_time.reference();
    Under under{true, reference.has_value(), samples(*moment), {}};
    if (reference)
        under.then = samples(*reference);
    return under;
}

/// Under the crosshair the values of that moment, and what they were at the reference.
Readout ChartStack::readoutOf(std::size_t index, const Under& under) const
{
    auto readout = m_shown[index].readout;
    if (!under.crosshair)
        return readout;
    const auto& plot = m_charts[index]->plot();
    const bool isShare = plot.shownAs == 100.0;
    const int decimals = plot.unit.isEmpty() ? 3 : 0;
    const auto text = [&](const std::optional<Point>& point) {
        if (!point || !point->value)
            return format::absent();
        return isShare ? format::percent(*point->value, 2) : format::number(*point->value * plot.shownAs, decimals);
    };
    const auto lines = std::min(readout.lines.size(), under.now.size());
    for (std::size_t line = 0; line < lines; ++line) {
        readout.lines[line].value = text(under.now[line]);
        const bool compares = under.then[line] && under.then[line]->value;
        //: %1 is the value at the moment that was pinned for comparison
        readout.lines[line].note = compares ? tr("from %1").arg(text(under.then[line])) : QString();
    }
    // The time of the sample that is told; the axis tells the crosshair's.
    const auto& sample = under.now[0] ? under.now[0] : under.now[1];
    if (!under.reference && sample)
        readout.lines[0].note = format::utcTime(sample->at);
    return readout;
}

void ChartStack::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

/// Text of another size needs gutters and readouts of another width.
void ChartStack::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        layOut();
}

void ChartStack::keyPressEvent(QKeyEvent* event)
{
    const int stride = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    const auto center = m_time.crosshair().value_or(m_time.range().from + m_time.range().span() / 2);
    switch (event->key()) {
    case Qt::Key_Left: m_time.moveCrosshair(-stride); return;
    case Qt::Key_Right: m_time.moveCrosshair(stride); return;
    case Qt::Key_Plus: m_time.zoom(2, center); return;
    case Qt::Key_Minus: m_time.zoom(0.5, center); return;
    case Qt::Key_Backspace: m_time.undoZoom(); return;
    case Qt::Key_0: m_time.fit(); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: m_time.pinReference(); return;
    case Qt::Key_Escape:
        if (m_time.crosshair()) {
            m_time.setCrosshair(std::nullopt);
            return;
        }
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void ChartStack::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    m_overlay->update(); // it draws the ring, above the plots
}

void ChartStack::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    m_overlay->update();
}

bool ChartStack::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseMove) {
        const auto* chart = static_cast<TimeSeriesChart*>(static_cast<QWidget*>(watched)->parentWidget());
        const auto area = chart->plotRect();
        const double share =
            (static_cast<QMouseEvent*>(event)->position().x() - area.left()) / std::max(1, area.width());
        const auto span = static_cast<double>(m_time.range().span().count());
        if (share >= 0 && share <= 1)
            m_time.setCrosshair(m_time.range().from + Milliseconds{static_cast<qint64>(share * span)});
    } else if (event->type() == QEvent::Leave && !hasFocus()) {
        m_time.setCrosshair(std::nullopt);
    }
    return QWidget::eventFilter(watched, event);
}

void ChartStack::draw(QPainter& painter)
{
    for (auto* chart : m_charts)
        chart->setDirect(true);
    render(&painter, {}, {}, QWidget::DrawChildren);
    for (auto* chart : m_charts)
        chart->setDirect(false);
}

} // namespace penelope::ui::charts
