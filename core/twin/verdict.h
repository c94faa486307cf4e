#pragma once

#include "core/patch/events.h"
#include "core/twin/plan.h"
#include "core/twin/report.h"

#include <optional>

namespace penelope::twin {

/// From when on a difference counts (policy twin.slower, twin.leak).
struct Marks
{
    double slower = 0.15;           ///< of the former version's latency
    double leakKibPerMinute = 1024; ///< of memory gained on the former version
};

/// A player that came later than this to one request in ten had too little of the machine to measure times by.
constexpr double mostLateMs = 100;

/// Both arms of one play.
struct Played
{
    Report former;
    Report patched;
};

/// What the two arms say of the patch: result, cause, reason, load and undo of the twin's event. The failures are
/// compared by the canary's judge `sequential` (judge.md), latencies by `mann_whitney` with its usual confidence,
/// memory by the median slope of the difference (Sen 1968) where it surely grows (Mann 1945). Latencies of a play
/// before it, which left a doubt, count together with its own.
patch::Twin verdictOf(
    const Report& former, const Report& patched, const Pace& pace, const Marks& marks,
    const std::optional<Played>& earlier = {});

/// Why a play needs a second one before its verdict counts.
struct Doubt
{
    QString why;
    bool timesCount = false; ///< those of the play count together with the second one's
};
/// Of a verdict on one play: a machine that was too busy may not be so again, a small slowdown may be luck, and one
/// that counts may hide in times that spread widely. How the machine deals its processors out is the same for a whole
/// play, so no number of requests in one tells these apart.
std::optional<Doubt>
doubtOf(const patch::Twin& verdict, const Report& former, const Report& patched, const Marks& marks);

/// The way back by itself. `former` is the arm that never left the former version: what changes there by itself, such
/// as a time in an answer, is held against nobody.
patch::TwinUndo undoOf(const Report& former, const Report& patched);

} // namespace penelope::twin
