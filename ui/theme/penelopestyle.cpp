#include "ui/theme/penelopestyle.h"

#include "ui/theme/controls.h"
#include "ui/theme/paint.h"
#include "ui/widgets/keybutton.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QFontMetrics>
#include <QHeaderView>
#include <QIcon>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QScrollArea>
#include <QStyleOption>
#include <QTabBar>
#include <QTextEdit>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

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
    case PE_PanelButtonTool: controls::paintButtonPanel(*painter, m_theme, *option, widget); return;
    case PE_IndicatorHeaderArrow: // the head's own words carry ↑ or ↓
    case PE_FrameDefaultButton:
    case PE_FrameLineEdit:     // drawn with the panel
    case PE_PanelItemViewItem: // rows are the delegate's
    case PE_PanelItemViewRow: return;
    case PE_PanelLineEdit: controls::paintField(*painter, m_theme, *option); return;
    case PE_FrameFocusRect: paintRing(*painter, m_theme, option->rect); return;
    case PE_IndicatorCheckBox: controls::paintCheckBox(*painter, m_theme, *option); return;
    case PE_PanelTipLabel:
    case PE_FrameMenu:
    case PE_PanelMenu: paintBox(*painter, option->rect, m_theme->border, m_theme->base); return;
    case PE_FrameTabBarBase: paintLine(*painter, option->rect, Qt::BottomEdge, m_theme->line); return;
    case PE_PanelScrollAreaCorner: painter->fillRect(option->rect, m_theme->panel); return;
    case PE_Frame: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (!frame || frame->lineWidth <= 0)
            return;
        // A pane that scrolls has no edge of its own; its frame is the room for the ring.
        if (qobject_cast<const QScrollArea*>(widget)) {
            if (widget->hasFocus())
                paintRing(*painter, m_theme, option->rect);
            return;
        }
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
    case CE_PushButton:
        // Whole, without Fusion's inner margins and its second focus frame.
        drawControl(CE_PushButtonBevel, option, painter, widget);
        drawControl(CE_PushButtonLabel, option, painter, widget);
        return;
    case CE_PushButtonBevel: controls::paintButtonPanel(*painter, m_theme, *option, widget); return;
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            controls::paintButtonLabel(*painter, m_theme, *button, widget);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            controls::paintTab(*painter, m_theme, *tab);
            return;
        }
        break;
    case CE_TabBarTabLabel:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            controls::paintTabLabel(*painter, m_theme, *tab);
            return;
        }
        break;
    case CE_Header:
        // Fusion takes room for its arrow and its own margin from the label; here words carry the arrow.
        drawControl(CE_HeaderSection, option, painter, widget);
        drawControl(CE_HeaderLabel, option, painter, widget);
        return;
    case CE_HeaderEmptyArea:
    case CE_HeaderSection:
        painter->fillRect(option->rect, m_theme->panel);
        paintLine(*painter, option->rect, Qt::TopEdge, m_theme->line);
        paintLine(*painter, option->rect, Qt::BottomEdge, m_theme->line);
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            controls::paintHeaderLabel(*painter, m_theme, *header);
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
            controls::paintMenuItem(*painter, m_theme, *item);
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
            *painter, item->rect, controls::plainText(item->text), m_theme.font(Type::Body),
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
        controls::paintScrollBar(
            *painter, m_theme, *slider, subControlRect(control, option, SC_ScrollBarSlider, widget));
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int PenelopeStyle::widthOf(const QString& text, Type type, Weight weight) const
{
    constexpr qsizetype most = 1000;
    if (text.isEmpty())
        return 0;
    const QString key = QChar(2 * static_cast<int>(type) + static_cast<int>(weight)) + text;
    if (const auto known = m_widths.constFind(key); known != m_widths.constEnd())
        return *known;
    if (m_widths.size() >= most)
        m_widths.clear();
    QFont font = m_theme.font(type);
    if (weight == Weight::Heaviest)
        font.setWeight(QFont::DemiBold);
    return *m_widths.insert(key, QFontMetrics(font).horizontalAdvance(text));
}

