#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include "ui/text/format.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QShortcut>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int columnWidth = 920;
constexpr Milliseconds threadSpan = std::chrono::hours{24};

/// Offsets from the column's top, in look.md pixels.
constexpr int explanationTop = 44;
constexpr int threadTop = 130;
constexpr int factsTop = 256;
constexpr int factPx = 54; ///< of a value: three lines in the narrowest column

int columnLeft(const QWidget& widget, const Theme& theme)
{
    return std::max(theme.px(16), (widget.width() - theme.px(columnWidth)) / 2);
}

int columnTop(const QWidget& widget)
{
    return static_cast<int>(widget.height() * 0.17);
}

void paintThread(
    QPainter& painter, const Theme& theme, const QRect& area, const std::vector<Instant>& decisions, Instant now,
    const QString& caption)
{
    const int axis = area.top() + theme.px(28);
    const auto xAt = [&](Milliseconds sinceStart) {
        return area.left() + static_cast<int>(area.width() * sinceStart.count() / threadSpan.count());
    };
    for (const Instant at : decisions) {
        const Milliseconds since = threadSpan - (now - at);
        if (since >= Milliseconds{0} && since <= threadSpan)
            painter.fillRect(QRect(xAt(since) - 1, area.top(), 3, theme.px(20)), theme->border);
    }
    painter.fillRect(QRect(area.left(), axis, area.width() + 1, 1), theme->border);
    for (int hour = 0; hour <= 24; ++hour) {
        const bool labelled = hour % 6 == 0;
        const int x = xAt(std::chrono::hours{hour});
        const int length = theme.px(labelled ? 8 : 4);
        painter.fillRect(QRect(x, axis - length, 1, length), theme->border);
        if (!labelled)
            continue;
        const QString text = hour == 24 ? QCoreApplication::translate("EmptyState", "now")
                                        : format::clock(now - threadSpan + std::chrono::hours{hour});
        const int wide = theme.px(80);
        const int left = hour == 0 ? x : hour == 24 ? x - wide : x - wide / 2;
        const auto side = hour == 0 ? Qt::AlignLeft : hour == 24 ? Qt::AlignRight : Qt::AlignHCenter;
        paintText(
            painter, QRect(left, axis + theme.px(6), wide, theme.px(18)), text, theme.font(Type::Small), theme->muted,
            side | Qt::AlignVCenter);
    }
    paintText(
        painter, QRect(area.left(), axis + theme.px(26), area.width(), theme.px(18)), caption, theme.font(Type::Small),
        theme->muted);
}

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
{}

void EmptyState::show(const QString& sentence, const QString& explanation)
{
    if (m_sentence == sentence && m_explanation == explanation)
        return;
    m_sentence = sentence;
    m_explanation = explanation;
    setAccessibleName(sentence);
    setAccessibleDescription(explanation);
    update();
}

void EmptyState::showThread(std::vector<Instant> decisions, Instant now, const QString& caption)
{
    m_decisions = std::move(decisions);
    m_now = now;
    m_caption = caption;
    placeButtons();
    update();
}

void EmptyState::showFacts(std::vector<Fact> facts)
{
    if (m_facts == facts)
        return;
    m_facts = std::move(facts);
    placeButtons();
    update();
}

void EmptyState::addButton(KeyButton* button)
{
    // Nothing is decided here, so Enter may press as Space does.
    auto* enter = new QShortcut(QKeySequence(Qt::Key_Return), button);
    enter->setContext(Qt::WidgetShortcut);
    connect(enter, &QShortcut::activated, button, &KeyButton::click);
    button->setParent(this);
    button->setVisible(true);
    m_buttons.push_back(button);
    placeButtons();
}

void EmptyState::placeButtons()
{
    const Theme theme = Theme::of(this);
    const int below = !m_facts.empty() ? factsTop + 96 : m_caption.isEmpty() ? explanationTop + 56 : factsTop;
    int x = columnLeft(*this, theme);
    for (KeyButton* button : m_buttons) {
        button->adjustSize();
        button->move(x, columnTop(*this) + theme.px(below));
        x += button->width() + theme.px(8);
    }
}

void EmptyState::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeButtons();
}

void EmptyState::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    const int left = columnLeft(*this, theme);
    const int top = columnTop(*this);
    const int wide = std::min(theme.px(columnWidth), width() - left - theme.px(16));
    paintText(painter, QRect(left, top, wide, theme.px(40)), m_sentence, theme.font(Type::Calm), theme->text);
    painter.setFont(theme.font(Type::Lead));
    painter.setPen(theme->muted);
    painter.drawText(
        QRect(left, top + theme.px(explanationTop), wide, theme.px(48)),
        Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_explanation);
    if (hasFocus()) {
        const int words = QFontMetrics(theme.font(Type::Calm)).horizontalAdvance(m_sentence);
        paintRing(painter, theme, QRect(left - theme.px(8), top - theme.px(2), words + theme.px(16), theme.px(44)), 2);
    }
    if (!m_caption.isEmpty())
        paintThread(
            painter, theme, QRect(left, top + theme.px(threadTop), wide, theme.px(80)), m_decisions, m_now, m_caption);
    if (m_facts.empty())
        return;
    const int gap = theme.px(24);
    const int columns = 4;
    const int each = (wide - (columns - 1) * gap) / columns;
    for (std::size_t i = 0; i < std::min<std::size_t>(m_facts.size(), columns); ++i) {
        const QRect cell(left + static_cast<int>(i) * (each + gap), top + theme.px(factsTop), each, theme.px(60));
        paintLine(painter, cell, Qt::TopEdge, theme->line);
        paintText(
            painter, QRect(cell.left(), cell.top() + theme.px(11), each, theme.px(20)), m_facts[i].name,
            theme.font(Type::Small), theme->muted);
        painter.setFont(theme.font(Type::Body));
        painter.setPen(theme->text);
        painter.drawText(
            QRect(cell.left(), cell.top() + theme.px(33), each, theme.px(factPx)),
            Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_facts[i].value);
    }
}

} // namespace penelope::ui
