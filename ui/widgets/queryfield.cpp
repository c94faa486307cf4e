#include "ui/widgets/queryfield.h"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>

namespace penelope::ui {

QueryField::QueryField(Icon icon, const QString& accessibleName, QWidget* parent)
    : QLineEdit(parent)
    , m_icon(icon)
{
    setAccessibleName(accessibleName);
    setType(this, Type::MonoBody);
    const Theme theme = Theme::of(this);
    setTextMargins(theme.px(24), 0, theme.px(60), 0);
}

void QueryField::setState(State state, const QString& words)
{
    if (m_state == state && m_words == words)
        return;
    m_state = state;
    m_words = words;
    setAccessibleDescription(words);
    setToolTip(words); // of which a narrow field shows the beginning
    const Theme theme = Theme::of(this);
    setTextMargins(theme.px(24), 0, words.isEmpty() ? 0 : wordsWidth() + theme.px(32), 0);
    update();
}

/// The query keeps a third of the field, however much there is to say about it.
int QueryField::wordsWidth() const
{
    const QFontMetricsF metrics(Theme::of(this).font(Type::Small));
    return std::min(static_cast<int>(std::ceil(metrics.horizontalAdvance(m_words))) + 2, 2 * width() / 3);
}

void QueryField::resizeEvent(QResizeEvent* event)
{
    QLineEdit::resizeEvent(event);
    if (!m_words.isEmpty())
        setTextMargins(Theme::of(this).px(24), 0, wordsWidth() + Theme::of(this).px(32), 0);
}

void QueryField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    const int side = theme.px(16);
    paintIcon(painter, QPoint(theme.px(8), (height() - side) / 2), m_icon, theme->muted, side);
    if (m_words.isEmpty())
        return;
    const QFont font = theme.font(Type::Small);
    const int wide = wordsWidth();
    const QRect area(width() - wide - theme.px(10), 0, wide, height());
    paintText(painter, area, m_words, font, m_state == State::Invalid ? theme->text : theme->muted);
    paintMark(painter, area);
}

void QueryField::paintMark(QPainter& painter, const QRect& words) const
{
    const Theme theme = Theme::of(this);
    const int side = theme.px(12);
    const QRect area(words.left() - side - 4, (height() - side) / 2, side, side);
    switch (m_state) {
    case State::Empty: return;
    case State::Valid: paintIcon(painter, area.topLeft(), Icon::Check, theme->muted, side); return;
    case State::Invalid: paintIcon(painter, area.topLeft(), Icon::Cross, theme->text, side); return;
    case State::Slow: paintIcon(painter, area.topLeft(), Icon::Clock, theme->muted, side); return;
    case State::Incomplete:
        paintText(painter, area, QStringLiteral("…"), theme.font(Type::Small), theme->muted, Qt::AlignCenter);
        return;
    }
}

void QueryField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        emit left();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace penelope::ui
