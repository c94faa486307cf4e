#include "core/adapters/kubernetes/apiclient.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTimer>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace penelope::kubernetes {

struct ApiClient::Exchange
{
    ApiCall call;
    Handler handler;
    QUrl url;
    QTimer deadline;
    QNetworkReply* reply = nullptr; ///< owned by the network manager until deleteLater
    QByteArray bytes;
    bool again = false; ///< with other credentials than the first time
};

namespace {

constexpr int keptText = 500;

ErrorCode codeOf(int status)
{
    switch (status) {
    case 401:
    case 403: return ErrorCode::NotPermitted;
    case 404: return ErrorCode::NotFound;
    case 409: return ErrorCode::Conflict;
    case 410: return ErrorCode::Expired;
    case 429: return ErrorCode::Unavailable;
    default: return status >= 500 ? ErrorCode::Unavailable : ErrorCode::Refused;
    }
}

QString shown(const QUrl& url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
}

/// Warning: 299 - "unknown field" → unknown field.
QStringList warningsOf(const QNetworkReply& reply)
{
    QStringList warnings;
    for (const auto& [name, value] : reply.rawHeaderPairs()) {
        if (name.compare("warning", Qt::CaseInsensitive) != 0)
            continue;
        const auto text = QString::fromUtf8(value);
        const auto from = text.indexOf(u'"');
        const auto to = text.lastIndexOf(u'"');
        warnings.append((from >= 0 && to > from ? text.mid(from + 1, to - from - 1) : text).left(keptText));
    }
    return warnings;
}

QSslKey keyOf(const QByteArray& pem)
{
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec}) {
        if (QSslKey key(pem, algorithm); !key.isNull())
            return key;
    }
    return {};
}

} // namespace

Error errorOf(int status, const QByteArray& body, const QString& where)
{
    const auto document = parseForeign(body);
    const bool told = document && (*document)[u"kind"].toString() == "Status"_L1;
    if (told) {
        const auto message = (*document)[u"message"].toString().simplified().left(keptText);
        if (status == 401)
            return {
                codeOf(status), u"Kubernetes does not know this user (%1): mend the kubeconfig"_s.arg(message), where};
        return {codeOf(status), u"Kubernetes: %1"_s.arg(message), where};
    }
    const auto text = QString::fromUtf8(body.left(qsizetype{4} * keptText)).simplified().left(keptText);
    if (status == 404)
        return {
            codeOf(status), u"the cluster does not serve this address: is its API group installed? (%1)"_s.arg(text),
            where};
    return {
        codeOf(status), u"HTTP %1 and no Kubernetes answer: %2"_s.arg(status).arg(text.isEmpty() ? u"(empty)"_s : text),
        where};
}

ApiClient::ApiClient(Access access, CommandRunner& runner, const Clock& clock, Milliseconds limit)
    : m_access(access)
    , m_credentials(std::move(access), runner, clock)
    , m_limit(limit)
    , m_network(new QNetworkAccessManager(this))
{}

ApiClient::~ApiClient() = default;

QUrl ApiClient::urlOf(const ApiCall& call) const
{
    auto url = m_access.server;
    auto base = url.path();
    while (base.endsWith(u'/'))
        base.chop(1);
    url.setPath(base + call.path);
    url.setQuery(call.query);
    return url;
}

Status ApiClient::prepare(QNetworkRequest& request, const Credential& credential)
{
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setRawHeader("Accept", "application/json");
    if (!credential.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + credential.token);
    // Open connections go on under the certificate they were made with.
    if (std::exchange(m_identity, credential.certificate) != credential.certificate)
        m_network->clearConnectionCache();
    if (m_access.server.scheme() != "https"_L1)
        return {};
    auto tls = QSslConfiguration::defaultConfiguration();
    if (!m_access.authority.isEmpty() || !m_access.authorityFile.isEmpty()) {
        const auto authorities = m_access.authority.isEmpty() ? QSslCertificate::fromPath(m_access.authorityFile)
                                                              : QSslCertificate::fromData(m_access.authority);
        if (authorities.isEmpty())
            return failure(
                ErrorCode::Unavailable, u"the certificate authority of the cluster cannot be read"_s,
                m_access.authorityFile);
        tls.setCaCertificates(authorities);
    }
    if (!credential.certificate.isEmpty()) {
        const auto chain = QSslCertificate::fromData(credential.certificate);
        const auto key = keyOf(credential.key);
        if (chain.isEmpty() || key.isNull())
            return failure(
                ErrorCode::Unavailable, u"the client certificate or its key cannot be read"_s,
                m_access.certificateFile);
        tls.setLocalCertificateChain(chain);
        tls.setPrivateKey(key);
    }
    request.setSslConfiguration(tls);
    if (!m_access.serverName.isEmpty())
        request.setPeerVerifyName(m_access.serverName);
    return {};
}

