#pragma once

#include <QtGlobal>

#include <coroutine>
#include <exception>
#include <utility>

namespace penelope::engine::generator {

/// co_await Pause{ms}: the story goes on after so long; other stories are told meanwhile.
struct Pause
{
    qint64 ms = 0;
};

/// One story as it is told: from pause to pause.
class Story
{
public:
    struct promise_type
    {
        qint64 pause = 0;

        Story get_return_object() { return Story{std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always await_transform(Pause wanted)
        {
            pause = wanted.ms;
            return {};
        }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };

    Story(Story&& other) noexcept
        : m_told(std::exchange(other.m_told, nullptr))
    {}
    Story& operator=(Story&& other) noexcept
    {
        std::swap(m_told, other.m_told);
        return *this;
    }
    Story(const Story&) = delete;
    Story& operator=(const Story&) = delete;
    ~Story()
    {
        if (m_told)
            m_told.destroy();
    }

    /// Tells on to the next pause; false at the end.
    bool goOn()
    {
        m_told.resume();
        return !m_told.done();
    }
    /// Of the pause it stands at.
    qint64 pause() const { return m_told.promise().pause; }

private:
    explicit Story(std::coroutine_handle<promise_type> told)
        : m_told(told)
    {}
    std::coroutine_handle<promise_type> m_told;
};

} // namespace penelope::engine::generator
