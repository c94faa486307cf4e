#pragma once

#include <QString>

class QLineEdit;
class QWidget;

namespace penelope::ui {

/// `/` and Ctrl+F lead to the field from everywhere in the page (ux.md, global keyboard map). `text` names the action.
void addFilterKeys(QWidget& page, QLineEdit& field, const QString& text);

} // namespace penelope::ui
