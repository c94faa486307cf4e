#include "core/approval/approval.h"

#include "core/approval/breakglass.h"
#include "core/approval/checks.h"
#include "core/approval/signing.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::approval {
namespace checks {

journal::Draft draftOf(const Approval& approval, const QString& kind, Json payload)
{
    return {.kind = kind, .stream = u"approval/"_s + approval.id.value(), .payload = std::move(payload)};
}

penelope::Status mayAct(const Person& person, Role least)
{
    if (person.actor.isEmpty() || !person.active || person.role < least) {
        return failure(
            ErrorCode::NotPermitted,
            u"%1 is not an active %2"_s.arg(person.actor.isEmpty() ? u"nobody"_s : person.actor, toWord(least)));
    }
    return {};
}

penelope::Status sawThis(const Approval& approval, const Seen& seen)
{
    if (seen.version != approval.version) {
        return failure(
            ErrorCode::Refused,
            u"the request is at version %1, the decision saw version %2"_s.arg(approval.version).arg(seen.version),
            u"version"_s);
    }
    if (seen.diffSha256 != approval.diffSha256) {
        return failure(
            ErrorCode::Refused, u"the decision saw another patch than the one that is asked for"_s, u"diff_sha256"_s);
    }
    return {};
}

void addProof(Json& payload, const Seen& seen, Instant now)
{
    payload.set(u"decided_at"_s, Json{toMs(seen.decidedAt.value_or(now))});
    if (!seen.signature.isEmpty())
        payload.set(u"signature"_s, Json{seen.signature});
}

} // namespace checks

namespace {

using checks::draftOf;
using checks::mayAct;
using checks::sawThis;

Failure decidedAlready(const Approval& approval)
{
    if (approval.status == Status::Expired) {
        return failure(
            ErrorCode::Expired, u"approval %1 expired at %2"_s.arg(approval.id.value(), toIso(approval.deadline)));
    }
    return failure(
        ErrorCode::Conflict, u"approval %1 is already %2 by %3 at %4"_s.arg(
                                 approval.id.value(), toWord(approval.status), approval.decidedBy,
                                 approval.decidedAt ? toIso(*approval.decidedAt) : u"an unknown time"_s));
}

/// The deadline wins over a click that raced it: late consent is no consent.
penelope::Status stillOpen(const Approval& approval, Instant now)
{
    if (!approval.isPending())
        return decidedAlready(approval);
    if (now >= approval.deadline) {
        return failure(
            ErrorCode::Expired,
            u"the deadline of approval %1 was %2"_s.arg(approval.id.value(), toIso(approval.deadline)));
    }
    return {};
}

penelope::Status open(const Approval& approval, const Person& person, Role least, Instant now)
{
    if (auto permitted = mayAct(person, least); !permitted)
        return permitted;
    return stillOpen(approval, now);
}

penelope::Status mayApprove(const Approval& approval, const Person& person, const QString& proposer)
{
    if (person.actor == proposer) {
        return failure(ErrorCode::NotPermitted, u"%1 proposed this patch and cannot approve it"_s.arg(person.actor));
    }
    const bool voted = std::any_of(approval.votes.begin(), approval.votes.end(), [&person](const Vote& vote) {
        return !vote.isVoid && vote.actor == person.actor;
    });
    if (voted) {
        return failure(
            ErrorCode::NotPermitted,
            u"%1 has approved already; the second approver must be another person"_s.arg(person.actor));
    }
    return {};
}

/// Late by the sender's own clock is late too, whatever the core's says.
penelope::Status inTime(const Approval& approval, const Seen& seen)
{
    if (seen.decidedAt && *seen.decidedAt >= approval.deadline) {
        return failure(
            ErrorCode::Expired, u"the decision was made at %1, the deadline of approval %2 was %3"_s.arg(
                                    toIso(*seen.decidedAt), approval.id.value(), toIso(approval.deadline)));
    }
    return {};
}

bool isBlank(const std::optional<QString>& text)
{
    return !text || text->trimmed().isEmpty();
}

} // namespace

bool needsReason(const Approval& approval, const policy::State& policy)
{
    return approval.need >= 2 || approval.riskHundredths >= std::lround(policy.ratio(u"approval.reason_risk"_s) * 100);
}

