#include "tests/support/kubernetes/standin.h"

#include "tests/support/kubernetes/jsonpatch.h"
#include "tests/support/kubernetes/objects.h"

#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslSocket>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::test {

const QString KubernetesStandIn::virtualService =
    u"/apis/networking.istio.io/v1/namespaces/default/virtualservices/payment-api"_s;
const QString KubernetesStandIn::gatewayRoute =
    u"/apis/gateway.networking.k8s.io/v1/namespaces/default/httproutes/payment-api"_s;
const QString KubernetesStandIn::linkerdRoute =
    u"/apis/policy.linkerd.io/v1beta3/namespaces/default/httproutes/payment-api"_s;

namespace {

using Reply = KubernetesStandIn::Reply;
using Asked = KubernetesStandIn::Asked;

struct Place
{
    QString group;
    QString version;
    QString space;
    QString resource;
    QString name;
    QString subresource;
};

std::optional<Place> placeOf(const QString& path)
{
    static const QRegularExpression pattern(
        u"\\A/apis/([^/]+)/([^/]+)/namespaces/([^/]+)/([^/]+)(?:/([^/]+)(?:/([^/]+))?)?\\z"_s);
    const auto match = pattern.match(path);
    if (!match.hasMatch())
        return {};
    return Place{match.captured(1), match.captured(2), match.captured(3),
                 match.captured(4), match.captured(5), match.captured(6)};
}

QString collectionOf(const QString& path)
{
    return path.left(path.lastIndexOf(u'/'));
}

Reply status(int code, const QString& reason, const QString& message)
{
    return {
        code, toJsonText(Json::object(
                  {{u"kind"_s, u"Status"_s},
                   {u"apiVersion"_s, u"v1"_s},
                   {u"status"_s, u"Failure"_s},
                   {u"message"_s, message},
                   {u"reason"_s, reason},
                   {u"code"_s, code}}))};
}

/// The schema of the real custom resources, as far as weights go: Istio's takes any whole number.
std::optional<Reply> invalidWeight(const Place& place, const Json& object)
{
    const bool istio = place.resource == "virtualservices"_L1;
    const auto& rules = object[u"spec"][istio ? u"http"_s : u"rules"_s].toArray();
    for (std::size_t rule = 0; rule < rules.size(); ++rule) {
        const auto member = istio ? u"route"_s : u"backendRefs"_s;
        const auto& entries = rules[rule][member].toArray();
        for (std::size_t at = 0; at < entries.size(); ++at) {
            const auto* weight = entries[at].find(u"weight");
            if (!weight)
                continue;
            const auto field =
                u"spec.%1[%2].%3[%4].weight"_s.arg(istio ? u"http"_s : u"rules"_s).arg(rule).arg(member).arg(at);
            const auto invalid = [&](const QString& why) {
                return status(
                    422, u"Invalid"_s,
                    u"%1.%2 \"%3\" is invalid: %4: %5"_s.arg(
                        istio ? u"VirtualService"_s : u"HTTPRoute"_s, place.group, place.name, field, why));
            };
            if (!weight->isNumber() || weight->toDouble() != std::floor(weight->toDouble()))
                return invalid(u"Invalid value: \"%1\": %2 in body must be of type integer: \"%1\""_s.arg(
                    weight->isString() ? u"string"_s : u"number"_s, field));
            if (!istio && weight->toDouble() < 0)
                return invalid(
                    u"Invalid value: %1: %2 in body should be greater than or equal to 0"_s.arg(weight->toDouble())
                        .arg(field));
        }
    }
    return {};
}

QByteArray wholeReply(const Reply& reply)
{
    return "HTTP/1.1 " + QByteArray::number(reply.status) + " Reason\r\nContent-Type: " + reply.type +
           "\r\nContent-Length: " + QByteArray::number(reply.body.size()) + "\r\n" + reply.more + "\r\n" + reply.body;
}

QByteArray chunk(const QByteArray& bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

} // namespace

KubernetesStandIn::KubernetesStandIn(std::unique_ptr<QTcpServer> server)
    : m_server(std::move(server))
{
    m_objects[virtualService] = recordedBody("vs_get");
    m_objects[gatewayRoute] = accepted(routeBefore("gw_httproute_jsonpatch_ok", u"288"_s));
    m_objects[linkerdRoute] = accepted(routeBefore("linkerd_httproute_jsonpatch_ok", u"289"_s));
    if (!m_server->listen(QHostAddress::LocalHost))
        qFatal("cannot listen");
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (auto* socket = m_server->nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { take(*socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_read.erase(socket);
                std::erase_if(m_watches, [socket](const Watch& watch) { return watch.socket == socket; });
                socket->deleteLater();
            });
        }
    });
}

