#include "core/adapters/alertmanager/client.h"

#include "core/adapters/alertmanager/body.h"

#include <QDateTime>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace penelope::alertmanager {

struct Client::Body
{
    int status = 0;
    QString contentType;
    QByteArray bytes;
    std::optional<Instant> date; ///< its clock, as the answer's header tells it
};

struct Client::Call
{
    QUrl url;
    BodyHandler handler;
    QNetworkReply* reply = nullptr; ///< owned by the network manager until deleteLater
    QTimer deadline;
    QByteArray bytes;
};

namespace {

QUrl withPath(const QUrl& base, const QString& path)
{
    auto url = base;
    auto prefix = base.path();
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    url.setPath(prefix + u"/api/v2/"_s + path);
    url.setQuery(QString());
    url.setFragment(QString());
    url.setUserInfo(QString());
    return url;
}

std::optional<Instant> dateOf(const QNetworkReply& reply)
{
    auto date =
        QLocale::c().toDateTime(QString::fromLatin1(reply.rawHeader("Date")), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    date.setTimeSpec(Qt::UTC);
    return date.isValid() ? std::optional{instantFromMs(date.toMSecsSinceEpoch())} : std::nullopt;
}

} // namespace

Client::Client(Endpoint endpoint, const Clock& clock)
    : m_endpoint(std::move(endpoint))
    , m_clock(clock)
    , m_network(new QNetworkAccessManager(this))
{}

Client::~Client() = default;

void Client::poll(Handler handler)
{
    // The age first: an Alertmanager that starts between the two questions has one answer too few, and one alone ends
    // no episode.
    ask(u"status"_s, [this, handler = std::move(handler)](Result<Body> body) {
        if (!body)
            return handler(Failure{std::move(body.error())});
        auto started = parseStatus(body->bytes, body->status, body->contentType);
        if (!started) {
            started.error().where = withPath(m_endpoint.url, u"status"_s).toString();
            return handler(Failure{std::move(started.error())});
        }
        noteAge(*body, *started);
        listAlerts(handler);
    });
}

void Client::noteAge(const Body& status, Instant startedAt)
{
    // Both moments by its clock where it tells the time, so that ours may be wrong.
    m_knowsAll = status.date.value_or(m_clock.now()) - startedAt >= m_endpoint.restartGrace;
}

void Client::listAlerts(Handler handler)
{
    ask(u"alerts"_s, [this, handler = std::move(handler)](Result<Body> body) {
        if (!body)
            return handler(Failure{std::move(body.error())});
        auto alerts = parseAlerts(body->bytes, body->status, body->contentType);
        if (!alerts) {
            const auto url = withPath(m_endpoint.url, u"alerts"_s).toString();
            alerts.error().where = alerts.error().where.isEmpty() ? url : url + u' ' + alerts.error().where;
        }
        handler(std::move(alerts));
    });
}

void Client::ask(const QString& path, BodyHandler handler)
{
    auto call = std::make_shared<Call>();
    call->url = withPath(m_endpoint.url, path);
    call->handler = std::move(handler);
    QNetworkRequest request(call->url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setTransferTimeout(static_cast<int>(m_endpoint.timeout.count()));
    request.setRawHeader("Accept", "application/json");
    if (!m_endpoint.url.userName().isEmpty()) {
        const auto user =
            m_endpoint.url.userName(QUrl::FullyDecoded) + u':' + m_endpoint.url.password(QUrl::FullyDecoded);
        request.setRawHeader("Authorization", "Basic " + user.toUtf8().toBase64());
    }
    // The transfer timeout starts anew with every byte; this is the whole promise. The timer lives in the call, hence
    // the weak pointer.
    call->deadline.setSingleShot(true);
    connect(&call->deadline, &QTimer::timeout, this, [this, weak = std::weak_ptr(call)] {
        if (const auto late = weak.lock()) {
            const auto limit = static_cast<double>(m_endpoint.timeout.count()) / 1000;
            answer(late, failure(ErrorCode::Unavailable, u"no answer within %1 s"_s.arg(limit), late->url.toString()));
        }
    });
    call->deadline.start(m_endpoint.timeout);
    call->reply = m_network->get(request);
    connect(call->reply, &QNetworkReply::readyRead, this, [this, call] { read(call); });
    connect(call->reply, &QNetworkReply::finished, this, [this, call] { finish(call); });
}

void Client::read(const std::shared_ptr<Call>& call)
{
    if (!call->reply)
        return;
    call->bytes += call->reply->readAll();
    if (call->bytes.size() > maxBody)
        answer(
            call,
            failure(ErrorCode::Refused, u"the answer is larger than %1 bytes"_s.arg(maxBody), call->url.toString()));
}

void Client::finish(const std::shared_ptr<Call>& call)
{
    read(call);
    if (!call->reply)
        return;
    const auto& reply = *call->reply;
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto where = call->url.toString();
    if (status == 0)
        return answer(call, failure(ErrorCode::Unavailable, u"no answer: %1"_s.arg(reply.errorString()), where));
    if (status >= 300 && status < 400) {
        const auto target = reply.url().resolved(QUrl(QString::fromUtf8(reply.rawHeader("Location"))));
        return answer(
            call,
            failure(
                ErrorCode::Refused,
                u"redirects to %1 and is not followed: give that address"_s.arg(target.toString(QUrl::RemoveUserInfo)),
                where));
    }
    if (reply.error() == QNetworkReply::RemoteHostClosedError)
        return answer(call, failure(ErrorCode::Malformed, u"the answer ended early"_s, where));
    answer(
        call, Body{
                  status, reply.header(QNetworkRequest::ContentTypeHeader).toString(), std::move(call->bytes),
                  dateOf(reply)});
}

void Client::answer(const std::shared_ptr<Call>& call, Result<Body> result)
{
    const auto handler = std::exchange(call->handler, {});
    if (!handler)
        return;
    call->deadline.stop();
    if (auto* reply = std::exchange(call->reply, nullptr)) {
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
    handler(std::move(result));
}

} // namespace penelope::alertmanager
