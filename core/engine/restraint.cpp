#include "core/engine/restraint.h"

#include "core/canary/machine.h"
#include "core/engine/pipeline.h"
#include "core/engine/reflection.h"
#include "core/engine/wanted.h"
#include "core/patch/events.h"

namespace penelope::engine::restraint {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

AnomalyId anomalyOf(const ConsoleState& state, const PatchId& id)
{
    const auto patch = state.patches.find(id);
    return patch ? patch->anomaly : AnomalyId{};
}

bool rests(const ConsoleState& state, const canary::Canary& canary)
{
    if (!state.restDay)
        return false;
    const auto patch = state.patches.find(canary.patch);
    return !patch || !patch->exceptions.contains(u"rest_day:"_s + restException(state, *patch));
}

bool isArmed(const ConsoleState& state, const ServiceName& name)
{
    const auto service = state.services.find(name);
    return service && service->arming == Arming::Armed;
}

void tellStory(Chain& chain, const PatchId& id)
{
    const auto anomaly = anomalyOf(chain.state(), id);
    chain.tellStory(anomaly.isEmpty() ? patch::streamOf(id) : u"anomaly/"_s + anomaly.value());
}

/// A promotion that was decided and has not touched the service's branch.
bool isPromotionAhead(const canary::Canary& canary)
{
    return canary.status == canary::Status::Promoting && canary.promotionCommit.isEmpty();
}

/// Canaries whose traffic may still be taken back without leaving a promotion half done.
std::vector<std::shared_ptr<const canary::Canary>> underWay(const ConsoleState& state)
{
    std::vector<std::shared_ptr<const canary::Canary>> found;
    state.canaries.forEachOngoing([&found](const CanaryId&, const auto& canary) {
        if (canary->status == canary::Status::Initializing || canary->status == canary::Status::Running ||
            canary->status == canary::Status::Paused || isPromotionAhead(*canary))
            found.push_back(canary);
    });
    return found;
}

void takeBack(Chain& chain, const freeze::Freeze& freeze)
{
    for (const auto& canary : underWay(chain.state())) {
        if (!freeze::covers(
                freeze.scope, subjectOf(chain.state(), canary->service, anomalyOf(chain.state(), canary->patch))))
            continue;
        tellStory(chain, canary->patch);
        if (auto drafts = canary::rollBack(*canary, u"cancelled"_s, u"healing is frozen: %1"_s.arg(freeze.reason)))
            chain.add(std::move(*drafts));
    }
}

Json heldBackJson(const std::vector<HeldBack>& all)
{
    auto list = Json::array();
    for (const auto& one : all)
        list.append(toJson(one));
    return list;
}

/// Those who had the patch on its way when nobody may act any more are told so, once.
void cancelUnstarted(Chain& chain, const ServiceName& service)
{
    std::vector<PatchId> open;
    chain.state().patches.forEachOngoing([&](const PatchId& id, const auto& patch) {
        if (patch->service == service && !patch->isFinished() && patch->canary.isEmpty())
            open.push_back(id);
    });
    for (const auto& id : open)
        pipeline::cancelPatch(chain, id, u"the service is no longer armed"_s);
}

Status noCanaryOf(const ConsoleState& state, const ServiceName& service)
{
    QString running;
    state.canaries.forEachOngoing([&](const CanaryId& id, const auto& canary) {
        if (canary->service == service && canary->isActive())
            running = id.value();
    });
    if (running.isEmpty())
        return {};
    return failure(
        ErrorCode::Refused,
        u"canary %1 of %2 is under way: let it end, abort it, or freeze the service"_s.arg(running, service.value()),
        u"service"_s);
}

/// A P0 that was under way, or became one, goes on; its exception is recorded.
void exceptUrgent(Chain& chain)
{
    for (const auto& canary : underWay(chain.state())) {
        const auto patch = chain.state().patches.find(canary->patch);
        const auto anomaly = patch ? chain.state().anomalies.find(patch->anomaly) : nullptr;
        if (!anomaly || anomaly->severity != Severity::P0 || patch->exceptions.contains(u"rest_day:p0"_s))
            continue;
        tellStory(chain, patch->id);
        chain.add(
            u"PatchExcepted"_s, patch::streamOf(patch->id),
            patch::patchExcepted(u"rest_day"_s, u"p0"_s, u"its canary is under way on the rest day"_s));
    }
}

void beginRestDay(Chain& chain, const rest::Day& day)
{
    chain.tellStory({});
    chain.add(
        u"RestDayBegan"_s, u"system"_s,
        Json::object({{u"zone"_s, chain.state().policy.text(u"rest.zone"_s)}, {u"ends_at"_s, toMs(day.to)}}));
    exceptUrgent(chain);
    keepShares(chain);
}

void endRestDay(Chain& chain)
{
    constexpr Milliseconds week = 7 * 24h;
    const auto& state = chain.state();
    const auto to = state.restDayEndsAt == Instant{} ? chain.now() : std::min(state.restDayEndsAt, chain.now());
    chain.tellStory({});
    chain.add(u"RestDayEnded"_s, u"system"_s, Json::object({{u"reflection"_s, reflect(chain.state(), to - week, to)}}));
}

} // namespace

