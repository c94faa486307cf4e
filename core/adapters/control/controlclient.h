#pragma once

#include "core/base/instant.h"
#include "core/base/json.h"

#include <QString>

#include <memory>

class QLocalSocket;

namespace penelope::control {

/// The caller's side of the control socket, for penelopectl and the lab. Blocking, each call with its own limit; needs
/// no event loop. One thread. Errors: Unavailable (nobody listens, silent, closed), Malformed (not our protocol), or
/// what the core answered, with its code.
class ControlClient
{
public:
    struct Greeting
    {
        QString journalId;
        QString mode;
        qint64 seq = 0;
    };
    struct Answered
    {
        qint64 seq = 0;
        Json result;
    };

    static Result<ControlClient> connect(const QString& path, Milliseconds limit = Milliseconds{5000});
    ControlClient(ControlClient&&) noexcept;
    ControlClient& operator=(ControlClient&&) noexcept;
    ~ControlClient();

    const Greeting& greeting() const { return m_greeting; }
    Result<Answered> ask(const QString& command, const Json& args, Milliseconds limit = Milliseconds{30000});
    /// From now on `nextEvent` gives the envelopes with seq > after.
    Status subscribe(qint64 after, Milliseconds limit = Milliseconds{5000});
    Result<Json> nextEvent(Milliseconds limit);

private:
    explicit ControlClient(std::unique_ptr<QLocalSocket> socket);
    Result<Json> line(Milliseconds limit);
    Status write(const Json& message, Milliseconds limit);

    std::unique_ptr<QLocalSocket> m_socket;
    QByteArray m_read;
    Greeting m_greeting;
    qint64 m_lastId = 0;
};

} // namespace penelope::control
