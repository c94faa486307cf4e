#include "ui/theme/penelopestyle.h"

#include "ui/theme/paint.h"
#include "ui/widgets/keybutton.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QFontMetrics>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QStyleOption>
#include <QTabBar>
#include <QTextEdit>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int keyGap = 8;

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

bool isSet(const QWidget* widget, const char* name)
{
    return widget && widget->property(name).toBool();
}

struct ButtonColors
{
    QColor face;
    QColor edge;
    QColor text;
    QColor hint;
};

ButtonColors buttonColors(const Theme& theme, QStyle::State state, const QWidget* widget)
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
    QRect area = option.rect.adjusted(theme.px(12), 0, -theme.px(4), 0);
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
    const QRect area = option.rect.adjusted(before, 0, -theme.px(6), 0);
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

} // namespace

PenelopeStyle::PenelopeStyle(const Theme& theme)
    : QProxyStyle(u"Fusion"_s)
    , m_theme(theme)
{}

void PenelopeStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QTabBar*>(widget) || qobject_cast<QMenuBar*>(widget) ||
        qobject_cast<QLineEdit*>(widget) || qobject_cast<QComboBox*>(widget))
        widget->setAttribute(Qt::WA_Hover, true);
    const QVariant type = widget->property(property::type);
    if (type.isValid()) {
        const auto tone = static_cast<Tone>(widget->property(property::tone).toInt());
        widget->setFont(m_theme.font(static_cast<Type>(type.toInt())));
        QPalette palette = widget->palette();
        for (const auto role : {QPalette::WindowText, QPalette::Text}) {
            palette.setColor(QPalette::Active, role, m_theme.color(tone));
            palette.setColor(QPalette::Inactive, role, m_theme.color(tone));
        }
        widget->setPalette(palette);
    }
    const QVariant surface = widget->property(property::surface);
    if (surface.isValid()) {
        const QColor colors[] = {m_theme->window, m_theme->panel, m_theme->base};
        QPalette palette = widget->palette();
        palette.setColor(QPalette::Window, colors[surface.toInt()]);
        widget->setPalette(palette);
    }
}

void PenelopeStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (static_cast<int>(element)) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool: paintButtonPanel(*painter, m_theme, *option, widget); return;
    case PE_FrameDefaultButton: return;
    case PE_FrameLineEdit: return; // drawn with the panel
    case PE_PanelLineEdit: paintField(*painter, m_theme, *option); return;
    case PE_FrameFocusRect: paintRing(*painter, m_theme, option->rect); return;
    case PE_IndicatorCheckBox: paintCheckBox(*painter, m_theme, *option); return;
    case PE_PanelTipLabel:
    case PE_FrameMenu:
    case PE_PanelMenu: paintBox(*painter, option->rect, m_theme->border, m_theme->base); return;
    case PE_FrameTabBarBase: paintLine(*painter, option->rect, Qt::BottomEdge, m_theme->line); return;
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow: return; // rows are the delegate's
    case PE_PanelScrollAreaCorner: painter->fillRect(option->rect, m_theme->panel); return;
    case PE_Frame: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (!frame || frame->lineWidth <= 0)
            return;
        const bool focused = qobject_cast<const QTextEdit*>(widget) && widget->hasFocus();
        paintBox(*painter, option->rect, m_theme->border, QColor(Qt::transparent), 2);
        if (focused)
            paintRing(*painter, m_theme, option->rect, 2);
        return;
    }
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void PenelopeStyle::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (static_cast<int>(element)) {
    case CE_PushButtonBevel: paintButtonPanel(*painter, m_theme, *option, widget); return;
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            paintButtonLabel(*painter, m_theme, *button, widget);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            paintTab(*painter, m_theme, *tab);
            return;
        }
        break;
    case CE_TabBarTabLabel:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            paintTabLabel(*painter, m_theme, *tab);
            return;
        }
        break;
    case CE_HeaderEmptyArea:
    case CE_HeaderSection:
        painter->fillRect(option->rect, m_theme->panel);
        paintLine(*painter, option->rect, Qt::TopEdge, m_theme->line);
        paintLine(*painter, option->rect, Qt::BottomEdge, m_theme->line);
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            paintHeaderLabel(*painter, m_theme, *header);
            return;
        }
        break;
    case CE_Splitter: {
        const bool across = option->state & State_Horizontal;
        const QRect area = option->rect;
        painter->fillRect(
            across ? QRect(area.center().x(), area.top(), 1, area.height())
                   : QRect(area.left(), area.center().y(), area.width(), 1),
            m_theme->border);
        return;
    }
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            paintMenuItem(*painter, m_theme, *item);
            return;
        }
        break;
    case CE_MenuBarItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (!item)
            break;
        const bool open = item->state & (State_Selected | State_Sunken);
        painter->fillRect(item->rect, open ? m_theme->sel : m_theme->window);
        paintText(
            *painter, item->rect, plainText(item->text), m_theme.font(Type::Body),
            open ? m_theme->onSel : m_theme->text, Qt::AlignCenter);
        return;
    }
    case CE_MenuBarEmptyArea: painter->fillRect(option->rect, m_theme->window); return;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void PenelopeStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control == CC_ScrollBar && slider) {
        paintScrollBar(*painter, m_theme, *slider, subControlRect(control, option, SC_ScrollBarSlider, widget));
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize PenelopeStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    switch (static_cast<int>(type)) {
    case CT_PushButton: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        if (!button)
            break;
        const ButtonSize kind = buttonSize(widget);
        QFont font = m_theme.font(kind == ButtonSize::Strip ? Type::Label : Type::Button);
        font.setWeight(QFont::DemiBold); // toggled text is heavier and must not move its neighbours
        int width = 2 * m_theme.px(buttonPadding(kind)) + QFontMetrics(font).horizontalAdvance(plainText(button->text));
        const QString hint = widget ? widget->property(property::keyHint).toString() : QString{};
        if (!hint.isEmpty())
            width += m_theme.px(keyGap) + QFontMetrics(m_theme.font(Type::Small)).horizontalAdvance(hint);
        if (!button->icon.isNull())
            width += m_theme.px(16 + (button->text.isEmpty() ? 0 : keyGap));
        return {std::max(width, m_theme.px(24)), m_theme.px(buttonHeight(kind))};
    }
    case CT_TabBarTab: {
        const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option);
        if (!tab)
            break;
        const QString words = plainText(tab->text).section(u'\t', 0, 0);
        const QString key = tab->text.section(u'\t', 1, 1);
        int width = m_theme.px(24) + QFontMetrics(m_theme.font(Type::Strong)).horizontalAdvance(words) + 2;
        if (!key.isEmpty())
            width += m_theme.px(keyGap) + QFontMetrics(m_theme.font(Type::Small)).horizontalAdvance(key);
        return {width, m_theme.px(36)};
    }
    case CT_LineEdit: return {size.width(), m_theme.px(28)};
    case CT_CheckBox: return {size.width() + m_theme.px(8), std::max(size.height(), m_theme.px(24))};
    case CT_HeaderSection: return {size.width(), m_theme.px(28)};
    case CT_MenuItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return {size.width(), m_theme.px(9)};
        const QString text = item ? item->text : QString{};
        const int words =
            QFontMetrics(m_theme.font(Type::Body)).horizontalAdvance(plainText(text.section(u'\t', 0, 0)));
        const int key = QFontMetrics(m_theme.font(Type::Small)).horizontalAdvance(text.section(u'\t', 1, 1));
        return {m_theme.px(28 + 24 + 12) + words + key, m_theme.px(28)};
    }
    case CT_MenuBarItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        const QString text = item ? plainText(item->text) : QString{};
        return {QFontMetrics(m_theme.font(Type::Body)).horizontalAdvance(text) + m_theme.px(20), m_theme.px(31)};
    }
    default: break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect PenelopeStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex* option, SubControl subControl, const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    const bool vertical = bar->orientation == Qt::Vertical;
    const int length = vertical ? bar->rect.height() : bar->rect.width();
    const int range = bar->maximum - bar->minimum;
    int thumb = length;
    if (range > 0) {
        const auto share = static_cast<double>(bar->pageStep) / (static_cast<double>(range) + bar->pageStep);
        thumb = std::clamp(static_cast<int>(share * length), std::min(m_theme.px(24), length), length);
    }
    const int at =
        sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
    const auto part = [&](int from, int size) {
        return vertical ? QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size)
                        : QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height());
    };
    switch (static_cast<int>(subControl)) {
    case SC_ScrollBarSlider: return part(at, thumb);
    case SC_ScrollBarGroove: return bar->rect;
    case SC_ScrollBarSubPage: return part(0, at);
    case SC_ScrollBarAddPage: return part(at + thumb, length - at - thumb);
    default: return {};
    }
}

QRect PenelopeStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    if (element == SE_TabBarTabText)
        return option->rect;
    if (element == SE_LineEditContents) {
        const QRect inner = QProxyStyle::subElementRect(element, option, widget);
        return QRect(
            option->rect.left() + m_theme.px(6), inner.top(), option->rect.width() - m_theme.px(12), inner.height());
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

int PenelopeStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (static_cast<int>(metric)) {
    case PM_ScrollBarExtent: return m_theme.px(10);
    case PM_ScrollBarSliderMin: return m_theme.px(24);
    case PM_ScrollView_ScrollBarSpacing: return 0;
    case PM_SplitterWidth: return 5;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight: return m_theme.px(16);
    case PM_CheckBoxLabelSpacing: return m_theme.px(8);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarItemSpacing:
    case PM_MenuBarVMargin: return 0;
    case PM_MenuBarHMargin: return m_theme.px(6);
    case PM_MenuPanelWidth: return 1;
    case PM_MenuHMargin: return 0;
    case PM_MenuVMargin: return m_theme.px(4);
    case PM_TabBarBaseHeight: return 1;
    case PM_TabBarBaseOverlap: return 1;
    case PM_DefaultFrameWidth:
        return qobject_cast<const QAbstractItemView*>(widget) ? 0 : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin: return m_theme.px(16);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return m_theme.px(8);
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int PenelopeStyle::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const
{
    switch (static_cast<int>(hint)) {
    case SH_EtchDisabledText:
    case SH_UnderlineShortcut:
    case SH_ScrollBar_Transient:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ItemView_ShowDecorationSelected:
    case SH_Widget_Animate: return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition: return 0;
    case SH_TabBar_Alignment: return Qt::AlignLeft;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace penelope::ui