KubernetesStandIn::~KubernetesStandIn()
{
    // Its sockets are its children and would tell us of their end.
    for (auto* socket : m_server->findChildren<QTcpSocket*>())
        socket->disconnect(this);
}

QUrl KubernetesStandIn::url() const
{
    const bool secure = m_server->inherits("QSslServer");
    return QUrl(u"%1://127.0.0.1:%2"_s.arg(secure ? u"https"_s : u"http"_s).arg(m_server->serverPort()));
}

int KubernetesStandIn::count(const QByteArray& method) const
{
    return static_cast<int>(
        std::count_if(asked.begin(), asked.end(), [&method](const Asked& each) { return each.method == method; }));
}

void KubernetesStandIn::store(const QString& path, Json object)
{
    const auto before = m_objects.find(path);
    const bool isNew = before == m_objects.end();
    auto metadata = object[u"metadata"];
    metadata.set(u"resourceVersion"_s, QString::number(++m_version));
    const auto generation = metadata[u"generation"].toInteger();
    if (!isNew && before->second[u"spec"] != object[u"spec"])
        metadata.set(u"generation"_s, generation + 1);
    object.set(u"metadata"_s, metadata);
    m_objects[path] = object;
    tell(path, isNew ? "ADDED" : "MODIFIED", object);
}

void KubernetesStandIn::change(const QString& path, const Json& operations, const QString& manager)
{
    auto now = patched(m_objects.at(path), operations);
    if (!now)
        qFatal("the test's own patch does not apply");
    auto metadata = (*now)[u"metadata"];
    const auto field = rulesField(*now);
    Json::Array others;
    for (const auto& entry : metadata[u"managedFields"].toArray()) {
        if (entry[u"manager"].toString() != manager && !entry[u"fieldsV1"][u"f:spec"].contains(field))
            others.push_back(entry);
    }
    others.push_back(managed(manager, field, u"2026-11-23T09:00:%1Z"_s.arg(m_version % 60, 2, 10, QLatin1Char('0'))));
    metadata.set(u"managedFields"_s, Json{others});
    now->set(u"metadata"_s, metadata);
    store(path, *now);
    if (acceptsAtOnce && path != virtualService)
        accept(path);
}

void KubernetesStandIn::remove(const QString& path)
{
    const auto object = m_objects.at(path);
    m_objects.erase(path);
    ++m_version;
    tell(path, "DELETED", object);
}

void KubernetesStandIn::accept(const QString& path)
{
    store(path, accepted(m_objects.at(path)));
}

void KubernetesStandIn::endWatches()
{
    for (const auto& watch : std::exchange(m_watches, {})) {
        watch.socket->write("0\r\n\r\n");
        watch.socket->flush();
    }
}

void KubernetesStandIn::bookmark()
{
    const auto object =
        Json::object({{u"metadata"_s, Json::object({{u"resourceVersion"_s, QString::number(++m_version)}})}});
    for (const auto& watch : m_watches)
        tell(watch.collection + u'/' + watch.name, "BOOKMARK", object);
}

void KubernetesStandIn::tell(const QString& path, const QByteArray& type, const Json& object)
{
    const auto event = R"({"type":")" + type + R"(","object":)" + toJsonText(object) + "}\n";
    for (const auto& watch : m_watches) {
        if (collectionOf(path) == watch.collection && (watch.name.isEmpty() || path.endsWith(u'/' + watch.name)))
            watch.socket->write(chunk(event));
    }
}

