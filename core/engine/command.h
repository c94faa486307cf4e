#pragma once

#include "core/base/instant.h"
#include "core/base/json.h"
#include "core/base/vocabulary.h"

#include <QStringList>

#include <functional>

namespace penelope::engine {

/// An intent with an actor and a time. `name` and `args` are those of the control socket and of HTTP (contracts.md 9).
struct Command
{
    QString name;
    QString actor; ///< operator/NAME, source/NAME, effect/NAME, core, api/TOKEN
    Instant at{};
    Json args;
};

/// What a command answers once its events are durable: the seq of its last event and a result object.
struct Outcome
{
    qint64 seq = 0;
    Json result;
    bool operator==(const Outcome&) const = default;
};

using Answer = std::function<void(Result<Outcome>)>;

/// The one table of commands that people and programs may send.
struct CommandEntry
{
    QString name;
    Role role;        ///< least role of an operator
    QStringList args; ///< "name" or "name?" for an optional one
    QString help;
};
const std::vector<CommandEntry>& commandTable();
const CommandEntry* findCommand(const QString& name);

/// Where the screens, the control socket and the CLI hand their commands in. The answer comes on the caller's thread.
class CoreLink
{
public:
    virtual ~CoreLink() = default;
    virtual void send(Command command, Answer answer) = 0;
};

} // namespace penelope::engine
