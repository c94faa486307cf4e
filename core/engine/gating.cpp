#include "core/canary/machine.h"
#include "core/engine/approvers.h"
#include "core/engine/limits.h"
#include "core/engine/pipeline.h"
#include "core/engine/restraint.h"
#include "core/engine/sentences.h"
#include "core/engine/wanted.h"
#include "core/patch/events.h"
#include "core/rest/rest.h"
#include "core/sophia/judge.h"
#include "core/tapeinophrosyne/competence.h"

#include <cmath>

namespace penelope::engine::pipeline {

using namespace Qt::Literals::StringLiterals;

namespace {

Severity severityOf(const ConsoleState& state, const patch::Patch& patch)
{
    const auto anomaly = state.anomalies.find(patch.anomaly);
    return anomaly ? anomaly->severity : Severity::P2;
}

/// What lets a patch pass this gate although it says wait; empty = nothing does.
QString exceptionFor(const ConsoleState& state, const patch::Patch& patch, const QString& gate)
{
    if (gate == "rest_day"_L1)
        return restraint::restException(state, patch);
    return patch.forced ? u"forced"_s : QString{};
}

std::vector<rest::Wait> restWaits(const ConsoleState& state, const patch::Patch& patch, Instant now)
{
    return rest::waits(now, restraint::uses(state, patch.service, patch.id, now), state.policy);
}

/// Records why a gate that says wait is passed, once per patch and gate.
void recordExceptions(Chain& chain, const patch::Patch& patch)
{
    for (const auto& wait : restWaits(chain.state(), patch, chain.now())) {
        const auto kind = exceptionFor(chain.state(), patch, wait.reason);
        if (kind.isEmpty() || patch.exceptions.contains(u"%1:%2"_s.arg(wait.reason, kind)))
            continue;
        chain.add(u"PatchExcepted"_s, patch::streamOf(patch.id), patch::patchExcepted(wait.reason, kind, wait.text));
    }
}

/// First come, first served per service.
bool earlierWaits(const ConsoleState& state, const patch::Patch& patch)
{
    bool found = false;
    state.patches.forEachOngoing([&](const PatchId& id, const auto& other) {
        found = found || (id < patch.id && other->service == patch.service && other->queue && !other->isFinished());
    });
    return found;
}

/// Whether a queue says something else than before, more than that the same wait ends a little later.
bool isNews(const patch::Queue& before, const patch::Queue& now)
{
    constexpr Milliseconds little = std::chrono::minutes{1};
    if (before.reason != now.reason || before.until.has_value() != now.until.has_value())
        return true;
    return now.until && std::chrono::abs(*now.until - *before.until) > little;
}

patch::Refusal breakerRefusal(const breaker::Breaker& breaker, const Error& error, Instant now)
{
    const auto left = breaker::left(breaker, now).value_or(Milliseconds{});
    return {
        .stage = u"breaker"_s,
        .rule = breaker::toWord(breaker::view(breaker, now)),
        .measured = error.message,
        .limit = Json::object({{u"left_ms"_s, Json{static_cast<qint64>(left.count())}}})};
}

/// The breaker, asked or acquired. False: the patch was refused.
bool passBreaker(Chain& chain, const patch::Patch& patch, bool acquire)
{
    const auto row = chain.state().breakers.find(patch.service);
    const auto breaker = row ? *row : breaker::Breaker{};
    auto attempt = acquire ? breaker::acquire(breaker, patch.service, patch.id, chain.now())
                           : breaker::ask(breaker, patch.service, patch.id, chain.now());
    if (attempt.refusal && patch.forced) {
        if (!patch.exceptions.contains(u"breaker:forced"_s)) {
            chain.add(
                u"PatchExcepted"_s, patch::streamOf(patch.id),
                patch::patchExcepted(u"breaker"_s, u"forced"_s, attempt.refusal->message));
        }
        return true;
    }
    chain.add(std::move(attempt.drafts));
    if (!attempt.refusal)
        return true;
    refuse(chain, patch.id, breakerRefusal(breaker, *attempt.refusal, chain.now()));
    return false;
}

void startTrial(Chain& chain, const PatchId& id)
{
    if (!passBreaker(chain, *chain.state().patches.find(id), true))
        return;
    recordExceptions(chain, *chain.state().patches.find(id));
    const auto patch = chain.state().patches.find(id);
    const auto service = chain.state().services.find(patch->service);
    auto drafts = canary::create(
        {.id = CanaryId{chain.nextId()},
         .patch = id,
         .service = patch->service,
         .metrics = service->registration.metrics,
         .judge = patch->judge.isEmpty() ? service->registration.judge : patch->judge},
        chain.state().policy);
    if (drafts)
        chain.add(std::move(*drafts));
    else
        cancelPatch(chain, id, drafts.error().message);
}

approval::Grounds groundsOf(const ConsoleState& state, const patch::Patch& patch)
{
    approval::Grounds grounds;
    grounds.service = patch.service;
    grounds.severity = severityOf(state, patch);
    if (const auto service = state.services.find(patch.service))
        grounds.criticality = service->registration.criticality;
    grounds.level = patch.level;
    grounds.lines = patch.linesAdded + patch.linesRemoved;
    grounds.forced = patch.forced;
    grounds.twin = patch.twinResult;
    grounds.fileViolations = patch.fileViolations;
    grounds.criticalPaths =
        tapeinophrosyne::criticalFiles(patch.files, state.policy.words(u"tapeinophrosyne.critical_paths"_s));
    if (patch.gentleness) {
        grounds.praotes = patch.gentleness->result;
        grounds.gentleness = patch.gentleness->score;
    }
    if (patch.competence)
        grounds.competence = patch.competence->level;
    const auto anomaly = state.anomalies.find(patch.anomaly);
    if (!anomaly)
        return grounds;
    grounds.precedent =
        !wisdom::search(state.precedents, sophia::queryOf(*anomaly), state.policy.ratio(u"wisdom.similarity"_s))
             .empty();
    if (anomaly->diagnosis)
        grounds.confidence = anomaly->diagnosis->confidence;
    if (const auto* decision = anomaly->decision()) {
        grounds.riskHundredths = decision->risk.totalHundredths;
        grounds.unknown = decision->risk.unknown();
        if (decision->decision == Decision::Intervene)
            grounds.wished = decision->level;
    }
    return grounds;
}

/// What a person would be asked about this patch now, without id and times.
approval::Approval requestFor(const ConsoleState& state, const patch::Patch& patch)
{
    const auto grounds = groundsOf(state, patch);
    approval::Approval request;
    request.patch = patch.id;
    request.anomaly = patch.anomaly;
    request.service = patch.service;
    request.diffSha256 = patch.diffSha256;
    request.triggers = approval::triggers(grounds, state.policy);
    request.severity = grounds.severity;
    request.level = patch.level;
    request.riskHundredths = grounds.riskHundredths;
    request.confidence = grounds.confidence.value_or(0);
    request.gentleness = grounds.gentleness;
    request.unknown = grounds.unknown;
    request.twin = patch.twinResult;
    request.rollback = patch.rollbackNote;
    request.need = approval::need(grounds, state.policy);
    request.approversMissing = std::max(0, request.need - approversFor(state, patch.proposer, request.need));
    if (const auto anomaly = state.anomalies.find(patch.anomaly); anomaly && anomaly->diagnosis)
        request.evidence = anomaly->diagnosis->evidence;
    return request;
}

/// The members of which a change raises the version (domain.md 9), and those that follow them; empty = none changed.
Json changesOf(const approval::Approval& asked, const approval::Approval& now)
{
    const bool raised = asked.severity != now.severity || asked.riskHundredths != now.riskHundredths ||
                        asked.need != now.need || asked.unknown != now.unknown || asked.evidence != now.evidence ||
                        asked.diffSha256 != now.diffSha256;
    if (!raised)
        return {};
    const auto payload = approval::request(now).payload;
    Json changes;
    for (const auto& name :
         {u"severity"_s, u"risk"_s, u"need"_s, u"unknown"_s, u"evidence"_s, u"diff_sha256"_s, u"confidence"_s,
          u"triggers"_s})
        changes.set(name, payload[name]);
    if (asked.approversMissing != now.approversMissing)
        changes.set(u"approvers_missing"_s, Json{now.approversMissing});
    return changes;
}

} // namespace

std::optional<patch::Queue> waits(const Chain& chain, const patch::Patch& patch)
{
    const auto& state = chain.state();
    const bool starting = !patch.twinResult.isEmpty();
    // Judging and asking go on under a freeze and on a rest day: only the start waits for their end.
    if (const auto* freeze = starting ? restraint::frozen(state, patch.service, patch.anomaly) : nullptr)
        return patch::Queue{.reason = u"freeze"_s, .until = freeze->until};
    for (const auto& wait : restWaits(state, patch, chain.now())) {
        const bool counts = starting || wait.reason != "rest_day"_L1;
        if (counts && exceptionFor(state, patch, wait.reason).isEmpty())
            return patch::Queue{.reason = wait.reason, .until = wait.until};
    }
    if (wanted::serviceBusy(state, patch.service, patch.id) || earlierWaits(state, patch))
        return patch::Queue{.reason = u"canary_running"_s, .until = {}};
    return std::nullopt;
}

QStringList approvalTriggers(const ConsoleState& state, const patch::Patch& patch)
{
    return approval::triggers(groundsOf(state, patch), state.policy);
}

void advance(Chain& chain, const PatchId& id, bool fresh)
{
    const auto patch = [&] { return chain.state().patches.find(id); };
    const auto stream = patch::streamOf(id);
    const auto queued = [&] {
        const auto queue = waits(chain, *patch());
        if (queue)
            chain.add(u"PatchQueued"_s, stream, patch::patchQueued(*queue));
        return queue.has_value();
    };
    if (patch()->twinResult.isEmpty()) {
        if (!passBreaker(chain, *patch(), false) || queued())
            return;
        if (wanted::twin(chain.state(), *patch()))
            return; // it is tried first; the answer comes as TwinSeen
        patch::Twin twin;
        twin.result = u"unavailable"_s;
        twin.reason = u"the service has no test command"_s;
        chain.add(u"TwinFinished"_s, stream, patch::twinFinished(twin));
        if (!goesOn(chain, id))
            return;
    }
    if (queued())
        return;
    if (fresh && wanted::start(chain.state(), *patch()))
        startTrial(chain, id);
}

void requestApproval(Chain& chain, const PatchId& id)
{
    auto request = requestFor(chain.state(), *chain.state().patches.find(id));
    request.id = ApprovalId{chain.nextId()};
    request.requestedAt = chain.now();
    request.deadline = chain.now() + chain.state().policy.duration(u"approval.deadline"_s);
    // As it looks now: what holds it then is asked again at the start.
    if (const auto queue = waits(chain, *chain.state().patches.find(id)); queue && queue->until)
        request.earliest = queue->until;
    chain.add(approval::request(request));
}

void amendRequests(Chain& chain)
{
    std::vector<std::shared_ptr<const approval::Approval>> pending;
    chain.state().approvals.forEachOngoing([&](const ApprovalId&, const auto& approval) {
        if (approval->isPending() && chain.now() < approval->deadline)
            pending.push_back(approval);
    });
    for (const auto& approval : pending) {
        const auto patch = chain.state().patches.find(approval->patch);
        const auto changes = patch ? changesOf(*approval, requestFor(chain.state(), *patch)) : Json{};
        auto drafts = approval::amend(*approval, changes, chain.now());
        if (!drafts)
            continue; // nothing changed
        chain.actAs(u"core"_s);
        chain.tellStory(
            approval->anomaly.isEmpty() ? patch::streamOf(approval->patch) : u"anomaly/"_s + approval->anomaly.value());
        chain.add(std::move(*drafts));
    }
}

void approvalEnded(Chain& chain, const ApprovalId& id)
{
    const auto approval = chain.state().approvals.find(id);
    if (!approval)
        return;
    const auto refused = [&](const QString& rule) {
        refuse(
            chain, approval->patch,
            {.stage = u"approval"_s, .rule = rule, .measured = approval->reason, .limit = Json{approval->need}});
    };
    switch (approval->status) {
    case approval::Status::Pending:
    case approval::Status::Approved: return; // the last look before the start comes from the effects
    case approval::Status::Rejected: return refused(u"rejected"_s);
    case approval::Status::Expired: return refused(u"expired"_s);
    case approval::Status::Cancelled: return cancelPatch(chain, approval->patch, approval->reason);
    }
    Q_UNREACHABLE();
}

void timePassed(Chain& chain)
{
    chain.actAs(u"core"_s);
    std::vector<ApprovalId> pending;
    chain.state().approvals.forEachOngoing([&](const ApprovalId& id, const auto& approval) {
        if (approval->isPending())
            pending.push_back(id);
    });
    for (const auto& id : pending) {
        const auto approval = chain.state().approvals.find(id);
        auto drafts = approval::due(*approval, chain.now(), chain.state().policy);
        if (drafts.empty())
            continue;
        chain.tellStory(
            approval->anomaly.isEmpty() ? patch::streamOf(approval->patch) : u"anomaly/"_s + approval->anomaly.value());
        chain.add(std::move(drafts));
        approvalEnded(chain, id);
    }
    restraint::timePassed(chain);
    std::vector<PatchId> queued;
    chain.state().patches.forEachOngoing([&](const PatchId& id, const auto& patch) {
        if (patch->queue && !patch->isFinished())
            queued.push_back(id);
    });
    for (const auto& id : queued) {
        const auto patch = chain.state().patches.find(id);
        if (const auto queue = waits(chain, *patch)) {
            if (isNews(*patch->queue, *queue))
                chain.add(u"PatchQueued"_s, patch::streamOf(id), patch::patchQueued(*queue));
            continue;
        }
        chain.tellStory(patch->anomaly.isEmpty() ? patch::streamOf(id) : u"anomaly/"_s + patch->anomaly.value());
        chain.add(u"PatchReleased"_s, patch::streamOf(id), patch::patchReleased());
        const auto anomaly = chain.state().anomalies.find(patch->anomaly);
        if (anomaly && !anomaly->isOpen())
            cancelPatch(chain, id, u"the anomaly is over"_s);
        else if (patch->twinResult.isEmpty())
            advance(chain, id, false);
    }
}

} // namespace penelope::engine::pipeline