journal::Draft request(const Approval& approval)
{
    Json evidence = Json::array();
    for (const auto& piece : approval.evidence)
        evidence.append(piece);
    Json payload = Json::object(
        {{u"patch_id"_s, approval.patch.value()},
         {u"version"_s, approval.version},
         {u"diff_sha256"_s, approval.diffSha256},
         {u"triggers"_s, jsonList(approval.triggers)},
         {u"severity"_s, toWord(approval.severity)},
         {u"level"_s, static_cast<int>(approval.level)},
         {u"risk"_s, approval.riskHundredths / 100.0},
         {u"confidence"_s, approval.confidence},
         {u"gentleness"_s, approval.gentleness},
         {u"evidence"_s, evidence},
         {u"unknown"_s, jsonList(approval.unknown)},
         {u"twin"_s, approval.twin},
         {u"rollback"_s, approval.rollback},
         {u"deadline_at"_s, toMs(approval.deadline)},
         {u"need"_s, approval.need},
         {u"service"_s, approval.service.value()}});
    if (!approval.anomaly.isEmpty())
        payload.set(u"anomaly_id"_s, approval.anomaly.value());
    if (approval.earliest)
        payload.set(u"earliest_at"_s, Json{toMs(*approval.earliest)});
    if (approval.approversMissing > 0)
        payload.set(u"approvers_missing"_s, approval.approversMissing);
    return draftOf(approval, u"ApprovalRequested"_s, std::move(payload));
}

Result<journal::Drafts> amend(const Approval& approval, const Json& changes, Instant now)
{
    if (auto valid = stillOpen(approval, now); !valid)
        return Failure{valid.error()};
    static const QStringList amendable{
        u"evidence"_s,   u"risk"_s,    u"deadline_at"_s, u"need"_s,        u"confidence"_s,
        u"gentleness"_s, u"unknown"_s, u"triggers"_s,    u"diff_sha256"_s, u"severity"_s,
        u"level"_s,      u"twin"_s,    u"rollback"_s,    u"earliest_at"_s, u"approvers_missing"_s};
    const Json present = request(approval).payload;
    Json payload = Json::object({{u"version"_s, approval.version + 1}});
    QStringList changed;
    for (const auto& [name, value] : changes.toObject()) {
        if (!amendable.contains(name))
            return failure(ErrorCode::Malformed, u"%1 of a request cannot be amended"_s.arg(name), name);
        const auto* before = present.find(name);
        if (before && *before == value)
            continue;
        changed.append(name);
        payload.set(name, value);
    }
    if (changed.isEmpty())
        return failure(ErrorCode::Refused, u"nothing of approval %1 changed"_s.arg(approval.id.value()));
    payload.set(u"changed"_s, jsonList(changed));
    return journal::Drafts{draftOf(approval, u"ApprovalAmended"_s, std::move(payload))};
}

Result<journal::Drafts> intend(
    const Approval& approval, const Person& person, const QString& proposer, const QString& decision, Instant now,
    const policy::State& policy, bool alone)
{
    const bool approving = decision == "approve"_L1;
    if (!approving && decision != "reject"_L1)
        return failure(ErrorCode::Malformed, u"a decision is approve or reject"_s, u"decision"_s);
    if (auto valid = open(approval, person, approving ? Role::Approver : Role::Operator, now); !valid)
        return Failure{valid.error()};
    if (approving && (!alone || person.actor == proposer)) {
        if (auto valid = mayApprove(approval, person, proposer); !valid)
            return Failure{valid.error()};
    }
    const bool urgent = approval.severity == Severity::P0;
    const auto hold = approval.deadline - now < policy.duration(u"approval.hold_least"_s)
                          ? Milliseconds{}
                          : policy.duration(urgent ? u"approval.hold_p0"_s : u"approval.hold"_s);
    return journal::Drafts{draftOf(
        approval, u"ApprovalIntended"_s,
        Json::object({{u"decision"_s, decision}, {u"hold_until"_s, toMs(now + hold)}}))};
}

Result<journal::Drafts> withdrawIntent(const Approval& approval, const Person& person, Instant now)
{
    if (auto valid = stillOpen(approval, now); !valid)
        return Failure{valid.error()};
    if (!approval.intent || approval.intent->actor != person.actor) {
        return failure(ErrorCode::Refused, u"%1 has no intent on approval %2"_s.arg(person.actor, approval.id.value()));
    }
    return journal::Drafts{draftOf(approval, u"ApprovalIntentWithdrawn"_s)};
}