void ApiClient::call(const ApiCall& call, Handler handler)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->call = call;
    exchange->handler = std::move(handler);
    exchange->url = urlOf(call);
    exchange->deadline.setSingleShot(true);
    // Our own promise: a transfer timeout starts anew with every byte. The timer lives in the exchange, hence the weak
    // pointer.
    connect(&exchange->deadline, &QTimer::timeout, this, [this, weak = std::weak_ptr(exchange)] {
        if (const auto late = weak.lock())
            answer(
                late, failure(
                          ErrorCode::Unavailable,
                          u"Kubernetes does not answer within %1 s"_s.arg(static_cast<double>(m_limit.count()) / 1000),
                          shown(late->url)));
    });
    // A plugin has a limit of its own, and the exchange begins after it.
    QMetaObject::invokeMethod(
        this, [this, exchange] { start(exchange); }, Qt::QueuedConnection);
}

void ApiClient::start(const std::shared_ptr<Exchange>& exchange)
{
    m_credentials.get([self = QPointer(this), exchange](const Result<Credential>& credential) {
        if (!self)
            return;
        if (credential)
            self->send(exchange, *credential);
        else
            self->answer(exchange, Failure{credential.error()});
    });
}

void ApiClient::send(const std::shared_ptr<Exchange>& exchange, const Credential& credential)
{
    QNetworkRequest request(exchange->url);
    if (const auto ready = prepare(request, credential); !ready)
        return answer(exchange, Failure{ready.error()});
    request.setTransferTimeout(static_cast<int>(m_limit.count()));
    if (!exchange->call.type.isEmpty())
        request.setRawHeader("Content-Type", exchange->call.type);
    exchange->deadline.start(m_limit);
    exchange->reply = m_network->sendCustomRequest(request, exchange->call.method, exchange->call.body);
    connect(exchange->reply, &QNetworkReply::readyRead, this, [this, exchange] {
        if (!exchange->reply)
            return;
        exchange->bytes += exchange->reply->readAll();
        if (exchange->bytes.size() > maxBody)
            answer(
                exchange,
                failure(
                    ErrorCode::Refused, u"the answer is larger than %1 bytes"_s.arg(maxBody), shown(exchange->url)));
    });
    connect(exchange->reply, &QNetworkReply::finished, this, [this, exchange] { finish(exchange); });
}

void ApiClient::finish(const std::shared_ptr<Exchange>& exchange)
{
    if (!exchange->reply)
        return;
    exchange->bytes += exchange->reply->readAll();
    const auto& reply = *exchange->reply;
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto where = shown(exchange->url);
    if (status == 0 || reply.error() == QNetworkReply::RemoteHostClosedError)
        return answer(
            exchange,
            failure(ErrorCode::Unavailable, u"no answer of Kubernetes: %1"_s.arg(reply.errorString()), where));
    if (status == 401 && !std::exchange(exchange->again, true) && m_credentials.forget()) {
        exchange->reply->disconnect(this);
        std::exchange(exchange->reply, nullptr)->deleteLater();
        exchange->bytes.clear();
        exchange->deadline.stop();
        return start(exchange);
    }
    if (status >= 300 && status < 400)
        return answer(
            exchange, failure(
                          ErrorCode::Refused,
                          u"redirects to %1 and is not followed"_s.arg(
                              QString::fromUtf8(reply.rawHeader("Location").left(keptText))),
                          where));
    if (status >= 400)
        return answer(exchange, Failure{errorOf(status, exchange->bytes, where)});
    auto body = parseForeign(exchange->bytes);
    if (!body)
        return answer(
            exchange, failure(ErrorCode::Malformed, u"the answer is no JSON (%1)"_s.arg(body.error().where), where));
    answer(exchange, ApiAnswer{status, std::move(*body), warningsOf(reply)});
}

void ApiClient::answer(const std::shared_ptr<Exchange>& exchange, Result<ApiAnswer> result)
{
    if (!exchange->handler)
        return;
    exchange->deadline.stop();
    if (exchange->reply) {
        auto* reply = std::exchange(exchange->reply, nullptr);
        reply->disconnect(this);
        if (!reply->isFinished())
            reply->abort();
        reply->deleteLater();
    }
    std::exchange(exchange->handler, nullptr)(std::move(result));
}

void ApiClient::open(const ApiCall& call, Milliseconds idle, OpenHandler handler)
{
    const auto begin = [this, call, idle, handler = std::move(handler)] {
        m_credentials.get([self = QPointer(this), call, idle, handler](const Result<Credential>& credential) {
            if (!self)
                return;
            if (!credential)
                return handler(Failure{credential.error()});
            QNetworkRequest request(self->urlOf(call));
            if (const auto ready = self->prepare(request, *credential); !ready)
                return handler(Failure{ready.error()});
            // Packed, small events would wait for one another.
            request.setRawHeader("Accept-Encoding", "identity");
            request.setTransferTimeout(static_cast<int>(idle.count()));
            handler(self->m_network->get(request));
        });
    };
    QMetaObject::invokeMethod(this, begin, Qt::QueuedConnection);
}

} // namespace penelope::kubernetes
