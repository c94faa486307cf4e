#pragma once

#include "core/ports/clock.h"

#include <QTimer>

#include <functional>
#include <queue>
#include <vector>

namespace penelope::lab {

/// Many small waits on one timer: what makes hundreds of simulated calls at once cheap. One thread, with an event loop.
class Agenda
{
public:
    explicit Agenda(const Clock& clock);
    /// Runs the action once, `after` from now at the earliest; those of the same moment in the order they were made.
    void in(Milliseconds after, std::function<void()> action);

private:
    struct Item
    {
        Tick due;
        quint64 order;
        std::function<void()> action;
    };
    struct Later
    {
        bool operator()(const Item& a, const Item& b) const
        {
            return a.due != b.due ? a.due > b.due : a.order > b.order;
        }
    };

    void arm();
    void run();

    const Clock& m_clock;
    QTimer m_timer;
    std::priority_queue<Item, std::vector<Item>, Later> m_items;
    quint64 m_made = 0;
};

} // namespace penelope::lab
