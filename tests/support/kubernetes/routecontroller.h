#pragma once

#include "core/adapters/kubernetes/objectwatch.h"

class QLocalSocket;

namespace penelope::test {

/// A small data plane: watches one HTTPRoute, brings its weights to a HAProxy by the runtime socket, and writes into
/// the route's status that it took this generation. The first rule's backends are the servers s1 and c1 of backend
/// "single".
class RouteController : public QObject
{
public:
    RouteController(
        std::shared_ptr<kubernetes::ApiClient> client, const QString& collection, const QString& name, QString socket);

    int applied() const { return m_applied; }

private:
    void apply(const Json& route);
    void writeStatus(const Json& route);

    std::shared_ptr<kubernetes::ApiClient> m_client;
    QString m_path;
    QString m_socket;
    qint64 m_generation = 0;
    int m_applied = 0;
    kubernetes::ObjectWatch m_watch;
};

} // namespace penelope::test
