#include "ui/charts/chartstack.h"

#include "ui/charts/timeaxis.h"
#include "ui/charts/timeserieschart.h"
#include "ui/text/format.h"
#include "ui/widgets/badge.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace penelope::ui::charts {
namespace {

constexpr int laneHeight = 28;
constexpr int axisHeight = 24;
constexpr int leastPlot = 72;

} // namespace

/// Title, lines and state beside a plot; with a crosshair the values under it.
class ChartStack::ReadoutView : public QWidget
{
public:
    using QWidget::QWidget;

    void show(const Readout& readout)
    {
        if (m_readout == readout)
            return;
        m_readout = readout;
        QStringList words{readout.title};
        for (const auto& line : readout.lines)
            words.append(line.name + u' ' + line.value);
        words.append(readout.badge + u' ' + readout.state);
        setAccessibleName(words.join(QStringLiteral(", ")));
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const auto theme = Theme::of(this);
        constexpr int lineHeight = 20;
        constexpr int valueRight = 96;
        int top = 4;
        const int titleWidth = paintText(
            painter, QRect(0, top, width(), lineHeight), m_readout.title, theme.font(Type::Strong), theme->text);
        paintText(
            painter, QRect(titleWidth + 6, top, width() - titleWidth - 6, lineHeight), m_readout.unit,
            theme.font(Type::Body), theme->muted);
        for (std::size_t index = 0; index < m_readout.lines.size(); ++index) {
            const auto& line = m_readout.lines[index];
            top += lineHeight;
            paintText(painter, QRect(0, top, 60, lineHeight), line.name, theme.font(Type::Small), theme->muted);
            const auto type = line.unknown ? Type::Unknown : index == 0 ? Type::Strong : Type::Body;
            paintText(
                painter, QRect(48, top, valueRight, lineHeight), line.value, theme.font(type), theme->text,
                Qt::AlignRight | Qt::AlignVCenter);
            paintText(
                painter, QRect(valueRight + 52, top, width() - valueRight - 52, lineHeight), line.note,
                theme.font(Type::Small), theme->muted, Qt::AlignRight | Qt::AlignVCenter);
        }
        paintState(painter, theme, top + lineHeight + 2);
    }

private:
    void paintState(QPainter& painter, const Theme& theme, int top) const
    {
        int left = 0;
        if (m_readout.unknown)
            left = paintUnknownBadge(painter, theme, QPointF(0, top), m_readout.badge, Icon::Unknown) + 8;
        else if (m_readout.severity)
            left = paintSeverityBadge(painter, theme, QPointF(0, top), *m_readout.severity, m_readout.badge) + 8;
        paintText(
            painter, QRect(left, top, width() - left, badgeHeight(theme)), m_readout.state, theme.font(Type::Body),
            m_readout.severity ? theme->text : theme->muted);
    }

    Readout m_readout;
};

ChartStack::ChartStack(QWidget* parent)
    : QWidget(parent)
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
    if (m_items == items)
        return;
    const bool sameShape = m_items.size() == items.size();
    m_items = std::move(items);
    ensureParts(m_items.size());
    for (std::size_t index = 0; index < m_items.size(); ++index)
        m_charts[index]->show(m_items[index].plot);
    if (!sameShape)
        layOut();
    showReadouts();
}

void ChartStack::ensureParts(std::size_t count)
{
    while (m_charts.size() < count) {
        auto* chart = new TimeSeriesChart(m_time, this);
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
    for (const auto& item : m_items)
        wanted += item.weight;
    const int room = height() - laneHeight - axisHeight;
    const double scale = wanted > 0 ? std::min(1.0, static_cast<double>(room) / wanted) : 1;
    const int plotsWidth = width() - readoutWidth;
    int top = 0;
    for (std::size_t index = 0; index < m_items.size(); ++index) {
        const int plotHeight = std::max(leastPlot, static_cast<int>(m_items[index].weight * scale));
        m_charts[index]->setGeometry(0, top, plotsWidth, plotHeight);
        m_readouts[index]->setGeometry(plotsWidth, top, readoutWidth, plotHeight);
        top += plotHeight;
    }
    m_lane->setGeometry(0, top, plotsWidth, laneHeight);
    m_axis->setGeometry(0, top + laneHeight, plotsWidth, axisHeight);
    const int plotWidth = plotsWidth - TimeSeriesChart::leftGutter - TimeSeriesChart::rightGutter;
    m_overlay->setGeometry(TimeSeriesChart::leftGutter, TimeSeriesChart::margin, plotWidth, top + laneHeight);
    m_overlay->raise();
}

void ChartStack::showReadouts()
{
    const auto moment = m_time.crosshair();
    for (std::size_t index = 0; index < m_items.size(); ++index) {
        auto readout = m_items[index].readout;
        const auto& plot = m_items[index].plot;
        if (moment && readout.lines.size() >= 2) {
            const auto text = [&](const Points& points) {
                const auto value = TimeSeriesChart::valueAt(points, *moment);
                const int decimals = plot.shownAs == 100.0 ? 2 : plot.unit.isEmpty() ? 3 : 0;
                return value ? format::number(*value * plot.shownAs, decimals) : format::absent();
            };
            readout.lines[0].value = text(plot.canary);
            readout.lines[1].value = text(plot.control);
            readout.lines[0].note = format::utcTime(*moment);
            readout.lines[1].note.clear();
        }
        m_readouts[index]->show(readout);
    }
}

void ChartStack::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
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
    case Qt::Key_Minus: m_time.undoZoom(); return;
    case Qt::Key_Backspace: m_time.undoZoom(); return;
    case Qt::Key_0: m_time.fit(); return;
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

} // namespace penelope::ui::charts
