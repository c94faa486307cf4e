#pragma once

#include "ui/shell/session.h"

#include <QWidget>

class QLineEdit;

namespace penelope::ui {

class KeyButton;

/// The newest notes of the shift, under the navigation.
class ShiftNotes : public QWidget
{
    Q_OBJECT

public:
    explicit ShiftNotes(Session& session, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    struct Line
    {
        QString time;
        QString who;
        QString text;
        bool operator==(const Line&) const = default;
    };

    void refresh();
    void write();
    int textHeight(const QString& text) const;

    Session& m_session;
    std::vector<Line> m_lines; ///< newest first
    KeyButton* m_add;
    QLineEdit* m_field;
};

} // namespace penelope::ui
