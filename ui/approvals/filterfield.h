#pragma once

#include <QLineEdit>

namespace penelope::ui {

class Label;

/// A filter with a word at its right end that says whether it can be read: "✓ valid", "✕ col 5 unknown field".
class FilterField : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterField(QWidget* parent = nullptr);
    /// Empty takes the word away.
    void setVerdict(const QString& word);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

signals:
    /// Esc in the field: the list wants the keyboard back.
    void left();

private:
    void placeVerdict();

    Label* m_verdict;
    QString m_word;
};

} // namespace penelope::ui
