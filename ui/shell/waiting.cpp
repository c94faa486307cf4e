#include "ui/shell/waiting.h"

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

bool waits(const approval::Approval& approval, const OperatorName& who, Instant now)
{
    if (!approval.isPending())
        return false;
    if (approval.severity == Severity::P0)
        return true;
    if (approval.snoozedUntil && *approval.snoozedUntil > now)
        return false;
    const bool others = approval.acknowledgedBy != u"operator/"_s + who.value();
    return !(approval.acknowledgedUntil && *approval.acknowledgedUntil > now && others);
}

std::optional<Instant> quietUntil(const approval::Approval& approval, Instant now)
{
    if (!approval.isPending())
        return std::nullopt;
    const auto until = std::max(approval.acknowledgedUntil, approval.snoozedUntil); // nothing is before everything
    return until && *until > now && now < approval.deadline ? until : std::nullopt;
}

std::optional<Instant> quietUntil(const sophia::Anomaly& anomaly, Instant now)
{
    const auto& taken = anomaly.acknowledged;
    return taken && taken->until > now ? std::optional{taken->until} : std::nullopt;
}

bool isOpenEscalation(const engine::ConsoleState& state, const sophia::Anomaly& anomaly)
{
    if (!anomaly.isEscalated())
        return false;
    return std::none_of(anomaly.patches.begin(), anomaly.patches.end(), [&state](const QString& id) {
        const auto patch = state.patches.find(PatchId{id});
        return patch && (!patch->isFinished() || patch->status == patch::Status::Promoted);
    });
}

bool waits(const engine::ConsoleState& state, const sophia::Anomaly& anomaly, const OperatorName& who, Instant now)
{
    const bool others = anomaly.acknowledged && anomaly.acknowledged->by != u"operator/"_s + who.value();
    return isOpenEscalation(state, anomaly) &&
           (anomaly.severity == Severity::P0 || !others || !quietUntil(anomaly, now));
}

Waiting waitingAt(const engine::ConsoleState& state, const OperatorName& who, Instant now)
{
    Waiting waiting;
    state.approvals.forEachOngoing([&](const ApprovalId&, const auto& approval) {
        if (approval->isToReview())
            ++waiting.bySeverity[static_cast<std::size_t>(approval->severity)];
        if (!waits(*approval, who, now))
            return;
        ++waiting.bySeverity[static_cast<std::size_t>(approval->severity)];
        if (!waiting.next || approval->deadline < waiting.next->deadline)
            waiting.next = approval;
    });
    state.anomalies.forEachOngoing([&](const AnomalyId&, const auto& anomaly) {
        if (waits(state, *anomaly, who, now))
            ++waiting.bySeverity[static_cast<std::size_t>(anomaly->severity)];
    });
    const auto person = std::find_if(
        state.decided.rbegin(), state.decided.rend(), [](const auto& decided) { return decided->byPerson; });
    if (person != state.decided.rend())
        waiting.lastDecision = *person;
    else if (state.lastGone)
        waiting.lastDecision = state.lastGone;
    else if (!state.decided.empty())
        waiting.lastDecision = state.decided.back();
    return waiting;
}

} // namespace penelope::ui
