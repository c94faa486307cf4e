#include "core/engine/effects/newestcanaries.h"

#include <utility>

namespace penelope::engine {

const std::map<ServiceName, std::shared_ptr<const canary::Canary>>& NewestCanaries::in(const ConsoleState& state)
{
    const auto before = std::exchange(m_seen, state.canaries);
    // What is read to begin with is not to stay in the state.
    const auto now = before.empty() ? state.canaries.apart() : state.canaries;
    decltype(now)::forEachChange(before, now, [this](const CanaryId& id, const auto&, const auto& canary) {
        if (!canary)
            return; // a service's newest does not leave
        auto& newest = m_newest[canary->service];
        if (!newest || newest->id <= id)
            newest = canary;
    });
    return m_newest;
}

} // namespace penelope::engine
