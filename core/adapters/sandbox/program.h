#pragma once

#include "core/adapters/sandbox/command.h"
#include "core/adapters/sandbox/scratch.h"
#include "core/ports/clock.h"

#include <QProcess>
#include <QTimer>

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

    /// `ended` once, not from within this call.
    void start(const Machine& machine, const QString& work, Ended ended);
    /// Kills everything in it; `ended` hears why. Before the start: it is then not started.
    void stop(Sandbox::Ending why);
    const Sandbox::Job& job() const { return m_job; }
    bool isStopped() const { return m_stopped.has_value(); }

private:
    void limitChild(int statusEnd);
    void feed();
    void readOutput();
    void readErrors();
    void keep(const QByteArray& bytes);
    void onError(QProcess::ProcessError error);
    void onFinished(int exitCode, QProcess::ExitStatus status);
    void answer(Result<Sandbox::Outcome> result);
    /// What bubblewrap reported: whether the program ran at all.
    bool programRan();
    void killGroup() const;

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
    int m_status = -1; ///< read end of the pipe that bubblewrap reports on
    Tick m_since{};
};

} // namespace penelope::sandbox
