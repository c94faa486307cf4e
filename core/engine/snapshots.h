#pragma once

#include "core/engine/consolestate.h"

#include <functional>
#include <memory>

namespace penelope::engine {

/// Folded states of one journal that were written down, so that a fold need not begin at its start. Derived data: any
/// of them may be missing, and what is answered was checked against the journal (journal.md 7).
class Snapshots
{
public:
    /// Events between two of them. A divisor of retirement::spacing: a fold from one to the next never lets rows go,
    /// which looks at all of them.
    static constexpr qint64 spacing = 1'024;
    static constexpr bool isDue(qint64 seq) { return seq % spacing == 0; }

    virtual ~Snapshots() = default;
    /// The newest one with seq ≤ `to` and no event later than `at`; null where there is none. Reads a file: not for the
    /// core or GUI thread while they run.
    virtual std::shared_ptr<const ConsoleState> nearest(std::optional<qint64> to, std::optional<Instant> at) = 0;
    /// While a journal is folded, when its end is reached, while it is written, and when its writer ends.
    enum class Occasion { Folding, Folded, Running, Closing };
    /// Hands a state over to be written in the background, if it is a moment worth keeping. Its events are in the
    /// journal. Cheap, never waits.
    virtual void offer(const ConsoleState& state, Occasion occasion) = 0;
    /// Tells, on any thread and later too, whether every part of the states that came from here could be read as it was
    /// written. Where not, they are not to be relied on.
    using Soundness = std::function<bool()>;
    virtual Soundness soundness() const
    {
        return [] { return true; };
    }
};

} // namespace penelope::engine
