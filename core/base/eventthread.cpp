#include "core/base/eventthread.h"

#include <QThread>

#include <future>

namespace penelope {

class EventThread::Thread : public QThread
{
public:
    std::future<Mailbox::Address> address() { return m_address.get_future(); }

protected:
    void run() override
    {
        const Mailbox mailbox;
        m_address.set_value(mailbox.address());
        exec();
    }

private:
    std::promise<Mailbox::Address> m_address;
};

EventThread::EventThread(const QString& name)
    : m_thread(std::make_unique<Thread>())
{
    constexpr qsizetype longestName = 15;
    m_thread->setObjectName(name.left(longestName));
    auto address = m_thread->address();
    m_thread->start();
    m_address = address.get();
}

EventThread::~EventThread()
{
    // As a letter, so that what was posted before it is done.
    m_address.post([thread = m_thread.get()] { thread->quit(); });
    m_thread->wait();
}

} // namespace penelope
