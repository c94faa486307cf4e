#include "ui/shell/stillness.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWidget>

namespace penelope::ui {

Stillness::Stillness(QWidget& page)
    : QObject(&page)
    , m_page(page)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(span);
    connect(&m_timer, &QTimer::timeout, this, &Stillness::over);
    QCoreApplication::instance()->installEventFilter(this);
}

bool Stillness::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    const bool input = type == QEvent::KeyPress || type == QEvent::MouseButtonPress || type == QEvent::Wheel;
    if (input && m_page.isVisible()) {
        const auto* widget = qobject_cast<const QWidget*>(watched);
        if (widget && widget->window() == m_page.window())
            m_timer.start();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace penelope::ui
