#pragma once

#include "core/base/mailbox.h"

#include <QString>

#include <memory>

namespace penelope {

/// A named thread with an event loop, for objects that live on timers and sockets. What is made on it must be ended on
/// it: by a last letter before this goes.
class EventThread
{
public:
    /// Runs when this returns. `name` is what debuggers and `top` show; cut at 15 characters.
    explicit EventThread(const QString& name);
    /// Letters posted before still run; then the thread ends.
    ~EventThread();
    EventThread(const EventThread&) = delete;
    EventThread& operator=(const EventThread&) = delete;

    void post(Mailbox::Letter letter) const { m_address.post(std::move(letter)); }

private:
    class Thread;
    std::unique_ptr<Thread> m_thread;
    Mailbox::Address m_address;
};

} // namespace penelope
