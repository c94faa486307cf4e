#pragma once

#include "core/engine/effects/effect.h"

#include <set>

namespace penelope::engine {

/// Removes the worktrees that a killed core left behind: those of patches that have ended, of twins and generators that
/// nobody waits for. Once for each service, before anything else checks a tree out.
class SweepEffect final : public Effect
{
public:
    using Effect::Effect;
    void look(const ConsoleState& state) override;

private:
    std::set<ServiceName> m_swept;
};

} // namespace penelope::engine