freeze::Subject subjectOf(const ConsoleState& state, const ServiceName& service, const AnomalyId& anomaly)
{
    freeze::Subject subject{.service = service, .labels = {}};
    if (const auto known = state.services.find(service)) {
        subject.labels.push_back(known->registration.stableArm);
        subject.labels.push_back(known->registration.canaryArm);
    }
    if (const auto known = state.anomalies.find(anomaly))
        subject.labels.push_back(known->context);
    return subject;
}

const freeze::Freeze* frozen(const ConsoleState& state, const ServiceName& service, const AnomalyId& anomaly)
{
    if (state.freeze.freezes.empty())
        return nullptr;
    return freeze::covering(state.freeze, subjectOf(state, service, anomaly));
}

QString restException(const ConsoleState& state, const patch::Patch& patch)
{
    const auto anomaly = state.anomalies.find(patch.anomaly);
    if (anomaly && anomaly->severity == Severity::P0)
        return u"p0"_s;
    for (const auto& kind : {u"security_breach"_s, u"data_loss"_s}) {
        if (patch.exceptions.contains(u"rest_day:"_s + kind))
            return kind;
    }
    return {};
}

std::optional<QString> goingUp(const ConsoleState& state, const canary::Canary& canary)
{
    if (const auto* freeze = frozen(state, canary.service, anomalyOf(state, canary.patch))) {
        return freeze->until ? u"healing is frozen until %1 (%2)"_s.arg(toIso(*freeze->until), freeze->reason)
                             : u"healing is frozen (%1)"_s.arg(freeze->reason);
    }
    if (rests(state, canary))
        return u"it is the rest day until %1"_s.arg(toIso(state.restDayEndsAt));
    if (!isArmed(state, canary.service))
        return u"service %1 is not armed"_s.arg(canary.service.value());
    return std::nullopt;
}

canary::Surroundings around(const ConsoleState& state, const canary::Canary& canary)
{
    const bool held = frozen(state, canary.service, anomalyOf(state, canary.patch)) || !isArmed(state, canary.service);
    return {.restDay = rests(state, canary), .frozen = held};
}

bool maySetShare(const ConsoleState& state, const canary::Canary& canary)
{
    int confirmed = 0;
    for (const auto& step : canary.stepLog) {
        if (step.confirmedAt)
            confirmed = step.percent;
    }
    return canary.percent() <= confirmed || !goingUp(state, canary);
}

rest::Uses uses(const ConsoleState& state, const ServiceName& service, const PatchId& patch, Instant now)
{
    rest::Uses uses;
    for (const auto& used : state.deployments)
        uses.starts.push_back(used->usedAt);
    // A canary that is still being started has used its place already.
    state.canaries.forEachOngoing([&uses, now](const CanaryId&, const auto& canary) {
        if (canary->status == canary::Status::Initializing)
            uses.starts.push_back(now);
    });
    state.patches.forEachOngoing([&](const PatchId& id, const auto& other) {
        if (id < patch && wanted::start(state, *other))
            uses.starts.push_back(now);
    });
    if (const auto at = state.lastPromotion.find(service); at != state.lastPromotion.end())
        uses.lastPromotion = at->second;
    if (const auto at = state.lastFailure.find(service); at != state.lastFailure.end())
        uses.lastFailure = at->second;
    return uses;
}

