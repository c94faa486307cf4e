#include "ui/theme/controls.h"

#include "ui/theme/paint.h"

#include <QFontMetrics>
#include <QStyleOption>

#include <algorithm>

namespace penelope::ui::controls {

using namespace Qt::Literals::StringLiterals;

ButtonSize buttonSize(const QWidget* widget)
{
    const QVariant size = widget ? widget->property(property::size) : QVariant{};
    return size.isValid() ? static_cast<ButtonSize>(size.toInt()) : ButtonSize::Tool;
}

int buttonHeight(ButtonSize size)
{
    switch (size) {
    case ButtonSize::Main: return 36;
    case ButtonSize::Tool: return 28;
    case ButtonSize::Strip: return 24;
    }
    Q_UNREACHABLE();
}

int buttonPadding(ButtonSize size)
{
    switch (size) {
    case ButtonSize::Main: return 16;
    case ButtonSize::Tool: return 12;
    case ButtonSize::Strip: return 8;
    }
    Q_UNREACHABLE();
}

static bool isSet(const QWidget* widget, const char* name)
{
    return widget && widget->property(name).toBool();
}

namespace {
struct ButtonColors
{
    QColor face;
    QColor edge;
    QColor text;
    QColor hint;
};
} // namespace

static ButtonColors buttonColors(const Theme& theme, QStyle::State state, const QWidget* widget)
{
    const Tokens& t = theme.tokens();
    const QColor none(Qt::transparent);
    if (!(state & QStyle::State_Enabled))
        return {none, isSet(widget, property::flat) ? none : t.line, t.muted, t.muted};
    if (isSet(widget, property::commit))
        return {t.inv, t.inv, t.onInv, t.onInv};
    const bool flat = isSet(widget, property::flat);
    ButtonColors colors{flat ? none : t.ctl, flat ? none : t.border, t.text, t.muted};
    if (state & (QStyle::State_Sunken | QStyle::State_On)) {
        colors.face = t.sel;
        colors.text = t.onSel;
        colors.hint = t.mutedOnSel;
    } else if (state & QStyle::State_MouseOver) {
        colors.face = t.hover;
    }
    return colors;
}

void paintButtonPanel(QPainter& painter, const Theme& theme, const QStyleOption& option, const QWidget* widget)
{
    const ButtonColors colors = buttonColors(theme, option.state, widget);
    paintBox(painter, option.rect, colors.edge, colors.face, 3);
    // High contrast has no hover face: a dashed edge says the same.
    const bool hovered = option.state & QStyle::State_MouseOver && option.state & QStyle::State_Enabled;
    if (hovered && theme->hover.alpha() == 0) {
        painter.setPen(QPen(theme->text, 1, Qt::DashLine));
        painter.drawRect(QRectF(option.rect).adjusted(2.5, 2.5, -2.5, -2.5));
    }
    if (option.state & QStyle::State_HasFocus)
        paintRing(painter, theme, option.rect, 3);
    // On a filled face, that of a commit or of what is chosen, the ring alone is too near to it.
    const bool filled = isSet(widget, property::commit) || option.state & QStyle::State_On;
    if (filled && option.state & QStyle::State_Enabled && option.state & QStyle::State_HasFocus) {
        const int ring = theme.ring();
        paintBox(
            painter, QRectF(option.rect).adjusted(ring, ring, -ring, -ring), colors.text, QColor(Qt::transparent), 1,
            2);
    }
}

QString plainText(const QString& text)
{
    QString plain = text;
    return plain.remove(u'&');
}

void paintButtonLabel(QPainter& painter, const Theme& theme, const QStyleOptionButton& option, const QWidget* widget)
{
    const ButtonColors colors = buttonColors(theme, option.state, widget);
    const int padding = theme.px(buttonPadding(buttonSize(widget)));
    // Fusion hands on a rectangle less its own margins; ours are the padding alone.
    QRect area = (widget ? widget->rect() : option.rect).adjusted(padding, 0, -padding, 0);
    if (!option.icon.isNull()) {
        const int side = theme.px(16);
        painter.drawPixmap(
            area.left(), area.center().y() - side / 2,
            option.icon.pixmap(QSize(side, side), painter.device()->devicePixelRatioF()));
        area.setLeft(area.left() + side + theme.px(keyGap));
    }
    QFont font = theme.font(buttonSize(widget) == ButtonSize::Strip ? Type::Label : Type::Button);
    if (option.state & QStyle::State_On)
        font.setWeight(QFont::DemiBold);
    const QString hint = widget ? widget->property(property::keyHint).toString() : QString{};
    const auto alignment = hint.isEmpty() ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter;
    const int used = paintText(painter, area, plainText(option.text), font, colors.text, Qt::Alignment(alignment));
    area.setLeft(area.left() + used + theme.px(keyGap));
    paintText(painter, area.adjusted(0, 0, 1, 0), hint, theme.font(Type::Small), colors.hint);
}

void paintTab(QPainter& painter, const Theme& theme, const QStyleOptionTab& option)
{
    if (!(option.state & QStyle::State_Selected)) {
        if (option.state & QStyle::State_MouseOver && theme->hover.alpha() > 0)
            painter.fillRect(option.rect.adjusted(0, 0, 0, -1), theme->hover);
    } else {
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom() - 1, option.rect.width(), 2), theme->text);
    }
    if (option.state & QStyle::State_HasFocus)
        paintRing(painter, theme, option.rect);
}

