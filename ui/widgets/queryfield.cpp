#include "ui/widgets/queryfield.h"

#include <QKeyEvent>

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
    const Theme theme = Theme::of(this);
    const int wide = static_cast<int>(QFontMetricsF(theme.font(Type::Small)).horizontalAdvance(words));
    setTextMargins(theme.px(24), 0, words.isEmpty() ? 0 : wide + theme.px(32), 0);
    update();
}

void QueryField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    const int side = theme.px(16);
    paintIcon(painter, QPointF(theme.px(8), (height() - side) / 2), m_icon, theme->muted, side);
    if (m_words.isEmpty())
        return;
    const QFont font = theme.font(Type::Small);
    const int wide = static_cast<int>(QFontMetricsF(font).horizontalAdvance(m_words)) + 2;
    const QRect area(width() - wide - theme.px(10), 0, wide, height());
    paintText(painter, area, m_words, font, m_state == State::Invalid ? theme->text : theme->muted);
    const int mark = theme.px(12);
    paintIcon(
        painter, QPointF(area.left() - mark - 4, (height() - mark) / 2),
        m_state == State::Invalid ? Icon::Cross : Icon::Check, m_state == State::Invalid ? theme->text : theme->muted,
        mark);
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
