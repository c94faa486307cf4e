#pragma once

#include "core/adapters/sandbox/command.h"
#include "core/adapters/sandbox/controlgroup.h"
#include "core/adapters/sandbox/scratch.h"
#include "core/adapters/sandbox/watch.h"
#include "core/ports/clock.h"

#include <QProcess>
#include <QSocketNotifier>
#include <QTimer>

#include <array>
#include <memory>

namespace penelope::sandbox {

/// One bubblewrap from its start to its end, in its own process group. Core thread.
class SandboxedProgram final : public QObject
{
    Q_OBJECT

public:
    using Ended = std::function<void(Result<Sandbox::Outcome>)>;

    SandboxedProgram(Sandbox::Job job, std::optional<Owner> owner, const Clock& clock);
    /// Kills what runs and waits for it.
    ~SandboxedProgram() override;

    /// `ended` once, not from within this call. `bounds`: the group that bounds all of it; none = there are none here.
    void start(const Machine& machine, const Copies& copies, std::unique_ptr<ControlGroup> bounds, Ended ended);
    /// After its end: whoever takes the group waits for what is left in it.
    std::unique_ptr<ControlGroup> takeBounds() { return std::move(m_bounds); }
    /// Kills everything in it; `ended` hears why. Before the start: it is then not started.
    void stop(Sandbox::Ending why);
    const Sandbox::Job& job() const { return m_job; }
    bool isStopped() const { return m_stopped.has_value(); }

private:
    void limitChild(std::array<int, 2> kept);
    /// The program stands in its sandbox and waits: it is watched from now on, and goes.
    void confined();
    void letGo();
    void feed();
    void readOutput();
    void readErrors();
    void keep(const QByteArray& bytes);
    void onError(QProcess::ProcessError error);
    void onFinished(int exitCode, QProcess::ExitStatus status);
    /// bubblewrap ended with this code, and so did everyone in its sandbox.
    void collect(int exitCode);
    void answer(Result<Sandbox::Outcome> result);
    /// What bubblewrap reported: whether the program ran at all.
    bool programRan();
    void readStatus();
    void holdFirst();
    void killGroup() const;
    void killFirst() const;

    const Clock& m_clock;
    Sandbox::Job m_job;
    std::optional<Owner> m_owner;
    Ended m_ended;
    QProcess m_process;
    QTimer m_timer;
    std::optional<Sandbox::Ending> m_stopped;
    QByteArray m_output;
    QByteArray m_log;
    qint64 m_printed = 0;
    qint64 m_group = 0;
    QByteArray m_told;                        ///< by bubblewrap
    int m_status = -1;                        ///< read end of the pipe that bubblewrap reports on
    int m_socket = -1;                        ///< our end of the one that penelope-confine reports on
    std::unique_ptr<QSocketNotifier> m_heard; ///< of the socket
    int m_first = -1;                         ///< process 1 of the sandbox: the kernel ends it after everyone in it
    std::unique_ptr<QSocketNotifier> m_last;  ///< of its end, where bubblewrap itself ended before
    std::unique_ptr<ControlGroup> m_bounds;
    std::unique_ptr<SandboxWatch> m_watch; ///< from when the program stands in its sandbox
    Tick m_since{};
};

} // namespace penelope::sandbox
