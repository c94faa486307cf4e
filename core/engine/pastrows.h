#pragma once

#include "core/engine/snapshots.h"
#include "core/patch/patch.h"
#include "core/ports/journalreader.h"

/// Rows that have left the state (retirement.h), as the journal still has them. The reader's thread.
namespace penelope::engine {

/// The patch as it was proposed, by one read: its id is the seq of that event. Nothing where no such event stands
/// there.
std::optional<patch::Patch> proposedPatch(JournalReader& reader, const PatchId& id);

/// The state after the last event of a stream. NotFound for a stream that the journal does not know.
Result<ConsoleState> stateAtEndOf(JournalReader& reader, const QString& stream, Snapshots* snapshots = nullptr);

/// The state after the last event of an anomaly's story: of itself and of its patches.
Result<ConsoleState> stateAtEndOf(JournalReader& reader, const AnomalyId& id, Snapshots* snapshots = nullptr);

/// The stream of the one row that a view with `id` shows; nothing for lists and for rows that never leave.
std::optional<QString> streamOfView(const QString& name, const Json& args);

/// A view of one row as it was after the last event of its stream, with `as_of_seq`: for a row that has left the state,
/// or parts of it have. NotFound for a row that never was.
Result<Json> readPastView(JournalReader& reader, const QString& name, const Json& args, Snapshots* snapshots = nullptr);

} // namespace penelope::engine
