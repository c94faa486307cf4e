#include "core/engine/wanted.h"

namespace penelope::engine::wanted {

using namespace Qt::Literals::StringLiterals;

namespace {

bool breakerLetsGo(const ConsoleState& state, const ServiceName& service, Instant now)
{
    const auto breaker = state.breakers.find(service);
    if (!breaker)
        return true;
    switch (breaker::view(*breaker, now)) {
    case breaker::View::NeverUsed:
    case breaker::View::Closed:
    case breaker::View::OpenReady: return true;
    case breaker::View::Open:
    case breaker::View::HalfOpen: return false;
    }
    Q_UNREACHABLE();
}

/// The same trouble of the same service is being worked on: an alert that came back is no reason for a second patch.
bool workedOn(const ConsoleState& state, const sophia::Anomaly& anomaly)
{
    bool found = false;
    state.patches.forEachOngoing([&](const PatchId&, const auto& patch) {
        if (found || patch->service != anomaly.service || patch->isFinished() || patch->anomaly == anomaly.id)
            return;
        const auto other = state.anomalies.find(patch->anomaly);
        found = other && other->type == anomaly.type;
    });
    return found;
}

/// Ids are the seq of the stream's first event.
qint64 seqOf(const patch::Patch& patch)
{
    return patch.id.value().toLongLong(nullptr, 16);
}

/// Its patch came after the decision and ended in a way that asks for another judgement.
bool patchAsksAgain(const ConsoleState& state, const patch::Patch& patch, Instant now)
{
    if (patch.status == patch::Status::RolledBack)
        return patch.endReason != "cancelled"_L1;
    // Promoted and healthy, and the trouble goes on: it was another cause. The alert gets its time to end first.
    if (patch.watchHealthy == true)
        return patch.endedAt && now - *patch.endedAt >= state.policy.duration(u"sophia.review"_s);
    return patch.status == patch::Status::Refused && patch.refusal && patch.refusal->stage == "breaker"_L1 &&
           breakerLetsGo(state, patch.service, now);
}

bool severityChanged(const sophia::Anomaly& anomaly, const sophia::DecisionRecord& last)
{
    for (const auto& input : last.inputs) {
        if (input.name == "severity"_L1)
            return input.value.isString() && input.value.toString() != toWord(anomaly.severity);
    }
    return false;
}

bool precedentsChanged(const ConsoleState& state, const sophia::Anomaly& anomaly, const sophia::DecisionRecord& last)
{
    const auto group = state.precedents.group(anomaly.service, anomaly.type);
    return group && group->newestSeq > last.seq;
}

/// A patch of it is on its way forward or back.
bool patchUnderWay(const ConsoleState& state, const sophia::Anomaly& anomaly)
{
    const auto patch = newestPatch(state, anomaly);
    return patch && (!patch->isFinished() || patch->isToRevert());
}

} // namespace

std::shared_ptr<const patch::Patch> newestPatch(const ConsoleState& state, const sophia::Anomaly& anomaly)
{
    return anomaly.patches.isEmpty() ? nullptr : state.patches.find(PatchId{anomaly.patches.back()});
}

bool isKnown(const ConsoleState& state, const QString& source, const Episode& episode)
{
    // It was over after it began, by two clocks that need not agree.
    constexpr Milliseconds clocksApart = std::chrono::hours{24};
    bool known = false;
    state.anomalies.forEachSince(episode.startsAt - clocksApart, [&](const AnomalyId&, const auto& anomaly) {
        known = known || (anomaly->startsAt == episode.startsAt && anomaly->fingerprint == episode.fingerprint &&
                          anomaly->source == source);
    });
    return known;
}

bool judgement(const ConsoleState& state, const sophia::Anomaly& anomaly, Instant now)
{
    if (!anomaly.isOpen())
        return false;
    const auto* last = anomaly.decision();
    if (!last)
        return true;
    if (anomaly.escalationClosedAt || patchUnderWay(state, anomaly))
        return false;
    if (severityChanged(anomaly, *last) || anomaly.judgementAsked > last->seq)
        return true;
    const auto patch = newestPatch(state, anomaly);
    if (patch && seqOf(*patch) > last->seq && patchAsksAgain(state, *patch, now))
        return true;
    if (last->decision == Decision::Escalate)
        return precedentsChanged(state, anomaly, *last);
    return last->decision == Decision::Observe && last->reviewAt && *last->reviewAt <= now;
}

bool reconsideration(const ConsoleState& state, const sophia::Anomaly& anomaly)
{
    return anomaly.isEscalated() && !patchUnderWay(state, anomaly);
}

bool proposal(const ConsoleState& state, const sophia::Anomaly& anomaly)
{
    const auto* last = anomaly.decision();
    if (!anomaly.isOpen() || !last || last->decision != Decision::Intervene)
        return false;
    const auto service = state.services.find(anomaly.service);
    if (!service || service->retired || service->arming == Arming::Off)
        return false;
    if (workedOn(state, anomaly))
        return false;
    const auto patch = newestPatch(state, anomaly);
    return !patch || (patch->isFinished() && !patch->isToRevert() && seqOf(*patch) < last->seq);
}

bool check(const patch::Patch& patch)
{
    return patch.status == patch::Status::Proposed && !patch.gentleness;
}

bool twin(const ConsoleState& state, const patch::Patch& patch)
{
    if (patch.isFinished() || !patch.competence || !patch.twinResult.isEmpty() || patch.queue)
        return false;
    const auto service = state.services.find(patch.service);
    return service && !service->retired && !service->registration.test.isEmpty();
}

bool start(const ConsoleState& state, const patch::Patch& patch)
{
    if (patch.isFinished() || patch.status == patch::Status::Promoted || !patch.canary.isEmpty() || patch.queue ||
        patch.twinResult.isEmpty())
        return false;
    const auto service = state.services.find(patch.service);
    if (!service || service->retired || service->arming != Arming::Armed)
        return false;
    if (patch.approval.isEmpty())
        return true;
    const auto approval = state.approvals.find(ApprovalId{patch.approval});
    return approval && approval->status == approval::Status::Approved;
}

bool serviceBusy(const ConsoleState& state, const ServiceName& service, const PatchId& except)
{
    bool busy = false;
    state.patches.forEachOngoing([&](const PatchId& id, const auto& patch) {
        busy = busy || (id != except && patch->service == service && patch->isToRevert());
    });
    state.canaries.forEachOngoing([&](const CanaryId&, const auto& canary) {
        busy = busy || (canary->patch != except && canary->service == service);
    });
    return busy;
}

bool watch(const patch::Patch& patch)
{
    return patch.status == patch::Status::Promoted && !patch.watchHealthy && patch.watchUntil;
}

} // namespace penelope::engine::wanted
