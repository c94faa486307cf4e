#pragma once

#include "ui/widgets/parts.h"

#include <QTimer>

namespace penelope::ui {
class Badge;
class Label;
class TextField;
} // namespace penelope::ui

namespace penelope::ui::canaries {

enum class Verb { Promote, Abort, Pause, Resume };

/// Asks before a canary is changed. Going back is the safe direction: Abort needs no reason and is held for 3 s, in
/// which Ctrl+Z takes it back; Promote needs a reason and names the evidence it overrides.
class CanarySheet : public Sheet
{
    Q_OBJECT

public:
    CanarySheet(Verb verb, const QString& service, const QString& patch, const QString& consequence, QWidget* parent);

    QString reason() const;
    bool isHolding() const { return m_hold.isActive(); }

public slots:
    /// Ctrl+Enter.
    void commit();
    /// Ctrl+Z while held.
    void undo();
    /// Says what the core answered; the sheet stays, and so does the text.
    void showError(const QString& sentence);

signals:
    void committed(penelope::ui::canaries::Verb verb, const QString& reason);

protected:
    /// Ctrl+Z is the window's key for held decisions; while this one is held it is the sheet's.
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build(const QString& title, const QString& consequence);
    void addButtons();
    void updateGate();
    void tick();

    Verb m_verb;
    TextField* m_reason = nullptr;
    Label* m_why = nullptr;
    KeyButton* m_back = nullptr;
    KeyButton* m_commit = nullptr;
    QTimer m_hold{this};
    int m_left = 0;
};

} // namespace penelope::ui::canaries
