#include "ui/approvals/gates.h"

#include "core/approval/approval.h"
#include "core/approval/breakglass.h"
#include "core/engine/restraint.h"
#include "ui/approvals/rows.h"
#include "ui/approvals/sentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

using std::chrono::hours;

/// The context of the translations of this file.
struct GateWords
{
    Q_DECLARE_TR_FUNCTIONS(GateWords)
};

void addCore(std::vector<Gate>& all, const GateInput& input)
{
    Gate gate{GateId::Core, true, GateWords::tr("Core"), {}, {}, {}};
    const auto silence = input.now - input.live.heartbeat;
    if (!input.readOnlyReason.isEmpty()) {
        gate.open = false;
        gate.text = input.readOnlyReason;
        gate.remedy = GateWords::tr("decide where the journal can be written");
    } else if (silence > heartbeatsMissed) {
        gate.open = false;
        gate.text =
            input.live.heartbeat == Instant{}
                ? GateWords::tr("The core has not answered yet")
                : GateWords::tr("The core has not answered since %1").arg(format::utcTime(input.live.heartbeat));
        gate.remedy = GateWords::tr("wait for the core, or reconnect");
    }
    if (!gate.open)
        all.push_back(std::move(gate));
}

void addClock(std::vector<Gate>& all, const GateInput& input)
{
    const auto offset = input.live.clockOffset.value_or(Milliseconds{0});
    if (std::chrono::abs(offset) <= clockTolerance)
        return;
    all.push_back(
        {GateId::Clock,
         false,
         GateWords::tr("Clock"),
         GateWords::tr("This clock is off by %1").arg(format::duration(std::chrono::abs(offset))),
         {},
         GateWords::tr("set the clock of this machine")});
}

void addRole(std::vector<Gate>& all, const GateInput& input)
{
    const auto least = input.verb == Verb::Approve ? Role::Approver : Role::Operator;
    if (input.role >= least)
        return;
    //: %1 is an operator's name, %2 a role such as "viewer"
    const auto text = GateWords::tr("%1 is %2").arg(input.name.value(), words::role(input.role));
    //: %1 is a role such as "approver"
    const auto remedy = GateWords::tr("switch to an operator with the role %1").arg(words::role(least));
    all.push_back({GateId::Role, false, GateWords::tr("Role"), text, {}, remedy});
}

void addDeadline(std::vector<Gate>& all, const GateInput& input, const approval::Approval& approval)
{
    Gate gate{GateId::Deadline, false, GateWords::tr("Request"), {}, {}, {}};
    if (!approval.isPending()) {
        const auto by = operatorOf(approval.decidedBy);
        //: %1 is a state such as "approved", %2 a time
        gate.text = GateWords::tr("Already %1 at %2")
                        .arg(
                            words::approvalStatus(approval.status),
                            format::utcTime(approval.decidedAt.value_or(approval.deadline)));
        gate.detail = by.isEmpty() ? QString{} : GateWords::tr("by %1").arg(by);
        gate.remedy = GateWords::tr("nothing is left to decide here");
    } else if (input.now >= approval.deadline) {
        gate.text = GateWords::tr("Expired at %1: not approved").arg(format::utcTime(approval.deadline));
        gate.remedy = GateWords::tr("copy your text and ask the core to propose again");
    } else {
        return;
    }
    all.push_back(std::move(gate));
}

void addQuorum(std::vector<Gate>& all, const GateInput& input, const approval::Approval& approval)
{
    const auto actor = u"operator/"_s + input.name.value();
    const auto patch = input.state.patches.find(approval.patch);
    Gate gate{GateId::Quorum, true, GateWords::tr("Approvals"), {}, patch ? originText(*patch) : QString{}, {}};
    QStringList others;
    for (const auto& vote : approval.votes) {
        if (vote.isVoid)
            continue;
        if (vote.actor == actor)
            gate.open = false;
        //: %1 is an operator, %2 a time
        others.append(GateWords::tr("%1 at %2").arg(operatorOf(vote.actor), format::utcTime(vote.at)));
    }
    if (patch && patch->proposer == actor) {
        gate.open = false;
        gate.text = GateWords::tr("You proposed this patch");
        gate.remedy = GateWords::tr("another approver decides");
    } else if (input.alone) {
        gate.open = true;
        gate.text = GateWords::tr("You decide alone, in place of two");
        gate.detail = GateWords::tr("everybody is alarmed; another approver reviews it");
    } else if (!gate.open) {
        gate.text = GateWords::tr("You have approved it already");
        gate.remedy = GateWords::tr("another approver decides");
    } else if (!others.isEmpty()) {
        //: %1 is a list such as "bruno at 03:40:02Z"
        gate.text = GateWords::tr("%1, then you").arg(others.join(u", "_s));
    } else if (approval.need > 1) {
        gate.text = GateWords::tr("Yours is the first of %1").arg(approval.need);
    } else {
        gate.text = GateWords::tr("Yours is the only one needed");
    }
    all.push_back(std::move(gate));
}

