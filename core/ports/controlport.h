#pragma once

#include "core/base/json.h"

#include <functional>
#include <vector>

namespace penelope {

/// What the control socket needs of a core: the greeting, one door for all commands (contracts.md 9), the tail of the
/// journal. Core thread.
class ControlPort
{
public:
    struct Greeting
    {
        QString journalId;
        QString mode; ///< console, serve
        qint64 seq = 0;
    };
    struct Answered
    {
        qint64 seq = 0; ///< of the command's last event; of the snapshot for reading commands
        Json result;
    };
    using Answer = std::function<void(Result<Answered>)>;

    virtual ~ControlPort() = default;
    virtual Greeting greeting() const = 0;
    /// `user` is the login name behind the connection: who acts where args name no `operator`. The answer may come at
    /// once or later, on the core thread, once.
    virtual void ask(const QString& command, const Json& args, const QString& user, Answer answer) = 0;
    /// The envelopes with seq > after, ascending, at most `limit`.
    virtual Result<std::vector<Json>> events(qint64 after, int limit) = 0;
};

} // namespace penelope
