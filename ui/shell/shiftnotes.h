#pragma once

#include "ui/shell/session.h"

#include <QWidget>

namespace penelope::ui {

class KeyButton;

/// Notes of the shift, the newest first.
std::vector<std::shared_ptr<const engine::Note>> newestShiftNotes(const engine::ConsoleState& state, std::size_t most);

/// The newest notes of the shift, under the navigation.
class ShiftNotes : public QWidget
{
    Q_OBJECT

public:
    explicit ShiftNotes(Session& session, QWidget* parent = nullptr);
    QSize sizeHint() const override;

signals:
    void writeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Line
    {
        QString time;
        QString who;
        QString text;
        bool operator==(const Line&) const = default;
    };

    void refresh();
    int textHeight(const QString& text) const;

    Session& m_session;
    std::vector<Line> m_lines; ///< newest first
    KeyButton* m_add;
};

} // namespace penelope::ui
