#include "core/base/mailbox.h"

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

namespace penelope {

struct Mailbox::Slot
{
    std::mutex mutex; ///< of the letters and `rung`
    std::vector<Letter> letters;
    bool rung = false;
    std::mutex life;         ///< of the bell: whoever is woken asks for the letters at once, and must not wait for it
    QObject* bell = nullptr; ///< null once the box is gone
    std::atomic<bool> gone = false;
    std::vector<Letter> room; ///< of the burst before; only the box's thread looks at it

    void post(Letter&& letter);
};

/// Lives on the box's thread and turns one event into a run of all waiting letters.
class Mailbox::Bell : public QObject
{
public:
    explicit Bell(std::shared_ptr<Slot> slot)
        : m_slot(std::move(slot))
    {}

    bool event(QEvent* event) override
    {
        if (event->type() != QEvent::User)
            return QObject::event(event);
        // A letter may destroy the box, and this object with it: only the slot is touched after a letter ran.
        const auto slot = m_slot;
        auto burst = std::exchange(slot->room, {});
        {
            const std::lock_guard lock(slot->mutex);
            burst.swap(slot->letters);
            slot->rung = false;
        }
        for (auto& letter : burst) {
            if (slot->gone)
                break;
            letter();
        }
        burst.clear();
        slot->room = std::move(burst);
        return true;
    }

private:
    std::shared_ptr<Slot> m_slot;
};

void Mailbox::Slot::post(Letter&& letter)
{
    {
        const std::lock_guard lock(mutex);
        if (gone)
            return;
        letters.push_back(std::move(letter));
        if (std::exchange(rung, true))
            return;
    }
    const std::lock_guard lock(life);
    if (bell)
        QCoreApplication::postEvent(bell, new QEvent(QEvent::User));
}

void Mailbox::Address::post(Letter letter) const
{
    if (m_slot)
        m_slot->post(std::move(letter));
}

void Mailbox::post(Letter letter) const
{
    m_slot->post(std::move(letter));
}

Mailbox::Mailbox()
    : m_slot(std::make_shared<Slot>())
    , m_bell(std::make_unique<Bell>(m_slot))
{
    m_slot->bell = m_bell.get();
}

Mailbox::~Mailbox()
{
    {
        const std::lock_guard lock(m_slot->life);
        m_slot->bell = nullptr;
    }
    std::vector<Letter> dropped;
    const std::lock_guard lock(m_slot->mutex);
    m_slot->gone = true;
    dropped.swap(m_slot->letters);
}

} // namespace penelope
