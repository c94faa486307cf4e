#include "core/adapters/prometheus/prometheusclient.h"

#include "core/adapters/prometheus/requests.h"
#include "core/prometheus/alert.h"
#include "core/prometheus/answerreader.h"

#include <QDateTime>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QTimer>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::prometheus {

struct PrometheusClient::Call
{
    QString path;
    Form form;
    bool post = true;
    bool plain = false; ///< a small answer is not worth unpacking
    BodyHandler handler;
    QUrl where;
    QNetworkReply* reply = nullptr; ///< owned by the network manager until deleteLater
    QTimer deadline;
    QByteArray bytes;
    Instant sentAt{};
    Tick sentTick{};
};

namespace {

constexpr int keptText = 500;

QUrl normalised(QUrl url)
{
    url.setQuery(QString());
    url.setFragment(QString());
    auto path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path);
    return url;
}

/// By hand: QUrlQuery leaves a plus sign as it is, which a form reads as a blank.
QByteArray encoded(const std::vector<std::pair<QString, QString>>& form)
{
    QByteArray text;
    for (const auto& [key, value] : form) {
        if (!text.isEmpty())
            text += '&';
        text += QUrl::toPercentEncoding(key) + '=' + QUrl::toPercentEncoding(value);
    }
    return text;
}

/// Seconds with milliseconds, free of any locale.
QString seconds(qint64 milliseconds)
{
    const auto fraction = QString::number(milliseconds % 1000).rightJustified(3, u'0');
    return QString::number(milliseconds / 1000) + u'.' + fraction;
}

