#pragma once

#include <QDBusConnection>

namespace penelope::desktop {

/// The number on the program's icon in those docks that draw one (Plasma, Ubuntu's dock and others listen to this
/// signal). Where nobody listens nothing happens.
class LauncherBadge
{
public:
    explicit LauncherBadge(const QDBusConnection& bus = QDBusConnection::sessionBus());
    ~LauncherBadge();
    LauncherBadge(const LauncherBadge&) = delete;
    LauncherBadge& operator=(const LauncherBadge&) = delete;

    /// 0 takes the number away. Sends only what changed.
    void show(int count, bool urgent);

private:
    QDBusConnection m_bus;
    int m_count = 0;
    bool m_urgent = false;
};

} // namespace penelope::desktop
