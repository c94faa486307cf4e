#pragma once

#include <QString>
#include <QStringList>

namespace penelope::lab {

/// Where everything of one lab lies, below one folder.
struct Layout
{
    QString root;

    QString path(const QString& relative) const { return root + QLatin1Char('/') + relative; }
    QString journal() const { return path(QStringLiteral("journal.db")); }
    QString config() const { return path(QStringLiteral("penelope.toml")); }
    QString repository(const QString& service) const { return path(QStringLiteral("repos/") + service); }
    QString registration(const QString& service) const
    {
        return repository(service) + QStringLiteral("/penelope-service.json");
    }
    QString haproxySocket() const { return path(QStringLiteral("haproxy/haproxy.sock")); }
    QString haproxyState() const { return path(QStringLiteral("haproxy/state")); }
    QString ctlSocket() const { return path(QStringLiteral("lab.sock")); }
    QString world() const { return path(QStringLiteral("world.json")); }
    QString log(const QString& name) const { return path(QStringLiteral("logs/") + name + QStringLiteral(".log")); }
};

/// The demo services, in the order of their ports.
const QStringList& serviceNames();

/// Which of the block's ports is whose.
struct PortPlan
{
    int prometheus = 0;
    struct Service
    {
        int front = 0;
        int stable = 0;
        int canary = 0;
    };
    Service payments;
    Service search;
    Service profile;
    int http = 0; ///< of the core

    static PortPlan from(int first);
    const Service& of(const QString& service) const;
};

} // namespace penelope::lab
