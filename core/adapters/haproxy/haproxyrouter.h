#pragma once

#include "core/base/instant.h"
#include "core/ports/trafficrouter.h"

#include <QObject>
#include <QStringList>

namespace penelope::haproxy {

struct Target;

/// HAProxy by its runtime socket. Core thread, with an event loop. One short session for each question: a session that
/// is kept open goes on answering from the old process after a reload (integration.md 4).
/// Target: {kind: "haproxy", socket: absolute path, backend, stable: [server…], canary: [server…], state_file?:
/// absolute path}. A state file is written anew after each change, so that a reload keeps the weights; where it cannot
/// be written, the change counts as not made: a reload would bring the old weights back. Errors: Unavailable (no
/// socket, refused, silent, closed, an old process: the router's state is unknown), Refused (the backend does not share
/// exactly: not roundrobin; HAProxy said no), NotFound (no such backend or server), Malformed (the target); `where` is
/// the socket's path.
class HaproxyRouter final : public QObject, public TrafficRouter
{
    Q_OBJECT

public:
    static constexpr Milliseconds defaultLimit{2000};

    explicit HaproxyRouter(Milliseconds limit = defaultLimit);
    ~HaproxyRouter() override;

    void read(const Json& target, Handler handler) override;
    void set(const Json& target, int canaryPercent, Handler handler) override;
    void check(const Json& target, CheckHandler handler) override;

private:
    /// The answer text of one command line.
    using Told = std::function<void(Result<QString>)>;

    void tell(const QString& socket, const QString& command, Told handler);
    void keepState(const Target& target, const Split& split, const Handler& handler);

    Milliseconds m_limit;
};

} // namespace penelope::haproxy