QSize PenelopeStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    switch (static_cast<int>(type)) {
    case CT_PushButton: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        if (!button)
            break;
        const ButtonSize kind = controls::buttonSize(widget);
        // Toggled text is heavier and must not move its neighbours.
        const auto role = kind == ButtonSize::Strip ? Type::Label : Type::Button;
        int width = 2 * m_theme.px(controls::buttonPadding(kind)) +
                    widthOf(controls::plainText(button->text), role, Weight::Heaviest);
        const QString hint = widget ? widget->property(property::keyHint).toString() : QString{};
        if (!hint.isEmpty())
            width += m_theme.px(controls::keyGap) + widthOf(hint, Type::Small);
        if (!button->icon.isNull())
            width += m_theme.px(16 + (button->text.isEmpty() ? 0 : controls::keyGap));
        return {std::max(width, m_theme.px(24)), m_theme.px(controls::buttonHeight(kind))};
    }
    case CT_TabBarTab: {
        const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option);
        if (!tab)
            break;
        const QString words = controls::plainText(tab->text).section(u'\t', 0, 0);
        const QString key = tab->text.section(u'\t', 1, 1);
        const bool close = widget && widget->property(controls::closeTabs).toBool();
        int width = m_theme.px(close ? 10 : 24) + widthOf(words, Type::Strong) + 2;
        if (!key.isEmpty())
            width += m_theme.px(controls::keyGap) + widthOf(key, Type::Small);
        return {width, m_theme.px(36)};
    }
    case CT_LineEdit: return {size.width(), m_theme.px(28)};
    case CT_CheckBox: // the words, after box and gap
        return {size.width() + m_theme.px(16 + 8 + 4), std::max(size.height(), m_theme.px(24))};
    case CT_HeaderSection: return {size.width(), m_theme.px(28)};
    case CT_MenuItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return {size.width(), m_theme.px(9)};
        const QString text = item ? item->text : QString{};
        const int words = widthOf(controls::plainText(text.section(u'\t', 0, 0)), Type::Body);
        const int key = widthOf(text.section(u'\t', 1, 1), Type::Small);
        return {m_theme.px(28 + 24 + 12) + words + key, m_theme.px(28)};
    }
    case CT_MenuBarItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        const QString text = item ? controls::plainText(item->text) : QString{};
        return {widthOf(text, Type::Body) + m_theme.px(20), m_theme.px(31)};
    }
    default: break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect PenelopeStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex* option, SubControl subControl, const QWidget* widget) const
{
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField) { // words begin where those of a field do
        const QRect field = QProxyStyle::subControlRect(control, option, subControl, widget);
        return field.adjusted(option->rect.left() + m_theme.px(7) - field.left(), 0, 0, 0);
    }
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
    if (element == SE_TabBarTabText || element == SE_HeaderLabel || element == SE_PushButtonContents)
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
    case PM_TabBarBaseHeight:
    case PM_TabBarBaseOverlap: return 1;
    case PM_DefaultFrameWidth: // a list has an edge where it lies over others
        return qobject_cast<const QAbstractItemView*>(widget) ? (widget->windowType() == Qt::Popup ? 1 : 0)
                                                              : QProxyStyle::pixelMetric(metric, option, widget);
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
    case SH_Widget_Animate:
    case SH_ScrollBar_LeftClickAbsolutePosition: return 0;
    case SH_TabBar_Alignment: return Qt::AlignLeft;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

/// A menu bar asks for this one when it is made, and Qt's own is a file: reading it loads every plugin for pictures.
QIcon PenelopeStyle::standardIcon(StandardPixmap kind, const QStyleOption* option, const QWidget* widget) const
{
    if (kind != SP_ToolBarHorizontalExtensionButton)
        return QProxyStyle::standardIcon(kind, option, widget);
    const int side = m_theme.px(16);
    QPixmap picture(side, side);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paintText(
        painter, QRect(0, 0, side, side), u"»"_s, m_theme.font(Type::Strong), m_theme->text,
        Qt::AlignHCenter | Qt::AlignVCenter);
    return QIcon(picture);
}

} // namespace penelope::ui
