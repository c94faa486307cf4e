#include "tests/support/desktop/notificationstandin.h"

#include <QDBusReply>

namespace penelope::test {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString standInName = u"notification-stand-in"_s;
const QString serviceName = u"org.freedesktop.Notifications"_s;

} // namespace

NotificationStandIn::NotificationStandIn(const QStringList& abilities)
    : m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, standInName))
    , m_abilities(abilities)
{
    m_isThere = m_bus.registerObject(
                    u"/org/freedesktop/Notifications"_s, this,
                    QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals) &&
                m_bus.registerService(serviceName);
}

NotificationStandIn::~NotificationStandIn()
{
    m_bus.unregisterService(serviceName);
    QDBusConnection::disconnectFromBus(standInName);
}

QString NotificationStandIn::GetServerInformation(QString& vendor, QString& version, QString& specification) const
{
    vendor = u"Penelope"_s;
    version = u"1"_s;
    specification = u"1.2"_s;
    return u"stand-in"_s;
}

uint NotificationStandIn::Notify(
    const QString&, uint replaces, const QString&, const QString& title, const QString& body,
    const QStringList& actions, const QVariantMap& hints, int expires)
{
    const uint number = replaces != 0 ? replaces : ++m_last;
    told.push_back({number, replaces, title, body, actions, hints, expires});
    return number;
}

void NotificationStandIn::CloseNotification(uint number)
{
    closed.push_back(number);
    emit NotificationClosed(number, 3);
}

void NotificationStandIn::click(uint number)
{
    emit ActionInvoked(number, u"default"_s);
}

void NotificationStandIn::dismiss(uint number)
{
    emit NotificationClosed(number, 2);
}

} // namespace penelope::test
