#pragma once

#include "core/approval/approval.h"

/// What the decisions of this room share. Not for other rooms.
namespace penelope::approval::checks {

journal::Draft draftOf(const Approval& approval, const QString& kind, Json payload = {});
/// NotPermitted: nobody, not active, or a lower role.
penelope::Status mayAct(const Person& person, Role least);
/// Refused: another version or another patch than the one that is asked about.
penelope::Status sawThis(const Approval& approval, const Seen& seen);
/// decided_at (the core's time where none was sent) and the signature, where there is one.
void addProof(Json& payload, const Seen& seen, Instant now);

} // namespace penelope::approval::checks
