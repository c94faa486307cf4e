#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace penelope {

using Milliseconds = std::chrono::milliseconds;

/// A moment of the calendar, UTC, milliseconds since 1970. Steps when the wall clock steps.
using Instant = std::chrono::sys_time<Milliseconds>;

/// A moment of the steady clock of this process. Only differences mean anything; never stored.
struct SteadyClock
{
    using rep = Milliseconds::rep;
    using period = Milliseconds::period;
    using duration = Milliseconds;
    using time_point = std::chrono::time_point<SteadyClock>;
    static constexpr bool is_steady = true;
};
using Tick = SteadyClock::time_point;

constexpr Instant instantFromMs(qint64 milliseconds)
{
    return Instant{Milliseconds{milliseconds}};
}
constexpr qint64 toMs(Instant instant)
{
    return instant.time_since_epoch().count();
}

/// "2026-08-22T03:41:20.217Z"; without the fraction where it is zero.
QString toIso(Instant instant);
/// ISO 8601 with a zone ("Z" or an offset), or nothing.
std::optional<Instant> instantFromIso(const QString& text);

} // namespace penelope
