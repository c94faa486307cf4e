#pragma once

#include "core/adapters/sqlite/reader.h"
#include "core/base/id.h"
#include "core/policy/policy.h"

#include <limits>

namespace penelope::sqlite {

/// What another judge needs of a canary: its own events, and the policy that was in force when it began.
struct WrittenCanary
{
    std::vector<journal::Event> events; ///< of its stream, oldest first
    policy::State policy;
};
/// As the journal stood at seq `last`. NotFound: no such canary by then.
Result<WrittenCanary> readCanary(Reader& reader, const CanaryId& id, qint64 last = std::numeric_limits<qint64>::max());

} // namespace penelope::sqlite
