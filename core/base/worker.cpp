#include "core/base/worker.h"

#include <QByteArray>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include <pthread.h>

namespace penelope {

struct Worker::State
{
    struct Job
    {
        std::function<void()> run;
        std::stop_source source;
    };

    void loop(const std::stop_token& stop)
    {
        for (;;) {
            Job job;
            {
                std::unique_lock lock(mutex);
                if (!wake.wait(lock, stop, [this] { return !jobs.empty(); }) || stop.stop_requested())
                    return;
                job = std::move(jobs.front());
                jobs.pop_front();
                running = job.source;
            }
            job.run();
        }
    }

    std::mutex mutex;
    std::condition_variable_any wake;
    std::deque<Job> jobs;
    std::stop_source running{std::nostopstate};
    QByteArray name;
    std::jthread thread; ///< last: joined before anything it uses goes
};

Worker::Worker(const QString& name)
    : m_state(std::make_unique<State>())
{
    m_state->name = name.left(15).toLatin1();
}

Worker::~Worker()
{
    m_state->thread.request_stop();
    const std::lock_guard lock(m_state->mutex);
    m_state->running.request_stop();
    for (auto& job : m_state->jobs)
        job.source.request_stop();
}

void Worker::enqueue(std::function<void()> job, std::stop_source source)
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->jobs.push_back({std::move(job), std::move(source)});
        // Only now: of the workers that a start makes, most have nothing to do before the first picture.
        if (!m_state->thread.joinable()) {
            m_state->thread = std::jthread([state = m_state.get()](const std::stop_token& stop) { state->loop(stop); });
            pthread_setname_np(m_state->thread.native_handle(), m_state->name.constData());
        }
    }
    m_state->wake.notify_one();
}

} // namespace penelope
