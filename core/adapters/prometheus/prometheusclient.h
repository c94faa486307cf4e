#pragma once

#include "core/ports/anomalysource.h"
#include "core/ports/clock.h"
#include "core/ports/metricsource.h"

#include <QObject>
#include <QUrl>

#include <map>
#include <memory>
#include <optional>

class QNetworkAccessManager;

namespace penelope::prometheus {

class AnswerReader;

/// Where a Prometheus is and how to be let in (contracts.md 2).
struct Endpoint
{
    enum class Auth { None, Basic, Bearer, Mtls };

    QString name = QStringLiteral("main");
    QUrl url; ///< scheme, host and the route prefix; trailing slashes, query and fragment are dropped
    Milliseconds timeout{5000};
    Auth auth = Auth::None;
    QString user;   ///< Basic
    QString secret; ///< the password or token itself, or "file:PATH", read again at each request
    QString cert;   ///< Mtls: a PEM file
    QString key;    ///< Mtls: a PEM file
    QString ca;     ///< a PEM file; empty or "system" = the system's
    std::map<QString, QString> headers;
};

/// One Prometheus over HTTP/1.1. Core thread (the one that made it, with an event loop); every handler is called
/// later, exactly once, unless the client is destroyed first.
/// Errors: Unavailable (no whole answer: unreachable, slow, closed; a secret that cannot be read), Refused (error
/// envelope, redirect, 4xx of a proxy, a body over the limit), Malformed (what came is not what Prometheus answers);
/// `where` is the URL without user and password.
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
    /// Server minus us, of the newest answer that told its time: a query of `time()` exactly, any other by its Date
    /// header (whole seconds, so ± 0.5 s).
    std::optional<Milliseconds> clockOffset() const { return m_clockOffset; }

private:
    struct Body
    {
        int status = 0;
        QString contentType;
        QByteArray bytes;
        Instant middle{}; ///< between question and answer, our clock
        std::optional<Milliseconds> clockOffset;
    };
    using BodyHandler = std::function<void(Result<Body>)>;
    using Form = std::vector<std::pair<QString, QString>>;
    struct Call;

    void ask(QString path, Form form, bool post, bool plain, BodyHandler handler);
    void start(const std::shared_ptr<Call>& call);
    void read(const std::shared_ptr<Call>& call);
    void finish(const std::shared_ptr<Call>& call);
    void answer(const std::shared_ptr<Call>& call, Result<Body> result);
    std::optional<Milliseconds> offsetByDate(const Call& call, Instant middle) const;
    void noteTime(Answer& answer, const QString& expression, const Body& body);

    Endpoint m_endpoint;
    const Clock& m_clock;
    qsizetype m_bodyLimit;
    QNetworkAccessManager* m_network;
    std::unique_ptr<AnswerReader> m_reader;
    std::optional<Milliseconds> m_latency;
    std::optional<Milliseconds> m_clockOffset;
};

} // namespace penelope::prometheus
