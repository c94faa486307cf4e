#include "ui/review/scrubber.h"

#include "ui/text/format.h"
#include "ui/theme/paint.h"

#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace penelope::ui::review {

namespace {

constexpr int labelRoom = 72; ///< for the time at each end
constexpr int trackHeight = 6;
constexpr int handleWidth = 10;
constexpr int handleHeight = 20;

} // namespace

Scrubber::Scrubber(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Moment"));
}

void Scrubber::setSpan(engine::Span span, std::vector<Instant> events)
{
    m_span = span;
    m_marked = span;
    m_events = std::move(events);
    update();
}

void Scrubber::setMarked(engine::Span marked)
{
    if (m_marked == marked)
        return;
    m_marked = marked;
    update();
}

void Scrubber::setMoment(Instant at)
{
    m_at = at;
    //: %1 is the moment, %2 and %3 the ends of the stretch
    setAccessibleDescription(
        tr("%1, from %2 to %3")
            .arg(format::utcDateTime(at), format::utcDateTime(m_span.from), format::utcDateTime(m_span.to)));
    update();
}

QSize Scrubber::sizeHint() const
{
    return {Theme::of(this).px(360), Theme::of(this).px(36)};
}

QSize Scrubber::minimumSizeHint() const
{
    return {Theme::of(this).px(2 * labelRoom + 80), Theme::of(this).px(36)};
}

double Scrubber::xOf(Instant at) const
{
    const int room = Theme::of(this).px(labelRoom);
    const auto whole = std::max<qint64>(1, (m_span.to - m_span.from).count());
    const double share = static_cast<double>((at - m_span.from).count()) / static_cast<double>(whole);
    return room + (width() - 2 * room) * std::clamp(share, 0.0, 1.0);
}

void Scrubber::choose(double x)
{
    const int room = Theme::of(this).px(labelRoom);
    const double share = std::clamp((x - room) / std::max(1, width() - 2 * room), 0.0, 1.0);
    const auto whole = static_cast<double>((m_span.to - m_span.from).count());
    emit chosen(m_span.from + Milliseconds{std::llround(whole * share)});
}

void Scrubber::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    const int room = theme.px(labelRoom);
    const auto small = theme.font(Type::Body);
    paintText(
        painter, QRect(0, 0, room - theme.px(8), height()), format::utcMinute(m_span.from), small, theme->muted,
        Qt::AlignRight | Qt::AlignVCenter);
    paintText(
        painter, QRect(width() - room + theme.px(8), 0, room - theme.px(8), height()), format::utcMinute(m_span.to),
        small, theme->muted);
    const int tall = theme.px(trackHeight);
    const int top = height() / 2 - tall;
    paintBox(painter, QRectF(room, top, width() - 2 * room, tall), theme->border, theme->base);
    const double begin = xOf(m_marked.from);
    painter.fillRect(
        QRectF(begin, top + 1, std::max(0.0, xOf(std::min(m_at, m_marked.to)) - begin), tall - 2), theme->elapsed);
    for (const auto edge : {m_marked.from, m_marked.to}) {
        if (edge != m_span.from && edge != m_span.to)
            painter.fillRect(QRectF(xOf(edge) - 1, top - theme.px(4), 2, tall + theme.px(8)), theme->text);
    }
    double drawn = -1;
    for (const auto at : m_events) {
        const double x = std::round(xOf(at));
        if (x != drawn)
            painter.fillRect(QRectF(x, top + tall + theme.px(3), 1, theme.px(5)), theme->muted);
        drawn = x;
    }
    const QRectF handle(
        xOf(m_at) - theme.px(handleWidth) / 2.0, top + tall / 2.0 - theme.px(handleHeight) / 2.0, theme.px(handleWidth),
        theme.px(handleHeight));
    paintBox(painter, handle, theme->text, theme->ctl, 2, 2);
    if (hasFocus())
        paintRing(painter, theme, rect());
}

void Scrubber::mousePressEvent(QMouseEvent* event)
{
    choose(event->position().x());
}

void Scrubber::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton)
        choose(event->position().x());
}

} // namespace penelope::ui::review
