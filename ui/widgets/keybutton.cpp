#include "ui/widgets/keybutton.h"

#include "ui/theme/theme.h"
#include "ui/widgets/enterkey.h"
#include "ui/widgets/usualkey.h"

#include <QAction>
#include <QCoreApplication>
#include <QEvent>
#include <QStyle>

namespace penelope::ui {

KeyButton::KeyButton(const QString& text, const QString& key, ButtonSize size, QWidget* parent)
    : QPushButton(text, parent)
    , m_usual(key)
{
    setProperty(property::size, static_cast<int>(size));
    setProperty(property::keyHint, key);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAutoDefault(false);
    setFocusPolicy(Qt::StrongFocus);
}

KeyButton::KeyButton(QAction* action, ButtonSize size, QWidget* parent)
    : KeyButton(action->text(), keyWords(*action), size, parent)
{
    m_action = action;
    const auto follow = [this, action] {
        setText(action->text());
        setEnabled(action->isEnabled());
        setVisible(action->isVisible());
        setToolTip(action->statusTip());
        tellKey();
    };
    follow();
    connect(action, &QAction::changed, this, follow);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
}

void KeyButton::setKey(const QString& key)
{
    if (m_usual == key)
        return;
    m_usual = key;
    if (m_action)
        m_action->disconnect(this);
    m_action = nullptr;
    findAction();
    tellKey();
}

void KeyButton::setKeyShown(bool shown)
{
    m_keyShown = shown;
    tellKey();
}

/// Only where it is shown its parents are those it stays with.
void KeyButton::showEvent(QShowEvent* event)
{
    findAction();
    QPushButton::showEvent(event);
}

void KeyButton::keyPressEvent(QKeyEvent* event)
{
    if (isEnter(*event) && property(property::commit).toBool())
        event->ignore();
    else if (!pressByEnter(*this, *event))
        QPushButton::keyPressEvent(event);
}

void KeyButton::findAction()
{
    if (m_action)
        return;
    m_action = actionOfUsualKey(*this, m_usual);
    if (!m_action)
        return;
    connect(m_action, &QAction::changed, this, &KeyButton::tellKey);
    tellKey();
}

void KeyButton::tellKey()
{
    const QString key = !m_keyShown ? QString{} : m_action ? keyWords(*m_action) : m_usual;
    if (property(property::keyHint).toString() == key)
        return;
    setProperty(property::keyHint, key);
    // The style draws the key and makes room for it; a button keeps its size hint until it hears of a change.
    QEvent changed(QEvent::StyleChange);
    QCoreApplication::sendEvent(this, &changed);
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
