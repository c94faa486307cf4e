#pragma once

#include "core/approval/approval.h"
#include "core/base/sharedlog.h"
#include "core/base/sharedmap.h"
#include "core/breaker/breaker.h"
#include "core/canary/canary.h"
#include "core/compliance/exported.h"
#include "core/compliance/ledger.h"
#include "core/engine/tally.h"
#include "core/freeze/freeze.h"
#include "core/metrics/family.h"
#include "core/patch/patch.h"
#include "core/patch/service.h"
#include "core/policy/policy.h"
#include "core/shadow/shadow.h"
#include "core/sophia/anomaly.h"
#include "core/sophia/episodes.h"
#include "core/tapeinophrosyne/statistics.h"
#include "core/wisdom/precedents.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace penelope::engine {

struct Operator
{
    OperatorName name;
    QByteArray publicKey; ///< 32 bytes, Ed25519
    Role role = Role::Viewer;
    bool active = true;
    bool operator==(const Operator&) const = default;
};

struct Note
{
    NoteId id;
    QString scope; ///< shift, anomaly, patch, approval, canary, moment
    QString ref;
    QString text;
    QString actor;
    Instant at{};
    bool operator==(const Note&) const = default;
};

struct SourceRecord
{
    Freshness freshness = Freshness::Stale; ///< an unknown age is stale
    std::optional<Instant> lastSampleAt;
    QString reason;
    Instant changedAt{};
    bool operator==(const SourceRecord&) const = default;
};

/// A decision of a person or of the core, for "last decision", the 24 h thread and the score.
struct Decided
{
    Instant at{};
    QString actor;
    ServiceName service;
    QString what; ///< approved, rejected, expired, observe, intervene, escalate
    qint64 seq = 0;
    bool byPerson = false;
    bool operator==(const Decided&) const = default;
};

/// When something of the rate budget or the gap was used.
struct DeploymentRecord
{
    Instant at{};
    ServiceName service;
    PatchId patch;
    bool respectedRest = true; ///< false: exception or forced
    /// When it used the budget: `at`, moved by every later step of the wall clock, so that a step neither refills nor
    /// empties the budget.
    Instant usedAt{};
    bool operator==(const DeploymentRecord&) const = default;
};

/// What a rest day ended with: the week's decisions, outcomes and lessons.
struct Reflection
{
    qint64 seq = 0; ///< of RestDayEnded
    Instant at{};
    Json report; ///< as reflection.h makes it
    bool operator==(const Reflection&) const = default;
};

/// What rows said that have left the state (retirement.h), and how far that went.
struct Retired
{
    Instant before{}; ///< rows that were over before it may have left
    qint64 rows = 0;
    tapeinophrosyne::Statistics competence; ///< of the patches and anomalies that left
    bool operator==(const Retired&) const = default;
};

/// Everything the screens show, as a fold of the journal (design.md). Copying shares the rows. Rows leave some weeks
/// after they are over (retirement.h); the journal keeps their story.
/// A published one is immutable and may be read from any thread.
struct ConsoleState
{
    QString journalId;
    qint64 seq = 0; ///< of the last event applied
    Instant at{};   ///< its time
    /// The latest time of any event so far: `at`, unless the wall clock stepped back. Every event of the fold is within
    /// a moment that is not earlier.
    Instant latest{};
    qint64 epoch = 0;
    bool coreRunning = false;
    qint64 unknownEvents = 0; ///< written by a newer version: kept, folded as nothing

    policy::State policy;
    std::map<OperatorName, Operator> operators;
    std::map<QByteArray, OperatorName> operatorKeys; ///< every public key that ever was: it stays its owner's
    SharedMap<ServiceName, patch::Service> services;
    SharedMap<AnomalyId, sophia::Anomaly> anomalies;
    sophia::Episodes episodes; ///< of the anomalies
    SharedMap<PatchId, patch::Patch> patches;
    SharedMap<ApprovalId, approval::Approval> approvals;
    SharedMap<ServiceName, breaker::Breaker> breakers;
    SharedMap<CanaryId, canary::Canary, 16> canaries; ///< each of hundreds of readings, so a chunk is of few
    wisdom::Precedents precedents;
    SharedLog<std::shared_ptr<const wisdom::Lesson>> lessons; ///< oldest first
    SharedMap<NoteId, Note> notes;
    std::map<QString, SourceRecord> sources;                        ///< "prometheus/main", "alerts"
    SharedMap<QString, qint64> streamVersions;                      ///< stream → version of its last event
    SharedLog<std::shared_ptr<const Decided>> decided;              ///< oldest first
    std::shared_ptr<const Decided> lastGone;                        ///< the newest by a person that left `decided`
    SharedLog<std::shared_ptr<const DeploymentRecord>> deployments; ///< canaries started, oldest first
    std::map<ServiceName, Instant> lastPromotion;
    std::map<ServiceName, Instant> lastFailure;
    bool restDay = false;                                       ///< between RestDayBegan and RestDayEnded
    Instant restDayEndsAt{};                                    ///< of the present or the last one
    std::vector<std::shared_ptr<const Reflection>> reflections; ///< oldest first
    freeze::State freeze;
    shadow::State shadow;
    Tally tally;               ///< what counters need and no row keeps
    compliance::Ledger ledger; ///< what the score counts, for the past moments that retirement.h keeps
    Retired retired;

    bool operator==(const ConsoleState&) const = default;
};

/// What is known of the present only and is no event: ages, next tries, the heart-beat. Empty in replay and offline.
struct SourceLive
{
    Milliseconds interval{15000}; ///< the source's poll
    std::optional<Instant> lastSampleAt;
    std::optional<Milliseconds> latency;
    std::optional<Instant> nextTryAt;
    QString lastError;
    bool answering = true; ///< false: the source itself does not answer (LOST once the age is past 4 intervals)
    bool operator==(const SourceLive&) const = default;
};

/// A trial in the digital twin while it goes on. It is only watched: what it found becomes an event.
struct TrialLive
{
    enum class Phase { Preparing, Tests, Load };
    Phase phase = Phase::Preparing;
    Instant since{};      ///< of the phase
    Milliseconds lasts{}; ///< of the phase: about, under load; at most, for the tests; 0 = nobody knows
    bool operator==(const TrialLive&) const = default;
};

struct Live
{
    Instant heartbeat{}; ///< of the core, once a second
    std::map<QString, SourceLive> sources;
    QString checkpointTrouble; ///< "no key at hand: the tail is unsigned"; empty = fine
    QString storageTrouble;    ///< the journal is read-only since …; empty = fine
    std::optional<Milliseconds> clockOffset;
    QStringList unassignedAlerts; ///< alerts that name no registered service
    /// Of this process: how long decisions took to be on disk. No event can hold the time of its own commit.
    metrics::Histogram loggingSeconds{bounds::loggingSeconds()};
    compliance::Polled exported;         ///< the score as Prometheus computes it; nothing in replay and offline
    std::map<PatchId, TrialLive> trials; ///< nothing in replay and offline
    compliance::Verified verified;       ///< entries of the journal that were looked at; grows while the core runs
    bool operator==(const Live&) const = default;
};

/// What is published to screens: at most ten times a second, at once for anything urgent.
struct Snapshot
{
    std::shared_ptr<const ConsoleState> state;
    Live live;
};

/// Freshness by age (ux.md 0): FRESH < 2i, LATE 2i..4i inclusive, STALE > 4i; without an age STALE; not answering =
/// LOST once it would be STALE.
Freshness freshness(const SourceLive& source, Instant now);

} // namespace penelope::engine
