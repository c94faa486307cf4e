#pragma once

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/sharedmap.h"
#include "core/base/vocabulary.h"
#include "core/journal/event.h"
#include "core/patch/patch.h"

#include <optional>
#include <vector>

/// What the core would have done for a service that is not armed, graded by what then happened (domain.md 13).
/// A fold of its own keeps what grading needs, with the seq of every piece of evidence.
namespace penelope::shadow {

/// How far back a score looks where nobody says otherwise.
constexpr Milliseconds month = std::chrono::hours{30 * 24};

/// One would-be act: a PatchShadowed of a patch that the core itself proposed.
struct Act
{
    qint64 seq = 0; ///< of PatchShadowed
    Instant at{};
    ServiceName service;
    PatchId patch;
    QString act; ///< start_canary, request_approval
    Level level = Level::Surgical;
    bool operator==(const Act&) const = default;
};

/// What is known of one anomaly since its first would-be act. An act without an anomaly has an episode of its own.
struct Episode
{
    std::vector<Act> acts;
    qint64 resolvedSeq = 0; ///< of AnomalyResolved; 0 = open
    Instant resolvedAt{};
    bool alone = false;      ///< resolved without intervention of ours
    qint64 escalatedSeq = 0; ///< of the first DecisionMade escalate after an act; 0 = none
    bool operator==(const Episode&) const = default;
};

/// A change of a service that really happened: a person's commit or a promoted patch.
struct Change
{
    QString commit;
    QString summary;
    QString author;
    Instant at{};
    qint64 seq = 0; ///< of ServiceCommitSeen or PatchPromoted
    bool byPerson = true;
    qint64 undoneSeq = 0; ///< of what took it back; 0 = it stands
    bool operator==(const Change&) const = default;
};

using Changes = SharedMap<qint64, Change>; ///< by seq: oldest first

struct State
{
    SharedMap<QString, Episode> episodes; ///< by anomaly, or "patch/ID" without one
    SharedMap<ServiceName, Changes> changes;
    bool operator==(const State&) const = default;
};

/// Events of anomalies, patches and services; others change nothing. `patch` is the row of the event's patch, if any.
void apply(State& state, const journal::Event& event, const patch::Patch* patch);

/// A commit that a person made, as the fold of ServiceCommitSeen{commit, author, summary, committed_at} wants it.
journal::Draft commitSeen(
    const ServiceName& service, const QString& commit, const QString& author, const QString& summary, Instant at);
/// Since when commits of a service are evidence: its oldest would-be act not older than `from`. Nothing without one.
std::optional<Instant> evidenceSince(const State& state, const ServiceName& service, Instant from);
bool knows(const State& state, const ServiceName& service, const QString& commit);

/// What then happened, strongest evidence first.
enum class Outcome {
    Committed, ///< a person changed the service before the anomaly was over, and it stands
    Promoted,  ///< a patch was promoted meanwhile, and it stands
    Undone,    ///< what was changed was taken back
    Escalated, ///< the core itself found later that a person is needed
    Alone,     ///< it went away without any change
    Unclear,   ///< it is over, something of ours ran meanwhile, nothing stands: nothing follows
    Open       ///< it is not over, and nobody changed anything yet
};
QString toWord(Outcome outcome);
/// As people did, otherwise, or not gradable.
enum class Grade { AsPeopleDid, Otherwise, NotGradable };
Grade gradeOf(Outcome outcome);
QString toWord(Grade grade);

struct Graded
{
    Act act;
    Outcome outcome = Outcome::Open;
    std::vector<qint64> evidence; ///< seqs, oldest first; empty = nothing happened yet
    bool operator==(const Graded&) const = default;
};
/// `changes` of the act's service. Changes count from the act to the end of the episode; while it is open, and for an
/// act without an anomaly, during one day.
Graded grade(const Act& act, const Episode& episode, const Changes& changes);

/// Counts of graded acts, and the share done as people did with its 95 % Wilson interval (nothing without a gradable
/// act).
struct Tally
{
    int acts = 0; ///< gradable ones
    int asPeopleDid = 0;
    int otherwise = 0;
    int undone = 0;    ///< of otherwise
    int alone = 0;     ///< of otherwise
    int escalated = 0; ///< of otherwise
    int notGradable = 0;
    std::optional<double> share;
    double low = 0;
    double high = 1;
    bool operator==(const Tally&) const = default;
};

struct Score
{
    Instant from{};
    Instant to{};
    Tally all;
    std::vector<std::pair<Level, Tally>> levels; ///< those that occur, lowest first
    std::vector<Graded> graded;                  ///< oldest first
    bool operator==(const Score&) const = default;
};
/// Of the acts in (from, to].
Score score(const State& state, const ServiceName& service, Instant from, Instant to);
/// "41 acts, 38 as people did, 3 otherwise (1 they undid, 2 went by itself); 5 not gradable"
QString sentence(const Tally& tally);
/// The numbers of a tally for events and answers.
Json toJson(const Tally& tally);

} // namespace penelope::shadow
