#include "ui/approvals/rows.h"

#include "core/approval/approval.h"
#include "core/engine/consolestate.h"
#include "core/engine/wanted.h"
#include "ui/approvals/queuerows.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

void addService(Row& row, const Look& look)
{
    if (const auto service = look.state.services.find(row.service))
        row.criticality = service->registration.criticality;
}

bool hasVoted(const approval::Approval& approval, const QString& actor)
{
    return std::any_of(approval.votes.begin(), approval.votes.end(), [&actor](const approval::Vote& vote) {
        return !vote.isVoid && vote.actor == actor;
    });
}

void placePending(Row& row, const approval::Approval& approval, const Look& look)
{
    const bool mine = approval.acknowledgedBy == look.actor;
    const bool acknowledged = approval.acknowledgedUntil && *approval.acknowledgedUntil > look.now;
    const bool snoozed = approval.snoozedUntil && *approval.snoozedUntil > look.now;
    row.unacknowledged = !acknowledged && !snoozed;
    row.state = hasVoted(approval, look.actor) ? State::Voted : State::Waiting;
    if (approval.intent && approval.intent->holdUntil > look.now) {
        row.state = State::Intended;
        row.by = operatorOf(approval.intent->actor);
    } else if (snoozed) {
        row.state = State::Snoozed;
        row.until = approval.snoozedUntil;
    } else if (acknowledged) {
        row.state = mine || approval.severity == Severity::P0 ? State::Seen : State::Acknowledged;
        row.by = operatorOf(approval.acknowledgedBy);
        row.until = approval.acknowledgedUntil;
    }
    if (approval.severity == Severity::P0)
        row.group = Group::Waiting;
    else if (row.state == State::Snoozed)
        row.group = Group::Snoozed;
    else if (row.state == State::Acknowledged)
        row.group = Group::Acknowledged;
}

State stateOf(approval::Status status)
{
    switch (status) {
    case approval::Status::Pending: return State::Waiting;
    case approval::Status::Approved: return State::Approved;
    case approval::Status::Rejected: return State::Rejected;
    case approval::Status::Expired: return State::Expired;
    case approval::Status::Cancelled: return State::Cancelled;
    }
    Q_UNREACHABLE();
}

} // namespace

Row requestRow(const approval::Approval& approval, const Look& look)
{
    Row row;
    row.id = approval.id.value();
    row.service = approval.service;
    row.severity = approval.severity;
    row.anomaly = approval.anomaly;
    row.patch = approval.patch;
    row.riskHundredths = approval.riskHundredths;
    row.level = approval.level;
    row.got = approval.got();
    row.need = approval.need;
    row.since = approval.requestedAt;
    row.deadline = approval.deadline;
    const auto patch = look.state.patches.find(approval.patch);
    if (patch) {
        row.intent = patch->intent;
        row.generator = patch->generated ? patch->generated->name : QString{};
        row.linesAdded = patch->linesAdded;
        row.linesRemoved = patch->linesRemoved;
    }
    addService(row, look);
    if (approval.isPending()) {
        placePending(row, approval, look);
        row.needsMe = look.viewer.role >= Role::Approver && !hasVoted(approval, look.actor) &&
                      (!patch || patch->proposer != look.actor);
        return row;
    }
    if (approval.isToReview()) {
        row.state = State::ToReview;
        row.by = operatorOf(approval.decidedBy);
        row.since = approval.decidedAt.value_or(approval.requestedAt);
        row.deadline.reset();
        row.needsMe = look.viewer.role >= Role::Approver && approval.decidedBy != look.actor &&
                      (!patch || patch->proposer != look.actor);
        return row;
    }
    row.group = Group::Decided;
    row.state = stateOf(approval.status);
    row.outcome = patch ? outcomeOf(approval, *patch) : std::nullopt;
    row.by = operatorOf(approval.decidedBy);
    row.decidedAt = approval.decidedAt.value_or(approval.deadline);
    return row;
}

