#include "app/lab/agenda.h"

namespace penelope::lab {

Agenda::Agenda(const Clock& clock)
    : m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { run(); });
}

void Agenda::in(Milliseconds after, std::function<void()> action)
{
    const Tick due = m_clock.tick() + std::max(after, Milliseconds{0});
    const bool first = m_items.empty() || due < m_items.top().due;
    m_items.push(Item{due, m_made++, std::move(action)});
    if (first)
        arm();
}

void Agenda::arm()
{
    if (m_items.empty())
        return;
    m_timer.start(std::max(m_items.top().due - m_clock.tick(), Milliseconds{0}));
}

void Agenda::run()
{
    // Only what is due now: an action that asks for "at once" must not keep the sockets waiting.
    const Tick now = m_clock.tick();
    while (!m_items.empty() && m_items.top().due <= now) {
        auto action = m_items.top().action;
        m_items.pop();
        action();
    }
    arm();
}

} // namespace penelope::lab
