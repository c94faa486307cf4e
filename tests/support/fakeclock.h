#pragma once

#include "core/ports/clock.h"

#include <atomic>

namespace penelope::test {

/// Time that moves when told. `advance` moves both clocks, `step` only the wall. May be read from any thread.
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
        m_now = now() + span;
        m_tick = tick() + span;
    }
    void step(Milliseconds span) { m_now = now() + span; }

private:
    std::atomic<Instant> m_now;
    std::atomic<Tick> m_tick{};
};

} // namespace penelope::test
