#include "core/adapters/sandbox/program.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::sandbox {

namespace {

void limit(__rlimit_resource resource, qint64 most)
{
    const rlimit both{static_cast<rlim_t>(most), static_cast<rlim_t>(most)};
    ::setrlimit(resource, &both);
}

qint64 wholeSeconds(Milliseconds span)
{
    return std::max<qint64>(1, std::chrono::ceil<std::chrono::seconds>(span).count());
}

} // namespace

SandboxedProgram::SandboxedProgram(Sandbox::Job job, std::optional<Owner> owner, const Clock& clock)
    : m_clock(clock)
    , m_job(std::move(job))
    , m_owner(owner)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { stop(Sandbox::Ending::TimedOut); });
    connect(&m_process, &QProcess::started, this, &SandboxedProgram::feed);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &SandboxedProgram::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &SandboxedProgram::readErrors);
    connect(&m_process, &QProcess::errorOccurred, this, &SandboxedProgram::onError);
    connect(&m_process, &QProcess::finished, this, &SandboxedProgram::onFinished);
}

SandboxedProgram::~SandboxedProgram()
{
    m_process.disconnect(this);
    killGroup();
    if (m_process.state() != QProcess::NotRunning)
        m_process.waitForFinished();
    if (m_status >= 0)
        ::close(m_status);
}

void SandboxedProgram::start(const Machine& machine, const QString& work, Ended ended)
{
    m_ended = std::move(ended);
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return answer(failure(ErrorCode::Unavailable, u"no pipe: %1"_s.arg(qt_error_string(errno))));
    m_status = ends[0];
    auto mine = machine;
    mine.statusDescriptor = ends[1];
    const auto line = commandLine(mine, m_job, work);
    m_process.setProgram(line.front());
    m_process.setArguments(line.mid(1));
    // bubblewrap's own environment can be read inside, in /proc/1.
    QProcessEnvironment nothing;
    nothing.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    m_process.setProcessEnvironment(nothing);
    m_process.setChildProcessModifier([this, statusEnd = ends[1]] { limitChild(statusEnd); });
    m_since = m_clock.tick();
    m_timer.start(m_job.limits.time);
    m_process.start();
    m_group = m_process.processId();
    ::close(ends[1]);
}

/// Between fork and exec: async-signal-safe calls only.
void SandboxedProgram::limitChild(int statusEnd)
{
    ::setpgid(0, 0);
    const auto& limits = m_job.limits;
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, wholeSeconds(limits.processor));
    // Not the address space: runtimes reserve much of it that they never touch.
    limit(RLIMIT_DATA, limits.memoryBytes);
    limit(RLIMIT_FSIZE, limits.fileBytes);
    limit(RLIMIT_NOFILE, limits.openFiles);
    if (m_owner) {
        const bool given =
            ::setgroups(0, nullptr) == 0 && ::setgid(m_owner->group) == 0 && ::setuid(m_owner->user) == 0;
        if (!given)
            ::_exit(126);
    }
    // After the change of user, which clears it.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    // Nothing that this process has open goes along but what bubblewrap reports on.
    ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    ::fcntl(statusEnd, F_SETFD, 0);
}

void SandboxedProgram::feed()
{
    m_process.write(m_job.input);
    m_process.closeWriteChannel();
}

void SandboxedProgram::stop(Sandbox::Ending why)
{
    if (!m_stopped)
        m_stopped = why;
    killGroup();
}

void SandboxedProgram::killGroup() const
{
    if (m_group > 0 && m_process.state() != QProcess::NotRunning)
        ::kill(static_cast<pid_t>(-m_group), SIGKILL);
}

void SandboxedProgram::keep(const QByteArray& bytes)
{
    m_printed += bytes.size();
    m_log += bytes.right(Sandbox::keptLog);
    if (m_log.size() > Sandbox::keptLog)
        m_log.remove(0, m_log.size() - Sandbox::keptLog);
    if (m_printed > m_job.limits.outputBytes)
        stop(Sandbox::Ending::TooMuchOutput);
}

void SandboxedProgram::readOutput()
{
    const auto bytes = m_process.readAllStandardOutput();
    if (m_output.size() < Sandbox::keptOutput)
        m_output += bytes.left(Sandbox::keptOutput - m_output.size());
    keep(bytes);
}

void SandboxedProgram::readErrors()
{
    keep(m_process.readAllStandardError());
}

bool SandboxedProgram::programRan()
{
    std::array<char, 1024> text{};
    const auto size = ::read(m_status, text.data(), text.size());
    return size > 0 && QByteArray::fromRawData(text.data(), static_cast<qsizetype>(size)).contains("\"exit-code\"");
}

void SandboxedProgram::onError(QProcess::ProcessError error)
{
    if (error == QProcess::FailedToStart) {
        answer(failure(
            ErrorCode::Unsupported, u"the sandbox cannot be started: %1"_s.arg(m_process.errorString()),
            m_process.program()));
    }
}

void SandboxedProgram::onFinished(int exitCode, QProcess::ExitStatus)
{
    readOutput();
    readErrors();
    constexpr int signalled = 128;
    Sandbox::Outcome outcome;
    outcome.output = m_output;
    outcome.logTail = QString::fromUtf8(m_log);
    outcome.took = std::chrono::duration_cast<Milliseconds>(m_clock.tick() - m_since);
    if (m_stopped) {
        outcome.ending = *m_stopped;
        return answer(std::move(outcome));
    }
    if (!programRan()) {
        const auto said = outcome.logTail.trimmed().left(500);
        return answer(failure(
            ErrorCode::Unsupported,
            u"the sandbox cannot be set up here: %1"_s.arg(said.isEmpty() ? u"it said nothing"_s : said)));
    }
    outcome.ending = exitCode > signalled ? Sandbox::Ending::Signalled : Sandbox::Ending::Exited;
    outcome.code = exitCode > signalled ? exitCode - signalled : exitCode;
    answer(std::move(outcome));
}

void SandboxedProgram::answer(Result<Sandbox::Outcome> result)
{
    m_timer.stop();
    if (!m_ended)
        return;
    // Later: whoever hears it may let go of this program.
    const auto tell = [ended = std::exchange(m_ended, nullptr), result = std::move(result)]() mutable {
        ended(std::move(result));
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

} // namespace penelope::sandbox