std::vector<HeldBack> heldBack(const ConsoleState& state)
{
    std::vector<HeldBack> all;
    state.patches.forEachOngoing([&](const PatchId& id, const auto& patch) {
        if (!patch->queue || !isArmed(state, patch->service))
            return;
        all.push_back(
            {.act = u"start"_s,
             .service = patch->service,
             .patch = id,
             .canary = {},
             .reason = patch->queue->reason,
             .until = patch->queue->until});
    });
    state.canaries.forEachOngoing([&](const CanaryId& id, const auto& canary) {
        if (!canary->isActive() || canary->status == canary::Status::RollingBack ||
            canary->status == canary::Status::Promoting)
            return;
        const auto* freeze = frozen(state, canary->service, anomalyOf(state, canary->patch));
        if (!freeze && !rests(state, *canary))
            return;
        all.push_back(
            {.act = canary->status == canary::Status::Initializing ? u"start"_s : u"go_up"_s,
             .service = canary->service,
             .patch = canary->patch,
             .canary = id,
             .percent = canary->percent(),
             .reason = freeze ? u"freeze"_s : u"rest_day"_s,
             .until = freeze ? freeze->until : std::optional{state.restDayEndsAt}});
    });
    return all;
}

Json toJson(const HeldBack& held)
{
    auto json = Json::object(
        {{u"act"_s, held.act},
         {u"service"_s, held.service.value()},
         {u"patch_id"_s, held.patch.value()},
         {u"reason"_s, held.reason}});
    if (!held.canary.isEmpty()) {
        json.set(u"canary_id"_s, held.canary.value());
        json.set(u"percent"_s, held.percent);
    }
    if (held.until)
        json.set(u"until_at"_s, toMs(*held.until));
    return json;
}

std::optional<rest::Wait> usedUpBudget(const ConsoleState& state, Instant now)
{
    for (auto& wait : rest::waits(now, uses(state, {}, {}, now), state.policy)) {
        if (wait.reason == "budget"_L1)
            return wait;
    }
    return std::nullopt;
}

void keepShares(Chain& chain)
{
    for (const auto& canary : underWay(chain.state())) {
        const int before = canary->step() - 1;
        const bool unset = canary->status == canary::Status::Running && !maySetShare(chain.state(), *canary);
        // Held where it is still judged: a decided promotion goes back to the last step.
        const bool unbegun = isPromotionAhead(*canary) && goingUp(chain.state(), *canary);
        if (before < 1 || !(unset || unbegun))
            continue;
        const auto why = goingUp(chain.state(), *canary);
        tellStory(chain, canary->patch);
        chain.add(
            u"CanaryStepDecided"_s, u"canary/"_s + canary->id.value(),
            Json::object(
                {{u"step"_s, before},
                 {u"percent"_s, canary::percentOfStep(*canary, before)},
                 {u"by"_s, chain.actor()},
                 {u"reason"_s, why.value_or(QString{})}}));
    }
}

Result<Json> freeze(Chain& chain, const Command& command)
{
    const auto order = freeze::readOrder(command.args, chain.now(), chain.state().policy);
    if (!order)
        return Failure{order.error()};
    if (order->scope.kind == freeze::Scope::Kind::Service &&
        !chain.state().services.contains(ServiceName{order->scope.name}))
        return failure(ErrorCode::NotFound, u"there is no service %1"_s.arg(order->scope.name), u"scope"_s);
    chain.add(freeze::frozen(*order));
    const auto standing = chain.state().freeze.freezes.back();
    if (standing.running == freeze::RunningCanaries::GoBack)
        takeBack(chain, standing);
    keepShares(chain);
    return Json::object(
        {{u"id"_s, standing.id},
         {u"until_at"_s, toMs(order->until)},
         {u"held_back"_s, heldBackJson(heldBack(chain.state()))}});
}

