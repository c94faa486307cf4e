#include "ui/approvals/textfield.h"

#include "ui/theme/eachzoom.h"
#include "ui/theme/paint.h"

#include <algorithm>

namespace penelope::ui {

TextField::TextField(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    // The text begins where that of a line's field does.
    atEachZoom(this, [this](const Theme& theme) {
        document()->setDocumentMargin(theme.px(6));
        fit(theme);
    });
}

void TextField::setHeightPx(int height)
{
    m_heightPx = height;
    fit(Theme::of(this));
}

void TextField::fit(const Theme& theme)
{
    if (m_heightPx == 0)
        return;
    constexpr int twoLines = 44;
    setMinimumHeight(theme.px(std::min(m_heightPx, twoLines)));
    setMaximumHeight(theme.px(m_heightPx));
    updateGeometry();
}

QSize TextField::sizeHint() const
{
    return QPlainTextEdit::sizeHint().boundedTo({QWIDGETSIZE_MAX, maximumHeight()});
}

void TextField::paintEvent(QPaintEvent* event)
{
    QPlainTextEdit::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(viewport());
    paintRing(painter, Theme::of(this), viewport()->rect());
}

void TextField::focusInEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusInEvent(event);
    viewport()->update();
}

void TextField::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    viewport()->update();
}

/// The ring stays where it is while the text moves.
void TextField::scrollContentsBy(int dx, int dy)
{
    QPlainTextEdit::scrollContentsBy(dx, dy);
    viewport()->update();
}

} // namespace penelope::ui
