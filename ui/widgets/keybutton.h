#pragma once

#include "ui/widgets/buttonsize.h"

#include <QPushButton>

class QAction;

namespace penelope::ui {

/// A push button with its key in muted text behind the words. The key itself belongs to an action; the button only
/// shows it.
class KeyButton : public QPushButton
{
    Q_OBJECT

public:
    KeyButton(const QString& text, const QString& key, ButtonSize size, QWidget* parent = nullptr);
    /// A button for an action: text, key, enabled state and trigger follow the action.
    KeyButton(QAction* action, ButtonSize size, QWidget* parent = nullptr);

    void setKey(const QString& key);
    /// Makes it the one filled button of a sheet.
    void setCommitting(bool committing);
    /// Without an edge until hovered, for tools at the right of heads.
    void setFlatLook(bool flat);
};

} // namespace penelope::ui
