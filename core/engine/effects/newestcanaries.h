#pragma once

#include "core/engine/consolestate.h"

#include <map>

namespace penelope::engine {

/// Each service's newest canary, brought up to date with the rows that changed since the last look: the others are not
/// read again.
class NewestCanaries
{
public:
    /// `state` goes forward from one call to the next.
    const std::map<ServiceName, std::shared_ptr<const canary::Canary>>& in(const ConsoleState& state);

private:
    decltype(ConsoleState::canaries) m_seen;
    std::map<ServiceName, std::shared_ptr<const canary::Canary>> m_newest;
};

} // namespace penelope::engine
