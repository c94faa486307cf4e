#include "ui/widgets/filterkeys.h"

#include <QAction>
#include <QLineEdit>

namespace penelope::ui {

void addFilterKeys(QWidget& page, QLineEdit& field, const QString& text)
{
    auto* action = new QAction(text, &page);
    action->setShortcuts({QKeySequence(Qt::Key_Slash), QKeySequence(Qt::CTRL | Qt::Key_F)});
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QObject::connect(action, &QAction::triggered, &field, [&field] {
        field.setFocus(Qt::ShortcutFocusReason);
        field.selectAll();
    });
    page.addAction(action);
}

} // namespace penelope::ui
