#pragma once

#include <QObject>

#include <functional>

class QWidget;

namespace penelope::console {

/// Does something once, when the window has drawn itself for the first time: what the first picture does not need.
class AfterPaint : public QObject
{
    Q_OBJECT

public:
    AfterPaint(QWidget& window, std::function<void()> act);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QWidget& m_window;
    std::function<void()> m_act;
};

} // namespace penelope::console
