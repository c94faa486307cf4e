#pragma once

#include "core/engine/consolestate.h"
#include "core/journal/event.h"
#include "core/ports/journalreader.h"

/// What leaves the state, and when: the state holds what a screen, a gate or a judge still looks at, however long the
/// journal is. The rule depends on events alone, so every fold of the same events lets the same rows go at the same
/// event. The journal keeps all of it; pastrows.h finds a row that has left.
namespace penelope::engine::retirement {

/// How long a row stays after it is over. Nothing looks further back at one: windows of rows are at most 31 days
/// (policy registry), the screens' longest is 30.
constexpr Milliseconds keptRows = std::chrono::hours{35 * 24};
/// How long what is only counted stays: episodes, facts of the score, would-be acts, notes. Windows of counts are at
/// most 366 days, and a trend of 30 of them ends today. An alert of which a person closed the anomaly is known so long.
constexpr Milliseconds keptCounts = std::chrono::hours{400 * 24};
/// How long a canary that is over keeps its intervals. Afterwards it has the last one and `readingsGone`.
constexpr Milliseconds keptReadings = std::chrono::hours{48};
/// How long rows, and lists, stay in the front of a state. The queue shows what was decided in 12 h, a budget and the
/// thread of decisions a day.
constexpr Milliseconds keptRowsInFront = std::chrono::hours{13};
constexpr Milliseconds keptInFront = std::chrono::hours{26};
/// Rows leave at each event whose seq is a multiple of it.
constexpr qint64 spacing = 4096;

constexpr bool isDue(qint64 seq)
{
    return seq % spacing == 0;
}

/// Lets go what is old at `state.at`. A story stays or goes as a whole: a row stays as long as one that it refers to,
/// or that refers to it, does. Open, pending, unfinished and unreviewed rows stay, and the newest canary of each
/// service; precedents, lessons, reflections and counters all stay.
void retire(ConsoleState& state);

/// What the first picture of a console needs of a state: all that is open, pending or unfinished, and what ended within
/// `keptRowsInFront`; no precedents, no readings, not what decisions were made of, and nothing that is only counted.
/// Small however long the journal is. It is looked at until the whole state is there, and nothing is decided with it.
ConsoleState front(ConsoleState state);

/// The version of the last event of the stream: of the state, else of the journal, where the stream may have left the
/// state. 0 for a new one. Errors are the reader's.
Result<qint64> lastVersion(const ConsoleState& state, const QString& stream, JournalReader& journal);

} // namespace penelope::engine::retirement