Result<Json> unfreeze(Chain& chain, const Command& command)
{
    const auto id = command.args[u"id"].toString();
    auto drafts = freeze::unfreeze(chain.state().freeze, id, command.args[u"reason"].toString());
    if (!drafts)
        return Failure{drafts.error()};
    chain.add(std::move(*drafts));
    return Json::object({{u"still_frozen"_s, static_cast<qint64>(chain.state().freeze.freezes.size())}});
}

Result<Json> arm(Chain& chain, const Command& command)
{
    const ServiceName name{command.args[u"service"].toString()};
    const auto service = chain.state().services.find(name);
    if (!service || service->retired)
        return failure(ErrorCode::NotFound, u"there is no service %1"_s.arg(name.value()), u"service"_s);
    const auto to = fromWord<Arming>(command.args[u"to"].toString());
    if (!to)
        return failure(ErrorCode::Malformed, u"a service is off, shadow or armed"_s, u"to"_s);
    if (service->arming == *to)
        return failure(ErrorCode::Refused, u"service %1 is %2 already"_s.arg(name.value(), toWord(*to)), u"to"_s);
    if (auto free = noCanaryOf(chain.state(), name); !free)
        return Failure{free.error()};
    const auto score =
        shadow::toJson(shadow::score(chain.state().shadow, name, chain.now() - shadow::month, chain.now()).all);
    auto payload = patch::serviceArmed(service->arming, *to, command.args[u"reason"].toString());
    // What the approver could know when arming it.
    payload.set(u"shadow_score"_s, score);
    chain.add(u"ServiceArmed"_s, patch::streamOf(name), std::move(payload));
    if (*to != Arming::Armed)
        cancelUnstarted(chain, name);
    return Json::object({{u"id"_s, name.value()}, {u"to"_s, toWord(*to)}, {u"shadow_score"_s, score}});
}

Result<Json> except(Chain& chain, const Command& command)
{
    const PatchId id{command.args[u"id"].toString()};
    const auto kind = command.args[u"kind"].toString();
    const auto patch = chain.state().patches.find(id);
    if (!patch)
        return failure(ErrorCode::NotFound, u"there is no patch %1"_s.arg(id.value()), u"id"_s);
    if (kind != "security_breach"_L1 && kind != "data_loss"_L1) {
        return failure(
            ErrorCode::Malformed, u"an exception is a security_breach or a data_loss; P0 is one by itself"_s,
            u"kind"_s);
    }
    if (patch->isFinished())
        return failure(ErrorCode::Refused, u"patch %1 is %2"_s.arg(id.value(), patch::toWord(patch->status)), u"id"_s);
    const auto waits = rest::waits(chain.now(), {}, chain.state().policy);
    if (waits.empty() || waits.front().reason != "rest_day"_L1)
        return failure(ErrorCode::Refused, u"it is no rest day now: nothing has to be excepted"_s, u"id"_s);
    if (const auto known = restException(chain.state(), *patch); !known.isEmpty())
        return failure(ErrorCode::Refused, u"patch %1 is excepted already (%2)"_s.arg(id.value(), known), u"id"_s);
    tellStory(chain, id);
    chain.add(
        u"PatchExcepted"_s, patch::streamOf(id),
        patch::patchExcepted(u"rest_day"_s, kind, command.args[u"reason"].toString()));
    return Json::object({{u"id"_s, id.value()}, {u"kind"_s, kind}});
}

void timePassed(Chain& chain)
{
    auto expired = freeze::due(chain.state().freeze, chain.now());
    if (!expired.empty()) {
        chain.tellStory({});
        chain.add(std::move(expired));
    }
    const auto day = rest::restDay(chain.now(), chain.state().policy);
    if (day && !chain.state().restDay)
        beginRestDay(chain, *day);
    else if (!day && chain.state().restDay)
        endRestDay(chain);
    else if (day)
        exceptUrgent(chain);
}

} // namespace penelope::engine::restraint
