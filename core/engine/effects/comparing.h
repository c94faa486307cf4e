#pragma once

#include "core/engine/effects/effect.h"

namespace penelope::engine {

/// Asks one Prometheus for the score as it computes it from the exported metrics (domain.md 11) and keeps the newest
/// answer among what is known of the present: it is an observation, no event. The one called main, else the first.
class ComparingEffect final : public Effect
{
public:
    explicit ComparingEffect(World world);
    void look(const ConsoleState& state) override;
    /// At most once a second, however often somebody asks.
    void askAgain() override;

private:
    struct Round;
    void ask();
    void answered(const Round& round);

    MetricSource* m_source = nullptr;
    Tick m_asked{};
    Tick m_next{};
    bool m_busy = false;
};

} // namespace penelope::engine