void addPatch(std::vector<Gate>& all, const GateInput& input, const approval::Approval& approval)
{
    Gate gate{GateId::Patch, true, GateWords::tr("Patch"), {}, {}, {}};
    const auto patch = input.state.patches.find(approval.patch);
    if (!patch || patch->diffSha256 != approval.diffSha256) {
        gate.open = false;
        gate.text = GateWords::tr("The text of this patch is not the one that was asked about");
    } else if (approval.diffSha256 != input.openedSha256) {
        gate.open = false;
        gate.text = GateWords::tr("The patch has changed since you opened it");
    } else if (approval.version != input.openedVersion) {
        gate.open = false;
        //: Both are version numbers
        gate.text = GateWords::tr("The request is now version %1, you opened %2")
                        .arg(approval.version)
                        .arg(input.openedVersion);
    } else {
        gate.text = GateWords::tr("Hash and version %1 unchanged since you opened it").arg(approval.version);
    }
    if (!gate.open)
        gate.remedy = GateWords::tr("go back and look at it again");
    all.push_back(std::move(gate));
}

void addDiff(std::vector<Gate>& all, const GateInput& input, const approval::Approval& approval)
{
    Gate gate{GateId::Diff, true, GateWords::tr("Diff"), {}, {}, {}};
    const int limit = static_cast<int>(std::lround(input.state.policy.ratio(u"approval.risk"_s) * 100));
    const bool strict =
        approval.riskHundredths >= limit || approval.level == Level::Redesign || approval.severity == Severity::P0;
    const auto& seen = input.seen;
    if (!input.diffReadable) {
        gate.open = false;
        gate.text = GateWords::tr("The patch cannot be read as text");
        gate.remedy = GateWords::tr("reject it, or ask for another patch");
    } else {
        //: numbers of parts of the diff
        gate.text = GateWords::tr("%1 of %n hunks seen", nullptr, seen.hunksTotal).arg(seen.hunks);
        if (seen.hunks < seen.hunksTotal) {
            gate.open = !strict;
            gate.detail = strict ? QString{} : GateWords::tr("not required at this risk");
            gate.remedy = strict ? GateWords::tr("go back and look at every hunk") : QString{};
        }
    }
    all.push_back(std::move(gate));
}

void addTwin(std::vector<Gate>& all, const GateInput& input, const approval::Approval& approval)
{
    Gate gate{GateId::Twin, input.seen.twin, GateWords::tr("Twin"), {}, {}, {}};
    const auto patch = input.state.patches.find(approval.patch);
    const auto result = !approval.twin.isEmpty() ? approval.twin : patch ? patch->twinResult : QString{};
    const bool unavailable = result.isEmpty() || result == "unavailable"_L1;
    if (unavailable)
        gate.text = gate.open ? GateWords::tr("Seen: not available, counts as unknown")
                              : GateWords::tr("Not available, and not yet looked at");
    else
        gate.text = gate.open ? GateWords::tr("Result seen: %1").arg(twinResultText(result))
                              : GateWords::tr("Result not yet looked at");
    gate.remedy = gate.open ? QString{} : GateWords::tr("go back and look at the twin's result");
    all.push_back(std::move(gate));
}

void addUnknown(std::vector<Gate>& all, const GateInput& input, const approval::Approval& approval)
{
    Gate gate{GateId::Unknown, true, GateWords::tr("Unknown factors"), GateWords::tr("None"), {}, {}};
    if (!approval.unknown.isEmpty()) {
        QStringList names;
        for (const auto& name : approval.unknown)
            names.append(words::factor(name));
        gate.open = input.seen.unknown;
        gate.text =
            (gate.open ? GateWords::tr("Seen: %1") : GateWords::tr("Not yet looked at: %1")).arg(names.join(u", "_s));
        gate.remedy = gate.open ? QString{} : GateWords::tr("go back and read what is not known");
    }
    all.push_back(std::move(gate));
}

qint64 startedSince(const engine::ConsoleState& state, Instant from)
{
    return std::count_if(state.deployments.begin(), state.deployments.end(), [from](const auto& deployment) {
        return deployment->usedAt > from;
    });
}

/// Waiting is no refusal: this row only says when the canary will start.
void addRest(std::vector<Gate>& all, const GateInput& input, const approval::Approval& approval)
{
    Gate gate{GateId::Rest, true, GateWords::tr("Rest and budget"), {}, {}, {}};
    if (const auto* freeze = engine::restraint::frozen(input.state, approval.service, approval.anomaly))
        gate.text =
            freeze->until
                ? GateWords::tr("Healing is frozen: the canary waits until %1").arg(format::utcTime(*freeze->until))
                : GateWords::tr("Healing is frozen: the canary waits until that ends");
    else if (input.state.restDay)
        gate.text = GateWords::tr("Rest day: the canary waits until it ends");
    else if (approval.earliest && *approval.earliest > input.now)
        gate.text = GateWords::tr("The canary waits until %1").arg(format::utcTime(*approval.earliest));
    else
        gate.text = GateWords::tr("Not a rest day.");
    //: %1 of %2 canaries started this hour, %3 of %4 today
    gate.detail = GateWords::tr("%1 of %2 this hour, %3 of %4 today")
                      .arg(startedSince(input.state, input.now - hours{1}))
                      .arg(input.state.policy.integer(u"budget.hour"_s))
                      .arg(startedSince(input.state, input.now - hours{24}))
                      .arg(input.state.policy.integer(u"budget.day"_s));
    all.push_back(std::move(gate));
}

