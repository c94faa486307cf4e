#pragma once

#include "core/base/json.h"
#include "core/base/vocabulary.h"

#include <QStringList>

#include <optional>

/// The table of contracts.md 9: which request means what. Pure.
namespace penelope::runtime {

struct HttpTarget
{
    enum class Kind { Health, Ready, Metrics, View, Events, Event, Proof, Checkpoint, Command, Decision, Webhook };

    Kind kind = Kind::View;
    QString name = {};         ///< of the view or the command
    Json args = {};            ///< what the path says: id, key, seq …
    Role least = Role::Viewer; ///< of the token
    QStringList query = {};    ///< the keys that the query may have
    int status = 200;          ///< of the answer to a command
};

struct HttpMatch
{
    std::optional<HttpTarget> target;
    QStringList allowed; ///< methods of the path; empty: there is no such path
};

/// Commands are found in the table of the engine: `POST canaries/ID/pause` is canary_pause, and whatever command the
/// table gains is reached the same way.
HttpMatch matchRoute(const QByteArray& method, const QStringList& path);

} // namespace penelope::runtime
