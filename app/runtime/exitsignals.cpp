#include "app/runtime/exitsignals.h"

#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <csignal>
#include <unistd.h>

namespace penelope::runtime {
namespace {

/// Where the handler writes; a handler may do little else.
std::atomic<int> signalPipe{-1};

void onSignal(int)
{
    const int descriptor = signalPipe.load();
    const char byte = 1;
    if (descriptor >= 0) [[maybe_unused]]
        const auto written = ::write(descriptor, &byte, 1);
}

} // namespace

struct ExitSignals::Pipe
{
    std::array<int, 2> ends{-1, -1};
    std::unique_ptr<QSocketNotifier> notifier;
};

ExitSignals::ExitSignals(std::function<void()> wanted)
    : m_pipe(std::make_unique<Pipe>())
{
    if (::pipe(m_pipe->ends.data()) != 0)
        return;
    m_pipe->notifier = std::make_unique<QSocketNotifier>(m_pipe->ends[0], QSocketNotifier::Read);
    QObject::connect(
        m_pipe->notifier.get(), &QSocketNotifier::activated, m_pipe->notifier.get(),
        [end = m_pipe->ends[0], wanted = std::move(wanted)] {
            char byte = 0;
            [[maybe_unused]] const auto taken = ::read(end, &byte, 1);
            wanted();
        });
    signalPipe = m_pipe->ends[1];
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    // nohup: its terminal may go, and it stays.
    if (std::signal(SIGHUP, onSignal) == SIG_IGN)
        std::signal(SIGHUP, SIG_IGN);
}

ExitSignals::~ExitSignals()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    if (std::signal(SIGHUP, SIG_DFL) == SIG_IGN)
        std::signal(SIGHUP, SIG_IGN);
    signalPipe = -1;
    m_pipe->notifier.reset();
    for (const int end : m_pipe->ends) {
        if (end >= 0)
            ::close(end);
    }
}

} // namespace penelope::runtime
