#pragma once

#include "core/base/mailbox.h"
#include "core/base/worker.h"
#include "core/ports/clock.h"
#include "core/ports/sandbox.h"

#include <QByteArray>

#include <memory>

namespace penelope::sandbox {

/// Watches one sandboxed program from outside, on a thread of its own: answers each system call that the filter
/// refuses, and looks at its memory and its processes ten times a second. Belongs to the thread that made it.
class SandboxWatch
{
public:
    struct Order
    {
        int listener = -1; ///< of refused calls; the watch closes it
        qint64 first = 0;  ///< process 1 of the sandbox, by its number outside; 0 = unknown
        Sandbox::Limits limits;
        bool network = false; ///< it has the machine's: then nothing is counted of it
    };
    /// `over` hears, on the thread that made this, why the program is to be ended.
    SandboxWatch(Order order, const Clock& clock, std::function<void(Sandbox::Ending)> over);
    ~SandboxWatch();
    SandboxWatch(const SandboxWatch&) = delete;
    SandboxWatch& operator=(const SandboxWatch&) = delete;

    /// After the end of the program: what was refused. Waits for the thread.
    std::vector<Sandbox::Refusal> end();

private:
    struct State;
    std::shared_ptr<State> m_state;
    Mailbox m_home;
    std::unique_ptr<Worker> m_worker;
    Task m_task;
};

/// Of /proc/PID/net/snmp: the number below `name` in the two lines that begin with `protocol`; 0 where there is none.
qint64 counterIn(const QByteArray& snmp, const QByteArray& protocol, const QByteArray& name);

} // namespace penelope::sandbox
