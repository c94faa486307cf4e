#pragma once

#include <QDBusAbstractInterface>

namespace penelope::desktop {

/// org.freedesktop.Notifications as the desktop's specification writes it: Qt ties these signals to the bus by their
/// names.
class NotificationsProxy : public QDBusAbstractInterface
{
    Q_OBJECT

public:
    static constexpr const char* interfaceName = "org.freedesktop.Notifications";

    explicit NotificationsProxy(const QDBusConnection& bus, QObject* parent = nullptr)
        : QDBusAbstractInterface(
              QLatin1StringView(interfaceName), QStringLiteral("/org/freedesktop/Notifications"), interfaceName, bus,
              parent)
    {}

signals:
    void ActionInvoked(uint id, const QString& key);
    void NotificationClosed(uint id, uint reason);
    void ActivationToken(uint id, const QString& token);
};

} // namespace penelope::desktop
