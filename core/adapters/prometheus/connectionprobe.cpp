#include "core/adapters/prometheus/connectionprobe.h"

#include "core/adapters/prometheus/requests.h"

#include <QDateTime>
#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslSocket>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace penelope::prometheus {

using Kind = ProbeStep::Kind;
using Outcome = ProbeStep::Outcome;
using Trouble = ProbeStep::Trouble;

namespace {

constexpr int shownText = 200;

Trouble troubleOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError: return Trouble::Refused;
    case QAbstractSocket::SocketTimeoutError: return Trouble::TimedOut;
    case QAbstractSocket::HostNotFoundError: return Trouble::UnknownHost;
    case QAbstractSocket::SslHandshakeFailedError: return Trouble::Handshake;
    default: return Trouble::Unreachable;
    }
}

QUrl questionTo(const QUrl& base, const QString& expression)
{
    auto url = base;
    url.setUserInfo(QString());
    auto path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + u"/api/v1/query"_s);
    url.setQuery(u"query="_s + QString::fromLatin1(QUrl::toPercentEncoding(expression)), QUrl::StrictMode);
    return url;
}

QString beginning(const QByteArray& bytes)
{
    return QString::fromUtf8(bytes.left(qsizetype{4} * shownText)).simplified().left(shownText);
}

} // namespace

QStringList missingFamilies(const QStringList& wanted, const QStringList& names)
{
    QStringList missing;
    for (const auto& family : wanted) {
        const bool found = std::any_of(names.begin(), names.end(), [&family](const QString& name) {
            return name == family || name.startsWith(family + u'_');
        });
        if (!found)
            missing.append(family);
    }
    return missing;
}

PrometheusProbe::PrometheusProbe(Endpoint endpoint, QStringList wanted, const Clock& clock)
    : m_endpoint(std::move(endpoint))
    , m_wanted(std::move(wanted))
    , m_clock(clock)
    , m_network(new QNetworkAccessManager(this))
{
    m_deadline.setSingleShot(true);
    m_deadline.callOnTimeout(this, [this] { fail(Trouble::TimedOut, {}); });
}

PrometheusProbe::~PrometheusProbe()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
}

bool PrometheusProbe::isTls() const
{
    return m_endpoint.url.scheme() == "https"_L1;
}

int PrometheusProbe::port() const
{
    return m_endpoint.url.port(isTls() ? 443 : 80);
}

Milliseconds PrometheusProbe::passed() const
{
    return m_clock.tick() - m_begun;
}

void PrometheusProbe::begin(Kind kind)
{
    m_kind = kind;
    m_begun = m_clock.tick();
    m_deadline.start(m_endpoint.timeout);
}

bool PrometheusProbe::tell(ProbeStep step)
{
    m_deadline.stop();
    step.kind = m_kind;
    step.took = passed();
    const bool goesOn = step.outcome != Outcome::Failed;
    // Whoever listens may let the probe go meanwhile.
    if (const auto told = m_told)
        told(step);
    return goesOn;
}

void PrometheusProbe::fail(Trouble trouble, const QString& detail)
{
    tell({.outcome = Outcome::Failed, .trouble = trouble, .detail = detail});
    end();
}

void PrometheusProbe::end()
{
    m_deadline.stop();
    m_told = {};
    if (m_socket)
        std::exchange(m_socket, nullptr)->deleteLater();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        std::exchange(m_reply, nullptr)->deleteLater();
    }
    if (const auto done = std::exchange(m_done, {}))
        done();
}

void PrometheusProbe::start(Told step, std::function<void()> done)
{
    m_told = std::move(step);
    m_done = std::move(done);
    begin(Kind::Address);
    const auto scheme = m_endpoint.url.scheme();
    const bool isAddress =
        m_endpoint.url.isValid() && !m_endpoint.url.host().isEmpty() && (scheme == "http"_L1 || scheme == "https"_L1);
    if (!isAddress)
        return fail(Trouble::NoAddress, m_endpoint.url.toString(QUrl::RemoveUserInfo));
    m_deadline.stop();
    lookUp();
}

void PrometheusProbe::lookUp()
{
    begin(Kind::Dns);
    m_lookup = QHostInfo::lookupHost(m_endpoint.url.host(), this, [this](const QHostInfo& info) {
        m_lookup = -1;
        if (m_kind != Kind::Dns || !m_told)
            return;
        if (info.error() != QHostInfo::NoError || info.addresses().isEmpty())
            return fail(Trouble::UnknownHost, m_endpoint.url.host());
        m_address = info.addresses().constFirst().toString();
        tell({.detail = m_address});
        connectTo(m_address);
    });
}

