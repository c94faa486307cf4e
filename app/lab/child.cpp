#include "app/lab/child.h"

#include <QTimer>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int commandLimitMs = 30000;

QProcessEnvironment environmentWith(const std::map<QString, QString>& more)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto& [name, value] : more)
        environment.insert(name, value);
    return environment;
}

/// Runs between fork and exec: only calls that are safe there.
void dieWithParent(pid_t parent)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr); // the lab blocks what it reads from a descriptor
    setpgid(0, 0); // Ctrl+C in a terminal tells the lab alone; the lab ends the others in order
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(127); // it died before the line above
}

} // namespace

Child::Child(ChildPlan plan, std::function<void(Ended)> ended)
    : m_plan(std::move(plan))
    , m_ended(std::move(ended))
{
    QObject::connect(&m_process, &QProcess::finished, &m_process, [this](int code, QProcess::ExitStatus status) {
        const auto told = m_ended;
        told(Ended{code, status == QProcess::CrashExit, m_wanted});
    });
}

Child::~Child()
{
    m_process.disconnect();
    if (!running())
        return;
    m_process.kill();
    m_process.waitForFinished(2000);
}

Status Child::start()
{
    m_process.setProgram(m_plan.program);
    m_process.setArguments(m_plan.arguments);
    m_process.setWorkingDirectory(m_plan.folder);
    m_process.setProcessEnvironment(environmentWith(m_plan.environment));
    m_process.setProcessChannelMode(m_plan.log.isEmpty() ? QProcess::ForwardedChannels : QProcess::MergedChannels);
    if (!m_plan.log.isEmpty())
        m_process.setStandardOutputFile(m_plan.log, QIODevice::Append);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setChildProcessModifier([parent = getpid()] { dieWithParent(parent); });
    m_process.start();
    if (!m_process.waitForStarted(5000))
        return failure(
            ErrorCode::Unavailable, u"%1 does not start: %2"_s.arg(m_plan.name, m_process.errorString()),
            m_plan.program);
    return {};
}

void Child::stop(Milliseconds grace)
{
    m_wanted = true;
    if (!running())
        return;
    m_process.terminate();
    QTimer::singleShot(grace, &m_process, [this] { m_process.kill(); });
}

Result<QByteArray> runToEnd(
    const QString& program, const QStringList& arguments, const QString& folder,
    const std::map<QString, QString>& environment)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessEnvironment(environmentWith(environment));
    process.setStandardInputFile(QProcess::nullDevice());
    process.setChildProcessModifier([parent = getpid()] { dieWithParent(parent); });
    process.start(program, arguments);
    if (!process.waitForFinished(commandLimitMs))
        return failure(ErrorCode::Unavailable, u"%1 did not run: %2"_s.arg(program, process.errorString()), folder);
    const auto output = process.readAllStandardOutput();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return failure(
            ErrorCode::Refused,
            u"%1 %2 ended with %3: %4"_s.arg(program, arguments.join(u' '))
                .arg(process.exitCode())
                .arg(QString::fromUtf8(process.readAllStandardError() + output).trimmed()),
            folder);
    return output;
}

} // namespace penelope::lab
