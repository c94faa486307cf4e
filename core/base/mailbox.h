#pragma once

#include <functional>
#include <memory>

namespace penelope {

/// Where other threads put work for the thread that made the box: letters run there, in the order they were posted,
/// from its Qt event loop. A burst of letters costs one wake-up.
class Mailbox
{
public:
    using Letter = std::function<void()>;
    struct Slot;

    /// Where to post, from any thread. Stays valid when the box is gone: letters are then dropped.
    class Address
    {
    public:
        Address() = default;
        explicit Address(std::shared_ptr<Slot> slot)
            : m_slot(std::move(slot))
        {}
        /// Any thread. Never runs the letter itself.
        void post(Letter letter) const;

    private:
        std::shared_ptr<Slot> m_slot;
    };

    Mailbox();
    /// On the thread that made it. Letters that did not run yet are dropped, never run.
    ~Mailbox();
    Mailbox(const Mailbox&) = delete;
    Mailbox& operator=(const Mailbox&) = delete;

    Address address() const { return Address{m_slot}; }
    void post(Letter letter) const;

private:
    class Bell;
    std::shared_ptr<Slot> m_slot;
    std::unique_ptr<Bell> m_bell;
};

} // namespace penelope
