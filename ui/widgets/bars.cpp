#include "ui/widgets/parts.h"

#include "ui/widgets/keybutton.h"

#include <QEvent>
#include <QFontMetrics>
#include <QHBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<Severity> severityOf(Banner::Mark mark)
{
    switch (mark) {
    case Banner::Mark::P0: return Severity::P0;
    case Banner::Mark::P1: return Severity::P1;
    case Banner::Mark::P2: return Severity::P2;
    case Banner::Mark::P3: return Severity::P3;
    case Banner::Mark::Hatch:
    case Banner::Mark::Clock:
    case Banner::Mark::User:
    case Banner::Mark::Review:
    case Banner::Mark::Play: return std::nullopt;
    }
    Q_UNREACHABLE();
}

Icon iconOf(Banner::Mark mark)
{
    switch (mark) {
    case Banner::Mark::User: return Icon::User;
    case Banner::Mark::Review: return Icon::Review;
    case Banner::Mark::Play: return Icon::Play;
    case Banner::Mark::Clock:
    case Banner::Mark::Hatch:
    case Banner::Mark::P0:
    case Banner::Mark::P1:
    case Banner::Mark::P2:
    case Banner::Mark::P3: return Icon::Clock;
    }
    Q_UNREACHABLE();
}

void paintMark(QPainter& painter, const Theme& theme, const QRect& area, Banner::Mark mark)
{
    if (mark == Banner::Mark::Hatch) {
        paintHatch(painter, theme, area);
        paintBox(painter, area, theme->border, QColor(Qt::transparent));
        return;
    }
    if (const auto severity = severityOf(mark)) {
        const int side = theme.px(12);
        const QPoint corner = area.center() - QPoint(side / 2, side / 2 - 1);
        const QRectF square(corner, QSizeF(side, side));
        paintShape(painter, square, *severity, theme->fill(*severity), theme->text);
        return;
    }
    const int side = theme.px(16);
    paintIcon(painter, area.center() - QPoint(side / 2, side / 2), iconOf(mark), theme->text, side);
}

} // namespace

CountdownBar::CountdownBar(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CountdownBar::show(Instant from, Instant to, Instant now)
{
    if (m_from == from && m_to == to && m_now == now)
        return;
    m_from = from;
    m_to = to;
    m_now = now;
    const auto whole = std::max<qint64>(1, (to - from).count());
    const auto gone = std::clamp<qint64>(100 * (now - from).count() / whole, 0, 100);
    setAccessibleDescription(tr("%1 % of the time has gone").arg(gone));
    update();
}

QSize CountdownBar::sizeHint() const
{
    return {Theme::of(this).px(240), minimumSizeHint().height()};
}

QSize CountdownBar::minimumSizeHint() const
{
    const Theme theme = Theme::of(this);
    return {theme.px(120), theme.px(30)};
}

void CountdownBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    const QRect bar(0, 0, width(), theme.px(8));
    const auto whole = std::max<qint64>(1, (m_to - m_from).count());
    const double done = std::clamp(static_cast<double>((m_now - m_from).count()) / static_cast<double>(whole), 0., 1.);
    const bool soon = m_to - m_now <= std::chrono::minutes{15};
    paintBox(painter, bar, theme->text, soon ? theme->fill(Severity::P1) : theme->base);
    const int elapsed = static_cast<int>(std::lround(done * (bar.width() - 2)));
    painter.fillRect(QRect(1, 1, elapsed, bar.height() - 2), theme->elapsed);
    if (elapsed > 0 && elapsed < bar.width() - 2)
        painter.fillRect(QRect(1 + elapsed, 1, 1, bar.height() - 2), theme->text);
    for (const int mark : {50, 80, 90}) {
        const int x = bar.width() * mark / 100;
        painter.fillRect(QRect(x, bar.bottom() + 2, 1, theme.px(4)), theme->border);
        const QString text = mark == 90 ? u"90\u202F%"_s : QString::number(mark);
        paintText(
            painter, QRect(x - theme.px(24), bar.bottom() + theme.px(6), theme.px(48), theme.px(16)), text,
            theme.font(Type::Small), theme->muted, Qt::AlignCenter);
    }
}

