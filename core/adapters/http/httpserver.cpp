#include "core/adapters/http/httpserver.h"

#include "core/adapters/http/daemon.h"

#include <QSocketNotifier>
#include <QTimer>

#include <algorithm>
#include <poll.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::http {

/// Turns the wheel of the daemon whenever its epoll descriptor has something to say.
struct HttpServer::Engine
{
    Engine(HttpPort& port, const Clock& clock, Limits limits)
        : daemon(port, clock, limits, [this] { again.start(0); })
    {
        constexpr Milliseconds shortest{20};
        constexpr Milliseconds longest{500};
        const auto least = std::min({limits.request, limits.answer, limits.sending});
        sweep.setInterval(std::clamp(least / 4, shortest, longest));
        again.setSingleShot(true);
        QObject::connect(&sweep, &QTimer::timeout, &sweep, [this] {
            daemon.sweep();
            turn();
        });
        QObject::connect(&again, &QTimer::timeout, &again, [this] { turn(); });
    }

    void turn()
    {
        // Leaves the thread to its other work now and then.
        constexpr int rounds = 32;
        bool more = daemon.run();
        for (int round = 1; more && round < rounds; ++round)
            more = daemon.run();
        if (more)
            again.start(0);
    }

    QTimer sweep;
    QTimer again;
    Daemon daemon;
    std::unique_ptr<QSocketNotifier> notifier;
};

HttpServer::HttpServer(HttpPort& port, const Clock& clock, Limits limits)
    : m_engine(std::make_unique<Engine>(port, clock, limits))
{}

HttpServer::~HttpServer()
{
    close(Milliseconds{0});
}

Status HttpServer::listen(const QHostAddress& address, quint16 port)
{
    if (auto started = m_engine->daemon.start(address, port); !started)
        return started;
    auto* engine = m_engine.get();
    engine->notifier = std::make_unique<QSocketNotifier>(engine->daemon.epollDescriptor(), QSocketNotifier::Read);
    QObject::connect(
        engine->notifier.get(), &QSocketNotifier::activated, engine->notifier.get(), [engine] { engine->turn(); });
    engine->sweep.start();
    engine->turn();
    return {};
}

quint16 HttpServer::listeningPort() const
{
    return m_engine->daemon.port();
}

void HttpServer::quiesce()
{
    m_engine->daemon.quiesce();
}

void HttpServer::close(Milliseconds flush)
{
    auto& engine = *m_engine;
    if (!engine.notifier)
        return;
    engine.sweep.stop();
    engine.daemon.quiesce();
    engine.daemon.answerAll();
    constexpr int lookEveryMs = 10;
    auto looks = flush.count() / lookEveryMs + 1;
    while ((engine.daemon.run() || engine.daemon.isBusy()) && looks-- > 0) {
        pollfd waiting{engine.daemon.epollDescriptor(), POLLIN, 0};
        ::poll(&waiting, 1, lookEveryMs);
    }
    engine.again.stop();
    engine.notifier.reset();
    engine.daemon.stop();
}

} // namespace penelope::http
