#pragma once

#include "core/ports/anomalysource.h"
#include "core/ports/clock.h"
#include "core/ports/metricsource.h"

#include <QObject>
#include <QUrl>
#include <QUrlQuery>

#include <map>
#include <memory>
#include <optional>

class QNetworkAccessManager;
class QNetworkReply;

namespace penelope::prometheus {

/// Where a Prometheus is and how to be let in (contracts.md 2).
struct Endpoint
{
    enum class Auth { None, Basic, Bearer };

    QString name = QStringLiteral("main");
    QUrl url; ///< scheme, host and the route prefix; a trailing slash, query and fragment are dropped
    Milliseconds timeout{5000};
    Auth auth = Auth::None;
    QString user;   ///< Basic
    QString secret; ///< the password or token itself, or "file:PATH", read again at each request
    QString ca;     ///< a PEM file; empty or "system" = the system's
    std::map<QString, QString> headers;
};

/// One Prometheus over HTTP/1.1. Core thread (the one that made it, with an event loop); every handler is called
/// later, exactly once, unless the client is destroyed first.
/// Errors: Unavailable (unreachable, slow, closed, 5xx of a proxy, no room), Refused (error envelope, redirect, 4xx),
/// Malformed (what came is not what Prometheus answers); `where` is the URL without user and password.
class PrometheusClient final : public QObject, public MetricSource, public AnomalySource
{
    Q_OBJECT

public:
    /// More than any body that the limits of integration.md 1 allow for.
    static constexpr qsizetype maxBody = qsizetype{64} * 1024 * 1024;

    PrometheusClient(Endpoint endpoint, const Clock& clock, qsizetype bodyLimit = maxBody);
    ~PrometheusClient() override;

    void query(const QString& expression, MetricSource::Handler handler) override;
    void queryRange(
        const QString& expression, Instant start, Instant end, Milliseconds step,
        MetricSource::Handler handler) override;
    void poll(AnomalySource::Handler handler) override;

    /// From question to the last byte, of the newest answer of any kind.
    std::optional<Milliseconds> latency() const { return m_latency; }
    /// Server minus us, of the newest answer that told its time: `time()` queries exactly, others by their Date
    /// header (whole seconds, so ± 1 s).
    std::optional<Milliseconds> clockOffset() const { return m_clockOffset; }

private:
    struct Body
    {
        int status = 0;
        QString contentType;
        QByteArray bytes;
        std::optional<Milliseconds> clockOffset;
    };
    using BodyHandler = std::function<void(Result<Body>)>;
    struct Request
    {
        QString path; ///< "query"
        QUrlQuery form;
        bool post = true;
        bool plain = false; ///< small answers are not worth unpacking
        BodyHandler handler;
    };
    struct Call;

    void ask(Request request);
    void start(const std::shared_ptr<Call>& call);
    void read(const std::shared_ptr<Call>& call);
    void finish(const std::shared_ptr<Call>& call);
    void fail(const std::shared_ptr<Call>& call, Error error);
    void answer(const std::shared_ptr<Call>& call, Result<Body> result);
    QUrl address(const Request& request) const;

    Endpoint m_endpoint;
    const Clock& m_clock;
    qsizetype m_bodyLimit;
    QNetworkAccessManager* m_network;
    std::optional<Milliseconds> m_latency;
    std::optional<Milliseconds> m_clockOffset;
};

} // namespace penelope::prometheus
