#include "core/adapters/kubernetes/objectwatch.h"

#include <QNetworkReply>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace penelope::kubernetes {

ObjectWatch::ObjectWatch(
    std::shared_ptr<ApiClient> client, QString collection, QString name, Timing timing, Handler handler)
    : m_client(std::move(client))
    , m_collection(std::move(collection))
    , m_name(std::move(name))
    , m_timing(timing)
    , m_handler(std::move(handler))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] { start(m_version); });
}

ObjectWatch::~ObjectWatch()
{
    close();
}

void ObjectWatch::start(const QString& resourceVersion)
{
    m_version = resourceVersion;
    if (m_version.isEmpty())
        list();
    else
        watch();
}

QUrlQuery ObjectWatch::selection() const
{
    QUrlQuery query;
    // Also what lets a role name the one object: a list or watch of a single name.
    query.addQueryItem(u"fieldSelector"_s, u"metadata.name="_s + m_name);
    return query;
}

void ObjectWatch::list()
{
    ApiCall call;
    call.path = m_collection;
    call.query = selection();
    m_client->call(call, [self = QPointer(this)](Result<ApiAnswer> answer) {
        if (!self)
            return;
        if (!answer)
            return self->failed(answer.error());
        const auto& items = answer->body[u"items"].toArray();
        const auto version = answer->body[u"metadata"][u"resourceVersion"].toString();
        if (version.isEmpty())
            return self->failed(
                {ErrorCode::Malformed, u"the list has no resourceVersion to watch from"_s, self->m_collection});
        self->m_version = version;
        self->m_handler(
            items.empty()
                ? Result<Json>{failure(ErrorCode::NotFound, u"there is no %1"_s.arg(self->m_name), self->m_collection)}
                : Result<Json>{items.front()});
        if (self)
            self->watch();
    });
}

void ObjectWatch::watch()
{
    ApiCall call;
    call.path = m_collection;
    call.query = selection();
    call.query.addQueryItem(u"watch"_s, u"true"_s);
    call.query.addQueryItem(u"allowWatchBookmarks"_s, u"true"_s);
    call.query.addQueryItem(u"resourceVersion"_s, m_version);
    call.query.addQueryItem(u"timeoutSeconds"_s, QString::number(std::max<qint64>(m_timing.session.count() / 1000, 1)));
    // A connection that died without a word ends a little after the server would have ended it.
    const auto idle = m_timing.session + Milliseconds{5000};
    m_client->open(call, idle, [self = QPointer(this)](Result<QNetworkReply*> opened) {
        if (!self) {
            if (opened)
                (*opened)->deleteLater();
            return;
        }
        if (!opened)
            return self->failed(opened.error());
        self->m_reply = *opened;
        self->m_bytes.clear();
        self->m_toldSomething = false;
        connect(self->m_reply, &QNetworkReply::readyRead, self, &ObjectWatch::read);
        connect(self->m_reply, &QNetworkReply::finished, self, &ObjectWatch::ended);
    });
}

void ObjectWatch::read()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_bytes += m_reply->readAll();
    if (m_bytes.size() > ApiClient::maxBody)
        return failed({ErrorCode::Refused, u"one event of the watch has no end"_s, m_collection});
    if (status != 200)
        return; // an error's body, read at its end
    const QPointer self(this);
    for (auto end = m_bytes.indexOf('\n'); end >= 0; end = m_bytes.indexOf('\n')) {
        const auto line = m_bytes.left(end);
        m_bytes.remove(0, end + 1);
        const auto* session = m_reply;
        if (!line.trimmed().isEmpty())
            take(line);
        // The handler may have ended us, and an error ends the session.
        if (!self || m_reply != session)
            return;
    }
}

void ObjectWatch::take(const QByteArray& line)
{
    const auto event = parseForeign(line);
    if (!event)
        return failed({ErrorCode::Malformed, u"an event of the watch is no JSON"_s, m_collection});
    const auto type = (*event)[u"type"].toString();
    const auto& object = (*event)[u"object"];
    if (type == "ERROR"_L1) {
        const auto status = static_cast<int>(object[u"code"].toInteger(500));
        // Too old to go on from: what happened meanwhile is in a new list. Nothing that a person could mend.
        if (status == 410) {
            close();
            m_version.clear();
            return list();
        }
        return failed(errorOf(status, toJsonText(object), m_collection));
    }
    if (const auto version = object[u"metadata"].text(u"resourceVersion"))
        m_version = *version;
    m_toldSomething = true;
    if (type == "DELETED"_L1)
        m_handler(failure(ErrorCode::NotFound, u"%1 was deleted"_s.arg(m_name), m_collection));
    else if (type == "ADDED"_L1 || type == "MODIFIED"_L1)
        m_handler(object);
}

void ObjectWatch::ended()
{
    if (!m_reply)
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 200) {
        const QPointer self(this);
        read();
        if (!self || !m_reply)
            return;
    } else {
        m_bytes += m_reply->readAll();
    }
    const auto error = m_reply->errorString();
    const auto body = m_bytes;
    const bool silent = !m_toldSomething;
    close();
    if (status == 410) {
        m_version.clear();
        return list();
    }
    if (status >= 400)
        return failed(errorOf(status, body, m_collection));
    if (status == 0)
        return failed({ErrorCode::Unavailable, u"no answer of Kubernetes: %1"_s.arg(error), m_collection});
    // A server that ends every watch at once would be asked without a pause.
    if (silent)
        m_pause.start(m_timing.pause);
    else
        watch();
}

void ObjectWatch::failed(const Error& error)
{
    close();
    m_pause.start(m_timing.pause);
    m_handler(Failure{error});
}

void ObjectWatch::close()
{
    if (!m_reply)
        return;
    auto* reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    if (!reply->isFinished())
        reply->abort();
    reply->deleteLater();
    m_bytes.clear();
}

} // namespace penelope::kubernetes