void KubernetesStandIn::take(QTcpSocket& socket)
{
    auto& read = m_read[&socket];
    read += socket.readAll();
    for (auto end = read.indexOf("\r\n\r\n"); end >= 0; end = read.indexOf("\r\n\r\n")) {
        Asked request;
        const auto lines = read.left(end).split('\n');
        for (const auto& line : lines.mid(1)) {
            const auto colon = line.indexOf(':');
            request.headers[line.left(colon).toLower()] = line.mid(colon + 1).trimmed();
        }
        const auto length = request.headers["content-length"].toLongLong();
        if (read.size() < end + 4 + length)
            return;
        request.body = read.mid(end + 4, length);
        read.remove(0, end + 4 + length);
        const auto words = lines.front().trimmed().split(' ');
        const auto url = QUrl::fromEncoded(words.value(1));
        request.method = words.value(0);
        request.path = url.path();
        request.query = QUrlQuery(url);
        if (auto* secure = qobject_cast<QSslSocket*>(&socket); secure && !secure->peerCertificate().isNull())
            request.headers["x-client-certificate"] = "yes";
        asked.append(request);
        if (silent)
            continue;
        if (!startWatch(socket, request))
            socket.write(wholeReply(answer(request)));
    }
}

bool KubernetesStandIn::startWatch(QTcpSocket& socket, const Asked& request)
{
    if (request.query.queryItemValue(u"watch"_s) != "true"_L1 || refuse(request))
        return false;
    if (first && first(request))
        return false;
    socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    const auto from = request.query.queryItemValue(u"resourceVersion"_s).toLongLong();
    // Recorded: 200, and the refusal as its only event.
    if (from < m_compacted) {
        const auto gone = status(410, u"Expired"_s, u"too old resource version: %1 (%2)"_s.arg(from).arg(m_version));
        socket.write(chunk(R"({"type":"ERROR","object":)" + gone.body + "}\n") + "0\r\n\r\n");
        return true;
    }
    const auto name = request.query.queryItemValue(u"fieldSelector"_s, QUrl::FullyDecoded).mid(14);
    m_watches.push_back({&socket, request.path, name});
    const auto at = m_objects.find(request.path + u'/' + name);
    if (at != m_objects.end() && at->second[u"metadata"][u"resourceVersion"].toString().toLongLong() > from)
        socket.write(chunk(R"({"type":"MODIFIED","object":)" + toJsonText(at->second) + "}\n"));
    return true;
}

/// 401 and 403, as recorded.
std::optional<Reply> KubernetesStandIn::refuse(const Asked& request)
{
    const auto at = request.headers.find("authorization");
    const auto token = at == request.headers.end() ? QByteArray() : at->second.mid(7);
    const bool certified = request.headers.contains("x-client-certificate");
    if (!token.isEmpty() && !tokens.contains(token))
        return status(401, u"Unauthorized"_s, u"Unauthorized"_s);
    const auto place = placeOf(request.path);
    if (!place)
        return {};
    const auto verb = request.method == "GET" ? (place->name.isEmpty() ? u"list"_s : u"get"_s)
                                              : QString::fromLatin1(request.method).toLower();
    const bool anonymous = token.isEmpty() && !certified;
    if (!anonymous && place->name != "other"_L1 && verb != "delete"_L1 && !denied.contains(verb))
        return {};
    return status(
        403, u"Forbidden"_s,
        u"%1.%2 \"%3\" is forbidden: User \"%4\" cannot %5 resource \"%1\" in API group \"%2\" in the namespace \"%6\""_s
            .arg(place->resource, place->group, place->name)
            .arg(anonymous ? u"system:anonymous"_s : u"penelope-sa"_s, verb, place->space));
}

