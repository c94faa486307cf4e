#pragma once

#include "ui/theme/theme.h"
#include "ui/widgets/buttonsize.h"

#include <QPainter>
#include <QStyle>

class QStyleOption;
class QStyleOptionButton;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionSlider;
class QStyleOptionTab;

/// How single controls are drawn (look.md 3), for PenelopeStyle.
namespace penelope::ui::controls {

/// Name of a QTabBar's property: true = its tabs stand close together, for want of room.
inline constexpr char closeTabs[] = "penelopeCloseTabs";

/// Between a button's words and its key.
inline constexpr int keyGap = 8;

ButtonSize buttonSize(const QWidget* widget);
int buttonHeight(ButtonSize size);
int buttonPadding(ButtonSize size);
/// Without the marks of mnemonics.
QString plainText(const QString& text);

void paintButtonPanel(QPainter& painter, const Theme& theme, const QStyleOption& option, const QWidget* widget);
void paintButtonLabel(QPainter& painter, const Theme& theme, const QStyleOptionButton& option, const QWidget* widget);
void paintTab(QPainter& painter, const Theme& theme, const QStyleOptionTab& option);
/// A tab's text is "Diff\t2": words, then the number key.
void paintTabLabel(QPainter& painter, const Theme& theme, const QStyleOptionTab& option);
void paintHeaderLabel(QPainter& painter, const Theme& theme, const QStyleOptionHeader& option);
void paintMenuItem(QPainter& painter, const Theme& theme, const QStyleOptionMenuItem& option);
void paintScrollBar(QPainter& painter, const Theme& theme, const QStyleOptionSlider& option, const QRect& thumb);
void paintField(QPainter& painter, const Theme& theme, const QStyleOption& option);
void paintCheckBox(QPainter& painter, const Theme& theme, const QStyleOption& option);

} // namespace penelope::ui::controls
