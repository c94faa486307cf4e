#include "ui/breakers/ribbon.h"

#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::breakers {

namespace {

constexpr Milliseconds shownSpan = std::chrono::hours{1};
constexpr int labelPx = 108;
constexpr int barTop = 4;
constexpr int barPx = 24;
constexpr int attemptsAt = 52;
constexpr int axisAt = 72;
constexpr int ribbonPx = 96;

} // namespace

Ribbon::Ribbon(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("The last hour of this breaker"));
    setFocusPolicy(Qt::StrongFocus);
}

void Ribbon::show(const breaker::Breaker& breaker, Instant now)
{
    if (m_breaker == breaker && m_now == now)
        return;
    m_breaker = breaker;
    m_now = now;
    QStringList lines;
    for (const auto& change : breaker.transitions)
        lines.append(format::utcTime(change.at) + u' ' + words::breakerPhase(change.to));
    for (const auto& failure : breaker.failures)
        lines.append(tr("%1 failure: %2").arg(format::utcTime(failure.at), words::told(failure.error)));
    setAccessibleDescription(lines.join(u'\n'));
    update();
}

QSize Ribbon::sizeHint() const
{
    return {Theme::of(this).px(480), Theme::of(this).px(ribbonPx)};
}

int Ribbon::xOf(Instant at) const
{
    const int left = Theme::of(this).px(labelPx);
    const auto from = m_now - shownSpan;
    const double part = static_cast<double>((at - from).count()) / static_cast<double>(shownSpan.count());
    return left + static_cast<int>((width() - left - 1) * std::clamp(part, 0.0, 1.0));
}

void Ribbon::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPhases(painter);
    paintAttempts(painter);
    paintBracket(painter);
    paintAxis(painter);
    if (hasFocus())
        paintRing(painter, Theme::of(this), rect());
}

void Ribbon::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        emit left();
    else
        QWidget::keyPressEvent(event);
}

void Ribbon::paintBracket(QPainter& painter) const
{
    std::vector<Instant> shown;
    for (const auto& failure : m_breaker.failures) {
        if (failure.at > m_now - shownSpan && failure.at <= m_now)
            shown.push_back(failure.at);
    }
    if (shown.size() < 2)
        return;
    const auto theme = Theme::of(this);
    const auto font = theme.font(Type::Small);
    //: %n failures, %1 is a span such as "12 min 40 s"
    const auto text = tr("%n failures in %1", nullptr, static_cast<int>(shown.size()))
                          .arg(format::duration(shown.back() - shown.front()));
    const int left = xOf(shown.front());
    const int right = xOf(shown.back());
    const int y = theme.px(attemptsAt - 14);
    const int words = QFontMetrics(font).horizontalAdvance(text) + theme.px(12);
    if (right - left < words + theme.px(16))
        return;
    const int middle = (left + right) / 2;
    const auto pen = theme->border;
    painter.fillRect(QRect(left, y, middle - words / 2 - left, 1), pen);
    painter.fillRect(QRect(middle + words / 2, y, right - middle - words / 2 + 1, 1), pen);
    painter.fillRect(QRect(left, y, 1, theme.px(5)), pen);
    painter.fillRect(QRect(right, y, 1, theme.px(5)), pen);
    paintText(
        painter, QRect(middle - words / 2, y - theme.px(9), words, theme.px(18)), text, font, theme->muted,
        Qt::AlignCenter);
}

void Ribbon::paintPhases(QPainter& painter) const
{
    const auto theme = Theme::of(this);
    paintText(
        painter, QRect(0, theme.px(barTop), theme.px(labelPx - 12), theme.px(barPx)), tr("State"),
        theme.font(Type::Body), theme->muted);
    std::vector<std::pair<Instant, breaker::Phase>> parts{
        {m_now - shownSpan, breaker::phaseAt(m_breaker, m_now - shownSpan)}};
    for (const auto& change : m_breaker.transitions) {
        if (change.at > m_now - shownSpan && change.at <= m_now)
            parts.emplace_back(change.at, change.to);
    }
    for (std::size_t at = 0; at < parts.size(); ++at) {
        const int left = xOf(parts[at].first);
        const int right = at + 1 < parts.size() ? xOf(parts[at + 1].first) : width() - 1;
        const QRect bar(left, theme.px(barTop), right - left + 1, theme.px(barPx));
        const auto phase = parts[at].second;
        const bool open = phase == breaker::Phase::Open;
        const bool half = phase == breaker::Phase::HalfOpen;
        const auto severity = open ? Severity::P0 : Severity::P2;
        paintBox(
            painter, bar, open || half ? theme->text : theme->border,
            open || half ? theme->fill(severity) : theme->base);
        QRect text = bar.adjusted(theme.px(8), 0, -theme.px(4), 0);
        if (open || half) {
            const int side = theme.px(9);
            if (text.width() > side)
                paintShape(
                    painter, QRectF(text.left(), bar.center().y() - side / 2.0, side, side), severity,
                    theme->onFill(severity));
            text.setLeft(text.left() + side + theme.px(6));
        }
        auto word = words::breakerPhase(phase);
        if (open || half)
            word = word.toUpper();
        const auto font = theme.font(open || half ? Type::Badge : Type::Small);
        if (QFontMetrics(font).horizontalAdvance(word) <= text.width())
            paintText(painter, text, word, font, open || half ? theme->onFill(severity) : theme->muted);
    }
}

void Ribbon::paintAttempts(QPainter& painter) const
{
    const auto theme = Theme::of(this);
    const int y = theme.px(attemptsAt);
    paintText(
        painter, QRect(0, y - theme.px(10), theme.px(labelPx - 12), theme.px(20)), tr("Attempts"),
        theme.font(Type::Body), theme->muted);
    painter.fillRect(QRect(theme.px(labelPx), y, width() - theme.px(labelPx), 1), theme->line);
    for (const auto& blocked : m_breaker.blocked) {
        if (blocked.at > m_now - shownSpan)
            painter.fillRect(QRect(xOf(blocked.at), y - theme.px(6), 2, theme.px(12)), theme->border);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme->text, 2));
    const int arm = theme.px(5);
    for (const auto& failure : m_breaker.failures) {
        if (failure.at <= m_now - shownSpan)
            continue;
        // The newest, at the edge, is a whole cross too.
        const QPointF at(std::clamp(xOf(failure.at), theme.px(labelPx) + arm, width() - arm - 2), y);
        painter.drawLine(at - QPointF(arm, arm), at + QPointF(arm, arm));
        painter.drawLine(at + QPointF(-arm, arm), at + QPointF(arm, -arm));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void Ribbon::paintAxis(QPainter& painter) const
{
    const auto theme = Theme::of(this);
    const int y = theme.px(axisAt);
    painter.fillRect(QRect(theme.px(labelPx), y, width() - theme.px(labelPx), 1), theme->border);
    for (int tick = 0; tick <= 6; ++tick) {
        const auto at = m_now - shownSpan + tick * (shownSpan / 6);
        const int x = xOf(at);
        painter.fillRect(QRect(x, y, 1, theme.px(4)), theme->border);
        const int half = theme.px(30);
        const int left = std::clamp(x - half, theme.px(labelPx), width() - 2 * half);
        const auto side = tick == 0 ? Qt::AlignLeft : tick == 6 ? Qt::AlignRight : Qt::AlignHCenter;
        paintText(
            painter, QRect(left, y + theme.px(4), 2 * half, theme.px(18)), format::clock(at), theme.font(Type::Small),
            theme->muted, side | Qt::AlignVCenter);
    }
}

} // namespace penelope::ui::breakers
