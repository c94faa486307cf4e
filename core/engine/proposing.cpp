#include "core/canary/machine.h"
#include "core/engine/limits.h"
#include "core/engine/pipeline.h"
#include "core/engine/sentences.h"
#include "core/engine/wanted.h"
#include "core/patch/diff.h"
#include "core/patch/events.h"
#include "core/patch/filepolicy.h"
#include "core/praotes/gentleness.h"
#include "core/sophia/events.h"
#include "core/tapeinophrosyne/competence.h"

namespace penelope::engine::pipeline {

using namespace Qt::Literals::StringLiterals;

namespace {

void tellStoryOf(Chain& chain, const patch::Patch& patch)
{
    chain.tellStory(patch.anomaly.isEmpty() ? patch::streamOf(patch.id) : sophia::streamOf(patch.anomaly));
}

void judgeGentleness(Chain& chain, const patch::Patch& patch, const patch::Diff& diff)
{
    const auto& state = chain.state();
    const auto stream = patch::streamOf(patch.id);
    const auto gentleness = praotes::judge(diff, praotesLimits(state.policy));
    const auto anomaly = state.anomalies.find(patch.anomaly);
    tapeinophrosyne::Input input;
    if (anomaly) {
        const auto limits = sophiaLimits(state.policy);
        input.knownDomain = wisdom::isKnown(
            state.precedents, anomaly->service, anomaly->type,
            static_cast<int>(state.policy.integer(u"wisdom.known"_s)));
        input.knownCases = wisdom::casesOf(state.precedents, anomaly->service, anomaly->type);
        input.confidence = anomaly->diagnosis ? anomaly->diagnosis->confidence : 0;
        const auto similar =
            wisdom::search(state.precedents, sophia::queryOf(*anomaly), limits.similarity, limits.nearest);
        input.precedents = static_cast<int>(similar.size());
        if (anomaly->decision())
            input.unknownRisk = anomaly->decision()->risk.unknown();
    }
    input.lines = diff.lines();
    input.gentleness = gentleness.score;
    const auto report = tapeinophrosyne::judge(input, competenceLimits(state.policy));
    chain.add(u"PraotesJudged"_s, stream, patch::praotesJudged(gentleness));
    chain.add(u"CompetenceJudged"_s, stream, patch::competenceJudged(report));
}

patch::Refusal doesNotApply(const Error& error)
{
    return {.stage = u"file_policy"_s, .rule = u"applies"_s, .measured = error.message, .limit = Json{true}};
}

Json checkedWithBase(bool applies, const QStringList& files, const QStringList& asks, const QString& base)
{
    auto payload = patch::patchChecked(applies, files, asks);
    if (!base.isEmpty())
        payload.set(u"base_commit"_s, Json{base});
    return payload;
}

void firstLook(Chain& chain, const patch::Patch& patch, const PatchLooked& seen)
{
    const auto stream = patch::streamOf(patch.id);
    const auto diff = patch::parseDiff(patch.diff);
    const auto files = diff ? diff->paths() : QStringList{};
    const auto verdict = diff ? patch::checkFiles(*diff) : patch::FileVerdict{};
    auto refusal = verdict.refusal;
    if (!diff)
        refusal = doesNotApply(diff.error());
    else if (!refusal && !seen.checked)
        refusal = doesNotApply(seen.checked.error());
    chain.add(
        u"PatchChecked"_s, stream,
        checkedWithBase(
            seen.checked.has_value(), files, verdict.asks, seen.checked ? seen.checked->baseCommit : QString{}));
    if (refusal) {
        refuse(chain, patch.id, *refusal);
        return;
    }
    judgeGentleness(chain, patch, *diff);
    advance(chain, patch.id, true);
}

/// The granted request saw another risk than the one in force.
bool riskChanged(const ConsoleState& state, const patch::Patch& patch)
{
    const auto approval = state.approvals.find(ApprovalId{patch.approval});
    const auto anomaly = state.anomalies.find(patch.anomaly);
    const auto* decision = anomaly ? anomaly->decision() : nullptr;
    return approval && decision && decision->risk.totalHundredths != approval->riskHundredths;
}

/// The last look before the start: what was asked for must still be what would run.
void lastLook(Chain& chain, const patch::Patch& patch, const PatchLooked& seen)
{
    const auto stream = patch::streamOf(patch.id);
    if (!seen.checked) {
        refuse(chain, patch.id, doesNotApply(seen.checked.error()));
        return;
    }
    if (riskChanged(chain.state(), patch)) {
        requestApproval(chain, patch.id);
        return;
    }
    if (seen.checked->baseCommit != patch.baseCommit) {
        chain.add(
            u"PatchChecked"_s, stream,
            checkedWithBase(true, patch.files, patch.fileViolations, seen.checked->baseCommit));
        if (!patch.baseCommit.isEmpty() && !patch.approval.isEmpty()) {
            requestApproval(chain, patch.id);
            return;
        }
    }
    advance(chain, patch.id, true);
}

} // namespace

Result<PatchId> propose(Chain& chain, const Proposal& proposal)
{
    const auto utf8 = proposal.diff.toUtf8().size();
    if (utf8 > patch::maxDiffBytes) {
        return failure(
            ErrorCode::Refused, u"the diff has %1 bytes; the limit is %2"_s.arg(utf8).arg(patch::maxDiffBytes),
            u"diff"_s);
    }
    const auto diff = patch::parseDiff(proposal.diff);
    if (!diff)
        return Failure{diff.error()};
    if (const auto judges = canary::judges(); !proposal.judge.isEmpty() && !judges.contains(proposal.judge)) {
        return failure(
            ErrorCode::Malformed, u"there is no judge \"%1\": %2"_s.arg(proposal.judge, judges.join(u", "_s)),
            u"judge"_s);
    }
    patch::Patch patch;
    patch.id = PatchId{chain.nextId()};
    patch.service = proposal.service;
    patch.anomaly = proposal.anomaly;
    patch.origin = proposal.origin;
    patch.proposer = chain.actor();
    patch.diff = proposal.diff;
    patch.diffSha256 = patch::diffSha256(proposal.diff);
    patch.baseCommit = proposal.baseCommit;
    patch.intent = proposal.intent;
    patch.rollbackNote = proposal.rollbackNote;
    patch.linesAdded = diff->added;
    patch.linesRemoved = diff->removed;
    patch.level = patch::levelOf(*diff, levelLines(chain.state().policy));
    patch.forced = proposal.forced;
    patch.judge = proposal.judge;
    patch.retryOf = proposal.retryOf;
    patch.generated = proposal.generated;
    tellStoryOf(chain, patch);
    auto payload = patch::patchProposed(patch);
    if (!proposal.reason.isEmpty())
        payload.set(u"reason"_s, Json{proposal.reason});
    chain.add(u"PatchProposed"_s, patch::streamOf(patch.id), std::move(payload));
    return patch.id;
}

void proposalFound(Chain& chain, const ProposalFound& seen)
{
    const auto anomaly = chain.state().anomalies.find(seen.anomaly);
    if (!anomaly || !wanted::proposal(chain.state(), *anomaly) || anomaly->decision()->seq != seen.decisionSeq)
        return;
    chain.actAs(u"core"_s);
    chain.becauseOf(seen.decisionSeq);
    const auto proposed = propose(
        chain, {.service = anomaly->service,
                .anomaly = anomaly->id,
                .origin = seen.origin,
                .diff = seen.diff,
                .intent = seen.intent,
                .rollbackNote = seen.rollbackNote,
                .baseCommit = seen.baseCommit,
                .generated = seen.generated});
    if (!proposed)
        proposalMissing(
            chain, {seen.anomaly, seen.decisionSeq, {u"%1: %2"_s.arg(seen.origin, proposed.error().message)}});
}

void proposalMissing(Chain& chain, const ProposalMissing& seen)
{
    const auto anomaly = chain.state().anomalies.find(seen.anomaly);
    if (!anomaly || !wanted::proposal(chain.state(), *anomaly) || anomaly->decision()->seq != seen.decisionSeq)
        return;
    chain.actAs(u"core"_s);
    chain.tellStory(sophia::streamOf(anomaly->id));
    chain.becauseOf(seen.decisionSeq);
    chain.add(u"ProposalFailed"_s, sophia::streamOf(anomaly->id), sophia::proposalFailed(seen.tried));
    escalate(chain, seen.anomaly, u"no_proposal"_s, {}, seen.tried.join("; "_L1));
}

void patchLooked(Chain& chain, const PatchLooked& seen)
{
    const auto patch = chain.state().patches.find(seen.patch);
    if (!patch)
        return;
    chain.actAs(u"core"_s);
    tellStoryOf(chain, *patch);
    if (wanted::check(*patch))
        firstLook(chain, *patch, seen);
    else if (wanted::start(chain.state(), *patch))
        lastLook(chain, *patch, seen);
}

void refuse(Chain& chain, const PatchId& id, const patch::Refusal& refusal)
{
    const auto patch = chain.state().patches.find(id);
    if (!patch)
        return;
    chain.add(u"PatchRefused"_s, patch::streamOf(id), patch::patchRefused(refusal));
    // A cooldown ends by itself and the anomaly is judged again then; every other refusal needs a person.
    if (refusal.stage == "breaker"_L1)
        return;
    const auto why = refusal.stage == "approval"_L1 ? refusal.rule : u"refused"_s;
    const auto detail = refusal.stage == "approval"_L1 ? refusal.measured.toString() : sentences::refused(refusal);
    escalate(chain, patch->anomaly, why, id, detail);
}

void cancelPatch(Chain& chain, const PatchId& id, const QString& reason)
{
    const auto patch = chain.state().patches.find(id);
    if (!patch)
        return;
    const auto actor = chain.actor();
    tellStoryOf(chain, *patch);
    chain.add(u"PatchCancelled"_s, patch::streamOf(id), patch::patchCancelled(reason));
    if (const auto approval = chain.state().approvals.find(ApprovalId{patch->approval});
        approval && approval->isPending()) {
        if (auto drafts = approval::cancel(*approval, {.actor = u"core"_s, .role = Role::Admin}, reason, chain.now()))
            chain.add(std::move(*drafts));
    }
    escalate(chain, patch->anomaly, u"cancelled"_s, id, reason);
    chain.actAs(actor);
}

} // namespace penelope::engine::pipeline
