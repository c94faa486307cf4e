#include "ui/widgets/keybutton.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QStyle>

namespace penelope::ui {

KeyButton::KeyButton(const QString& text, const QString& key, ButtonSize size, QWidget* parent)
    : QPushButton(text, parent)
{
    setProperty(property::size, static_cast<int>(size));
    setProperty(property::keyHint, key);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAutoDefault(false);
    setFocusPolicy(Qt::StrongFocus);
}

KeyButton::KeyButton(QAction* action, ButtonSize size, QWidget* parent)
    : KeyButton(action->text(), action->shortcut().toString(QKeySequence::NativeText), size, parent)
{
    const auto follow = [this, action] {
        setText(action->text());
        setEnabled(action->isEnabled());
        setVisible(action->isVisible());
        setToolTip(action->statusTip());
    };
    follow();
    connect(action, &QAction::changed, this, follow);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
}

void KeyButton::setKey(const QString& key)
{
    if (property(property::keyHint).toString() == key)
        return;
    setProperty(property::keyHint, key);
    updateGeometry();
    update();
}

void KeyButton::setCommitting(bool committing)
{
    setProperty(property::commit, committing);
    update();
}

void KeyButton::setFlatLook(bool flat)
{
    setProperty(property::flat, flat);
    update();
}

} // namespace penelope::ui
