#pragma once

#include "core/adapters/config/config.h"
#include "core/base/eventthread.h"
#include "core/base/result.h"
#include "core/ports/clock.h"

#include <QHostAddress>

#include <functional>
#include <memory>

namespace penelope::engine {
class DecisionCore;
}

namespace penelope::runtime {

/// Where the API is served and what it is given, checked.
struct HttpPlan
{
    bool isOn = false;
    QHostAddress address;
    quint16 port = 0;
    QString tokens;
    QString webhookSecret; ///< "file:PATH"; empty = no webhook
};

/// Malformed: an address that is none, a bind beyond this machine without TLS and tokens, a secret that is no file, a
/// token file that cannot be used. Blocks on files.
Result<HttpPlan> httpPlan(const config::Config& config);

/// The HTTP API of a running core, on a thread of its own. Core thread, but for what it does inside.
class HttpService
{
public:
    /// Serves at once. Conflict: the port is taken.
    static Result<std::unique_ptr<HttpService>> start(
        const HttpPlan& plan, const QString& journal, std::function<QByteArray()> metrics, engine::DecisionCore& core,
        const Clock& clock);
    /// Answers what the core has answered, 503 to the rest, and ends the thread.
    ~HttpService();
    HttpService(const HttpService&) = delete;
    HttpService& operator=(const HttpService&) = delete;

    /// Takes nothing new. Before the core stops, so that its last answers still find their way.
    void quiesce();
    quint16 port() const;

private:
    struct Inside;
    HttpService();

    quint16 m_port = 0;
    std::shared_ptr<std::unique_ptr<Inside>> m_inside; ///< touched on the thread below only
    EventThread m_thread;
};

} // namespace penelope::runtime
