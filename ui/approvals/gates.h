#pragma once

#include "core/engine/consolestate.h"

#include <QString>

#include <vector>

namespace penelope::ui::approvals {

enum class Verb { Approve, Reject };

enum class GateId { Core, Clock, Role, Deadline, Quorum, Patch, Diff, Twin, Unknown, Rest, Evidence, Alone, Reason };

/// What the operator has looked at since the request was opened (part of the decision, contracts.md 4).
struct Seen
{
    int hunks = 0;
    int hunksTotal = 0;
    bool twin = false;
    bool unknown = false;
    bool olderEvidence = false; ///< the operator accepts it
    bool operator==(const Seen&) const = default;
};

/// Everything a decision depends on, as values.
struct GateInput
{
    const engine::ConsoleState& state;
    const engine::Live& live;
    Instant now{};
    OperatorName name;
    Role role = Role::Viewer;
    QString readOnlyReason; ///< empty = decisions are possible
    Verb verb = Verb::Approve;
    ApprovalId approval;
    int openedVersion = 0; ///< of the request when the sheet was opened
    QString openedSha256;  ///< of the patch that the diff view shows
    bool diffReadable = true;
    Seen seen;
    QString reason;
    bool alone = false;        ///< break-glass: in place of two
    QString typedService = {}; ///< for it
};

struct Gate
{
    GateId id = GateId::Core;
    bool open = true;
    QString name;   ///< label: "Diff"
    QString text;   ///< what is the case: "3 of 3 hunks seen"
    QString detail; ///< muted, after it; may be empty
    QString remedy; ///< what to do while it is closed: "look at every hunk"
    bool operator==(const Gate&) const = default;
};

constexpr Milliseconds clockTolerance = std::chrono::seconds{30};
constexpr Milliseconds heartbeatsMissed = std::chrono::seconds{3};

/// In the order of the sheet. Core, clock, role and deadline are left out while they are open: nothing to read there.
std::vector<Gate> gates(const GateInput& input);
bool allOpen(const std::vector<Gate>& gates);
/// From when on this operator may decide alone; nothing = never as things stand.
std::optional<Instant>
aloneFrom(Verb verb, const approval::Approval& approval, const engine::ConsoleState& state, const OperatorName& name);
bool reasonRequired(Verb verb, const approval::Approval& approval, const policy::State& policy);

} // namespace penelope::ui::approvals