void PrometheusProbe::connectTo(const QString& address)
{
    begin(Kind::Tcp);
    auto* socket = new QSslSocket(this);
    m_socket = socket;
    connect(socket, &QAbstractSocket::connected, this, [this] {
        tell({.detail = u"%1:%2"_s.arg(m_address).arg(port())});
        shakeHands();
    });
    connect(socket, &QAbstractSocket::errorOccurred, this, [this, socket](QAbstractSocket::SocketError error) {
        if (m_socket == socket && (m_kind == Kind::Tcp || m_kind == Kind::Tls))
            fail(troubleOf(error), socket->errorString());
    });
    socket->setProxy(QNetworkProxy::NoProxy);
    socket->connectToHost(address, static_cast<quint16>(port()));
}

void PrometheusProbe::shakeHands()
{
    begin(Kind::Tls);
    auto* socket = static_cast<QSslSocket*>(m_socket);
    if (!isTls()) {
        socket->disconnect(this);
        tell({.outcome = Outcome::Skipped});
        return query();
    }
    const auto tls = tlsOf(m_endpoint);
    if (!tls)
        return fail(Trouble::Files, tls.error().message + u": "_s + tls.error().where);
    socket->setSslConfiguration(*tls);
    socket->setPeerVerifyName(m_endpoint.url.host());
    // Before the error of the handshake, which only says that it failed.
    connect(socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError>& errors) {
        QStringList texts;
        for (const auto& error : errors)
            texts << error.errorString();
        fail(Trouble::Certificate, texts.join(u"; "_s));
    });
    connect(socket, &QSslSocket::encrypted, this, [this, socket] {
        const auto days = QDateTime::fromMSecsSinceEpoch(toMs(m_clock.now()), Qt::UTC)
                              .daysTo(socket->peerCertificate().expiryDate().toUTC());
        socket->disconnect(this);
        tell({.detail = socket->sessionCipher().protocolString(), .daysLeft = static_cast<int>(days)});
        query();
    });
    socket->startClientEncryption();
}

void PrometheusProbe::ask(
    const QString& expression, std::function<void(const QNetworkReply&, const QByteArray&)> answered)
{
    QNetworkRequest request(questionTo(m_endpoint.url, expression));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    if (const auto ready = authenticate(request, m_endpoint); !ready)
        return fail(Trouble::Files, ready.error().message + u": "_s + ready.error().where);
    if (isTls()) {
        const auto tls = tlsOf(m_endpoint);
        if (!tls)
            return fail(Trouble::Files, tls.error().message + u": "_s + tls.error().where);
        request.setSslConfiguration(*tls);
    }
    m_reply = m_network->get(request);
    connect(m_reply, &QNetworkReply::finished, this, [this, answered = std::move(answered)] {
        auto* reply = std::exchange(m_reply, nullptr);
        reply->deleteLater();
        answered(*reply, reply->readAll());
    });
}

void PrometheusProbe::query()
{
    if (m_socket)
        std::exchange(m_socket, nullptr)->deleteLater();
    begin(Kind::Auth);
    ask(u"time()"_s, [this](const QNetworkReply& reply, const QByteArray& body) {
        const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const auto http = u"HTTP %1"_s.arg(status);
        if (status == 401 || status == 403)
            return fail(status == 401 ? Trouble::Unauthorized : Trouble::Forbidden, http);
        const auto begun = m_begun;
        if (status > 0)
            tell({.outcome = m_endpoint.auth == Endpoint::Auth::None ? Outcome::Skipped : Outcome::Ok});
        m_kind = Kind::Query;
        m_begun = begun; // it was one question
        if (status == 0)
            return fail(Trouble::Unreachable, reply.errorString());
        if (status >= 300 && status < 400)
            return fail(Trouble::Redirected, QString::fromUtf8(reply.rawHeader("Location")).left(shownText));
        const auto type = reply.header(QNetworkRequest::ContentTypeHeader).toString();
        const auto answer = parseAnswer(body, status, type);
        if (!answer)
            return fail(
                answer.error().code == ErrorCode::Refused ? Trouble::Rejected : Trouble::Foreign,
                http + u", "_s + beginning(body));
        tell({});
        lookForSeries();
    });
}

void PrometheusProbe::lookForSeries()
{
    begin(Kind::Series);
    ask(u"group by (__name__) ({__name__=~\"penelope_.+\"})"_s,
        [this](const QNetworkReply& reply, const QByteArray& body) {
            const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            const auto type = reply.header(QNetworkRequest::ContentTypeHeader).toString();
            const auto answer = parseAnswer(body, status, type);
            if (!answer)
                return fail(Trouble::Rejected, answer.error().message.left(shownText));
            QStringList names;
            for (const auto& series : answer->series) {
                const auto name = series.labels.find(u"__name__"_s);
                if (name != series.labels.end())
                    names.append(name->second);
            }
            const auto wanted = static_cast<int>(m_wanted.size());
            const auto missing = missingFamilies(m_wanted, names);
            // It is no failure: a Prometheus that does not scrape this console judges canaries as well.
            tell(
                {.trouble = missing.isEmpty() ? Trouble::None : Trouble::Missing,
                 .found = wanted - static_cast<int>(missing.size()),
                 .wanted = wanted,
                 .missing = missing});
            end();
        });
}

} // namespace penelope::prometheus
