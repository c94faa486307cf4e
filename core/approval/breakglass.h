#pragma once

#include "core/approval/approval.h"

namespace penelope::approval {

/// From when on `actor` may decide alone (domain.md 9): P0, two approvers needed, nobody else has voted, and no other
/// person has acted for `approval.break_glass_wait`, counted from the request, its last amendment or the other's last
/// acknowledgement. Nothing = never as things stand.
std::optional<Instant> breakGlassFrom(const Approval& approval, const QString& actor, const policy::State& policy);

/// Whether this person may break the glass now. NotPermitted: the own proposal. Refused: the rule that says no, or the
/// time that is left; `service` is what was typed and must be the service's name.
penelope::Status mayBreakGlass(
    const Approval& approval, const Person& person, const QString& proposer, const QString& service, Instant now,
    const policy::State& policy);

/// The second pair of eyes afterwards: another approver agrees or objects, with a reason, signed. Once. Errors as of
/// `approve`; Conflict names who reviewed it first.
Result<journal::Drafts> review(
    const Approval& approval, const Person& person, const QString& proposer, const Seen& seen, bool agrees,
    Instant now);

} // namespace penelope::approval
