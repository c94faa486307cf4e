#pragma once

#include "core/engine/effects/effect.h"

namespace penelope::engine {

/// Tries a checked patch before anyone is asked: the service's own tests on the patched tree, in the sandbox. A trial
/// whose patch is no longer wanted is ended at once.
class TwinEffect final : public Effect
{
public:
    using Effect::Effect;
    ~TwinEffect() override;
    void look(const ConsoleState& state) override;

private:
    struct Trial;
    void begin(const ConsoleState& state, const patch::Patch& patch);
    void run(const std::shared_ptr<Trial>& trial);
    /// The tree goes, then the core hears of it.
    void finish(const std::shared_ptr<Trial>& trial, patch::Twin twin);

    std::map<PatchId, std::shared_ptr<Trial>> m_trials;
};

} // namespace penelope::engine
