#pragma once

#include <QPlainTextEdit>

namespace penelope::ui {

class Theme;

/// A field of several lines of plain text with the focus ring of the others. Tab leaves it.
class TextField : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit TextField(QWidget* parent = nullptr);
    /// So high where there is room, in pixels at 100 %; a low window leaves it two lines.
    void setHeightPx(int height);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void fit(const Theme& theme);

    int m_heightPx = 0; ///< 0 = as high as there is room
};

} // namespace penelope::ui