namespace {

constexpr int bannerPx = 40;
constexpr int bannerTallPx = 56;
constexpr int bannerText = 52; ///< left of the words

} // namespace

Banner::Banner(QWidget* parent)
    : QWidget(parent)
    , m_actions(new QHBoxLayout(this))
{
    m_actions->setContentsMargins(16, 0, 16, 0);
    m_actions->setSpacing(8);
    m_actions->addStretch(1);
    setFixedHeight(Theme::of(this).px(bannerPx));
}

void Banner::show(Mark mark, const QString& bold, const QString& rest)
{
    if (m_mark == mark && m_bold == bold && m_rest == rest)
        return;
    m_mark = mark;
    m_bold = bold;
    m_rest = rest;
    setAccessibleName(bold);
    setAccessibleDescription(rest);
    fitHeight();
    update();
}

void Banner::addAction(KeyButton* button)
{
    m_actions->addWidget(button);
}

void Banner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    painter.fillRect(rect(), theme->base);
    paintLine(painter, rect(), Qt::BottomEdge, theme->border);
    const int side = theme.px(24);
    paintMark(painter, theme, QRect(theme.px(16), (height() - side) / 2, side, side), m_mark);
    QRect area(theme.px(bannerText), 0, textRight() - theme.px(bannerText), height() - 1);
    if (isTall()) {
        const QRect upper(area.left(), 0, area.width(), theme.px(bannerTallPx) / 2);
        paintText(painter, upper.adjusted(0, theme.px(4), 0, 0), m_bold, theme.font(Type::Strong), theme->text);
        const QRect lower(area.left(), upper.bottom() + 1, area.width(), height() - upper.height() - theme.px(4));
        if (restLines() == 1) {
            paintText(painter, lower, m_rest, theme.font(Type::Body), theme->text);
        } else {
            painter.setFont(theme.font(Type::Body));
            painter.setPen(theme->text);
            painter.drawText(lower, Qt::TextWordWrap | Qt::AlignVCenter, m_rest);
        }
        return;
    }
    const int used = paintText(painter, area, m_bold, theme.font(Type::Strong), theme->text);
    area.setLeft(area.left() + used + theme.px(5));
    paintText(painter, area, m_rest, theme.font(Type::Body), theme->text);
}

int Banner::textRight() const
{
    return m_actions->count() > 1 ? m_actions->itemAt(1)->geometry().left() - Theme::of(this).px(16) : width();
}

/// Its two sentences stand below each other where they have no room beside each other.
bool Banner::isTall() const
{
    const auto theme = Theme::of(this);
    const int room = textRight() - theme.px(bannerText);
    return !m_rest.isEmpty() && room > 0 &&
           QFontMetrics(theme.font(Type::Strong)).horizontalAdvance(m_bold) + theme.px(6) +
                   QFontMetrics(theme.font(Type::Body)).horizontalAdvance(m_rest) >
               room;
}

/// Of the second sentence, where it stands below the first: a warning is never cut for want of width.
int Banner::restLines() const
{
    constexpr int most = 3;
    constexpr int endless = 10'000;
    const QFontMetrics metrics(Theme::of(this).font(Type::Body));
    const QRect room(0, 0, std::max(1, textRight() - Theme::of(this).px(bannerText)), endless);
    return std::clamp(metrics.boundingRect(room, Qt::TextWordWrap, m_rest).height() / metrics.lineSpacing(), 1, most);
}

void Banner::fitHeight()
{
    const auto theme = Theme::of(this);
    if (!isTall())
        return setFixedHeight(theme.px(bannerPx));
    const int line = QFontMetrics(theme.font(Type::Body)).lineSpacing();
    setFixedHeight(theme.px(bannerTallPx) + (restLines() - 1) * line);
}

void Banner::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

void Banner::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        fitHeight();
}

} // namespace penelope::ui
