#include "core/engine/approvers.h"

#include <algorithm>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

int approversFor(const ConsoleState& state, const QString& proposer, int need)
{
    return static_cast<int>(std::count_if(state.operators.begin(), state.operators.end(), [&](const auto& entry) {
        const auto& [name, person] = entry;
        return person.active && person.role >= Role::Approver && u"operator/"_s + name.value() != proposer &&
               (need < 2 || !person.publicKey.isEmpty());
    }));
}

int approversMissing(const ConsoleState& state, const approval::Approval& approval)
{
    const auto patch = state.patches.find(approval.patch);
    const auto there = approversFor(state, patch ? patch->proposer : QString{}, approval.need);
    return std::max(0, approval.need - there);
}

} // namespace penelope::engine
