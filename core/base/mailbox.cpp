#include "core/base/mailbox.h"

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

#include <deque>
#include <mutex>

namespace penelope {

struct Mailbox::Slot
{
    std::mutex mutex;
    std::deque<Letter> letters;
    QObject* bell = nullptr; ///< null once the box is gone
    bool rung = false;
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
        std::deque<Letter> burst;
        {
            const std::lock_guard lock(slot->mutex);
            burst.swap(slot->letters);
            slot->rung = false;
        }
        for (auto& letter : burst) {
            letter();
            const std::lock_guard lock(slot->mutex);
            if (!slot->bell)
                break;
        }
        return true;
    }

private:
    std::shared_ptr<Slot> m_slot;
};

void Mailbox::Address::post(Letter letter) const
{
    if (!m_slot)
        return;
    const std::lock_guard lock(m_slot->mutex);
    if (!m_slot->bell)
        return;
    m_slot->letters.push_back(std::move(letter));
    if (std::exchange(m_slot->rung, true))
        return;
    QCoreApplication::postEvent(m_slot->bell, new QEvent(QEvent::User));
}

Mailbox::Mailbox()
    : m_slot(std::make_shared<Slot>())
    , m_bell(std::make_unique<Bell>(m_slot))
{
    m_slot->bell = m_bell.get();
}

Mailbox::~Mailbox()
{
    std::deque<Letter> dropped;
    const std::lock_guard lock(m_slot->mutex);
    m_slot->bell = nullptr;
    dropped.swap(m_slot->letters);
}

} // namespace penelope
