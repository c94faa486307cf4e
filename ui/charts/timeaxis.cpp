#include "ui/charts/timeaxis.h"

#include "ui/charts/timeserieschart.h"
#include "ui/text/format.h"
#include "ui/theme/paint.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace penelope::ui::charts {
namespace {

constexpr int labelPx = 72;
constexpr int tickPx = 96; ///< from one label to the next, at least

int leftOf(const QWidget& widget)
{
    return Theme::of(&widget).px(TimeSeriesChart::leftGutter);
}

double plotWidth(const QWidget& widget)
{
    const auto theme = Theme::of(&widget);
    return widget.width() - theme.px(TimeSeriesChart::leftGutter) - theme.px(TimeSeriesChart::rightGutter);
}

/// Seconds are shown where ticks need them.
QString tickText(Instant moment, Milliseconds step)
{
    using namespace std::chrono_literals;
    const auto text = format::utcTime(moment);
    return step < 1min ? text.left(8) : text.left(5);
}

} // namespace

double positionOf(Instant moment, const TimeRange& range, double leftEdge, double width)
{
    const auto span = static_cast<double>(std::max<qint64>(1, range.span().count()));
    return leftEdge + static_cast<double>((moment - range.from).count()) / span * width;
}

TimeAxis::TimeAxis(TimeContext& time, QWidget* parent)
    : QWidget(parent)
    , m_time(time)
{
    connect(&m_time, &TimeContext::rangeChanged, this, [this] { update(); });
    connect(&m_time, &TimeContext::crosshairChanged, this, &TimeAxis::movePlates);
}

std::vector<int> TimeAxis::plateColumns() const
{
    std::vector<int> columns;
    for (const auto& moment : {m_time.crosshair(), m_time.reference()}) {
        if (moment)
            columns.push_back(static_cast<int>(positionOf(*moment, m_time.range(), leftOf(*this), plotWidth(*this))));
    }
    return columns;
}

/// Repaints where the plates were and are, with the labels that they cover or free.
void TimeAxis::movePlates()
{
    const int labelWidth = Theme::of(this).px(labelPx);
    for (const auto& columns : {m_plates, plateColumns()}) {
        for (const int at : columns)
            update(at - 3 * labelWidth / 2, 0, 3 * labelWidth, height());
    }
}

void TimeAxis::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    const auto theme = Theme::of(this);
    const auto font = theme.font(Type::Small);
    const int left = leftOf(*this);
    const double width = plotWidth(*this);
    const int labelWidth = theme.px(labelPx);
    const auto& range = m_time.range();
    m_plates = plateColumns();
    std::vector<QRect> plates;
    const auto plateAt = [&](std::optional<Instant> moment) -> std::optional<QRect> {
        if (!moment || *moment < range.from || *moment > range.to)
            return std::nullopt;
        const int at = static_cast<int>(positionOf(*moment, range, left, width));
        return QRect(at - labelWidth / 2 + 4, 2, labelWidth - 8, theme.px(20));
    };
    const auto crosshair = plateAt(m_time.crosshair());
    if (auto plate = plateAt(m_time.reference())) {
        // Near each other, the pinned one makes way to its own side.
        if (crosshair && plate->intersects(*crosshair))
            plate->moveLeft(
                plate->left() < crosshair->left() ? crosshair->left() - plate->width() - 2 : crosshair->right() + 3);
        if (plate->right() >= this->width() && crosshair)
            plate->moveLeft(crosshair->left() - plate->width() - 2);
        plates.push_back(*plate);
        paintBox(painter, *plate, theme->border, theme->base, 2);
        paintText(painter, *plate, format::utcTime(*m_time.reference()), font, theme->text, Qt::AlignCenter);
    }
    if (const auto plate = crosshair) {
        plates.push_back(*plate);
        painter.fillRect(*plate, theme->inv);
        paintText(painter, *plate, format::utcTime(*m_time.crosshair()), font, theme->onInv, Qt::AlignCenter);
    }
    const auto ticks = timeTicks(range, std::max(2, static_cast<int>(width) / theme.px(tickPx)));
    const auto step = ticks.size() > 1 ? ticks[1] - ticks[0] : Milliseconds{60000};
    for (const auto tick : ticks) {
        const int at = static_cast<int>(std::floor(positionOf(tick, range, left, width)));
        painter.setPen(QPen(theme->border, 1));
        painter.drawLine(at, 0, at, 3);
        const QRect label(at - labelWidth / 2, 4, labelWidth, theme.px(18));
        if (!event->region().intersects(label))
            continue;
        const bool covered = std::any_of(plates.begin(), plates.end(), [&label](const QRect& plate) {
            return plate.adjusted(-4, 0, 4, 0).intersects(label.adjusted(12, 0, -12, 0));
        });
        if (covered)
            continue;
        paintText(painter, label, tickText(tick, step), font, theme->muted, Qt::AlignCenter);
    }
}

