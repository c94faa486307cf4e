#pragma once

#include "ui/widgets/buttonsize.h"

#include <QPointer>
#include <QPushButton>

class QAction;

namespace penelope::ui {

/// A push button with its key in muted text behind the words. The key itself belongs to an action; the button only
/// shows it, and shows the one that a person has given that action since. Where it has the keyboard, Space presses it,
/// and Enter too unless it commits: Enter alone never commits (ux.md 3).
class KeyButton : public QPushButton
{
    Q_OBJECT

public:
    /// `key`: what its action came with ("Ctrl+R"), or one that sheets and lists always have; empty = none.
    KeyButton(const QString& text, const QString& key, ButtonSize size, QWidget* parent = nullptr);
    /// A button for an action: text, key, enabled state and trigger follow the action.
    KeyButton(QAction* action, ButtonSize size, QWidget* parent = nullptr);

    void setKey(const QString& key);
    /// False where there is no room for the key.
    void setKeyShown(bool shown);
    /// Makes it the one filled button of a sheet.
    void setCommitting(bool committing);
    /// Without an edge until hovered, for tools at the right of heads.
    void setFlatLook(bool flat);

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void findAction();
    void tellKey();

    QString m_usual;
    QPointer<QAction> m_action; ///< that the key belongs to; null = not found, or nobody's
    bool m_keyShown = true;
};

} // namespace penelope::ui
