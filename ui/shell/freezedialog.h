#pragma once

#include "ui/shell/session.h"

#include <QDialog>

class QComboBox;
class QVBoxLayout;

namespace penelope::ui {

class KeyButton;
class Label;
class TextField;

/// Stops healing from any page: what, how long, what running canaries do, why. Shows what it will hold back. Ctrl+Enter
/// commits, Enter alone never.
class FreezeDialog : public QDialog
{
    Q_OBJECT

public:
    explicit FreezeDialog(Session& session, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QComboBox* addChoice(QVBoxLayout& column, const QString& label);
    void fillChoices();
    void addButtons(QVBoxLayout& column);
    void refresh();
    void commit();

    Session& m_session;
    QComboBox* m_scope = nullptr;
    QComboBox* m_span = nullptr;
    QComboBox* m_running = nullptr;
    TextField* m_reason = nullptr;
    Label* m_effect = nullptr;
    Label* m_trouble = nullptr;
    KeyButton* m_commit = nullptr;
    bool m_sent = false;
};

} // namespace penelope::ui