EventLane::EventLane(TimeContext& time, QWidget* parent)
    : QWidget(parent)
    , m_time(time)
{
    connect(&m_time, &TimeContext::rangeChanged, this, [this] { update(); });
}

void EventLane::show(std::vector<LaneMark> marks)
{
    if (m_marks == marks)
        return;
    m_marks = std::move(marks);
    QStringList words;
    for (const auto& mark : m_marks)
        words.append(format::utcTime(mark.at) + u' ' + mark.text);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    update();
}

void EventLane::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto theme = Theme::of(this);
    const auto font = theme.font(Type::Small);
    const QFontMetrics metrics(font);
    const int left = leftOf(*this);
    const double width = plotWidth(*this);
    const QRect lane(left, 0, static_cast<int>(width), height());
    painter.fillRect(lane, theme->window);
    paintLine(painter, lane, Qt::BottomEdge, theme->border);
    painter.setClipRect(lane);
    int free = left;
    int before = left - 1; // where the line before stands
    for (std::size_t index = 0; index < m_marks.size(); ++index) {
        const auto& mark = m_marks[index];
        const int at = static_cast<int>(std::floor(positionOf(mark.at, m_time.range(), left, width)));
        if (at < left || at > lane.right())
            continue;
        painter.setPen(QPen(theme->border, 1));
        painter.drawLine(at, 0, at, height());
        const int advance = metrics.horizontalAdvance(mark.text);
        // A name stands right of its line where the next line leaves room, else left of it where the one before does,
        // else nowhere: names touch neither one another nor a line.
        constexpr int gap = 4;
        const auto next = index + 1 < m_marks.size()
                              ? static_cast<int>(positionOf(m_marks[index + 1].at, m_time.range(), left, width)) - gap
                              : lane.right();
        int begin = at + 6;
        if (begin + advance > std::min(next, lane.right()))
            begin = at - 6 - advance;
        const int lineBefore = std::exchange(before, at);
        if (begin < free || (begin < at && begin < lineBefore + gap))
            continue;
        paintText(painter, QRect(begin, 0, advance + 1, height()), mark.text, font, theme->text);
        free = begin + advance + 8;
    }
}

CrosshairOverlay::CrosshairOverlay(TimeContext& time, QWidget* parent)
    : QWidget(parent)
    , m_time(time)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(&m_time, &TimeContext::crosshairChanged, this, &CrosshairOverlay::move);
    connect(&m_time, &TimeContext::rangeChanged, this, &CrosshairOverlay::move);
}

void CrosshairOverlay::move()
{
    constexpr int strip = 3;
    const auto repaint = [this](int at) {
        if (at >= 0)
            update(at - 1, 0, strip, height());
    };
    const auto placeOf = [this](std::optional<Instant> moment) {
        return moment ? static_cast<int>(positionOf(*moment, m_time.range(), 0, width())) : -1;
    };
    const int crosshair = placeOf(m_time.crosshair());
    const int reference = placeOf(m_time.reference());
    if (crosshair != m_shown) {
        repaint(m_shown);
        repaint(crosshair);
    }
    if (reference != m_pinned) {
        repaint(m_pinned);
        repaint(reference);
    }
    m_shown = crosshair;
    m_pinned = reference;
}

void CrosshairOverlay::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    move();
}

void CrosshairOverlay::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto theme = Theme::of(this);
    if (parentWidget()->hasFocus())
        paintRing(painter, theme, rect());
    const auto line = [&](std::optional<Instant> moment, const QList<qreal>& dashes) {
        if (!moment)
            return;
        const double at = positionOf(*moment, m_time.range(), 0, width());
        if (at < 0 || at > width())
            return;
        QPen pen(theme->text, 1);
        pen.setDashPattern(dashes);
        painter.setPen(pen);
        painter.drawLine(QPointF(std::floor(at), 0), QPointF(std::floor(at), height()));
    };
    line(m_time.reference(), {6, 2});
    line(m_time.crosshair(), {1, 2});
}

} // namespace penelope::ui::charts
