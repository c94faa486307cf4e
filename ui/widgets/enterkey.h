#pragma once

#include <QAbstractButton>
#include <QKeyEvent>

/// Enter as Space: whether it presses a button is the desktop's habit in Qt, and here it is the console's. GUI thread.
namespace penelope::ui {

inline bool isEnter(const QKeyEvent& event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

/// Presses the button for Enter alone, and leaves Enter with another key to whoever waits for it. False = another key.
inline bool pressByEnter(QAbstractButton& button, QKeyEvent& event)
{
    if (!isEnter(event))
        return false;
    const bool alone = (event.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    event.setAccepted(alone);
    if (alone && !event.isAutoRepeat())
        button.click();
    return true;
}

} // namespace penelope::ui