namespace {

/// Whether a patch for the anomaly already reached production: then nobody is asked any more (domain.md 2).
bool isPromoted(const sophia::Anomaly& anomaly, const Look& look)
{
    return std::any_of(anomaly.patches.begin(), anomaly.patches.end(), [&look](const QString& id) {
        const auto patch = look.state.patches.find(PatchId{id});
        return patch && patch->status == patch::Status::Promoted;
    });
}

std::shared_ptr<const patch::Patch> inTheTwin(const sophia::Anomaly& anomaly, const Look& look)
{
    if (anomaly.patches.isEmpty())
        return nullptr;
    auto patch = look.state.patches.find(PatchId{anomaly.patches.last()});
    return patch && engine::wanted::twin(look.state, *patch) ? patch : nullptr;
}

bool isOnItsWay(const sophia::Anomaly& anomaly, const Look& look)
{
    return std::any_of(anomaly.patches.begin(), anomaly.patches.end(), [&look](const QString& id) {
        const auto patch = look.state.patches.find(PatchId{id});
        return patch && !patch->isFinished();
    });
}

bool isHealing(const sophia::Anomaly& anomaly, const sophia::DecisionRecord* decision, const Look& look)
{
    const bool acts = decision && decision->decision != Decision::Observe;
    return isOnItsWay(anomaly, look) || (acts && isPromoted(anomaly, look));
}

/// Until when the trial will take, where that is known.
void addTrial(Row& row, const Look& look)
{
    const auto trial = look.live.trials.find(row.patch);
    if (trial != look.live.trials.end() && trial->second.phase == engine::TrialLive::Phase::Load)
        row.until = trial->second.since + trial->second.lasts;
}

void placeEscalation(Row& row, const sophia::Anomaly& anomaly, const Look& look)
{
    row.group = Group::Waiting;
    row.subject = Subject::Escalation;
    row.state = State::Waiting;
    row.needsMe = look.viewer.role >= Role::Operator;
    const auto& taken = anomaly.acknowledged;
    row.unacknowledged = !taken || taken->until <= look.now;
    if (row.unacknowledged)
        return;
    row.by = operatorOf(taken->by);
    row.until = taken->until;
    row.state = taken->by == look.actor || anomaly.severity == Severity::P0 ? State::Seen : State::Acknowledged;
    row.group = row.state == State::Seen ? Group::Waiting : Group::Acknowledged;
}

void placeOpen(Row& row, const sophia::Anomaly& anomaly, const Look& look)
{
    row.group = Group::Observed;
    const auto* decision = anomaly.decision();
    if (const auto tried = inTheTwin(anomaly, look)) {
        row.state = State::Trying;
        row.patch = tried->id;
        row.linesAdded = tried->linesAdded;
        row.linesRemoved = tried->linesRemoved;
        row.generator = tried->generated ? tried->generated->name : QString{};
        addTrial(row, look);
    } else if (isHealing(anomaly, decision, look)) {
        row.state = State::Healing;
    } else if (!decision || decision->decision == Decision::Intervene) {
        row.state = State::Judging;
    } else if (decision->decision == Decision::Observe) {
        row.state = State::Observed;
        row.until = decision->reviewAt;
    } else {
        placeEscalation(row, anomaly, look);
        row.since = decision->at;
    }
}

} // namespace

Row anomalyRow(const sophia::Anomaly& anomaly, const Look& look)
{
    Row row;
    row.subject = Subject::Anomaly;
    row.id = anomaly.id.value();
    row.anomaly = anomaly.id;
    row.service = anomaly.service;
    row.severity = anomaly.severity;
    row.intent = anomaly.type;
    row.since = anomaly.detectedAt;
    if (const auto* decision = anomaly.decision()) {
        row.riskHundredths = decision->risk.totalHundredths;
        row.level = decision->level;
    }
    addService(row, look);
    if (anomaly.resolvedAt) {
        row.group = Group::Decided;
        row.state = State::Resolved;
        row.by = operatorOf(anomaly.resolvedBy);
        row.decidedAt = anomaly.resolvedAt;
    } else if (anomaly.escalationClosedAt) {
        row.group = Group::Decided;
        row.subject = Subject::Escalation;
        row.state = State::Closed;
        row.decidedAt = anomaly.escalationClosedAt;
    } else {
        placeOpen(row, anomaly, look);
    }
    return row;
}

