#include "core/engine/canaryorders.h"

#include "core/canary/machine.h"
#include "core/engine/pipeline.h"
#include "core/engine/restraint.h"
#include "core/sophia/events.h"

namespace penelope::engine {
namespace {

using namespace Qt::Literals::StringLiterals;

using CanaryRow = std::shared_ptr<const canary::Canary>;

Result<CanaryRow> canaryOf(Chain& chain, const Command& command)
{
    const CanaryId id{command.args[u"id"].toString()};
    auto canary = chain.state().canaries.find(id);
    if (!canary)
        return failure(ErrorCode::NotFound, u"there is no canary %1"_s.arg(id.value()), u"id"_s);
    if (const auto patch = chain.state().patches.find(canary->patch); patch && !patch->anomaly.isEmpty())
        chain.tellStory(sophia::streamOf(patch->anomaly));
    return canary;
}

Result<journal::Drafts> promotion(const Chain& chain, const canary::Canary& canary, const Command& command)
{
    if (const auto held = restraint::goingUp(chain.state(), canary))
        return failure(ErrorCode::Refused, u"canary %1 may not go up: %2"_s.arg(canary.id.value(), *held));
    const auto* full = command.args.find(u"full");
    if (full && !full->isBoolean())
        return failure(ErrorCode::Malformed, u"full is true or false"_s, u"full"_s);
    return canary::promote(canary, chain.actor(), command.args[u"reason"].toString(), command.args[u"full"].toBool());
}

Result<journal::Drafts> draftsOf(const Chain& chain, const canary::Canary& canary, const Command& command)
{
    const auto reason = command.args[u"reason"].toString();
    if (command.name == "canary_pause"_L1)
        return canary::pause(canary, reason);
    if (command.name == "canary_resume"_L1)
        return canary::resume(canary, reason);
    if (command.name == "canary_promote"_L1)
        return promotion(chain, canary, command);
    return command.name == "canary_abort"_L1 ? canary::abort(canary, reason) : canary::cancel(canary, reason);
}

} // namespace

Result<Json> orderCanary(Chain& chain, const Command& command)
{
    const auto canary = canaryOf(chain, command);
    if (!canary)
        return Failure{canary.error()};
    auto drafts = draftsOf(chain, **canary, command);
    if (!drafts)
        return Failure{drafts.error()};
    chain.add(std::move(*drafts));
    return Json::object({{u"id"_s, (*canary)->id.value()}});
}

Result<Json> retryCanary(Chain& chain, const Command& command)
{
    const auto found = canaryOf(chain, command);
    if (!found)
        return Failure{found.error()};
    const auto& canary = **found;
    const auto id = canary.id.value();
    if (canary.isActive() || canary.status == canary::Status::Completed) {
        return failure(
            ErrorCode::Refused,
            u"canary %1 is %2: only one that went back is tried again"_s.arg(id, canary::toWord(canary.status)),
            u"id"_s);
    }
    const auto patch = chain.state().patches.find(canary.patch);
    const auto service = chain.state().services.find(canary.service);
    if (!patch || !service || service->retired || service->arming == Arming::Off) {
        return failure(
            ErrorCode::Refused, u"service %1 takes no proposals: it is off or retired"_s.arg(canary.service.value()),
            u"id"_s);
    }
    pipeline::Proposal proposal;
    proposal.service = canary.service;
    proposal.anomaly = patch->anomaly;
    proposal.origin = chain.actor().startsWith("operator/"_L1) ? u"operator"_s : u"api"_s;
    proposal.diff = patch->diff;
    proposal.intent = patch->intent;
    proposal.rollbackNote = patch->rollbackNote;
    proposal.judge = command.args[u"judge"].toString();
    proposal.retryOf = id;
    proposal.reason = command.args[u"reason"].toString();
    const auto proposed = pipeline::propose(chain, proposal);
    if (!proposed)
        return Failure{proposed.error()};
    return Json::object({{u"id"_s, proposed->value()}, {u"retry_of"_s, id}});
}

} // namespace penelope::engine
