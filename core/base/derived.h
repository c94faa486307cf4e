#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>

namespace penelope {

/// What follows from other members of a value, such as an index of rows: made when it is first asked for, and kept up
/// to date from then on. It is nothing of its own: it is not compared and not written down. Copies share it. Any thread
/// may ask; who holds the value alone may change it.
template <typename T> class Derived
{
public:
    /// `make` answers it for what it follows from; the same on every call.
    template <typename Make> const T& get(Make&& make) const
    {
        auto& held = *m_held;
        if (!held.there.load(std::memory_order_acquire)) {
            const std::lock_guard lock(held.mutex);
            if (!held.there.load(std::memory_order_relaxed)) {
                held.value = make();
                held.there.store(true, std::memory_order_release);
            }
        }
        return held.value;
    }

    /// After a change of what it follows from: `change` does the same to it. What was not made yet is still not.
    template <typename Change> void follow(Change&& change)
    {
        const bool shared = m_held.use_count() > 1;
        if (!m_held->there.load(std::memory_order_acquire)) {
            if (shared) // another copy makes it of what was before
                m_held = std::make_shared<Held>();
            return;
        }
        if (shared) {
            auto own = std::make_shared<Held>();
            own->value = m_held->value;
            own->there.store(true, std::memory_order_release);
            m_held = std::move(own);
        }
        change(m_held->value);
    }

    bool operator==(const Derived&) const { return true; }

private:
    struct Held
    {
        std::mutex mutex;
        std::atomic<bool> there{false};
        T value{};
    };
    std::shared_ptr<Held> m_held = std::make_shared<Held>();
};

} // namespace penelope
