#include "core/adapters/sandbox/program.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::sandbox {

namespace {

void limit(__rlimit_resource resource, qint64 most, qint64 grace = 0)
{
    const rlimit both{static_cast<rlim_t>(most), static_cast<rlim_t>(most + grace)};
    ::setrlimit(resource, &both);
}

qint64 numberAfter(const QByteArray& text, const QByteArray& name)
{
    auto at = text.indexOf(name);
    if (at < 0)
        return 0;
    at = text.indexOf(':', at) + 1;
    while (at < text.size() && text[at] == ' ')
        ++at;
    auto end = at;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9')
        ++end;
    return text.mid(at, end - at).toLongLong();
}

/// A limit of the kernel that such a signal tells of.
QString limitBehind(int signal)
{
    switch (signal) {
    case SIGXCPU: return u"more processor time than a process may take"_s;
    case SIGXFSZ: return u"a file larger than it may be"_s;
    case SIGSYS: return u"a system call of another kind of machine"_s;
    default: return {};
    }
}

/// Waits for the end of a process, at most so long; true also where there is none to wait for.
bool hasEnded(int process, Milliseconds most)
{
    if (process < 0)
        return true;
    pollfd end{process, POLLIN, 0};
    int found = 0;
    do // a signal, such as of bubblewrap's own end, is no end of it
        found = ::poll(&end, 1, static_cast<int>(most.count()));
    while (found < 0 && errno == EINTR);
    return found != 0;
}

/// Process 1 of the sandbox, by its number outside; 0 = not told yet.
qint64 firstOf(const QByteArray& told)
{
    return numberAfter(told, "\"child-pid\"");
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
    holdFirst();
    killGroup();
    if (m_process.state() != QProcess::NotRunning)
        m_process.waitForFinished();
    constexpr Milliseconds patience{30'000}; // as long as for bubblewrap itself
    hasEnded(m_first, patience);
    letGo();
}

void SandboxedProgram::letGo()
{
    m_heard.reset();
    m_last.reset();
    for (auto* end : {&m_status, &m_socket, &m_first}) {
        if (*end >= 0)
            ::close(std::exchange(*end, -1));
    }
}

void SandboxedProgram::start(
    const Machine& machine, const Copies& copies, std::unique_ptr<ControlGroup> bounds, Ended ended)
{
    m_ended = std::move(ended);
    m_bounds = std::move(bounds);
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return answer(failure(ErrorCode::Unavailable, u"no pipe: %1"_s.arg(qt_error_string(errno))));
    m_status = ends[0];
    std::array<int, 2> pair{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) {
        ::close(ends[1]);
        return answer(failure(ErrorCode::Unavailable, u"no socket: %1"_s.arg(qt_error_string(errno))));
    }
    m_socket = pair[0];
    m_heard = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Read);
    connect(m_heard.get(), &QSocketNotifier::activated, this, &SandboxedProgram::confined);
    auto mine = machine;
    mine.statusDescriptor = ends[1];
    mine.socketDescriptor = pair[1];
    const auto line = commandLine(mine, m_job, copies);
    m_process.setProgram(line.front());
    m_process.setArguments(line.mid(1));
    // bubblewrap's own environment can be read inside, in /proc/1.
    QProcessEnvironment nothing;
    nothing.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    m_process.setProcessEnvironment(nothing);
    m_process.setChildProcessModifier([this, kept = std::array{ends[1], pair[1]}] { limitChild(kept); });
    m_since = m_clock.tick();
    m_timer.start(m_job.limits.time);
    m_process.start();
    m_group = m_process.processId();
    ::close(ends[1]);
    ::close(pair[1]);
}

/// Between fork and exec: async-signal-safe calls only.
void SandboxedProgram::limitChild(std::array<int, 2> kept)
{
    ::setpgid(0, 0);
    if (m_bounds && ::write(m_bounds->door(), "0", 1) != 1)
        ::_exit(126);
    const auto& limits = m_job.limits;
    // Not 0: only this keeps the kernel from handing a dump to a program of the machine.
    limit(RLIMIT_CORE, 1);
    // The signal that says so first, the one that cannot be ignored a second later.
    limit(RLIMIT_CPU, wholeSeconds(limits.processor), 1);
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
    // Nothing that this process has open goes along but what is reported on.
    ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    for (const int end : kept)
        ::fcntl(end, F_SETFD, 0);
}

void SandboxedProgram::confined()
{
    if (m_watch || m_socket < 0)
        return;
    char byte = 0;
    iovec text{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> space{};
    msghdr message{};
    message.msg_iov = &text;
    message.msg_iovlen = 1;
    message.msg_control = space.data();
    message.msg_controllen = space.size();
    const auto size = ::recvmsg(m_socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    m_heard->setEnabled(false);
    const auto* head = size > 0 ? CMSG_FIRSTHDR(&message) : nullptr;
    if (!head || head->cmsg_type != SCM_RIGHTS)
        return; // it says itself why it could not
    SandboxWatch::Order order{.limits = m_job.limits, .network = m_job.network};
    std::memcpy(&order.listener, CMSG_DATA(head), sizeof(int));
    holdFirst();
    order.first = firstOf(m_told);
    m_watch = std::make_unique<SandboxWatch>(order, m_clock, [this](Sandbox::Ending why) { stop(why); });
    constexpr char go = 'G';
    ::send(m_socket, &go, 1, MSG_NOSIGNAL);
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
    holdFirst();
    killGroup();
}

void SandboxedProgram::killGroup() const
{
    if (m_group > 0 && m_process.state() != QProcess::NotRunning) {
        ::kill(static_cast<pid_t>(-m_group), SIGKILL);
        if (m_bounds)
            m_bounds->kill();
    }
    killFirst();
}

/// With it the kernel ends everyone in the sandbox. Process 1 leaves bubblewrap's group a moment before it asks the
/// kernel to end together with bubblewrap: killed in between, bubblewrap alone would be gone.
void SandboxedProgram::killFirst() const
{
    if (m_first >= 0)
        ::syscall(SYS_pidfd_send_signal, m_first, SIGKILL, nullptr, 0U);
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

void SandboxedProgram::readStatus()
{
    std::array<char, 1024> text{};
    if (const auto size = ::read(m_status, text.data(), text.size()); size > 0)
        m_told.append(text.data(), static_cast<qsizetype>(size));
}

/// By a descriptor: its number may be another's once it has ended.
void SandboxedProgram::holdFirst()
{
    readStatus();
    if (const auto first = firstOf(m_told); m_first < 0 && first > 0)
        m_first = static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(first), 0U));
}

bool SandboxedProgram::programRan()
{
    readStatus();
    return m_watch && m_told.contains("\"exit-code\"");
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
    holdFirst();
    killFirst();
    if (hasEnded(m_first, Milliseconds{0}))
        return collect(exitCode);
    m_last = std::make_unique<QSocketNotifier>(m_first, QSocketNotifier::Read);
    connect(m_last.get(), &QSocketNotifier::activated, this, [this, exitCode] {
        m_last->setEnabled(false);
        collect(exitCode);
    });
}

void SandboxedProgram::collect(int exitCode)
{
    readOutput();
    readErrors();
    confined(); // it may have ended before anyone heard that it stood
    constexpr int signalled = 128;
    Sandbox::Outcome outcome;
    outcome.output = m_output;
    outcome.logTail = QString::fromUtf8(m_log);
    outcome.took = std::chrono::duration_cast<Milliseconds>(m_clock.tick() - m_since);
    const bool ran = programRan();
    if (m_watch)
        outcome.refusals = m_watch->end();
    if (m_bounds && m_bounds->ranOutOfMemory() && !m_stopped)
        m_stopped = Sandbox::Ending::TooMuchMemory;
    if (m_bounds && m_bounds->ranOutOfProcesses())
        outcome.refusals.push_back({u"more processes and threads than all of it may have"_s});
    if (m_stopped) {
        outcome.ending = *m_stopped;
        return answer(std::move(outcome));
    }
    if (!ran) {
        const auto said = outcome.logTail.trimmed().left(500);
        return answer(failure(
            ErrorCode::Unsupported,
            u"the sandbox cannot be set up here: %1"_s.arg(said.isEmpty() ? u"it said nothing"_s : said)));
    }
    outcome.ending = exitCode > signalled ? Sandbox::Ending::Signalled : Sandbox::Ending::Exited;
    outcome.code = exitCode > signalled ? exitCode - signalled : exitCode;
    if (const auto limit = limitBehind(exitCode - signalled); !limit.isEmpty())
        outcome.refusals.push_back({limit});
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
