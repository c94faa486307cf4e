#pragma once

#include "core/adapters/http/httpserver.h"

#include <functional>
#include <map>

struct MHD_Connection;
struct MHD_Daemon;

/// The library's daemon behind HttpServer. For the files of this adapter only.
namespace penelope::http {

/// One request on its way.
struct Call;

class Daemon
{
public:
    /// `wake` asks for a `run` soon: the library does not notice by itself that a reply has come.
    Daemon(HttpPort& port, const Clock& clock, Limits limits, std::function<void()> wake);
    ~Daemon();
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    Status start(const QHostAddress& address, quint16 port);
    int epollDescriptor() const;
    quint16 port() const;

    /// Does what can be done now; true = there is more.
    bool run();
    /// Ends what takes too long.
    void sweep();
    void quiesce();
    void answerAll();
    /// Whether a request is on its way.
    bool isBusy() const { return !m_calls.empty(); }
    void stop();

private:
    /// How far a connection is, and since when.
    struct Peer
    {
        enum class Phase { Reading, Answering, Sending };
        int descriptor = -1;
        Phase phase = Phase::Reading;
        Tick since{};
    };
    friend struct Callbacks;

    bool begin(Call& call, const char* method);
    void dispatch(const std::shared_ptr<Call>& call);
    void answer(const std::weak_ptr<Call>& call, HttpAnswer answer);
    bool queue(Call& call);
    void enter(MHD_Connection* connection, Peer::Phase phase);

    HttpPort& m_port;
    const Clock& m_clock;
    Limits m_limits;
    std::function<void()> m_wake;
    MHD_Daemon* m_daemon = nullptr; ///< the library's, ended by stop
    int m_listening = -1;           ///< the listening socket once it takes no more connections
    bool m_ending = false;
    std::map<Call*, std::shared_ptr<Call>> m_calls;
    std::map<MHD_Connection*, Peer> m_peers;
    std::shared_ptr<Daemon*> m_self; ///< what replies hold weakly
};

} // namespace penelope::http
