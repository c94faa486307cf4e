#pragma once

#include "ui/shell/helddecision.h"
#include "ui/shell/waiting.h"
#include "ui/widgets/keybutton.h"

#include <QWidget>

namespace penelope::ui {

/// One line under the menu: what waits, what is next, what a held decision is doing. Never scrolls, never hides.
class AttentionStrip : public QWidget
{
    Q_OBJECT

public:
    AttentionStrip(Session& session, HeldDecision& held, QWidget* parent = nullptr);
    void takeFocus();

signals:
    void openRequested(const QString& page, const QString& item);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Part
    {
        QString text;
        bool strong = false;
        bool muted = false;
    };

    void refresh();
    void activate();
    std::vector<Part> parts() const;
    QString readingText(const Session::Reading& reading) const;
    std::vector<Part> holdParts() const;
    std::vector<Part> calmParts() const;
    std::vector<Part> behindParts() const;
    std::vector<Part> nextParts() const;
    QString followUp() const;
    /// The present goes on behind what is shown.
    bool isBehind() const { return &m_session.watched() != &m_session; }

    Session& m_session;
    HeldDecision& m_held;
    Waiting m_waiting;
    KeyButton* m_button;
};

} // namespace penelope::ui
