#pragma once

#include "core/engine/chain.h"
#include "core/engine/command.h"

/// The commands of people and programs, each checked against table and role already. Pure.
namespace penelope::engine {

/// The result object besides the seq. `actor` of the chain is who acts.
Result<Json> obey(Chain& chain, const Command& command);

/// Who acts: `operator` in the args, else the sender.
QString actorOf(const Command& command);
/// `core` and `bootstrap` may everything; an unknown operator nothing (no value).
std::optional<Role> roleOf(const ConsoleState& state, const QString& actor);
/// The same for who sends a command: a token brings its role along.
std::optional<Role> roleOf(const ConsoleState& state, const Command& command);
/// Whether an actor is an API token.
bool isToken(const QString& actor);

} // namespace penelope::engine
