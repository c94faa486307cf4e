#pragma once

#include <QObject>
#include <QString>

class QWidget;

namespace penelope::console {

/// Prints one line, "first-paint N ms" since the process began, when the window has drawn itself for the first time.
class StartupTrace : public QObject
{
    Q_OBJECT

public:
    explicit StartupTrace(QWidget& window);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QWidget& m_window;
};

} // namespace penelope::console
