#include "core/approval/approval.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

using namespace Qt::Literals::StringLiterals;

namespace penelope::approval {
namespace {

journal::Draft timed(const Approval& approval, const QString& kind, Json payload)
{
    return {
        .kind = kind,
        .stream = u"approval/"_s + approval.id.value(),
        .payload = std::move(payload),
        .actor = u"core"_s};
}

Instant momentAt(const Approval& approval, int percent)
{
    return approval.requestedAt + (approval.deadline - approval.requestedAt) * percent / 100;
}

bool isQuiet(const Approval& approval, Instant now)
{
    return (approval.acknowledgedUntil && now < *approval.acknowledgedUntil) ||
           (approval.snoozedUntil && now < *approval.snoozedUntil);
}

bool quietEnded(const Approval& approval, Instant now)
{
    return !isQuiet(approval, now) && (approval.acknowledgedUntil || approval.snoozedUntil);
}

/// The largest reminder share reached at `now`; 0 = none.
int reached(const Approval& approval, Instant now, const policy::State& policy)
{
    int percent = 0;
    for (const int share : policy.integers(u"approval.reminders"_s)) {
        if (now >= momentAt(approval, share))
            percent = std::max(percent, share);
    }
    return percent;
}

/// The members that a request and its amendments share. Absent members change nothing.
void takeMembers(Approval& approval, const Json& payload)
{
    const auto takeText = [&payload](QStringView name, QString& into) {
        if (const auto value = payload.text(name))
            into = *value;
    };
    const auto takeNumber = [&payload](QStringView name, double& into) { into = payload.number(name).value_or(into); };
    takeText(u"diff_sha256", approval.diffSha256);
    takeText(u"twin", approval.twin);
    takeText(u"rollback", approval.rollback);
    takeNumber(u"confidence", approval.confidence);
    takeNumber(u"gentleness", approval.gentleness);
    if (const auto* list = payload.find(u"triggers"))
        approval.triggers = stringList(*list);
    if (const auto* list = payload.find(u"unknown"))
        approval.unknown = stringList(*list);
    if (const auto* list = payload.find(u"evidence"))
        approval.evidence = list->toArray();
    if (const auto word = payload.text(u"severity"))
        approval.severity = fromWord<Severity>(*word).value_or(approval.severity);
    if (const auto level = payload.integer(u"level"); level && *level >= 1 && *level <= 5)
        approval.level = static_cast<Level>(*level);
    if (const auto risk = payload.number(u"risk"))
        approval.riskHundredths = static_cast<int>(std::lround(std::clamp(*risk, 0.0, 1.0) * 100));
    if (const auto at = payload.integer(u"deadline_at"))
        approval.deadline = instantFromMs(*at);
    if (const auto at = payload.integer(u"earliest_at"))
        approval.earliest = instantFromMs(*at);
    if (const auto missing = payload.integer(u"approvers_missing"))
        approval.approversMissing = static_cast<int>(std::clamp<qint64>(*missing, 0, 1000));
    if (const auto need = payload.integer(u"need"))
        approval.need = static_cast<int>(std::clamp<qint64>(*need, 1, 1000));
    if (const auto version = payload.integer(u"version"))
        approval.version = static_cast<int>(std::clamp<qint64>(*version, 1, 1'000'000));
}

void takeRequest(Approval& approval, const journal::Event& event)
{
    approval = {};
    approval.id = ApprovalId{event.subject()};
    approval.requestedAt = event.time;
    approval.patch = PatchId{event.payload[u"patch_id"].toString()};
    approval.service = ServiceName{event.payload[u"service"].toString()};
    approval.anomaly = AnomalyId{event.payload[u"anomaly_id"].toString()};
    takeMembers(approval, event.payload);
}

void decide(Approval& approval, Status status, const journal::Event& event)
{
    approval.status = status;
    approval.decidedBy = event.actor;
    approval.decidedAt = event.time;
    approval.reason = event.payload[u"reason"].toString();
    approval.intent.reset();
}

void takeVote(Approval& approval, const journal::Event& event)
{
    approval.votes.push_back(
        {.actor = event.actor,
         .version = static_cast<int>(event.payload.integer(u"version").value_or(0)),
         .reason = event.payload[u"reason"].toString(),
         .at = event.time,
         .breakGlass = event.payload.boolean(u"break_glass").value_or(false),
         .isSigned = event.payload.contains(u"signature")});
    if (approval.intent && approval.intent->actor == event.actor)
        approval.intent.reset();
    if (approval.got() >= approval.need || approval.votes.back().breakGlass)
        decide(approval, Status::Approved, event);
}

void takeReminder(Approval& approval, const journal::Event& event)
{
    approval.remindedPercent = static_cast<int>(event.payload.integer(u"percent").value_or(approval.remindedPercent));
    approval.acknowledgedUntil.reset();
    approval.acknowledgedAt.reset();
    approval.acknowledgedBy.clear();
    approval.snoozedUntil.reset();
}

void takeAmendment(Approval& approval, const journal::Event& event)
{
    takeMembers(approval, event.payload);
    for (auto& vote : approval.votes)
        vote.isVoid = true;
    approval.intent.reset();
    approval.amendedAt = event.time;
}

/// Total: a review of what was never decided alone, or a second one, changes nothing.
void takeReview(Approval& approval, const journal::Event& event)
{
    if (approval.isToReview())
        approval.review =
            Review{event.actor, event.payload[u"agrees"].toBool(), event.payload[u"reason"].toString(), event.time};
}

std::optional<Instant> untilOf(const journal::Event& event)
{
    const auto at = event.payload.integer(u"until_at");
    return at ? std::optional{instantFromMs(*at)} : std::nullopt;
}

} // namespace

QString toWord(Status status)
{
    switch (status) {
    case Status::Pending: return u"pending"_s;
    case Status::Approved: return u"approved"_s;
    case Status::Rejected: return u"rejected"_s;
    case Status::Expired: return u"expired"_s;
    case Status::Cancelled: return u"cancelled"_s;
    }
    Q_UNREACHABLE();
}

int Approval::got() const
{
    std::set<QString> people;
    for (const auto& vote : votes) {
        if (!vote.isVoid)
            people.insert(vote.actor);
    }
    return static_cast<int>(people.size());
}

bool Approval::brokenGlass() const
{
    return status == Status::Approved &&
           std::any_of(votes.begin(), votes.end(), [](const Vote& vote) { return vote.breakGlass && !vote.isVoid; });
}

journal::Drafts due(const Approval& approval, Instant now, const policy::State& policy)
{
    if (!approval.isPending())
        return {};
    if (now >= approval.deadline)
        return {timed(approval, u"ApprovalExpired"_s, {})};
    const int percent = reached(approval, now, policy);
    if (isQuiet(approval, now) || (percent <= approval.remindedPercent && !quietEnded(approval, now)))
        return {};
    return {timed(
        approval, u"ApprovalReminded"_s, Json::object({{u"percent"_s, std::max(percent, approval.remindedPercent)}}))};
}

std::optional<Instant> nextDue(const Approval& approval, const policy::State& policy)
{
    if (!approval.isPending())
        return std::nullopt;
    Instant next = approval.deadline;
    const Instant quietUntil = std::max(
        approval.acknowledgedUntil.value_or(approval.requestedAt),
        approval.snoozedUntil.value_or(approval.requestedAt));
    if (approval.acknowledgedUntil || approval.snoozedUntil)
        next = std::min(next, quietUntil);
    for (const int share : policy.integers(u"approval.reminders"_s)) {
        if (share > approval.remindedPercent)
            next = std::min(next, std::max(momentAt(approval, share), quietUntil));
    }
    return next;
}

void apply(Approval& approval, const journal::Event& event)
{
    const auto& payload = event.payload;
    if (event.kind == "ApprovalRequested"_L1) {
        takeRequest(approval, event);
    } else if (event.kind == "ApprovalAmended"_L1) {
        takeAmendment(approval, event);
    } else if (event.kind == "ApprovalIntended"_L1) {
        approval.intent = Intent{
            event.actor, payload[u"decision"].toString(),
            instantFromMs(payload.integer(u"hold_until").value_or(toMs(event.time)))};
    } else if (event.kind == "ApprovalIntentWithdrawn"_L1) {
        approval.intent.reset();
    } else if (event.kind == "ApprovalGranted"_L1) {
        takeVote(approval, event);
    } else if (event.kind == "BreakGlassReviewed"_L1) {
        takeReview(approval, event);
    } else if (event.kind == "ApprovalRejected"_L1) {
        decide(approval, Status::Rejected, event);
    } else if (event.kind == "ApprovalExpired"_L1) {
        decide(approval, Status::Expired, event);
    } else if (event.kind == "ApprovalCancelled"_L1) {
        decide(approval, Status::Cancelled, event);
    } else if (event.kind == "ApprovalAcknowledged"_L1) {
        approval.acknowledgedUntil = untilOf(event);
        approval.acknowledgedAt = event.time;
        approval.acknowledgedBy = event.actor;
    } else if (event.kind == "ApprovalSnoozed"_L1) {
        approval.snoozedUntil = untilOf(event);
    } else if (event.kind == "ApprovalReminded"_L1) {
        takeReminder(approval, event);
    }
}

} // namespace penelope::approval
