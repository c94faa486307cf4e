#pragma once

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/json.h"
#include "core/base/vocabulary.h"
#include "core/journal/event.h"
#include "core/policy/policy.h"

#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace penelope::approval {

struct Vote
{
    QString actor; ///< operator/NAME
    int version = 0;
    QString reason;
    Instant at{};
    bool isVoid = false;     ///< the version rose afterwards
    bool breakGlass = false; ///< given alone, in place of two
    bool isSigned = false;   ///< with the operator's key; false only in journals without keys
    bool operator==(const Vote&) const = default;
};

/// What another approver said afterwards about a decision made alone.
struct Review
{
    QString actor;
    bool agrees = false;
    QString reason;
    Instant at{};
    bool operator==(const Review&) const = default;
};

/// A decision held back for undo: stands for nothing yet.
struct Intent
{
    QString actor;
    QString decision; ///< approve or reject
    Instant holdUntil{};
    bool operator==(const Intent&) const = default;
};

enum class Status { Pending, Approved, Rejected, Expired, Cancelled };

/// One request for a human decision (domain.md 9).
struct Approval
{
    ApprovalId id;
    PatchId patch;
    AnomalyId anomaly; ///< of the patch; empty = none
    ServiceName service;
    int version = 1;
    QString diffSha256;
    QStringList triggers;
    Severity severity = Severity::P2;
    Level level = Level::Surgical;
    int riskHundredths = 0;
    double confidence = 0;
    double gentleness = 0;
    std::vector<Json> evidence;
    QStringList unknown;
    QString twin;
    QString rollback;
    Instant requestedAt{};
    Instant deadline{};
    int need = 1;
    std::optional<Instant> earliest;
    std::vector<Vote> votes;
    std::optional<Intent> intent;
    Status status = Status::Pending;
    QString decidedBy; ///< actor of the last decisive event
    QString reason;
    std::optional<Instant> decidedAt;
    std::optional<Instant> amendedAt; ///< when the version last rose
    int approversMissing = 0;         ///< fewer than `need` people could approve it when it was asked or amended
    std::optional<Instant> acknowledgedUntil;
    std::optional<Instant> acknowledgedAt;
    QString acknowledgedBy;
    std::optional<Instant> snoozedUntil;
    int remindedPercent = 0;
    std::optional<Review> review; ///< of a decision made alone

    int got() const;
    bool isPending() const { return status == Status::Pending; }
    /// Decided by one approver alone, in place of two.
    bool brokenGlass() const;
    /// Stays in everybody's list until another approver has agreed or objected.
    bool isToReview() const { return brokenGlass() && !review; }
    /// When it came to its end; nothing while it waits for somebody.
    std::optional<Instant> overSince() const
    {
        if (isPending() || isToReview())
            return std::nullopt;
        return std::max({requestedAt, decidedAt.value_or(Instant::min()), review ? review->at : Instant::min()});
    }
    bool operator==(const Approval&) const = default;
};

QString toWord(Status status);

/// What decides whether a person is asked, from what the gates said. Plain values: the caller collects them.
struct Grounds
{
    ServiceName service;
    Severity severity = Severity::P2;
    Criticality criticality = Criticality::Normal;
    int riskHundredths = 0;
    Level level = Level::Surgical;    ///< of the diff
    std::optional<Level> wished;      ///< named by Sophia; a larger diff asks
    int lines = 0;                    ///< added + removed
    bool precedent = false;           ///< a similar handled case exists
    std::optional<double> confidence; ///< absent = not known = asks
    Competence competence = Competence::Defer;
    QString praotes; ///< result word; empty = not judged = asks
    double gentleness = 0;
    QStringList unknown;       ///< names of UNKNOWN inputs
    QStringList criticalPaths; ///< changed files on a critical path
    QStringList fileViolations;
    bool forced = false;
    QString twin; ///< passed, failed, unavailable
};
/// The words of contracts.md 4, in its order; empty = nobody need be asked.
QStringList triggers(const Grounds& grounds, const policy::State& policy);
/// 1 or 2 approvers.
int need(const Grounds& grounds, const policy::State& policy);

/// Who decides. A person who is not active has no role.
struct Person
{
    QString actor; ///< operator/NAME
    Role role = Role::Viewer;
    bool active = true;
    QByteArray publicKey = {}; ///< 32 bytes, Ed25519; empty = the journal knows no key
};

/// What a decision says, each member as it was sent: it is signed so (signing.h) and kept so in the event.
struct Seen
{
    int version = 0;
    QString diffSha256;
    std::optional<QString> reason;
    std::optional<Json> detail;     ///< seen{…}
    std::optional<bool> breakGlass; ///< true: one approver decides alone
    std::optional<Instant> decidedAt = {};
    QString signature = {}; ///< base64; empty = unsigned
    QString service = {};   ///< typed to break the glass
    QString journalId = {}; ///< of the journal that is decided in: from the core, never from the sender
};

/// The request's own event. `approval.id` names the stream; requestedAt is the event's time and not in the payload.
journal::Draft request(const Approval& approval);
/// Raises the version and voids votes. `changes` holds the changed members as in ApprovalRequested; their names are
/// stored as `changed`, the values beside it. Refused when nothing changed or the request is not pending.
Result<journal::Drafts> amend(const Approval& approval, const Json& changes, Instant now);
/// `alone`: the vote to come breaks the glass, so an own earlier vote does not stand in its way.
Result<journal::Drafts> intend(
    const Approval& approval, const Person& person, const QString& proposer, const QString& decision, Instant now,
    const policy::State& policy, bool alone = false);
Result<journal::Drafts> withdrawIntent(const Approval& approval, const Person& person, Instant now);
/// Errors: Expired (deadline reached, exclusive), Conflict (already decided; names who and when), NotPermitted (role,
/// signature, own proposal, second vote), Refused (version or hash differ, a needed reason is missing, decided_at is
/// off, the rules of breakglass.h).
Result<journal::Drafts> approve(
    const Approval& approval, const Person& person, const QString& proposer, const Seen& seen, Instant now,
    const policy::State& policy);
Result<journal::Drafts> reject(const Approval& approval, const Person& person, const Seen& seen, Instant now);
/// By an approver, or by the core (actor "core") when the patch is cancelled.
Result<journal::Drafts> cancel(const Approval& approval, const Person& person, const QString& reason, Instant now);
Result<journal::Drafts>
acknowledge(const Approval& approval, const Person& person, Instant now, const policy::State& policy);
/// Never past deadline − 10 min.
Result<journal::Drafts>
snooze(const Approval& approval, const Person& person, Instant until, Instant now, const policy::State& policy);
/// What time alone brings: expiry, else a reminder. Empty = nothing now.
journal::Drafts due(const Approval& approval, Instant now, const policy::State& policy);
/// When `due` has something to say next; nothing once decided.
std::optional<Instant> nextDue(const Approval& approval, const policy::State& policy);
bool needsReason(const Approval& approval, const policy::State& policy); ///< to approve

/// Events of stream approval/ID; others change nothing.
void apply(Approval& approval, const journal::Event& event);

} // namespace penelope::approval
