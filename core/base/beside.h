#pragma once

#include <QString>

#include <functional>
#include <stop_token>
#include <thread>

#include <pthread.h>
#include <sched.h>

namespace penelope {

/// One piece of work on a thread beside its maker's, who waits for it in the same function: letting go sets its stop
/// token and waits for its end.
class Beside
{
public:
    /// `name` is what debuggers and `top` show; cut at 15 characters.
    Beside(const QString& name, std::function<void(const std::stop_token&)> work)
        : m_thread(std::move(work))
    {
        pthread_setname_np(m_thread.native_handle(), name.left(15).toLatin1().constData());
    }

private:
    std::jthread m_thread;
};

/// So many processors may be used by this process: those that it is kept away from do not count.
inline int usableProcessors()
{
    cpu_set_t usable;
    CPU_ZERO(&usable);
    return sched_getaffinity(0, sizeof usable, &usable) == 0 ? CPU_COUNT(&usable) : 1;
}

} // namespace penelope
