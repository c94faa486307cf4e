#pragma once

#include "core/base/instant.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace penelope {

/// One step of the test of a connection, in the order of the list.
struct ProbeStep
{
    enum class Kind { Address, Dns, Tcp, Tls, Auth, Query, Series };
    enum class Outcome { Ok, Failed, Skipped };
    /// Why it failed: each has a sentence of its own on the screen.
    enum class Trouble {
        None,
        NoAddress,    ///< not http:// or https:// with a host
        UnknownHost,  ///< the name has no address
        Refused,      ///< nothing listens there
        TimedOut,     ///< no answer in the time given
        Unreachable,  ///< the network does not lead there, or the line broke
        Certificate,  ///< not trusted, another name, or run out
        Handshake,    ///< no TLS could be agreed on
        Files,        ///< a certificate, a key or a secret of ours cannot be read
        Unauthorized, ///< 401: no or a wrong secret
        Forbidden,    ///< 403: the secret is known, and may not
        Redirected,   ///< it points elsewhere, which is not followed
        Foreign,      ///< something answers, and it is no Prometheus
        Rejected,     ///< Prometheus refused the question
        Missing       ///< some series are not there
    };

    Kind kind = Kind::Address;
    Outcome outcome = Outcome::Ok;
    Trouble trouble = Trouble::None;
    Milliseconds took{0};
    QString detail = {};              ///< what was heard, as it came: an address, a certificate's trouble, HTTP 503 …
    std::optional<int> daysLeft = {}; ///< Tls: until the certificate of the server runs out
    int found = 0;                    ///< Series: how many of `wanted` are there
    int wanted = 0;
    QStringList missing = {}; ///< Series: by name
    bool operator==(const ProbeStep&) const = default;
};

/// Tries a connection as the core would use it, one step after the other; ends at the first that fails. The thread that
/// made it, with an event loop; nothing is told after it has gone.
class ConnectionProbe
{
public:
    using Told = std::function<void(const ProbeStep&)>;

    virtual ~ConnectionProbe() = default;
    /// Each step once; `done` after the last.
    virtual void start(Told step, std::function<void()> done) = 0;
};

} // namespace penelope
