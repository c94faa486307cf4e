#pragma once

#include "ui/shell/session.h"

#include <QWidget>

class QVBoxLayout;

namespace penelope::ui {

class KeyButton;

/// "REPLAY 2026-08-22 03:41:20Z 00:41:20 local, not live" above a page of the past, with the way back.
class ReplayBar : public QWidget
{
    Q_OBJECT

public:
    explicit ReplayBar(Session& session, QWidget* parent = nullptr);
    /// The question of the page below, where it has no head of its own.
    void setQuestion(const QString& question);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    Session& m_session;
    QString m_moment;
    QString m_local;
    QString m_question;
    KeyButton* m_back;
};

/// Around the pages: nothing when live, a double line and the bar while the past is shown (look.md 4).
class ReplayFrame : public QWidget
{
    Q_OBJECT

public:
    ReplayFrame(Session& session, QWidget* content, QWidget* parent = nullptr);
    ReplayBar* bar() const { return m_bar; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    Session& m_session;
    QVBoxLayout* m_column;
    ReplayBar* m_bar;
};

} // namespace penelope::ui
