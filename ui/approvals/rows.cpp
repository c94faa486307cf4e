#include "ui/approvals/rows.h"

#include "core/approval/approval.h"
#include "core/engine/consolestate.h"
#include "core/engine/wanted.h"

#include <QSet>

#include <algorithm>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

struct Look
{
    const engine::ConsoleState& state;
    Instant now;
    const Viewer& viewer;
    QString actor; ///< of the viewer
};

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
    row.by = operatorOf(approval.decidedBy);
    row.decidedAt = approval.decidedAt.value_or(approval.deadline);
    return row;
}

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

bool isRecent(Instant at, const Look& look)
{
    return at > look.now - decidedSpan;
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
    } else if (isOnItsWay(anomaly, look)) {
        row.state = State::Healing;
    } else if (!decision) {
        row.state = State::Judging;
    } else if (decision->decision == Decision::Observe) {
        row.state = State::Observed;
        row.until = decision->reviewAt;
    } else if (isPromoted(anomaly, look)) {
        row.state = State::Healing;
    } else if (decision->decision == Decision::Intervene) {
        row.state = State::Judging;
    } else {
        row.group = Group::Waiting;
        row.subject = Subject::Escalation;
        row.state = State::Waiting;
        row.since = decision->at;
        row.unacknowledged = true;
        row.needsMe = look.viewer.role >= Role::Operator;
    }
}

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

/// A person, or a program, proposed it; what became of it must be seen somewhere.
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
        return row;
    }
    row.group = Group::Decided;
    row.state = patch.status == patch::Status::Refused ? State::Refused : State::Cancelled;
    row.decidedAt = patch.endedAt.value_or(patch.proposedAt);
    return row;
}

bool newestFirst(const Row& left, const Row& right)
{
    return std::tie(right.decidedAt, right.id) < std::tie(left.decidedAt, left.id);
}

/// Rows are large: their places are sorted, and each is moved once.
std::vector<Row> sorted(std::vector<Row> all)
{
    std::vector<Row*> order;
    order.reserve(all.size());
    for (auto& row : all)
        order.push_back(&row);
    std::sort(order.begin(), order.end(), [](const Row* left, const Row* right) {
        if (left->group != right->group)
            return left->group < right->group;
        return left->group == Group::Decided ? newestFirst(*left, *right) : moreUrgent(*left, *right);
    });
    std::vector<Row> rows;
    rows.reserve(order.size());
    for (auto* row : order)
        rows.push_back(std::move(*row));
    return rows;
}

} // namespace

QString operatorOf(const QString& actor)
{
    return actor.startsWith("operator/"_L1) ? actor.mid(9) : actor == "core"_L1 ? QString{} : actor;
}

bool isProposal(const Row& row)
{
    return row.subject == Subject::Request || row.subject == Subject::Patch;
}

bool moreUrgent(const Row& left, const Row& right)
{
    const auto key = [](const Row& row) {
        return std::tuple{
            row.severity, row.criticality == Criticality::Low, row.deadline.value_or(Instant::max()), row.since,
            row.id};
    };
    return key(left) < key(right);
}

std::vector<Row> rows(const engine::ConsoleState& state, Instant now, const Viewer& viewer)
{
    const Look look{state, now, viewer, u"operator/"_s + viewer.name.value()};
    std::vector<Row> all;
    all.reserve(state.approvals.size() + state.anomalies.size());
    QSet<QString> asked;    ///< anomalies that a shown request speaks for
    QSet<QString> judged;   ///< patches that somebody is or was asked about
    QSet<QString> answered; ///< those that ever had one: their end is the request's story
    state.approvals.forEach([&](const ApprovalId&, const auto& approval) {
        auto row = requestRow(*approval, look);
        answered.insert(row.anomaly.value());
        judged.insert(row.patch.value());
        if (row.decidedAt && !isRecent(*row.decidedAt, look))
            return;
        // After a rejection or an expiry the anomaly waits for a person again: it has its own row then.
        if (!row.decidedAt || approval->status == approval::Status::Approved)
            asked.insert(row.anomaly.value());
        all.push_back(std::move(row));
    });
    state.anomalies.forEach([&](const AnomalyId& id, const auto& anomaly) {
        if (asked.contains(id.value()) || (anomaly->resolvedAt && answered.contains(id.value())))
            return;
        auto row = anomalyRow(*anomaly, look);
        if (!row.decidedAt || isRecent(*row.decidedAt, look))
            all.push_back(std::move(row));
    });
    state.patches.forEach([&](const PatchId& id, const auto& patch) {
        auto row = judged.contains(id.value()) ? std::nullopt : patchRow(*patch, look);
        if (row && (!row->decidedAt || isRecent(*row->decidedAt, look)))
            all.push_back(std::move(*row));
    });
    return sorted(std::move(all));
}

void addTrials(std::vector<Row>& rows, const engine::Live& live)
{
    if (live.trials.empty())
        return;
    for (auto& row : rows) {
        const auto trial = row.state == State::Trying ? live.trials.find(row.patch) : live.trials.end();
        if (trial != live.trials.end() && trial->second.phase == engine::TrialLive::Phase::Load)
            row.until = trial->second.since + trial->second.lasts;
    }
}

} // namespace penelope::ui::approvals