void addEvidence(std::vector<Gate>& all, const GateInput& input, const approval::Approval& approval)
{
    const auto service = input.state.services.find(approval.service);
    const auto name =
        service && !service->registration.prometheus.isEmpty() ? service->registration.prometheus : u"main"_s;
    const auto found = input.live.sources.find(u"prometheus/"_s + name);
    Gate gate{GateId::Evidence, true, GateWords::tr("Evidence age"), {}, {}, {}};
    auto freshness = Freshness::Stale;
    std::optional<Milliseconds> age;
    if (found != input.live.sources.end()) {
        freshness = engine::freshness(found->second, input.now);
        if (found->second.lastSampleAt)
            age = input.now - *found->second.lastSampleAt;
    }
    gate.text = age ? GateWords::tr("Prometheus was read %1 ago").arg(format::age(*age))
                    : GateWords::tr("The age of the evidence is not known");
    if (freshness == Freshness::Stale || freshness == Freshness::Lost) {
        gate.open = input.seen.olderEvidence;
        if (found != input.live.sources.end())
            gate.detail = GateWords::tr("(limit %1)").arg(format::duration(4 * found->second.interval));
        gate.remedy = GateWords::tr("accept older evidence, or wait for newer");
    }
    all.push_back(std::move(gate));
}

void addAlone(std::vector<Gate>& all, const GateInput& input, const approval::Approval& approval)
{
    if (!input.alone)
        return;
    const auto service = approval.service.value();
    Gate gate{GateId::Alone, input.typedService == service, GateWords::tr("Break-glass"), {}, {}, {}};
    const auto from = aloneFrom(input.verb, approval, input.state, input.name);
    if (!from || input.now < *from) {
        gate.open = false;
        gate.text = GateWords::tr("The second approver still has time, or has acted");
        gate.remedy = GateWords::tr("decide together");
    } else if (gate.open) {
        gate.text = GateWords::tr("The name of the service is typed");
    } else {
        gate.text = GateWords::tr("The name of the service is not typed yet");
        //: %1 is the name of a service
        gate.remedy = GateWords::tr("type %1").arg(service);
    }
    all.push_back(std::move(gate));
}

void addReason(std::vector<Gate>& all, const GateInput& input, const approval::Approval& approval)
{
    const bool required = reasonRequired(input.verb, approval, input.state.policy);
    Gate gate{GateId::Reason, !required || !input.reason.trimmed().isEmpty(), GateWords::tr("Reason"), {}, {}, {}};
    if (!required)
        gate.text = GateWords::tr("optional");
    else if (input.verb == Verb::Reject)
        gate.text = GateWords::tr("required to reject");
    else if (approval.need > 1)
        gate.text = approval.got() > 0 ? GateWords::tr("required for a second approval")
                                       : GateWords::tr("required where two approve");
    else
        gate.text = GateWords::tr("required from risk 0.50 on");
    gate.remedy = gate.open ? QString{} : GateWords::tr("write a reason");
    all.push_back(std::move(gate));
}

} // namespace

std::vector<Gate> gates(const GateInput& input)
{
    std::vector<Gate> all;
    const auto approval = input.state.approvals.find(input.approval);
    if (!approval)
        return {
            {GateId::Deadline,
             false,
             GateWords::tr("Request"),
             GateWords::tr("There is no such request"),
             {},
             GateWords::tr("nothing is left to decide here")}};
    addCore(all, input);
    addClock(all, input);
    addRole(all, input);
    addDeadline(all, input, *approval);
    if (input.verb == Verb::Approve)
        addQuorum(all, input, *approval);
    addPatch(all, input, *approval);
    if (input.verb == Verb::Approve) {
        addDiff(all, input, *approval);
        addTwin(all, input, *approval);
        addUnknown(all, input, *approval);
        addRest(all, input, *approval);
        addEvidence(all, input, *approval);
    }
    addAlone(all, input, *approval);
    addReason(all, input, *approval);
    return all;
}

bool allOpen(const std::vector<Gate>& all)
{
    return std::all_of(all.begin(), all.end(), [](const Gate& gate) { return gate.open; });
}

std::optional<Instant>
aloneFrom(Verb verb, const approval::Approval& approval, const engine::ConsoleState& state, const OperatorName& name)
{
    const auto actor = u"operator/"_s + name.value();
    const auto patch = state.patches.find(approval.patch);
    if (verb != Verb::Approve || !approval.isPending() || (patch && patch->proposer == actor))
        return std::nullopt;
    return approval::breakGlassFrom(approval, actor, state.policy);
}

bool reasonRequired(Verb verb, const approval::Approval& approval, const policy::State& policy)
{
    return verb == Verb::Reject || approval::needsReason(approval, policy);
}

} // namespace penelope::ui::approvals
