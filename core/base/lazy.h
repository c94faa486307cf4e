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

    /// Shows it to `look`. One that is not there yet is made for that and not kept.
    template <typename Look> void lookOnce(Look&& look) const
    {
        if (isThere())
            look(m_value);
        else
            look(m_make());
    }
    /// How it is made; nothing of one that was given.
    const Make& maker() const { return m_make; }

private:
    void make() const
    {
        std::call_once(m_once, [this] {
            m_value = m_make();
            m_there.store(true, std::memory_order_release);
        });
    }

    mutable T m_value{};
    Make m_make;
    mutable std::once_flag m_once;
    mutable std::atomic<bool> m_there{false};
};

} // namespace penelope
