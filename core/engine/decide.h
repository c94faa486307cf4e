#pragma once

#include "core/engine/command.h"
#include "core/engine/consolestate.h"
#include "core/engine/observation.h"
#include "core/journal/event.h"

namespace penelope::engine {

/// What a decision answers: the facts to write, and what the sender gets besides the seq.
struct Verdict
{
    journal::Drafts drafts;
    Json result;
};

/// What comes of a person's or a program's command: name and args are checked against the table, the actor's role
/// against the operators, the rest by the rooms. Pure; `now` decides deadlines.
Result<Verdict> decide(const ConsoleState& state, const Command& command, Instant now);

/// The event of an attempt that was NotPermitted: who tried what stays in the journal.
journal::Draft accessRefused(const Command& command, const Error& error);

/// What comes of a fact. Never refuses: a fact that fits no longer gives no events.
journal::Drafts decide(const ConsoleState& state, const Observation& observation, Instant now);

/// The events of a new journal, one transaction (contracts.md 4).
struct Genesis
{
    QString journalId; ///< 32 lower-case hex digits
    QString version;   ///< of the program
    QString publicKey; ///< base64, of the journal's key; empty = no key yet
    OperatorName creator;
    QString creatorKey; ///< base64, Ed25519 public key of the creator
};
journal::Drafts genesis(const Genesis& genesis);

} // namespace penelope::engine
