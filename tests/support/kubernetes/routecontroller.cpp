#include "tests/support/kubernetes/routecontroller.h"

#include <QLocalSocket>

using namespace Qt::Literals::StringLiterals;

namespace penelope::test {

RouteController::RouteController(
    std::shared_ptr<kubernetes::ApiClient> client, const QString& collection, const QString& name, QString socket)
    : m_client(client)
    , m_path(collection + u'/' + name)
    , m_socket(std::move(socket))
    , m_watch(
          client, collection, name, {.session = Milliseconds{600'000}, .pause = Milliseconds{10}},
          [this](const Result<Json>& route) {
              if (route)
                  apply(*route);
          })
{
    m_watch.start();
}

void RouteController::apply(const Json& route)
{
    // Our own status is a change too, of the same generation.
    const auto generation = route[u"metadata"][u"generation"].toInteger();
    if (generation == m_generation)
        return;
    m_generation = generation;
    const auto& backends = route[u"spec"][u"rules"].toArray().at(0)[u"backendRefs"].toArray();
    QByteArray line;
    for (std::size_t at = 0; at < backends.size(); ++at) {
        const bool canary = backends[at][u"name"].toString().endsWith("-canary"_L1);
        const auto weight = QByteArray::number(backends[at].integer(u"weight").value_or(1));
        line += QByteArray(at == 0 ? "" : ";") + "set weight single/" + (canary ? "c1 " : "s1 ") + weight;
    }
    auto* socket = new QLocalSocket(this);
    connect(socket, &QLocalSocket::connected, this, [socket, line] { socket->write(line + '\n'); });
    connect(socket, &QLocalSocket::disconnected, this, [this, socket, route] {
        // HAProxy says nothing where it obeys.
        if (socket->readAll().trimmed().isEmpty())
            writeStatus(route);
        socket->deleteLater();
    });
    socket->connectToServer(m_socket);
}

void RouteController::writeStatus(const Json& route)
{
    const auto condition = [&route](const QString& type) {
        return Json::object(
            {{u"type"_s, type},
             {u"status"_s, u"True"_s},
             {u"reason"_s, type},
             {u"observedGeneration"_s, route[u"metadata"][u"generation"]}});
    };
    const auto parent = Json::object(
        {{u"parentRef"_s, route[u"spec"][u"parentRefs"].toArray().at(0)},
         {u"controllerName"_s, u"example.com/haproxy"_s},
         {u"conditions"_s, Json{Json::Array{condition(u"Accepted"_s), condition(u"ResolvedRefs"_s)}}}});
    const auto status = Json::object({{u"parents"_s, Json{Json::Array{parent}}}});
    kubernetes::ApiCall call;
    call.method = "PATCH";
    call.path = m_path + u"/status"_s;
    call.type = "application/json-patch+json";
    call.body = toJsonText(
        Json{Json::Array{Json::object({{u"op"_s, u"add"_s}, {u"path"_s, u"/status"_s}, {u"value"_s, status}})}});
    m_client->call(call, [this](const Result<kubernetes::ApiAnswer>& answer) {
        if (answer)
            ++m_applied;
    });
}

} // namespace penelope::test