Result<journal::Drafts> approve(
    const Approval& approval, const Person& person, const QString& proposer, const Seen& seen, Instant now,
    const policy::State& policy)
{
    const bool alone = seen.breakGlass.value_or(false);
    if (auto valid = open(approval, person, Role::Approver, now); !valid)
        return Failure{valid.error()};
    if (auto valid = inTime(approval, seen); !valid)
        return Failure{valid.error()};
    if (auto proven = prove(approval, person, seen, u"approve"_s, approval.need > 1, now); !proven)
        return Failure{proven.error()};
    if (auto valid = sawThis(approval, seen); !valid)
        return Failure{valid.error()};
    if (auto valid = alone ? mayBreakGlass(approval, person, proposer, seen.service, now, policy)
                           : mayApprove(approval, person, proposer);
        !valid)
        return Failure{valid.error()};
    if (needsReason(approval, policy) && isBlank(seen.reason)) {
        return failure(
            ErrorCode::Refused,
            u"approving at risk %1 with %2 approvers needs a reason"_s.arg(approval.riskHundredths / 100.0, 0, 'f', 2)
                .arg(approval.need),
            u"reason"_s);
    }
    Json payload = saidBy(seen);
    checks::addProof(payload, seen, now);
    payload.set(u"got"_s, alone ? 1 : approval.got() + 1);
    payload.set(u"need"_s, approval.need);
    return journal::Drafts{draftOf(approval, u"ApprovalGranted"_s, std::move(payload))};
}

Result<journal::Drafts> reject(const Approval& approval, const Person& person, const Seen& seen, Instant now)
{
    if (auto valid = open(approval, person, Role::Operator, now); !valid)
        return Failure{valid.error()};
    if (auto valid = inTime(approval, seen); !valid)
        return Failure{valid.error()};
    // A refusal is the safe direction: somebody without a key may still say no, whatever the quorum.
    if (auto proven = prove(approval, person, seen, u"reject"_s, false, now); !proven)
        return Failure{proven.error()};
    if (auto valid = sawThis(approval, seen); !valid)
        return Failure{valid.error()};
    if (isBlank(seen.reason))
        return failure(ErrorCode::Refused, u"rejecting needs a reason"_s, u"reason"_s);
    Json payload = saidBy(seen);
    checks::addProof(payload, seen, now);
    return journal::Drafts{draftOf(approval, u"ApprovalRejected"_s, std::move(payload))};
}

Result<journal::Drafts> cancel(const Approval& approval, const Person& person, const QString& reason, Instant now)
{
    if (person.actor != "core"_L1) {
        if (auto permitted = mayAct(person, Role::Approver); !permitted)
            return Failure{permitted.error()};
    }
    if (auto valid = stillOpen(approval, now); !valid)
        return Failure{valid.error()};
    if (reason.trimmed().isEmpty())
        return failure(ErrorCode::Refused, u"cancelling needs a reason"_s, u"reason"_s);
    return journal::Drafts{draftOf(approval, u"ApprovalCancelled"_s, Json::object({{u"reason"_s, reason}}))};
}

Result<journal::Drafts>
acknowledge(const Approval& approval, const Person& person, Instant now, const policy::State& policy)
{
    if (auto valid = open(approval, person, Role::Operator, now); !valid)
        return Failure{valid.error()};
    const Instant until = now + policy.duration(u"approval.acknowledge"_s);
    return journal::Drafts{draftOf(approval, u"ApprovalAcknowledged"_s, Json::object({{u"until_at"_s, toMs(until)}}))};
}

Result<journal::Drafts>
snooze(const Approval& approval, const Person& person, Instant until, Instant now, const policy::State& policy)
{
    if (auto valid = open(approval, person, Role::Operator, now); !valid)
        return Failure{valid.error()};
    const Instant latest = approval.deadline - policy.duration(u"approval.snooze_margin"_s);
    if (until > latest || until <= now) {
        return failure(
            ErrorCode::Refused,
            u"approval %1 can be snoozed until %2 at the latest"_s.arg(approval.id.value(), toIso(latest)),
            u"until_at"_s);
    }
    return journal::Drafts{draftOf(approval, u"ApprovalSnoozed"_s, Json::object({{u"until_at"_s, toMs(until)}}))};
}

} // namespace penelope::approval
