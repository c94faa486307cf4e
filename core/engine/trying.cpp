#include "core/engine/pipeline.h"
#include "core/engine/wanted.h"
#include "core/patch/events.h"

namespace penelope::engine::pipeline {

using namespace Qt::Literals::StringLiterals;

namespace {

void recordTwinFailure(Chain& chain, const patch::Patch& patch, const QString& error)
{
    const auto row = chain.state().breakers.find(patch.service);
    chain.add(breaker::recordFailure(
        row ? *row : breaker::Breaker{}, patch.service, patch.id, u"twin"_s, error, chain.now(), chain.state().policy));
}

QString storyOfTrial(const patch::Patch& patch)
{
    return patch.anomaly.isEmpty() ? patch::streamOf(patch.id) : u"anomaly/"_s + patch.anomaly.value();
}

} // namespace

bool goesOn(Chain& chain, const PatchId& id)
{
    const auto patch = chain.state().patches.find(id);
    const auto service = chain.state().services.find(patch->service);
    const bool asks = !approvalTriggers(chain.state(), *patch).isEmpty();
    if (!service || service->arming != Arming::Armed) {
        const auto act = asks ? u"request_approval"_s : u"start_canary"_s;
        chain.add(u"PatchShadowed"_s, patch::streamOf(id), patch::patchShadowed(act, patch->level));
        return false;
    }
    if (asks)
        requestApproval(chain, id);
    return !asks;
}

void twinSeen(Chain& chain, const TwinSeen& seen)
{
    const auto patch = chain.state().patches.find(seen.patch);
    if (!patch || !wanted::twin(chain.state(), *patch))
        return;
    chain.actAs(u"core"_s);
    chain.tellStory(storyOfTrial(*patch));
    chain.add(u"TwinFinished"_s, patch::streamOf(patch->id), patch::twinFinished(seen.twin));
    if (seen.twin.result == "failed"_L1) {
        recordTwinFailure(chain, *patch, seen.twin.reason);
        refuse(
            chain, patch->id,
            {.stage = u"twin"_s,
             .rule = seen.twin.trial.cause.isEmpty() ? u"tests"_s : seen.twin.trial.cause,
             .measured = seen.twin.reason,
             .limit = {}});
        return;
    }
    if (goesOn(chain, patch->id))
        advance(chain, patch->id, true);
}

Result<Json> cancelTrial(Chain& chain, const Command& command)
{
    const PatchId id{command.args[u"id"].toString()};
    const auto patch = chain.state().patches.find(id);
    if (!patch)
        return failure(ErrorCode::NotFound, u"there is no patch %1"_s.arg(id.value()), u"id"_s);
    if (!wanted::twin(chain.state(), *patch))
        return failure(ErrorCode::Refused, u"patch %1 is not being tried in the twin"_s.arg(id.value()), u"id"_s);
    const auto who = chain.actor();
    chain.tellStory(storyOfTrial(*patch));
    patch::Twin twin;
    twin.result = u"unavailable"_s;
    twin.reason = u"a person ended the trial: %1"_s.arg(command.args[u"reason"].toString());
    twin.trial.cause = u"cancelled"_s;
    chain.add(u"TwinFinished"_s, patch::streamOf(id), patch::twinFinished(twin));
    // Without the twin's word a person is asked: that is the core's own rule.
    chain.actAs(u"core"_s);
    if (goesOn(chain, id))
        advance(chain, id, true);
    chain.actAs(who);
    return Json::object({{u"id"_s, id.value()}});
}

} // namespace penelope::engine::pipeline
