#include "core/canary/machine.h"
#include "core/canary/thresholds.h"
#include "core/engine/pipeline.h"
#include "core/engine/restraint.h"
#include "core/engine/sentences.h"
#include "core/engine/wanted.h"
#include "core/patch/events.h"
#include "core/sophia/events.h"
#include "core/wisdom/events.h"

#include <array>

namespace penelope::engine::pipeline {

using namespace Qt::Literals::StringLiterals;

namespace {

using CanaryRow = std::shared_ptr<const canary::Canary>;

QString storyOf(const patch::Patch& patch)
{
    return patch.anomaly.isEmpty() ? patch::streamOf(patch.id) : sophia::streamOf(patch.anomaly);
}

/// The canary, if there is one still under way; the chain then tells its story.
CanaryRow active(Chain& chain, const CanaryId& id)
{
    auto canary = chain.state().canaries.find(id);
    if (!canary || !canary->isActive())
        return nullptr;
    if (const auto patch = chain.state().patches.find(canary->patch))
        chain.tellStory(storyOf(*patch));
    return canary;
}

void addIf(Chain& chain, Result<journal::Drafts> drafts)
{
    if (drafts)
        chain.add(std::move(*drafts));
}

/// Which stage a rollback counts as for the breaker; empty = none (contracts.md 5).
QString breakerStage(const QString& code)
{
    static const std::array verdicts{"threshold"_L1, "evidence"_L1, "limit"_L1, "canary_absent"_L1};
    if (code == "start_failed"_L1)
        return u"start_canary"_s;
    if (code == "promote_failed"_L1)
        return u"promote"_s;
    if (code == "watch"_L1)
        return u"watch"_s;
    return std::find(verdicts.begin(), verdicts.end(), code) == verdicts.end() ? QString{} : u"canary"_s;
}

/// A rollback says something about the patch unless the way itself was in trouble or it was no longer wanted.
bool countsForPrecedents(const QString& code)
{
    return !breakerStage(code).isEmpty() || code == "operator"_L1;
}

void settleBreaker(Chain& chain, const patch::Patch& patch, const QString& code, const QString& text)
{
    const auto row = chain.state().breakers.find(patch.service);
    const auto breaker = row ? *row : breaker::Breaker{};
    const auto stage = breakerStage(code);
    if (stage.isEmpty())
        chain.add(breaker::release(breaker, patch.service, patch.id, sentences::rollback(code, text)));
    else
        chain.add(breaker::recordFailure(
            breaker, patch.service, patch.id, stage, sentences::rollback(code, text), chain.now(),
            chain.state().policy));
}

/// The decision to intervene that this patch came from.
const sophia::DecisionRecord* deciding(const sophia::Anomaly& anomaly, const patch::Patch& patch)
{
    const auto seq = patch.id.value().toLongLong(nullptr, 16);
    const sophia::DecisionRecord* found = nullptr;
    for (const auto& record : anomaly.decisions) {
        if (record.seq < seq)
            found = &record;
    }
    return found;
}

void recordPrecedent(Chain& chain, const patch::Patch& patch, wisdom::Outcome outcome, const QString& error)
{
    const auto anomaly = chain.state().anomalies.find(patch.anomaly);
    if (!anomaly)
        return;
    wisdom::Precedent precedent;
    precedent.id = wisdom::precedentId(anomaly->id, anomaly->service, anomaly->type, Decision::Intervene);
    precedent.anomaly = anomaly->id;
    precedent.service = anomaly->service;
    precedent.type = anomaly->type;
    precedent.severity = anomaly->severity;
    precedent.metrics = anomaly->metrics;
    precedent.context = anomaly->context;
    // What was done is an intervention, also where a person insisted on it against the core.
    precedent.decision = Decision::Intervene;
    precedent.level = patch.level;
    if (const auto* record = deciding(*anomaly, patch))
        precedent.reasoning = record->reasoning;
    precedent.outcome = outcome;
    precedent.duration = chain.now() - patch.proposedAt;
    precedent.error = error;
    precedent.patchId = patch.id.value();
    precedent.recordedAt = chain.now();
    chain.add(u"PrecedentRecorded"_s, patch::streamOf(patch.id), wisdom::precedentRecorded(precedent));
}

/// The metric that a verdict of rollback names, with what was measured.
void nameEvidence(wisdom::Failing& failing, const canary::Canary& canary)
{
    if (canary.analyses.empty())
        return;
    // The judge that weighs evidence may roll back before a limit is passed by far: then it is the metric in warning.
    for (const auto status : {canary::MetricStatus::Critical, canary::MetricStatus::Warning}) {
        const auto& results = canary.analyses.back()->results;
        for (std::size_t index = 0; index < results.size(); ++index) {
            const auto& result = results[index];
            if (result.status != status || (index < canary.metrics.size() && canary.metrics[index].dryRun))
                continue;
            failing.metric = result.metric;
            failing.measured = result.canary;
            failing.limit = result.limit;
            return;
        }
    }
}

void recordLesson(Chain& chain, const patch::Patch& patch, const QString& code, const QString& text)
{
    wisdom::Failing failing{
        .stage = breakerStage(code),
        .code = code,
        .metric = {},
        .measured = {},
        .limit = {},
        .text = sentences::rollback(code, text)};
    if (failing.stage.isEmpty())
        failing.stage = u"canary"_s;
    if (const auto canary = chain.state().canaries.find(CanaryId{patch.canary}))
        nameEvidence(failing, *canary);
    chain.add(
        u"LessonRecorded"_s, patch::streamOf(patch.id),
        wisdom::lessonRecorded(
            wisdom::lessonFrom(patch.id.value(), patch.service, patch.intent, failing, chain.now())));
}

/// Everything that follows once a patch has gone back.
void settleRollback(
    Chain& chain, const patch::Patch& patch, const QString& code, const QString& text, const QString& revertCommit)
{
    chain.add(u"PatchRolledBack"_s, patch::streamOf(patch.id), patch::patchRolledBack(code, text, revertCommit));
    settleBreaker(chain, patch, code, text);
    if (countsForPrecedents(code)) {
        recordPrecedent(chain, patch, wisdom::Outcome::Rollback, sentences::rollback(code, text));
        recordLesson(chain, patch, code, text);
    }
    if (code == "cancelled"_L1)
        escalate(chain, patch.anomaly, u"cancelled"_s, patch.id, text);
}

} // namespace

void trialStarted(Chain& chain, const TrialStarted& seen)
{
    chain.actAs(u"core"_s);
    const auto canary = active(chain, seen.canary);
    // It runs without traffic while it is held; the start is asked for again afterwards.
    if (canary && canary->status == canary::Status::Initializing && !restraint::goingUp(chain.state(), *canary))
        addIf(chain, canary::start(*canary, seen.commit, seen.beginning));
}

void trialFailed(Chain& chain, const TrialFailed& seen)
{
    chain.actAs(u"core"_s);
    const auto canary = active(chain, seen.canary);
    const bool starting = seen.stage == "start_canary"_L1;
    if (!canary || canary->status != (starting ? canary::Status::Initializing : canary::Status::Promoting))
        return;
    // The commit exists: without its event nothing would know what to revert.
    if (!seen.commit.isEmpty())
        chain.add(u"PatchPromoted"_s, patch::streamOf(canary->patch), patch::patchPromoted(seen.commit));
    addIf(
        chain,
        canary::rollBack(
            *chain.state().canaries.find(seen.canary), starting ? u"start_failed"_s : u"promote_failed"_s, seen.text));
}

void gateSeen(Chain& chain, const GateSeen& seen)
{
    chain.actAs(u"core"_s);
    const auto canary = active(chain, seen.canary);
    const bool starting = seen.gate == "pre_start"_L1;
    if (!canary || canary::gateResult(*canary, seen.gate) ||
        canary->status != (starting ? canary::Status::Initializing : canary::Status::Promoting))
        return;
    auto drafts = canary::finishGate(*canary, seen.gate, seen.result, seen.exitCode.value_or(-1), seen.logTail);
    if (!seen.exitCode)
        drafts.front().payload.remove(u"exit_code");
    if (!seen.text.isEmpty())
        drafts.front().payload.set(u"reason"_s, Json{seen.text});
    if (!seen.refused.isEmpty())
        drafts.front().payload.set(u"refused"_s, jsonList(seen.refused));
    chain.add(std::move(drafts));
    if (seen.result == "passed"_L1)
        return;
    // The commit exists: without its event nothing would know what to revert.
    if (!seen.commit.isEmpty())
        chain.add(u"PatchPromoted"_s, patch::streamOf(canary->patch), patch::patchPromoted(seen.commit));
    const auto failed = starting ? u"start_failed"_s : u"promote_failed"_s;
    const auto code = seen.result == "failed"_L1 ? failed : u"other"_s;
    addIf(chain, canary::rollBack(*chain.state().canaries.find(seen.canary), code, seen.text));
}

void trafficSeen(Chain& chain, const TrafficSeen& seen)
{
    chain.actAs(u"effect/traffic"_s);
    const auto canary = chain.state().canaries.find(seen.canary);
    if (!canary)
        return;
    const bool stableOnly = seen.step == 0 && seen.percent == 0;
    const bool underWay = canary->status == canary::Status::Running || canary->status == canary::Status::Paused;
    if (stableOnly ? underWay : !canary->hasShare() || canary->step() != seen.step)
        return;
    if (const auto patch = chain.state().patches.find(canary->patch))
        chain.tellStory(storyOf(*patch));
    if (seen.confirmed) {
        const bool onItsWay = canary->isActive() && canary->status != canary::Status::Initializing;
        if (stableOnly && !canary->trafficTrouble && (canary->backConfirmedAt || !onItsWay))
            return; // it was so before
        chain.add(canary::confirmTraffic(*canary, seen.percent, seen.share, seen.requests));
        return;
    }
    if (canary->trafficTrouble == seen.reason)
        return; // the same trouble again is no news
    chain.add(canary::unconfirmTraffic(
        *canary, seen.percent, seen.readBack < 0 ? std::nullopt : std::optional{seen.readBack}, seen.reason));
}

void samplesSeen(Chain& chain, const SamplesSeen& seen)
{
    chain.actAs(u"core"_s);
    const auto canary = active(chain, seen.canary);
    if (!canary)
        return;
    chain.add(canary::analyse(*canary, seen.interval, restraint::around(chain.state(), *canary), chain.state().policy));
}

void trialCommitted(Chain& chain, const TrialCommitted& seen)
{
    chain.actAs(u"core"_s);
    // Whatever was decided meanwhile: what is on the branch must be known, to be deployed or reverted.
    const auto canary = active(chain, seen.canary);
    if (canary && canary->promotionCommit != seen.commit)
        chain.add(canary::commitPromotion(*canary, seen.commit));
}

void trialPromoted(Chain& chain, const TrialPromoted& seen)
{
    chain.actAs(u"core"_s);
    const auto canary = active(chain, seen.canary);
    if (!canary || canary->status != canary::Status::Promoting)
        return;
    chain.add(u"PatchPromoted"_s, patch::streamOf(canary->patch), patch::patchPromoted(seen.commit));
    addIf(chain, canary::finish(*chain.state().canaries.find(seen.canary), chain.now()));
}

void trialReverted(Chain& chain, const TrialReverted& seen)
{
    chain.actAs(u"core"_s);
    const auto canary = active(chain, seen.canary);
    if (!canary || canary->status != canary::Status::RollingBack)
        return;
    addIf(chain, canary::finish(*canary, chain.now()));
    if (const auto patch = chain.state().patches.find(canary->patch))
        settleRollback(chain, *patch, canary->rollbackCode, canary->rollbackText, seen.revertCommit);
}

std::optional<double> baselineErrorRate(const ConsoleState& state, const patch::Patch& patch)
{
    const auto canary = state.canaries.find(CanaryId{patch.canary});
    if (!canary)
        return std::nullopt;
    for (const auto& metric : canary->metrics) {
        if (metric.kind != patch::MetricKind::Ratio)
            continue;
        double requests = 0;
        double bad = 0;
        for (const auto& analysis : canary->analyses) {
            const auto counts = analysis->counts.find(metric.name);
            if (counts == analysis->counts.end() || !counts->second.stable)
                continue;
            requests += counts->second.stable->n;
            bad += counts->second.stable->y;
        }
        if (requests > 0)
            return bad / requests;
    }
    return std::nullopt;
}

void watchSeen(Chain& chain, const WatchSeen& seen)
{
    chain.actAs(u"core"_s);
    const auto patch = chain.state().patches.find(seen.patch);
    if (!patch || !wanted::watch(*patch))
        return;
    auto watch = canary::beginWatch(
        patch->promotedAt.value_or(chain.now()), baselineErrorRate(chain.state(), *patch), chain.state().policy);
    watch.until = *patch->watchUntil;
    const auto finding = canary::look(watch, seen.look, chain.state().policy);
    if (!finding.finished)
        return;
    chain.tellStory(storyOf(*patch));
    auto payload = patch::watchFinished(finding.healthy, watch.baseline, seen.look.errorRate);
    if (!finding.text.isEmpty())
        payload.set(u"text"_s, Json{finding.text});
    chain.add(u"WatchFinished"_s, patch::streamOf(patch->id), std::move(payload));
    if (!finding.healthy)
        return; // the revert is on its way; what follows is settled when it is done
    const auto breaker = chain.state().breakers.find(patch->service);
    if (breaker)
        chain.add(breaker::recordSuccess(*breaker, patch->service, patch->id));
    recordPrecedent(chain, *patch, wisdom::Outcome::Success, {});
}

void patchReverted(Chain& chain, const PatchReverted& seen)
{
    chain.actAs(u"core"_s);
    const auto patch = chain.state().patches.find(seen.patch);
    if (!patch || !patch->isToRevert())
        return;
    chain.tellStory(storyOf(*patch));
    settleRollback(chain, *patch, u"watch"_s, patch->endText, seen.revertCommit);
}

} // namespace penelope::engine::pipeline
