#pragma once

#include "core/ports/anomalysource.h"
#include "core/ports/clock.h"

#include <QObject>
#include <QUrl>

#include <memory>
#include <optional>

class QNetworkAccessManager;

namespace penelope::alertmanager {

struct Endpoint
{
    QUrl url; ///< scheme, host and the route prefix; a user and password in it are sent as Basic
    Milliseconds timeout{5000};
    /// After its start an Alertmanager knows only what was sent to it since; Prometheus repeats what fires every
    /// minute by default.
    Milliseconds restartGrace{300000};
};

/// One Alertmanager, or the cluster behind one address, over HTTP/1.1. Core thread (the one that made it, with an event
/// loop); the handler is called later, once, unless the client is destroyed first. One poll at a time.
/// Errors: Unavailable (no whole answer), Refused (an error answer, a redirect, a body over the limit), Malformed;
/// `where` is the URL without user and password.
class Client final : public QObject, public AnomalySource
{
    Q_OBJECT

public:
    static constexpr qsizetype maxBody = qsizetype{16} * 1024 * 1024;

    Client(Endpoint endpoint, const Clock& clock);
    ~Client() override;

    void poll(Handler handler) override;
    bool knowsAll() const override { return m_knowsAll; }

private:
    struct Call;
    struct Body;
    using BodyHandler = std::function<void(Result<Body>)>;

    void ask(const QString& path, BodyHandler handler);
    void read(const std::shared_ptr<Call>& call);
    void finish(const std::shared_ptr<Call>& call);
    void answer(const std::shared_ptr<Call>& call, Result<Body> result);
    void noteAge(const Body& status, Instant startedAt);
    void listAlerts(Handler handler);

    Endpoint m_endpoint;
    const Clock& m_clock;
    QNetworkAccessManager* m_network;
    bool m_knowsAll = false;
};

} // namespace penelope::alertmanager
