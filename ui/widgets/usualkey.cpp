#include "ui/widgets/usualkey.h"

#include <QAction>
#include <QWidget>

namespace penelope::ui {

namespace {

constexpr char usualKeys[] = "penelopeUsualKeys"; ///< portable texts

} // namespace

void setUsualKeys(QAction& action, const QList<QKeySequence>& keys)
{
    QStringList texts;
    for (const QKeySequence& key : keys)
        texts << key.toString(QKeySequence::PortableText);
    action.setProperty(usualKeys, texts);
}

QAction* actionOfUsualKey(const QWidget& widget, const QString& key)
{
    for (const QWidget* place = &widget; place && !key.isEmpty(); place = place->parentWidget()) {
        for (QAction* action : place->actions()) {
            if (action->property(usualKeys).toStringList().contains(key))
                return action;
        }
    }
    return nullptr;
}

QString keyWords(const QAction& action)
{
    return action.shortcut().toString(QKeySequence::NativeText);
}

} // namespace penelope::ui
