#include "core/engine/approvalviews.h"

#include "core/engine/approvers.h"

namespace penelope::engine {
namespace {

using namespace Qt::Literals::StringLiterals;

std::optional<Json> instantView(std::optional<Instant> moment)
{
    return moment ? std::optional<Json>{Json{toMs(*moment)}} : std::nullopt;
}

std::optional<Json> textView(const QString& value)
{
    return value.isEmpty() ? std::nullopt : std::optional<Json>{Json{value}};
}

std::optional<Json> reviewView(const approval::Approval& approval)
{
    if (!approval.review)
        return std::nullopt;
    return Json::object(
        {{u"actor"_s, approval.review->actor},
         {u"agrees"_s, approval.review->agrees},
         {u"reason"_s, approval.review->reason},
         {u"at"_s, toMs(approval.review->at)}});
}

} // namespace

Json operatorsView(const Snapshot& snapshot, Instant now)
{
    auto items = Json::array();
    for (const auto& [name, person] : snapshot.state->operators)
        items.append(Json::object(
            {{u"name"_s, name.value()},
             {u"role"_s, toWord(person.role)},
             {u"active"_s, person.active},
             {u"public_key"_s, textView(QString::fromLatin1(person.publicKey.toBase64()))}}));
    return Json::object(
        {{u"seq"_s, snapshot.state->seq},
         {u"now_at"_s, toMs(now)},
         {u"items"_s, std::move(items)},
         {u"complete"_s, true}});
}

Json approvalView(const ConsoleState& state, const approval::Approval& approval)
{
    auto votes = Json::array();
    for (const auto& vote : approval.votes)
        votes.append(Json::object(
            {{u"actor"_s, vote.actor},
             {u"version"_s, vote.version},
             {u"at"_s, toMs(vote.at)},
             {u"reason"_s, textView(vote.reason)},
             {u"void"_s, vote.isVoid},
             {u"signed"_s, vote.isSigned}}));
    return Json::object(
        {{u"id"_s, approval.id.value()},
         {u"patch_id"_s, approval.patch.value()},
         {u"anomaly_id"_s, textView(approval.anomaly.value())},
         {u"service"_s, approval.service.value()},
         {u"version"_s, approval.version},
         {u"diff_sha256"_s, approval.diffSha256},
         {u"status"_s, approval::toWord(approval.status)},
         {u"severity"_s, toWord(approval.severity)},
         {u"level"_s, static_cast<int>(approval.level)},
         {u"risk"_s, approval.riskHundredths / 100.0},
         {u"confidence"_s, approval.confidence},
         {u"gentleness"_s, approval.gentleness},
         {u"triggers"_s, jsonList(approval.triggers)},
         {u"unknown"_s, jsonList(approval.unknown)},
         {u"twin"_s, textView(approval.twin)},
         {u"rollback"_s, textView(approval.rollback)},
         {u"requested_at"_s, toMs(approval.requestedAt)},
         {u"deadline_at"_s, toMs(approval.deadline)},
         {u"need"_s, approval.need},
         {u"got"_s, approval.got()},
         {u"votes"_s, votes},
         {u"approvers_missing"_s, approval.isPending() ? approversMissing(state, approval) : 0},
         {u"break_glass"_s, approval.brokenGlass()},
         {u"to_review"_s, approval.isToReview()},
         {u"review"_s, reviewView(approval)},
         {u"acknowledged_by"_s, textView(approval.acknowledgedBy)},
         {u"acknowledged_until"_s, instantView(approval.acknowledgedUntil)},
         {u"snoozed_until"_s, instantView(approval.snoozedUntil)},
         {u"decided_by"_s, textView(approval.decidedBy)},
         {u"decided_at"_s, instantView(approval.decidedAt)},
         {u"reason"_s, textView(approval.reason)}});
}

} // namespace penelope::engine