std::optional<Row> patchRow(const patch::Patch& patch, const Look& look)
{
    const bool isOver = patch.status == patch::Status::Refused || patch.status == patch::Status::Cancelled;
    if (!patch.anomaly.isEmpty() || (patch.isFinished() && !isOver) || patch.status == patch::Status::Promoted)
        return std::nullopt;
    Row row;
    row.subject = Subject::Patch;
    row.id = patch.id.value();
    row.patch = patch.id;
    row.service = patch.service;
    row.intent = patch.intent;
    row.generator = patch.generated ? patch.generated->name : QString{};
    row.linesAdded = patch.linesAdded;
    row.linesRemoved = patch.linesRemoved;
    row.since = patch.proposedAt;
    addService(row, look);
    if (!isOver) {
        row.group = Group::Observed;
        row.state = engine::wanted::twin(look.state, patch) ? State::Trying : State::Healing;
        if (row.state == State::Trying)
            addTrial(row, look);
        return row;
    }
    row.group = Group::Decided;
    row.state = patch.status == patch::Status::Refused ? State::Refused : State::Cancelled;
    row.decidedAt = patch.endedAt.value_or(patch.proposedAt);
    return row;
}

bool isShown(const Row& row, const Look& look)
{
    return !row.decidedAt || *row.decidedAt > look.now - decidedSpan;
}

Instant changesAt(const approval::Approval& approval, const Row& row, const Look& look)
{
    if (row.decidedAt)
        return *row.decidedAt + decidedSpan > look.now ? *row.decidedAt + decidedSpan : Instant::max();
    auto next = Instant::max();
    const auto consider = [&](const std::optional<Instant>& end) {
        if (end && *end > look.now)
            next = std::min(next, *end);
    };
    consider(approval.acknowledgedUntil);
    consider(approval.snoozedUntil);
    consider(approval.intent ? std::optional{approval.intent->holdUntil} : std::nullopt);
    return next;
}

Instant changesAt(const Row& row)
{
    if (row.decidedAt)
        return *row.decidedAt + decidedSpan;
    const bool isTaken = row.subject == Subject::Escalation && row.until;
    return isTaken ? *row.until : Instant::max();
}

Look::Look(const engine::ConsoleState& state_, const engine::Live& live_, Instant now_, const Viewer& viewer_)
    : state(state_)
    , live(live_)
    , now(now_)
    , viewer(viewer_)
    , actor(u"operator/"_s + viewer_.name.value())
{}

std::optional<patch::Status> outcomeOf(const approval::Approval& approval, const patch::Patch& patch)
{
    if (approval.status != approval::Status::Approved)
        return std::nullopt;
    switch (patch.status) {
    case patch::Status::Proposed:
    case patch::Status::Checked:
    case patch::Status::Waiting: return std::nullopt;
    case patch::Status::Running:
    case patch::Status::Promoted:
    case patch::Status::RolledBack:
    case patch::Status::Refused:
    case patch::Status::Cancelled:
    case patch::Status::Shadowed: return patch.status;
    }
    Q_UNREACHABLE();
}

QString operatorOf(const QString& actor)
{
    return actor.startsWith("operator/"_L1) ? actor.mid(9) : actor == "core"_L1 ? QString{} : actor;
}

bool isProposal(const Row& row)
{
    return row.subject == Subject::Request || row.subject == Subject::Patch;
}

namespace {

/// An anomaly and a request may have equal ids.
bool hasLowerId(const Row& left, const Row& right)
{
    const int order = left.id.compare(right.id);
    return order != 0 ? order < 0 : left.subject < right.subject;
}

} // namespace

bool moreUrgent(const Row& left, const Row& right)
{
    if (left.severity != right.severity)
        return left.severity < right.severity;
    const bool isLast = left.criticality == Criticality::Low;
    if (isLast != (right.criticality == Criticality::Low))
        return !isLast;
    const auto deadline = left.deadline.value_or(Instant::max());
    const auto other = right.deadline.value_or(Instant::max());
    if (deadline != other)
        return deadline < other;
    return left.since != right.since ? left.since < right.since : hasLowerId(left, right);
}

bool comesBefore(const Row& left, const Row& right)
{
    if (left.group != right.group)
        return left.group < right.group;
    if (left.group != Group::Decided)
        return moreUrgent(left, right);
    return left.decidedAt != right.decidedAt ? right.decidedAt < left.decidedAt : hasLowerId(right, left);
}

std::vector<Row> rows(const engine::ConsoleState& state, Instant now, const Viewer& viewer, const engine::Live& live)
{
    QueueRows queue;
    queue.take(state, live, now, viewer);
    std::vector<Row> all;
    all.reserve(queue.lines().size());
    for (const auto& line : queue.lines())
        all.push_back(*line.row);
    return all;
}

} // namespace penelope::ui::approvals