KubernetesStandIn::Reply KubernetesStandIn::answer(const Asked& request)
{
    if (first) {
        if (auto scripted = first(request))
            return *scripted;
    }
    if (auto refusal = refuse(request))
        return *refusal;
    if (request.path.endsWith("/selfsubjectaccessreviews"_L1))
        return review(request);
    const auto place = placeOf(request.path);
    if (!place)
        return discover(request.path.section(u'/', 2, 2));
    if (request.method == "PATCH")
        return patch(request);
    if (place->name.isEmpty())
        return list(request);
    const auto at = m_objects.find(request.path);
    if (at == m_objects.end())
        return status(404, u"NotFound"_s, u"%1.%2 \"%3\" not found"_s.arg(place->resource, place->group, place->name));
    return {200, toJsonText(at->second)};
}

Reply KubernetesStandIn::discover(const QString& group) const
{
    Json::Array versions;
    QSet<QString> seen;
    for (const auto& [path, object] : m_objects) {
        const auto place = placeOf(path);
        if (place->group != group || seen.contains(place->version))
            continue;
        seen.insert(place->version);
        versions.push_back(
            Json::object({{u"groupVersion"_s, u"%1/%2"_s.arg(group, place->version)}, {u"version"_s, place->version}}));
    }
    if (versions.empty())
        return {404, "404 page not found\n", "text/plain; charset=utf-8"};
    return {200, toJsonText(Json::object({{u"kind"_s, u"APIGroup"_s}, {u"name"_s, group}, {u"versions"_s, versions}}))};
}

Reply KubernetesStandIn::list(const Asked& request) const
{
    const auto name = request.query.queryItemValue(u"fieldSelector"_s, QUrl::FullyDecoded).mid(14);
    Json::Array items;
    for (const auto& [path, object] : m_objects) {
        if (collectionOf(path) == request.path && (name.isEmpty() || path.endsWith(u'/' + name)))
            items.push_back(object);
    }
    return {
        200, toJsonText(Json::object(
                 {{u"kind"_s, u"List"_s},
                  {u"metadata"_s, Json::object({{u"resourceVersion"_s, QString::number(m_version)}})},
                  {u"items"_s, Json{items}}}))};
}

Reply KubernetesStandIn::patch(const Asked& request)
{
    if (request.headers.at("content-type") != "application/json-patch+json")
        return status(
            415, u"UnsupportedMediaType"_s,
            u"the body of the request was in an unknown format - accepted media types include: "
            "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"_s);
    const auto place = *placeOf(request.path);
    const bool ofStatus = place.subresource == "status"_L1;
    const auto path = ofStatus ? collectionOf(request.path) : request.path;
    const auto at = m_objects.find(path);
    if (at == m_objects.end())
        return status(404, u"NotFound"_s, u"%1.%2 \"%3\" not found"_s.arg(place.resource, place.group, place.name));
    const auto operations = parseForeign(request.body);
    const auto now = operations ? patched(at->second, *operations) : std::nullopt;
    if (!now)
        return status(422, u"Invalid"_s, u"the server rejected our request due to an error in our request"_s);
    if (const auto invalid = invalidWeight(place, *now))
        return *invalid;
    if ((*now)[u"metadata"][u"resourceVersion"] != at->second[u"metadata"][u"resourceVersion"])
        return status(
            409, u"Conflict"_s,
            u"Operation cannot be fulfilled on %1.%2 \"%3\": the object has been modified; please apply your changes "
            u"to "
            "the latest version and try again"_s.arg(place.resource, place.group, place.name));
    if (request.query.queryItemValue(u"dryRun"_s) == "All"_L1)
        return {200, toJsonText(*now)};
    const auto manager = request.query.queryItemValue(u"fieldManager"_s);
    if (ofStatus)
        store(path, *now);
    else
        change(path, *operations, manager.isEmpty() ? u"penelope"_s : manager);
    return {200, toJsonText(m_objects.at(path))};
}

Reply KubernetesStandIn::review(const Asked& request) const
{
    auto document = parseForeign(request.body).value_or(Json{});
    const auto verb = document[u"spec"][u"resourceAttributes"][u"verb"].toString();
    document.set(u"status"_s, Json::object({{u"allowed"_s, !denied.contains(verb)}}));
    return {201, toJsonText(document)};
}

} // namespace penelope::test
