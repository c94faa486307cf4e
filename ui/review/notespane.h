#pragma once

#include "ui/review/player.h"
#include "ui/review/replaysession.h"

#include <QWidget>

class QLineEdit;

namespace penelope::ui {
class Label;
class TableView;
class TextTable;
} // namespace penelope::ui

namespace penelope::ui::review {

/// Notes of the stretch: those written in it, and those written later about a moment of it.
class NotesPane : public QWidget
{
    Q_OBJECT

public:
    NotesPane(ReplaySession& replay, const Player& player, QWidget* parent = nullptr);

    /// Answers how many there are.
    int refresh();
    bool canWrite() const;
    /// Gives the keyboard to the field for a note about this moment.
    void write();

signals:
    /// Esc in the field, or the note was sent.
    void left();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    static QString scopeWords(const QString& scope);
    void sendNote();

    ReplaySession& m_replay;
    const Player& m_player;
    QLineEdit* m_field;
    Label* m_outcome;
    TextTable* m_model;
    TableView* m_view;
};

} // namespace penelope::ui::review
