#pragma once

#include "core/engine/effects/effect.h"

namespace penelope::engine {

/// Tries a checked patch before anyone is asked: the service's own tests on the patched tree, in the sandbox, then
/// the version before and the patched one under load, and the way back. A trial
/// whose patch is no longer wanted is ended at once.
class TwinEffect final : public Effect
{
public:
    using Effect::Effect;
    ~TwinEffect() override;
    void look(const ConsoleState& state) override;

private:
    struct Trial;
    /// The paths of the load, from its access log where one is registered. In the background.
    static void takeMix(const Ports& ports, Trial& trial);
    void begin(const ConsoleState& state, const patch::Patch& patch);
    void enter(const Trial& trial, TrialLive::Phase phase, Milliseconds lasts);
    void run(const std::shared_ptr<Trial>& trial);
    /// After its tests, where the registration says how the service runs.
    void putUnderLoad(const std::shared_ptr<Trial>& trial, patch::Twin tested);
    /// The tree goes, then the core hears of it.
    void finish(const std::shared_ptr<Trial>& trial, patch::Twin twin);

    std::map<PatchId, std::shared_ptr<Trial>> m_trials;
};

} // namespace penelope::engine
