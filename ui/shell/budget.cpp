#include "ui/shell/budget.h"

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

Budget budgetAt(const engine::ConsoleState& state, Instant now)
{
    const auto since = [&](Instant from) {
        return static_cast<int>(
            std::count_if(state.deployments.begin(), state.deployments.end(), [&](const auto& deployment) {
                return deployment->usedAt > from;
            }));
    };
    Budget budget;
    budget.hour = since(now - std::chrono::hours{1});
    budget.day = since(now - std::chrono::hours{24});
    budget.hourLimit = static_cast<int>(state.policy.integer(u"budget.hour"_s));
    budget.dayLimit = static_cast<int>(state.policy.integer(u"budget.day"_s));
    return budget;
}

} // namespace penelope::ui
