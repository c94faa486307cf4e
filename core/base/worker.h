#pragma once

#include "core/base/mailbox.h"

#include <QString>

#include <functional>
#include <memory>
#include <stop_token>
#include <type_traits>

namespace penelope {

/// The handle of one piece of work. Letting go cancels it: the work's stop token is set and no answer arrives after.
/// Belongs to the thread of the mailbox that the answer goes to.
class [[nodiscard]] Task
{
public:
    Task() = default;
    explicit Task(std::stop_source source)
        : m_source(std::move(source))
        , m_held(true)
    {}
    Task(Task&& other) noexcept
        : m_source(std::move(other.m_source))
        , m_held(std::exchange(other.m_held, false))
    {}
    Task& operator=(Task&& other) noexcept
    {
        if (this != &other) {
            cancel();
            m_source = std::move(other.m_source);
            m_held = std::exchange(other.m_held, false);
        }
        return *this;
    }
    ~Task() { cancel(); }

    void cancel()
    {
        if (std::exchange(m_held, false))
            m_source.request_stop();
    }

private:
    std::stop_source m_source{std::nostopstate};
    bool m_held = false;
};

/// One named thread that does one thing at a time, in the order it was asked. The first thing begins it.
class Worker
{
public:
    /// `name` is what debuggers and `top` show; cut at 15 characters.
    explicit Worker(const QString& name);
    /// Cancels what waits, sets the stop token of what runs, and waits for it.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Runs `work(stop_token)` on the worker's thread and `done(its value)` on the thread of `home`.
    template <typename Work, typename Done> Task run(const Mailbox& home, Work work, Done done)
    {
        std::stop_source source;
        enqueue(
            [stop = source.get_token(), home = home.address(), work = std::move(work),
             done = std::move(done)]() mutable {
                if (stop.stop_requested())
                    return;
                auto value = std::make_shared<std::invoke_result_t<Work&, std::stop_token>>(work(stop));
                home.post([stop, value = std::move(value), done = std::move(done)]() mutable {
                    if (!stop.stop_requested())
                        done(std::move(*value));
                });
            },
            source);
        return Task{std::move(source)};
    }

private:
    struct State;
    void enqueue(std::function<void()> job, std::stop_source source);

    std::unique_ptr<State> m_state;
};

} // namespace penelope
