#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

#include <vector>

namespace penelope::test {

/// Stands in for a desktop's notification service on the session bus, and keeps what it was told. It has a connection
/// of its own, so that calls really go over the bus.
class NotificationStandIn : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Told
    {
        uint number = 0;
        uint replaces = 0;
        QString title;
        QString body;
        QStringList actions;
        QVariantMap hints;
        int expires = 0;
    };

    explicit NotificationStandIn(
        const QStringList& abilities = {QStringLiteral("body"), QStringLiteral("body-markup")});
    ~NotificationStandIn() override;
    bool isThere() const { return m_isThere; }
    /// As a click on the bubble.
    void click(uint number);
    /// As the cross of the bubble.
    void dismiss(uint number);

    std::vector<Told> told;
    std::vector<uint> closed;

public slots:
    QStringList GetCapabilities() const { return m_abilities; }
    QString GetServerInformation(QString& vendor, QString& version, QString& specification) const;
    uint Notify(
        const QString& application, uint replaces, const QString& icon, const QString& title, const QString& body,
        const QStringList& actions, const QVariantMap& hints, int expires);
    void CloseNotification(uint number);

signals:
    void ActionInvoked(uint number, const QString& key);
    void NotificationClosed(uint number, uint reason);

private:
    QDBusConnection m_bus;
    QStringList m_abilities;
    uint m_last = 0;
    bool m_isThere = false;
};

} // namespace penelope::test
