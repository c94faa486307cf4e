#pragma once

#include "core/base/instant.h"
#include "core/base/json.h"
#include "core/engine/consolestate.h"

/// The English of codes and values, stored in events and answers for CLI, API and auditors. Screens make the same
/// sentence in the user's language from the code.
namespace penelope::engine::sentences {

QString duration(Milliseconds span); ///< "3 min 20 s"
QString percent(double ratio);       ///< "2.4 %"
/// Why a rollback happened, from its code (contracts.md 4) and what was measured.
QString rollback(const QString& code, const QString& detail);
/// Why a patch waits.
QString queued(const QString& reason, std::optional<Instant> until);
/// What refused a patch: stage, rule, measured, limit.
QString refused(const patch::Refusal& refusal);
/// Why an escalation followed what happened to a patch.
QString escalated(const QString& why, const QString& patch, const QString& detail);
/// One line for one event, for reports and logs.
QString event(const journal::Event& event);

} // namespace penelope::engine::sentences
