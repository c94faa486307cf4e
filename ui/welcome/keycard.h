#pragma once

#include <QPointer>
#include <QWidget>

namespace penelope::ui {

/// Five lines with the keys that a first decision needs, over the corner of a page. Any key puts it away, and is heard
/// by the page as well; `?` brings every key of the screen at any time.
class KeyCard : public QWidget
{
    Q_OBJECT

public:
    /// Stands over the lower right of `window`.
    explicit KeyCard(QWidget& window);
    QSize sizeHint() const override;

signals:
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void place();

    QWidget& m_window;
    QList<std::pair<QString, QString>> m_lines;
};

} // namespace penelope::ui
