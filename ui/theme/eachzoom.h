#pragma once

#include "ui/theme/theme.h"

#include <QBoxLayout>

#include <functional>

namespace penelope::ui {

/// Sizes that follow the text: `lay` is called now, and again whenever the text of `widget` has become larger or
/// smaller while one works. A size that is set once, in a constructor, is that of the text the window was opened with.
void atEachZoom(QWidget* widget, std::function<void(const Theme&)> lay);

/// Margins and gap of a layout of `widget`, in pixels of look.md.
void spaceAtEachZoom(QWidget* widget, QLayout* layout, QMargins margins, int gap);
/// What a text keeps free around it, in pixels of look.md.
void insetAtEachZoom(QWidget* text, QMargins margins);

/// `pixels` of look.md in a layout of `widget`, before the item at `index`; -1 = at the end.
void addGap(QBoxLayout* layout, QWidget* widget, int pixels, int index = -1);

} // namespace penelope::ui
