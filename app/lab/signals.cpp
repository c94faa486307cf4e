#include "app/lab/signals.h"

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace penelope::lab {

namespace {

sigset_t endingSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    return set;
}

} // namespace

Signals::Signals(std::function<void()> told)
{
    const auto set = endingSignals();
    sigprocmask(SIG_BLOCK, &set, nullptr);
    m_descriptor = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this, told = std::move(told)] {
        signalfd_siginfo info{};
        while (read(m_descriptor, &info, sizeof(info)) == static_cast<ssize_t>(sizeof(info)))
            told();
    });
}

Signals::~Signals()
{
    m_notifier.reset();
    close(m_descriptor);
}

} // namespace penelope::lab
