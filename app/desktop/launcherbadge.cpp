#include "app/desktop/launcherbadge.h"

#include <QDBusMessage>
#include <QVariantMap>

namespace penelope::desktop {

using namespace Qt::Literals::StringLiterals;

LauncherBadge::LauncherBadge(const QDBusConnection& bus)
    : m_bus(bus)
{}

LauncherBadge::~LauncherBadge()
{
    show(0, false);
}

void LauncherBadge::show(int count, bool urgent)
{
    if (count == m_count && urgent == m_urgent)
        return;
    m_count = count;
    m_urgent = urgent;
    auto update =
        QDBusMessage::createSignal(u"/io/github/penelope"_s, u"com.canonical.Unity.LauncherEntry"_s, u"Update"_s);
    update << u"application://%1.desktop"_s.arg(QStringLiteral(PENELOPE_APPLICATION_ID))
           << QVariantMap{{u"count"_s, qlonglong(count)}, {u"count-visible"_s, count > 0}, {u"urgent"_s, urgent}};
    m_bus.send(update);
}

} // namespace penelope::desktop