qint64 floorTo(qint64 value, qint64 step)
{
    const auto rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

Status secure(QNetworkRequest& request, const Endpoint& endpoint)
{
    if (endpoint.url.scheme() != "https"_L1)
        return {};
    const auto tls = tlsOf(endpoint);
    if (!tls)
        return Failure{tls.error()};
    request.setSslConfiguration(*tls);
    return {};
}

QString shown(const QUrl& url)
{
    return url.toString(QUrl::RemoveUserInfo);
}

int statusOf(const QNetworkReply& reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

/// What a proxy, a login page or another program said, short enough for a line.
Error foreignAnswer(int status, const QString& contentType, const QByteArray& bytes, const QString& where)
{
    const auto text = QString::fromUtf8(bytes.left(qsizetype{4} * keptText)).simplified().left(keptText);
    const auto code = status >= 400 && status < 500 ? ErrorCode::Refused : ErrorCode::Malformed;
    return Error{
        code,
        u"HTTP %1, %2 and no Prometheus answer: %3"_s.arg(status).arg(
            contentType.isEmpty() ? u"no content type"_s : contentType, text.isEmpty() ? u"(empty)"_s : text),
        where};
}

/// A promise of the length that the body does not keep. Packed bodies have another length.
bool isCutShort(const QNetworkReply& reply, qsizetype received)
{
    bool told = false;
    const auto length = reply.rawHeader("Content-Length").toLongLong(&told);
    return told && reply.rawHeader("Content-Encoding").isEmpty() && received < length;
}

} // namespace

PrometheusClient::PrometheusClient(Endpoint endpoint, const Clock& clock, qsizetype bodyLimit)
    : m_endpoint(std::move(endpoint))
    , m_clock(clock)
    , m_bodyLimit(bodyLimit)
    , m_network(new QNetworkAccessManager(this))
    , m_reader(std::make_unique<AnswerReader>())
{
    m_endpoint.url = normalised(m_endpoint.url);
    if (m_endpoint.auth == Endpoint::Auth::None && !m_endpoint.url.userName().isEmpty()) {
        m_endpoint.auth = Endpoint::Auth::Basic;
        m_endpoint.user = m_endpoint.url.userName(QUrl::FullyDecoded);
        m_endpoint.secret = m_endpoint.url.password(QUrl::FullyDecoded);
    }
    m_endpoint.url.setUserInfo(QString());
}

PrometheusClient::~PrometheusClient() = default;

void PrometheusClient::query(const QString& expression, MetricSource::Handler handler)
{
    Form form{{u"query"_s, expression}, {u"timeout"_s, u"%1ms"_s.arg(m_endpoint.timeout.count())}};
    auto parse = [this, expression, handler = std::move(handler)](Result<Body> body) {
        if (!body)
            return handler(Failure{std::move(body.error())});
        auto parsed = m_reader->read(body->bytes, body->status, body->contentType);
        if (parsed)
            noteTime(*parsed, expression, *body);
        else if (parsed.error().where.isEmpty())
            parsed.error().where = shown(m_endpoint.url);
        handler(std::move(parsed));
    };
    ask(u"query"_s, std::move(form), true, true, std::move(parse));
}

void PrometheusClient::queryRange(
    const QString& expression, Instant start, Instant end, Milliseconds step, MetricSource::Handler handler)
{
    const auto width = std::max<qint64>(step.count(), 1);
    Form form{
        {u"query"_s, expression},
        {u"start"_s, seconds(floorTo(toMs(start), width))},
        {u"end"_s, seconds(floorTo(toMs(end), width))},
        {u"step"_s, seconds(width)},
        {u"timeout"_s, u"%1ms"_s.arg(m_endpoint.timeout.count())}};
    auto parse = [this, handler = std::move(handler)](Result<Body> body) {
        if (!body)
            return handler(Failure{std::move(body.error())});
        auto parsed = m_reader->read(body->bytes, body->status, body->contentType);
        if (parsed)
            parsed->clockOffset = body->clockOffset;
        else if (parsed.error().where.isEmpty())
            parsed.error().where = shown(m_endpoint.url);
        handler(std::move(parsed));
    };
    ask(u"query_range"_s, std::move(form), true, false, std::move(parse));
}

void PrometheusClient::poll(AnomalySource::Handler handler)
{
    auto parse = [this, handler = std::move(handler)](Result<Body> body) {
        if (!body)
            return handler(Failure{std::move(body.error())});
        auto parsed = parseAlerts(body->bytes, body->status, body->contentType);
        if (!parsed && parsed.error().where.isEmpty())
            parsed.error().where = shown(m_endpoint.url);
        handler(std::move(parsed));
    };
    ask(u"alerts"_s, {}, false, false, std::move(parse));
}

void PrometheusClient::noteTime(Answer& answer, const QString& expression, const Body& body)
{
    answer.clockOffset = body.clockOffset;
    if (expression.trimmed() != "time()"_L1 || answer.series.size() != 1 || answer.series[0].samples.size() != 1)
        return;
    if (const auto value = answer.series[0].samples[0].value) {
        const Instant theirs{Milliseconds{std::llround(*value * 1000)}};
        m_clockOffset = theirs - body.middle;
        answer.clockOffset = m_clockOffset;
    }
}

void PrometheusClient::ask(QString path, Form form, bool post, bool plain, BodyHandler handler)
{
    auto call = std::make_shared<Call>();
    call->path = std::move(path);
    call->form = std::move(form);
    call->post = post;
    call->plain = plain;
    call->handler = std::move(handler);
    call->where = m_endpoint.url;
    call->where.setPath(m_endpoint.url.path() + u"/api/v1/"_s + call->path);
    call->sentAt = m_clock.now();
    call->sentTick = m_clock.tick();
    // Our own promise: the transfer timeout below starts anew with every byte, and the server's is checked only
    // between its steps. The timer lives in the call, hence the weak pointer.
    call->deadline.setSingleShot(true);
    connect(&call->deadline, &QTimer::timeout, this, [this, weak = std::weak_ptr(call)] {
        if (const auto late = weak.lock())
            answer(
                late, failure(
                          ErrorCode::Unavailable,
                          u"no answer within %1 s"_s.arg(static_cast<double>(m_endpoint.timeout.count()) / 1000),
                          shown(late->where)));
    });
    call->deadline.start(m_endpoint.timeout);
    QMetaObject::invokeMethod(
        this, [this, call] { start(call); }, Qt::QueuedConnection);
}

void PrometheusClient::start(const std::shared_ptr<Call>& call)
{
    if (!call->handler)
        return;
    if (!m_endpoint.url.isValid() || m_endpoint.url.host().isEmpty())
        return answer(call, failure(ErrorCode::Unavailable, u"not an address"_s, shown(m_endpoint.url)));
    auto url = call->where;
    if (!call->post && !call->form.empty())
        url.setQuery(QString::fromLatin1(encoded(call->form)), QUrl::StrictMode);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setTransferTimeout(static_cast<int>(m_endpoint.timeout.count()));
    // The limit counts unpacked bytes, so Qt's own guard against packed bombs is not needed; it would refuse long flat
    // series.
    request.setDecompressedSafetyCheckThreshold(-1);
    if (call->plain)
        request.setRawHeader("Accept-Encoding", "identity");
    auto ready = authenticate(request, m_endpoint);
    if (ready)
        ready = secure(request, m_endpoint);
    if (!ready)
        return answer(call, Failure{ready.error()});
    if (call->post) {
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
        call->reply = m_network->post(request, encoded(call->form));
    } else {
        call->reply = m_network->get(request);
    }
    connect(call->reply, &QNetworkReply::readyRead, this, [this, call] { read(call); });
    connect(call->reply, &QNetworkReply::finished, this, [this, call] { finish(call); });
}

void PrometheusClient::read(const std::shared_ptr<Call>& call)
{
    if (!call->reply)
        return;
    // With room for what a reader of JSON looks at behind the end: so it reads in place.
    constexpr qsizetype padding = 64;
    const auto promised = call->reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (call->bytes.isEmpty() && promised > 0 && promised <= m_bodyLimit)
        call->bytes.reserve(promised + padding);
    call->bytes += call->reply->readAll();
    if (call->bytes.size() > m_bodyLimit)
        answer(
            call, failure(
                      ErrorCode::Refused, u"the answer is larger than %1 bytes; ask for less"_s.arg(m_bodyLimit),
                      shown(call->where)));
}

void PrometheusClient::finish(const std::shared_ptr<Call>& call)
{
    if (call->reply)
        read(call);
    if (!call->reply)
        return;
    const auto& reply = *call->reply;
    const int status = statusOf(reply);
    const auto where = shown(call->where);
    if (status == 0)
        return answer(call, failure(ErrorCode::Unavailable, u"no answer: %1"_s.arg(reply.errorString()), where));
    if (status >= 300 && status < 400) {
        const auto target = reply.url().resolved(QUrl(QString::fromUtf8(reply.rawHeader("Location"))));
        return answer(
            call, failure(
                      ErrorCode::Refused,
                      u"redirects to %1 and is not followed: give that address"_s.arg(shown(target)), where));
    }
    if ((status == 405 || status == 501) && call->post) {
        call->reply->disconnect(this);
        std::exchange(call->reply, nullptr)->deleteLater();
        call->bytes.clear();
        call->post = false;
        return start(call);
    }
    if (isCutShort(reply, call->bytes.size()) || reply.error() == QNetworkReply::RemoteHostClosedError)
        return answer(
            call,
            failure(ErrorCode::Malformed, u"the answer ended early, after %1 bytes"_s.arg(call->bytes.size()), where));
    const auto contentType = reply.header(QNetworkRequest::ContentTypeHeader).toString();
    if (!contentType.startsWith("application/json"_L1, Qt::CaseInsensitive))
        return answer(call, Failure{foreignAnswer(status, contentType, call->bytes, where)});

    const auto took = m_clock.tick() - call->sentTick;
    Body body{status, contentType, std::move(call->bytes), call->sentAt + took / 2, {}};
    body.clockOffset = offsetByDate(*call, body.middle);
    m_latency = took;
    if (body.clockOffset)
        m_clockOffset = body.clockOffset;
    answer(call, std::move(body));
}

std::optional<Milliseconds> PrometheusClient::offsetByDate(const Call& call, Instant middle) const
{
    const auto text = QString::fromLatin1(call.reply->rawHeader("Date"));
    auto date = QLocale::c().toDateTime(text, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    date.setTimeSpec(Qt::UTC);
    if (!date.isValid())
        return {};
    // The header drops the fraction of its second; its middle is the best guess.
    return instantFromMs(date.toMSecsSinceEpoch() + 500) - middle;
}

void PrometheusClient::answer(const std::shared_ptr<Call>& call, Result<Body> result)
{
    if (!call->handler)
        return;
    call->deadline.stop();
    if (call->reply) {
        auto* reply = std::exchange(call->reply, nullptr);
        reply->disconnect(this);
        if (!reply->isFinished())
            reply->abort();
        reply->deleteLater();
    }
    std::exchange(call->handler, nullptr)(std::move(result));
}

} // namespace penelope::prometheus
