#pragma once

#include "core/ports/sandbox.h"
#include "core/twin/verdict.h"

#include <memory>

namespace penelope::engine {

/// Both versions of a service under the same load, each in a sandbox of its own, at the same time: what the machine
/// does meanwhile happens to both. Afterwards each goes back to the former version. An arm that ends as programs end
/// that are told to is played once more, with the other: what happens again is its own doing. So is a version that is
/// slower by little, and then the times of both plays count together. Core thread.
class SideBySide
{
public:
    struct Order
    {
        QString former; ///< absolute folder of its tree
        QString patched;
        QString player; ///< absolute program; empty = there is none
        patch::TwinService service;
        twin::Pace pace;
        twin::Marks marks;
        Sandbox::Limits limits; ///< time and processor are the load's own
        /// Both are about to be played a second time: what was found may be the machine's doing.
        std::function<void()> again = {};
    };
    /// result, cause, reason, load, undo, what the patched version was refused, and the end of what it printed.
    using Handler = std::function<void(patch::Twin)>;

    /// `handler` once, not from within; never after this object is gone, which ends both.
    SideBySide(Sandbox& sandbox, Order order, Handler handler);
    ~SideBySide();
    SideBySide(const SideBySide&) = delete;
    SideBySide& operator=(const SideBySide&) = delete;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace penelope::engine
