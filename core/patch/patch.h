#pragma once

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/json.h"
#include "core/base/vocabulary.h"
#include "core/patch/generated.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace penelope::patch {

/// Shadowed: the service is not armed; what would have been done is recorded, and that is the end of it.
enum class Status { Proposed, Checked, Waiting, Running, Promoted, RolledBack, Refused, Cancelled, Shadowed };

struct Gentleness
{
    QString result; ///< approved, too_invasive, not_reversible, needs_review
    double score = 0;
    int lines = 0;
    QStringList functions;
    QStringList contractsBroken;
    int reversibilityHundredths = 100;
    QStringList violations;
    QStringList suggestions;
    bool operator==(const Gentleness&) const = default;
};

struct CompetenceReport
{
    Competence level = Competence::Defer;
    QString overallRisk; ///< low, medium, high, critical
    int points = 0;
    QStringList factors;
    Json inputs = {}; ///< known_cases, confidence, precedents, lines, gentleness: what the level and points come from
    bool operator==(const CompetenceReport&) const = default;
};

struct Refusal
{
    QString stage;
    QString rule;
    Json measured;
    Json limit;
    bool operator==(const Refusal&) const = default;
};

/// One version of the service under the twin's load.
/// What a person sees of an arm over the time of the load, in parts of equal length; nothing is judged by it.
struct TwinCurve
{
    Milliseconds every{};
    std::vector<double> p90Ms; ///< 0 = nothing was answered
    std::vector<qint64> memoryKib;
    bool operator==(const TwinCurve&) const = default;
};
struct TwinArm
{
    qint64 requests = 0;
    qint64 failures = 0; ///< refused, timed out, or a status of 400 and above
    double p50Ms = 0;    ///< from when a request was due, not from when it could be sent
    double p99Ms = 0;
    qint64 memoryKib = 0;          ///< resident, at the end
    double growthKibPerMinute = 0; ///< the median slope of it
    TwinCurve curve{};             ///< empty in journals of earlier versions
    bool operator==(const TwinArm&) const = default;
};
struct TwinLoad
{
    double rate = 0; ///< requests a second, to each version
    Milliseconds lasted{};
    TwinArm before;
    TwinArm after;
    QString mix{}; ///< where its paths come from; empty = the registration
    bool operator==(const TwinLoad&) const = default;
};
/// What happened when the twin went back to the version before, on the data that the patched one left.
struct TwinUndo
{
    bool back = false;
    Milliseconds took{}; ///< from the order to end until the version before answered
    QStringList lost;    ///< what did not come back, a sentence each
    QStringList left;    ///< files that the patched version left behind
    bool operator==(const TwinUndo&) const = default;
};

/// What was seen when the service's tests ran on the patched tree, in the sandbox, and when it was put under load.
struct TwinTrial
{
    QStringList command;
    std::optional<int> exitCode; ///< none = it did not end by itself
    std::optional<Milliseconds> took;
    QStringList changes; ///< of the tree: "added PATH", "changed PATH", "removed PATH"
    QStringList refused; ///< what the sandbox refused or stopped: "the system call mount, 2 times"
    QString logTail;
    QString cause; ///< why it is not passed: tests start crash timeout errors leak slower evidence undo cancelled;
                   ///< empty = another
    std::optional<TwinLoad> load;
    std::optional<TwinUndo> undo;
    bool operator==(const TwinTrial&) const = default;
};

struct Queue
{
    QString reason; ///< freeze, rest_day, budget, gap, canary_running, clock
    std::optional<Instant> until;
    bool operator==(const Queue&) const = default;
};

/// A unified diff on its way to production, with what each gate said of it.
struct Patch
{
    PatchId id;
    ServiceName service;
    AnomalyId anomaly;                  ///< empty = none
    QString origin;                     ///< precedent revert remedy generator operator api
    QString proposer;                   ///< actor
    std::optional<Generated> generated; ///< by a program: which, and what it saw
    QString diff;
    QString diffSha256;
    QString baseCommit;
    QString intent;
    QString rollbackNote;
    int linesAdded = 0;
    int linesRemoved = 0;
    Level level = Level::Surgical;
    bool forced = false;
    QString judge;   ///< asked for its canary; empty = the registration's, or the policy's
    QString retryOf; ///< id of the ended canary that this one tries again; empty = none
    Instant proposedAt{};
    Status status = Status::Proposed;

    QStringList files;          ///< of PatchChecked
    QStringList fileViolations; ///< build, CI or hook files touched: they ask
    std::optional<Gentleness> gentleness;
    std::optional<CompetenceReport> competence;
    QString twinResult; ///< passed, failed, unavailable; empty = not yet
    QString twinReason;
    TwinTrial twinTrial; ///< empty where nothing ran
    std::optional<Queue> queue;
    QStringList exceptions; ///< gate:kind
    std::optional<Refusal> refusal;
    QString commit;       ///< of PatchPromoted
    QString revertCommit; ///< of PatchRolledBack
    QString endReason;    ///< code of the rollback or cancel
    QString endText;
    std::optional<Instant> promotedAt;
    std::optional<Instant> endedAt;    ///< rolled back, refused, cancelled, or the watch finished
    std::optional<Instant> watchUntil; ///< while watched
    std::optional<bool> watchHealthy;
    QString approval; ///< id of the newest request; empty = none
    QString canary;   ///< id of the newest canary; empty = none

    bool isFinished() const
    {
        return status == Status::RolledBack || status == Status::Refused || status == Status::Cancelled ||
               status == Status::Shadowed || watchHealthy.has_value();
    }
    /// Promoted, and unhealthy while it was watched: it is taken back, and its end is that.
    bool isToRevert() const { return status == Status::Promoted && watchHealthy == false; }
    /// When it came to its end; nothing while it goes on.
    std::optional<Instant> overSince() const
    {
        if (!isFinished() || isToRevert())
            return std::nullopt;
        return std::max({proposedAt, promotedAt.value_or(Instant::min()), endedAt.value_or(Instant::min())});
    }
    bool operator==(const Patch&) const = default;
};

QString toWord(Status status);

} // namespace penelope::patch
