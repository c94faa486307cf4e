#pragma once

#include "core/engine/consolestate.h"

#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace penelope::ui::approvals {

/// In the order of the page. The first has no head.
enum class Group { Waiting, Snoozed, Acknowledged, Observed, Decided };
inline constexpr std::array allGroups{
    Group::Waiting, Group::Snoozed, Group::Acknowledged, Group::Observed, Group::Decided};
/// How far back decided ones stay in the list.
constexpr Milliseconds decidedSpan = std::chrono::hours{12};

enum class Subject {
    Request,    ///< `id` is an approval's
    Escalation, ///< `id` is an anomaly's that waits for a person without a patch
    Anomaly,    ///< `id` is an anomaly's that waits for nobody
    Patch       ///< `id` is a patch's that nobody is asked about and that came without an anomaly
};

enum class State {
    Waiting,
    Voted,    ///< by the operator who looks; others are needed
    Seen,     ///< acknowledged by the operator who looks, or P0 acknowledged by another
    Intended, ///< a decision is held for undo
    ToReview, ///< decided by one alone (break-glass); another approver agrees or objects
    Snoozed,
    Acknowledged, ///< by another operator
    Judging,      ///< no decision yet
    Observed,
    Trying,  ///< a patch is in the digital twin
    Healing, ///< a patch is on its way without a person
    Approved,
    Rejected,
    Expired,
    Refused, ///< by a gate
    Cancelled,
    Closed,  ///< an escalation, by a person
    Resolved ///< the anomaly ended
};

/// One line of the queue: values only; words and colours are made where they are shown.
struct Row
{
    Group group = Group::Waiting;
    Subject subject = Subject::Request;
    QString id;
    ServiceName service;
    Severity severity = Severity::P2;
    Criticality criticality = Criticality::Normal;
    AnomalyId anomaly; ///< empty = none
    PatchId patch;     ///< empty = none
    QString intent;    ///< of the patch, else the anomaly's type
    QString generator; ///< the program that proposed the patch; empty = none did
    int linesAdded = 0;
    int linesRemoved = 0;
    std::optional<int> riskHundredths;
    std::optional<Level> level;
    int got = 0;
    int need = 0; ///< 0 = a person, not a number of votes
    State state = State::Waiting;
    std::optional<patch::Status> outcome; ///< see `outcomeOf`
    QString by;                           ///< name of the operator the state is about; empty = nobody or the core
    Instant since{};                      ///< requested, escalated or detected
    std::optional<Instant> deadline;
    std::optional<Instant> until; ///< end of snooze or acknowledgement, next look
    std::optional<Instant> decidedAt;
    bool unacknowledged = false; ///< waits and nobody has taken it
    bool needsMe = false;        ///< the operator who looks can still decide it

    bool operator==(const Row&) const = default;
};

struct Viewer
{
    OperatorName name;
    Role role = Role::Viewer;
    bool operator==(const Viewer&) const = default;
};

/// What a row is made from.
struct Look
{
    Look(const engine::ConsoleState& state_, const engine::Live& live_, Instant now_, const Viewer& viewer_);

    const engine::ConsoleState& state;
    const engine::Live& live;
    Instant now;
    const Viewer& viewer;
    QString actor; ///< of the viewer
};

/// Decided ones too, whatever their age.
Row requestRow(const approval::Approval& approval, const Look& look);
Row anomalyRow(const sophia::Anomaly& anomaly, const Look& look);
/// A person, or a program, proposed it; what became of it must be seen somewhere. Nothing where another row says it.
std::optional<Row> patchRow(const patch::Patch& patch, const Look& look);
/// It waits, or it was decided within `decidedSpan`.
bool isShown(const Row& row, const Look& look);
/// When the request's row will be another, though nothing happens; Instant::max() = never.
Instant changesAt(const approval::Approval& approval, const Row& row, const Look& look);
/// The same of a row that is no request's.
Instant changesAt(const Row& row);

/// The whole queue as of `now`, grouped, the most urgent first within each group: severity, services of low criticality
/// last, deadline, age, id; decided ones newest first. A P0 never leaves the waiting ones.
std::vector<Row>
rows(const engine::ConsoleState& state, Instant now, const Viewer& viewer, const engine::Live& live = {});
/// The order of the whole queue.
bool comesBefore(const Row& left, const Row& right);

/// A patch is what the row is about: its intent is a sentence of who proposed it.
bool isProposal(const Row& row);

/// The order inside one group.
bool moreUrgent(const Row& left, const Row& right);

/// What became of an approved patch; none while it waits to start.
std::optional<patch::Status> outcomeOf(const approval::Approval& approval, const patch::Patch& patch);

/// "operator/ana" → "ana"; what is no operator stays as it is.
QString operatorOf(const QString& actor);

} // namespace penelope::ui::approvals
