#pragma once

#include "ui/theme/paint.h"

#include <QLineEdit>

namespace penelope::ui {

/// A field for a query: icon at the left, the state of what stands in it at the right: "✓ valid", "… incomplete",
/// "✕ column 21 …", "◷ no index …".
class QueryField : public QLineEdit
{
    Q_OBJECT

public:
    enum class State { Empty, Valid, Incomplete, Invalid, Slow };

    QueryField(Icon icon, const QString& accessibleName, QWidget* parent = nullptr);
    void setState(State state, const QString& words);
    State state() const { return m_state; }

signals:
    /// Esc in an empty or unchanged field: give the keyboard back.
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int wordsWidth() const;
    void paintMark(QPainter& painter, const QRect& words) const;

    Icon m_icon;
    State m_state = State::Empty;
    QString m_words;
};

} // namespace penelope::ui
