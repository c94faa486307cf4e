#include "ui/charts/framescheduler.h"

#include <algorithm>

#include <time.h>

namespace penelope::ui::charts {
namespace {

/// What others do on the machine meanwhile is not the charts' cost.
std::chrono::nanoseconds processorTime()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}

} // namespace

FrameScheduler::FrameScheduler(QObject* parent, Clock clock)
    : QObject(parent)
    , m_clock(clock ? std::move(clock) : Clock{processorTime})
{
    m_timer.setInterval(frame);
    connect(&m_timer, &QTimer::timeout, this, &FrameScheduler::runFrame);
}

void FrameScheduler::add(QObject& owner, std::function<void()> paint)
{
    const bool waits = std::any_of(
        m_queue.begin(), m_queue.end(), [&owner](const Entry& entry) { return entry.owner.data() == &owner; });
    if (waits)
        return;
    m_queue.push_back({&owner, std::move(paint)});
    if (!m_timer.isActive())
        m_timer.start();
}

void FrameScheduler::runFrame()
{
    const auto began = m_clock();
    auto before = began;
    while (!m_queue.empty()) {
        const auto entry = std::move(m_queue.front());
        m_queue.pop_front();
        if (entry.owner)
            entry.paint();
        const auto now = m_clock();
        // The next one costs about as much as this one did: it must fit too.
        if (now - began + (now - before) > budget)
            break;
        before = now;
    }
    if (m_queue.empty())
        m_timer.stop();
}

} // namespace penelope::ui::charts
