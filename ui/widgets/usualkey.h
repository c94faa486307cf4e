#pragma once

#include <QKeySequence>

class QAction;
class QWidget;

/// Words that name a key say the one an action came with; a person may have given it another since. GUI thread.
namespace penelope::ui {

/// Remembers with the action what it came with.
void setUsualKeys(QAction& action, const QList<QKeySequence>& keys);

/// The action that came with this key ("Ctrl+R", as QKeySequence writes it portably) where the widget stands: of its
/// own, of a parent, of the window. Null = none; then the key is nobody's to give away.
QAction* actionOfUsualKey(const QWidget& widget, const QString& key);

/// How the action is reached now, in the words of this desktop; empty = by no key.
QString keyWords(const QAction& action);

} // namespace penelope::ui
