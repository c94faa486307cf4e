#pragma once

#include "core/canary/canary.h"
#include "core/canary/machine.h"
#include "core/canary/measure.h"
#include "core/canary/watch.h"
#include "core/patch/events.h"
#include "core/ports/anomalysource.h"
#include "core/ports/patchrepository.h"
#include "core/sophia/anomaly.h"
#include "core/sophia/diagnosis.h"
#include "core/sophia/judge.h"

#include <variant>

/// What sources and effects tell the core: facts of the world, measured outside, decided purely (decide.h).
/// Each may arrive twice or too late; deciding one that fits no longer gives no events.
namespace penelope::engine {

/// One firing alert, mapped as the configuration says (contracts.md 2 [alerts]).
struct Episode
{
    QString fingerprint;
    QString type;
    ServiceName service;
    Severity severity = Severity::P2;
    Instant startsAt{};
    std::map<QString, Json> metrics;
    std::map<QString, QString> context;
    QStringList unknown;
    std::optional<double> confidence = {}; ///< the caller's own, 0..1
    bool operator==(const Episode&) const = default;
};

struct AlertsObserved
{
    QString source; ///< prometheus, alertmanager
    std::vector<Episode> firing;
    /// Open anomalies that were missing often enough to be over.
    std::vector<AnomalyId> over;
};

/// What was read for a judgement. An input that could not be read has no value and says why in its source.
struct EvidenceGathered
{
    AnomalyId anomaly;
    sophia::RiskInputs risk;
    std::optional<std::vector<sophia::CommitSeen>> commits;
    QStringList dependencies; ///< declared ones and those of a compose file
    /// Asked where the anomaly came without them; none = the query failed.
    std::map<QString, std::optional<double>> saturation;
    Milliseconds took{};
};

struct ProposalFound
{
    AnomalyId anomaly;
    qint64 decisionSeq = 0; ///< of the DecisionMade that asked
    QString origin;         ///< precedent, revert, remedy, generator
    QString diff;
    QString intent;
    QString rollbackNote;
    QString baseCommit;
    std::optional<patch::Generated> generated{};
};

struct ProposalMissing
{
    AnomalyId anomaly;
    qint64 decisionSeq = 0;
    QStringList tried;
};

/// The answer of the in-memory apply. `checked` holds an Error where the diff does not apply.
struct PatchLooked
{
    PatchId patch;
    Result<PatchRepository::Checked> checked;
};

/// How trying the patched tree ended.
struct TwinSeen
{
    PatchId patch;
    patch::Twin twin;
};

/// A gate command of a canary has ended, or could not run.
struct GateSeen
{
    CanaryId canary;
    QString gate;                ///< pre_start, pre_promote, post_promote
    QString result;              ///< passed, failed, unavailable
    std::optional<int> exitCode; ///< none = it did not end by itself
    QString logTail;
    QString text;        ///< why it is not passed
    QStringList refused; ///< what the sandbox refused or stopped
    QString commit;      ///< of the service branch, where it came after the commit; else empty
};

struct TrialStarted
{
    CanaryId canary;
    QString commit;
    canary::Beginning beginning;
};

/// A step of the canary's way forward failed for good: start_canary, promote.
struct TrialFailed
{
    CanaryId canary;
    QString stage; ///< start_canary or promote
    QString text;
    QString commit; ///< of the service branch, where the failure came after the commit; else empty
};

struct TrafficSeen
{
    CanaryId canary;
    int step = 0;
    int percent = 0; ///< as decided; 0 when going back
    bool confirmed = false;
    int readBack = -1; ///< -1 = unreadable
    QString reason;    ///< of an unconfirmed one
    std::optional<double> share;
    std::optional<qint64> requests;
};

/// One measured interval of a running canary.
struct SamplesSeen
{
    CanaryId canary;
    canary::Interval interval;
};

/// The promotion's commit was made; nothing runs it yet.
struct TrialCommitted
{
    CanaryId canary;
    QString commit;
};

struct TrialPromoted
{
    CanaryId canary;
    QString commit;
};

/// The way back is done: stable has all the traffic, the canary is stopped, its tree is gone.
struct TrialReverted
{
    CanaryId canary;
    QString revertCommit; ///< empty where there was no commit
};

/// One look at a promoted patch that is still watched.
struct WatchSeen
{
    PatchId patch;
    canary::Look look;
};

struct PatchReverted
{
    PatchId patch;
    QString revertCommit;
};

struct FreshnessSeen
{
    QString source;
    Freshness to = Freshness::Stale;
    std::optional<Instant> lastSampleAt;
    QString reason;
};

struct EffectTrouble
{
    QString effect;
    qint64 forSeq = 0;
    int attempt = 1;
    std::optional<Instant> nextTryAt; ///< absent = gave up
    QString error;
    CanaryId pause = {}; ///< a canary whose way forward is given up; empty = none
};

/// Commits of a service's branch, newest first, as evidence for what people did while it was not armed.
struct CommitsSeen
{
    ServiceName service;
    std::vector<sophia::CommitSeen> commits;
};

/// Time has passed: deadlines, reminders, queue releases, rest days.
struct TimePassed
{};

/// Somebody was turned away before any command was read: no token, a wrong one, one of a lower role.
struct AccessDenied
{
    QString who; ///< api/TOKEN, or the client's address
    QString what;
    QString reason;
};

struct WallStepped
{
    Milliseconds delta{};
};

using Observation = std::variant<
    AlertsObserved, EvidenceGathered, ProposalFound, ProposalMissing, PatchLooked, TwinSeen, GateSeen, TrialStarted,
    TrialFailed, TrafficSeen, SamplesSeen, TrialCommitted, TrialPromoted, TrialReverted, WatchSeen, PatchReverted,
    FreshnessSeen, EffectTrouble, CommitsSeen, TimePassed, AccessDenied, WallStepped>;

} // namespace penelope::engine
