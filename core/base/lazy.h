#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <utility>

namespace penelope {

/// A value that is there, or that is made when it is first looked at. Any thread may look; who holds it alone may
/// write.
template <typename T> class Lazy
{
public:
    using Make = std::function<T()>;

    explicit Lazy(T value)
        : m_value(std::move(value))
        , m_there(true)
    {}
    explicit Lazy(Make make)
        : m_make(std::move(make))
    {}

    bool isThere() const { return m_there.load(std::memory_order_acquire); }
    const T& get() const
    {
        if (!isThere())
            make();
        return m_value;
    }
    T& get()
    {
        std::as_const(*this).get();
        return m_value;
    }

private:
    void make() const
    {
        std::call_once(m_once, [this] {
            m_value = m_make();
            m_make = nullptr;
            m_there.store(true, std::memory_order_release);
        });
    }

    mutable T m_value{};
    mutable Make m_make;
    mutable std::once_flag m_once;
    mutable std::atomic<bool> m_there{false};
};

} // namespace penelope
