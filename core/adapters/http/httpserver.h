#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/ports/clock.h"
#include "core/ports/httpport.h"

#include <QHostAddress>

#include <memory>

namespace penelope::http {

/// What no client may exceed (integration.md 3).
struct Limits
{
    qint64 headBytes = qint64{16} * 1024; ///< request line and headers: 431
    int connections = 64;                 ///< more wait in the kernel's queue
    int perClient = 32;                   ///< of one address: more are closed
    /// From the connection, or the answer before, to the last byte of a request. Slow writers are cut off.
    Milliseconds request{15000};
    Milliseconds answer{30000};  ///< for whoever answers: 503 then
    Milliseconds sending{30000}; ///< for the client to take its answer. Slow readers are cut off.
};

/// An HTTP/1.1 server. Lives on the thread that made it, with an event loop; asks its port there. It holds no lock and
/// waits for nobody: a request that is not answered yet is put aside until its reply comes.
class HttpServer
{
public:
    HttpServer(HttpPort& port, const Clock& clock, Limits limits = {});
    /// Cuts off what is still on its way.
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Port 0 = any free one. Conflict: the port is taken.
    Status listen(const QHostAddress& address, quint16 port);
    quint16 listeningPort() const;

    /// Takes no new connection, answers 503 to new requests; what is on its way goes on.
    void quiesce();
    /// Answers 503 to what is not answered yet, gives the clients `flush` to take their answers, and ends.
    void close(Milliseconds flush);

private:
    struct Engine;
    std::unique_ptr<Engine> m_engine;
};

} // namespace penelope::http