/// A tab's text is "Diff\t2": words, then the number key.
void paintTabLabel(QPainter& painter, const Theme& theme, const QStyleOptionTab& option)
{
    const bool current = option.state & QStyle::State_Selected;
    const QString words = plainText(option.text).section(u'\t', 0, 0);
    const QString key = option.text.section(u'\t', 1, 1);
    // The words keep their place when the tab comes to the front; a tab without room around has what there is.
    const int keyRoom =
        key.isEmpty() ? 0 : theme.px(keyGap) + QFontMetrics(theme.font(Type::Small)).horizontalAdvance(key);
    const int needed = QFontMetrics(theme.font(Type::Strong)).horizontalAdvance(words) + keyRoom;
    const int before = std::clamp((option.rect.width() - needed) / 2, 0, theme.px(12));
    QRect area = option.rect.adjusted(before, 0, -std::min(before, theme.px(4)), 0);
    const bool enabled = option.state & QStyle::State_Enabled;
    const int used = paintText(
        painter, area, words, theme.font(current ? Type::Strong : Type::Body),
        enabled && current ? theme->text : theme->muted);
    area.setLeft(area.left() + used + theme.px(keyGap));
    paintText(painter, area, key, theme.font(Type::Small), theme->muted);
}

void paintHeaderLabel(QPainter& painter, const Theme& theme, const QStyleOptionHeader& option)
{
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    // Qt names the direction of the arrow's tip, not of the order.
    const bool ascending = option.sortIndicator == QStyleOptionHeader::SortDown;
    const QString text = sorted ? option.text + (ascending ? u" ↑"_s : u" ↓"_s) : option.text;
    // The padding is that of the cells below; both ends, so that either alignment meets its column.
    const int before = theme.px(option.section == 0 ? 16 : 6);
    const bool last =
        option.position == QStyleOptionHeader::End || option.position == QStyleOptionHeader::OnlyOneSection;
    const QRect area = option.rect.adjusted(before, 0, -theme.px(last ? 16 : 6), 0);
    const Qt::Alignment side = option.textAlignment & Qt::AlignRight ? Qt::AlignRight : Qt::AlignLeft;
    paintText(
        painter, area, text, theme.font(Type::Label), sorted ? theme->text : theme->muted, side | Qt::AlignVCenter);
}

void paintMenuItem(QPainter& painter, const Theme& theme, const QStyleOptionMenuItem& option)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        const QRect line(option.rect.left(), option.rect.center().y(), option.rect.width(), 1);
        painter.fillRect(line, theme->line);
        return;
    }
    const bool selected = option.state & QStyle::State_Selected;
    const bool enabled = option.state & QStyle::State_Enabled;
    painter.fillRect(option.rect, selected && enabled ? theme->sel : theme->base);
    const QColor ink = !enabled ? theme->muted : selected ? theme->onSel : theme->text;
    const QColor hint = selected && enabled ? theme->mutedOnSel : theme->muted;
    QRect area = option.rect.adjusted(theme.px(28), 0, -theme.px(12), 0);
    if (option.checked)
        paintIcon(
            painter, QPointF(option.rect.left() + theme.px(8), area.center().y() - theme.px(7)), Icon::Check, ink,
            theme.px(14));
    paintText(painter, area, plainText(option.text.section(u'\t', 0, 0)), theme.font(Type::Body), ink);
    paintText(
        painter, area, option.text.section(u'\t', 1, 1), theme.font(Type::Small), hint,
        Qt::AlignRight | Qt::AlignVCenter);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIcon(
            painter, QPointF(area.right() - theme.px(12), area.center().y() - theme.px(7)), Icon::Right, ink,
            theme.px(14));
}

void paintScrollBar(QPainter& painter, const Theme& theme, const QStyleOptionSlider& option, const QRect& thumb)
{
    painter.fillRect(option.rect, theme->panel);
    const bool vertical = option.orientation == Qt::Vertical;
    if (option.minimum >= option.maximum)
        return;
    painter.fillRect(vertical ? thumb.adjusted(2, 0, -2, 0) : thumb.adjusted(0, 2, 0, -2), theme->border);
}

void paintField(QPainter& painter, const Theme& theme, const QStyleOption& option)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    paintBox(painter, option.rect, enabled ? theme->border : theme->line, enabled ? theme->base : theme->panel, 2);
    if (option.state & QStyle::State_HasFocus)
        paintRing(painter, theme, option.rect, 2);
}

void paintCheckBox(QPainter& painter, const Theme& theme, const QStyleOption& option)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const int side = theme.px(16);
    const QRect box(option.rect.left(), option.rect.center().y() - side / 2, side, side);
    paintBox(painter, box, enabled ? theme->border : theme->line, enabled ? theme->base : QColor(Qt::transparent), 0);
    if (option.state & QStyle::State_On)
        paintIcon(painter, box.topLeft(), Icon::Check, enabled ? theme->text : theme->muted, side);
}

} // namespace penelope::ui::controls
