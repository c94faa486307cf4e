#include "app/player/service.h"

#include <QByteArrayList>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace penelope::player {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArrayList wordsOf(const patch::TwinService& service, const QString& tree, const QString& data)
{
    QByteArrayList words;
    for (const auto& word : service.start) {
        const auto said = word == "{{port}}"_L1   ? QString::number(service.port)
                          : word == "{{tree}}"_L1 ? tree
                          : word == "{{data}}"_L1 ? data
                                                  : word;
        words.append(QFile::encodeName(said));
    }
    return words;
}

QString howEnded(int status)
{
    return WIFSIGNALED(status) ? u"signal %1"_s.arg(WTERMSIG(status)) : u"exit code %1"_s.arg(WEXITSTATUS(status));
}

} // namespace

Service::Service(const patch::TwinService& service, const QString& tree, const QString& data)
{
    const auto words = wordsOf(service, tree, data);
    const auto folder = QFile::encodeName(tree);
    std::vector<char*> argv;
    argv.reserve(static_cast<std::size_t>(words.size()) + 1);
    for (const auto& word : words)
        argv.push_back(const_cast<char*>(word.constData()));
    argv.push_back(nullptr);
    m_process = ::fork();
    if (m_process != 0)
        return;
    // The report goes to standard output, so it is no place for anyone else.
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    ::setpgid(0, 0);
    if (::chdir(folder.constData()) == 0)
        ::execvp(argv.front(), argv.data());
    ::_exit(127);
}

Service::~Service()
{
    stop();
}

std::optional<QString> Service::ended()
{
    int status = 0;
    if (!m_ended && m_process > 0 && ::waitpid(m_process, &status, WNOHANG) == m_process)
        m_ended = howEnded(status);
    if (m_process <= 0 && !m_ended)
        m_ended = u"no process"_s;
    return m_ended;
}

void Service::stop()
{
    using Steady = std::chrono::steady_clock;
    constexpr auto patience = std::chrono::seconds{5};
    constexpr int pauseMs = 2;
    if (m_process <= 0)
        return;
    ::kill(-m_process, SIGTERM);
    for (const auto until = Steady::now() + patience; !ended() && Steady::now() < until;)
        ::poll(nullptr, 0, pauseMs);
    // Everyone else in a sandbox is the service's, daemons of its own too; outside of one only the group is.
    ::kill(isInSandbox() ? -1 : -m_process, SIGKILL);
    while (::waitpid(-1, nullptr, 0) > 0) {
    }
    m_process = -1;
}

bool isInSandbox()
{
    std::array<char, 64> host{};
    return ::getppid() == 1 && ::getuid() != 0 && ::gethostname(host.data(), host.size() - 1) == 0 &&
           std::string_view(host.data()) == "twin" && ::access("/tools", F_OK) == 0;
}

qint64 residentKib()
{
    const auto page = static_cast<qint64>(::sysconf(_SC_PAGESIZE)) / 1024;
    qint64 all = 0;
    for (const auto& name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        const auto process = name.toLongLong();
        QFile numbers(u"/proc/%1/statm"_s.arg(name));
        if (process > 1 && process != ::getpid() && numbers.open(QIODevice::ReadOnly))
            all += numbers.readAll().split(' ').value(1).toLongLong() * page;
    }
    return all;
}

} // namespace penelope::player
