#include "core/approval/breakglass.h"

#include "core/approval/checks.h"
#include "core/approval/signing.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::approval {
namespace {

/// The other person whose valid vote makes the next one the second; empty = nobody.
QString otherVoter(const Approval& approval, const QString& actor)
{
    const auto other = std::find_if(approval.votes.begin(), approval.votes.end(), [&actor](const Vote& vote) {
        return !vote.isVoid && vote.actor != actor;
    });
    return other == approval.votes.end() ? QString{} : other->actor;
}

penelope::Status mayReview(const Approval& approval, const Person& person, const QString& proposer)
{
    if (!approval.brokenGlass())
        return failure(
            ErrorCode::Refused,
            u"approval %1 was not decided by one person alone: there is nothing to review"_s.arg(approval.id.value()));
    if (approval.review) {
        return failure(
            ErrorCode::Conflict, u"approval %1 was reviewed already by %2 at %3"_s.arg(
                                     approval.id.value(), approval.review->actor, toIso(approval.review->at)));
    }
    if (person.actor == approval.decidedBy)
        return failure(ErrorCode::NotPermitted, u"%1 decided alone; another approver reviews it"_s.arg(person.actor));
    if (person.actor == proposer)
        return failure(ErrorCode::NotPermitted, u"%1 proposed this patch and cannot review it"_s.arg(person.actor));
    return {};
}

} // namespace

std::optional<Instant> breakGlassFrom(const Approval& approval, const QString& actor, const policy::State& policy)
{
    if (!policy.flag(u"approval.break_glass"_s) || approval.severity != Severity::P0 || approval.need < 2 ||
        !otherVoter(approval, actor).isEmpty())
        return std::nullopt;
    Instant since = approval.amendedAt.value_or(approval.requestedAt);
    if (approval.acknowledgedAt && approval.acknowledgedBy != actor)
        since = std::max(since, *approval.acknowledgedAt);
    return since + policy.duration(u"approval.break_glass_wait"_s);
}

penelope::Status mayBreakGlass(
    const Approval& approval, const Person& person, const QString& proposer, const QString& service, Instant now,
    const policy::State& policy)
{
    if (person.actor == proposer)
        return failure(ErrorCode::NotPermitted, u"%1 proposed this patch and cannot approve it"_s.arg(person.actor));
    if (!policy.flag(u"approval.break_glass"_s))
        return failure(
            ErrorCode::Refused, u"deciding alone is switched off (policy approval.break_glass)"_s, u"break_glass"_s);
    if (approval.severity != Severity::P0 || approval.need < 2)
        return failure(
            ErrorCode::Refused,
            u"deciding alone is for P0 with two approvers; this is %1 with %2"_s.arg(toWord(approval.severity))
                .arg(approval.need),
            u"break_glass"_s);
    if (const auto other = otherVoter(approval, person.actor); !other.isEmpty())
        return failure(
            ErrorCode::Refused, u"%1 has approved: a plain approval is the second one"_s.arg(other), u"break_glass"_s);
    if (const auto from = breakGlassFrom(approval, person.actor, policy); !from || now < *from)
        return failure(
            ErrorCode::Refused,
            u"the second approver has until %1 to act; deciding alone is possible then"_s.arg(
                toIso(from.value_or(approval.deadline))),
            u"break_glass"_s);
    if (service != approval.service.value())
        return failure(
            ErrorCode::Refused, u"deciding alone needs the service's name, %1, typed"_s.arg(approval.service.value()),
            u"service"_s);
    return {};
}

Result<journal::Drafts> review(
    const Approval& approval, const Person& person, const QString& proposer, const Seen& seen, bool agrees, Instant now)
{
    if (auto permitted = checks::mayAct(person, Role::Approver); !permitted)
        return Failure{permitted.error()};
    if (auto valid = mayReview(approval, person, proposer); !valid)
        return Failure{valid.error()};
    if (auto proven = prove(approval, person, seen, agrees ? u"agree"_s : u"object"_s, true, now); !proven)
        return Failure{proven.error()};
    if (auto valid = checks::sawThis(approval, seen); !valid)
        return Failure{valid.error()};
    if (seen.reason.value_or(QString{}).trimmed().isEmpty())
        return failure(ErrorCode::Refused, u"a review needs a reason"_s, u"reason"_s);
    Json payload = saidBy(seen);
    payload.set(u"agrees"_s, agrees);
    checks::addProof(payload, seen, now);
    return journal::Drafts{checks::draftOf(approval, u"BreakGlassReviewed"_s, std::move(payload))};
}

} // namespace penelope::approval
