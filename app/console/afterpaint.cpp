#include "app/console/afterpaint.h"

#include <QEvent>
#include <QWidget>

#include <utility>

namespace penelope::console {

AfterPaint::AfterPaint(QWidget& window, std::function<void()> act)
    : m_window(window)
    , m_act(std::move(act))
{
    window.installEventFilter(this);
}

bool AfterPaint::eventFilter(QObject* object, QEvent* event)
{
    if (object == &m_window && event->type() == QEvent::Paint) {
        m_window.removeEventFilter(this);
        // The picture is on the screen when this event is over.
        QMetaObject::invokeMethod(
            this, [this] { std::exchange(m_act, {})(); }, Qt::QueuedConnection);
    }
    return QObject::eventFilter(object, event);
}

} // namespace penelope::console
