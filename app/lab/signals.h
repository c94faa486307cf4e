#pragma once

#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace penelope::lab {

/// SIGTERM, SIGINT and SIGHUP as a call in the event loop. One object for a process, made by its main thread.
class Signals
{
public:
    explicit Signals(std::function<void()> told);
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

private:
    int m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace penelope::lab
