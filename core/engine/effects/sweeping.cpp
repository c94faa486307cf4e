#include "core/engine/effects/sweeping.h"

#include "core/engine/wanted.h"

#include <QSet>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The trees of the service that something still goes on with after a start.
QSet<QString> treesInUse(const ConsoleState& state, const Settings& settings, const ServiceName& service)
{
    QSet<QString> used;
    state.patches.forEachOngoing([&](const PatchId& id, const auto& patch) {
        if (patch->service != service)
            return;
        const auto folder = worktreeOf(settings, service, id);
        used.insert(folder);
        if (wanted::twin(state, *patch))
            used.insert(folder + u"-before"_s);
    });
    return used;
}

} // namespace

void SweepEffect::look(const ConsoleState& state)
{
    state.services.forEach([&](const ServiceName& service, const auto& row) {
        if (!m_swept.insert(service).second)
            return;
        background(
            [ports = m_world.ports, branch = branchOf(row->registration), below = m_world.settings.worktreeFolder,
             used = treesInUse(state, m_world.settings, service)] {
                int removed = 0;
                for (const auto& folder : ports.worktrees.standing(branch, below)) {
                    if (!used.contains(folder) && ports.worktrees.remove(branch, folder))
                        ++removed;
                }
                return removed;
            },
            // A tree that cannot go now is swept at the next start, or taken over by whoever needs its place.
            [](int) {});
    });
}

} // namespace penelope::engine
