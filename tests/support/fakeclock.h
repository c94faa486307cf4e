#pragma once

#include "core/ports/clock.h"

namespace penelope::test {

/// Time that moves when told. `advance` moves both clocks, `step` only the wall.
class FakeClock : public Clock
{
public:
    explicit FakeClock(Instant start = instantFromMs(1'700'000'000'000))
        : m_now(start)
    {}

    Instant now() const override { return m_now; }
    Tick tick() const override { return m_tick; }
    void advance(Milliseconds span)
    {
        m_now += span;
        m_tick += span;
    }
    void step(Milliseconds span) { m_now += span; }

private:
    Instant m_now;
    Tick m_tick{};
};

} // namespace penelope::test
