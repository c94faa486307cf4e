#include "core/adapters/sandbox/watch.h"

#include "core/adapters/sandbox/family.h"

#include <QByteArrayList>
#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <map>
#include <poll.h>
#include <seccomp.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::sandbox {

namespace {

/// Then nobody answers any more: the kernel refuses by itself, and the number stays.
constexpr qint64 mostAnswers = 10'000;
constexpr qint64 mostNames = 200'000; ///< of files in what it has of memory
constexpr int pauseMs = 100;

constexpr unsigned insertInput = 0x5412;

QString nameOfCall(const seccomp_data& call)
{
    std::unique_ptr<char, decltype(&std::free)> name(seccomp_syscall_resolve_num_arch(call.arch, call.nr), &std::free);
    auto said = name ? QString::fromLatin1(name.get()) : u"number %1"_s.arg(call.nr);
    if (said == "ioctl"_L1)
        return static_cast<unsigned>(call.args[1]) == insertInput ? u"ioctl TIOCSTI"_s : u"ioctl TIOCLINUX"_s;
    if (said == "socket"_L1) {
        const bool raw = call.args[0] == AF_INET || call.args[0] == AF_INET6;
        return raw ? u"socket SOCK_RAW"_s : u"socket of family %1"_s.arg(call.args[0]);
    }
    return said;
}

QByteArray again(QFile& file)
{
    if (!file.isOpen() || !file.seek(0))
        return {};
    return file.readAll();
}

} // namespace

qint64 counterIn(const QByteArray& snmp, const QByteArray& protocol, const QByteArray& name)
{
    qsizetype column = -1;
    for (const auto& line : snmp.split('\n')) {
        const auto words = line.simplified().split(' ');
        if (words.front() != protocol + ':')
            continue;
        if (column >= 0)
            return words.value(column).toLongLong();
        column = words.indexOf(name);
    }
    return 0;
}

/// Held by the thread and by the watch.
struct SandboxWatch::State
{
    State(Order given, const Clock& time)
        : order(given)
        , clock(time)
        , wake(::eventfd(0, EFD_CLOEXEC))
    {
        if (order.first <= 0 || order.network)
            return;
        // Open files of /proc answer for this network even when its last process is gone.
        counters.setFileName(u"/proc/%1/net/snmp"_s.arg(order.first));
        counters6.setFileName(u"/proc/%1/net/snmp6"_s.arg(order.first));
        if (!counters.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ||
            !counters6.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            return;
    }
    ~State()
    {
        hangUp();
        ::close(wake);
        seccomp_notify_free(request, response);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void hangUp()
    {
        if (order.listener >= 0)
            ::close(std::exchange(order.listener, -1));
    }
    bool answerOne();
    void look();
    void loop();
    std::vector<Sandbox::Refusal> refusals();

    Order order;
    const Clock& clock;
    int wake;
    Mailbox::Address home;
    std::function<void(Sandbox::Ending)> over;
    QFile counters;
    QFile counters6;
    seccomp_notif* request = nullptr;
    seccomp_notif_resp* response = nullptr;
    std::map<QString, qint64> calls;
    qint64 answered = 0;
    bool crowded = false;
    bool told = false; ///< of what must end it
};

/// False: there is nobody left to answer.
bool SandboxWatch::State::answerOne()
{
    if (!request && seccomp_notify_alloc(&request, &response) != 0)
        return false;
    *request = {}; // the kernel takes no other
    // Who was killed while it asked needs no answer.
    if (const int code = seccomp_notify_receive(order.listener, request); code != 0)
        return true;
    ++calls[nameOfCall(request->data)];
    *response = {};
    response->id = request->id;
    response->error = -EPERM;
    seccomp_notify_respond(order.listener, response);
    return ++answered < mostAnswers;
}

void SandboxWatch::State::look()
{
    if (order.first <= 0)
        return;
    const auto family = familyOf(order.first, 2 * order.limits.processes);
    crowded = crowded || family.tasks >= order.limits.processes;
    const auto most = order.limits.memoryBytes;
    const auto rough = roughMemoryOf(family);
    const bool tooMuch = rough > most && exactMemoryOf(family).value_or(rough) > most;
    bool tooMany = namelessBytesOf(family) > order.limits.diskBytes;
    for (const auto* place : {"tmp", "dev/shm"}) {
        struct statvfs found
        {};
        const auto path = QFile::encodeName(u"/proc/%1/root/%2"_s.arg(order.first).arg(QLatin1StringView{place}));
        if (::statvfs(path.constData(), &found) == 0)
            tooMany = tooMany || static_cast<qint64>(found.f_files - found.f_ffree) > mostNames;
    }
    if (told || (!tooMuch && !tooMany))
        return;
    told = true;
    home.post(
        [tell = over, why = tooMuch ? Sandbox::Ending::TooMuchMemory : Sandbox::Ending::TooMuchDisk] { tell(why); });
}

void SandboxWatch::State::loop()
{
    auto due = clock.tick() + Milliseconds{pauseMs};
    for (;;) {
        std::array<pollfd, 2> waits{pollfd{wake, POLLIN, 0}, pollfd{order.listener, POLLIN, 0}};
        if (::poll(waits.data(), waits.size(), pauseMs) < 0 && errno != EINTR)
            return;
        if (waits[0].revents != 0)
            return;
        if ((waits[1].revents & POLLIN) != 0) {
            if (!answerOne())
                hangUp();
        } else if ((waits[1].revents & (POLLHUP | POLLERR)) != 0) {
            hangUp();
            order.first = 0; // all of them are gone: the number may soon be another's
        }
        if (clock.tick() < due)
            continue;
        look();
        due = clock.tick() + Milliseconds{pauseMs};
    }
}

std::vector<Sandbox::Refusal> SandboxWatch::State::refusals()
{
    std::vector<Sandbox::Refusal> all;
    const auto snmp = again(counters);
    qint64 outside = counterIn(snmp, "Ip", "OutNoRoutes");
    for (const auto& line : again(counters6).split('\n')) {
        if (line.startsWith("Ip6OutNoRoutes"))
            outside += line.simplified().split(' ').value(1).toLongLong();
    }
    if (outside > 0)
        all.push_back({u"a way to an address outside"_s, outside});
    if (const auto nobody = counterIn(snmp, "Tcp", "AttemptFails"); nobody > 0)
        all.push_back({Sandbox::nobodyListens, nobody});
    if (crowded)
        all.push_back({u"more than %1 processes at once"_s.arg(order.limits.processes), 1});
    for (const auto& [name, times] : calls)
        all.push_back({u"the system call %1"_s.arg(name), times});
    std::sort(all.begin(), all.end(), [](const auto& left, const auto& right) { return left.what < right.what; });
    return all;
}

SandboxWatch::SandboxWatch(Order order, const Clock& clock, std::function<void(Sandbox::Ending)> over)
    : m_state(std::make_shared<State>(order, clock))
    , m_worker(std::make_unique<Worker>(u"sandbox watch"_s))
{
    m_state->home = m_home.address();
    m_state->over = std::move(over);
    m_task = m_worker->run(
        m_home,
        [state = m_state](const std::stop_token&) {
            state->loop();
            return true;
        },
        [](bool) {});
}

SandboxWatch::~SandboxWatch()
{
    end();
}

std::vector<Sandbox::Refusal> SandboxWatch::end()
{
    if (!m_worker)
        return {};
    const eventfd_t once = 1;
    ::eventfd_write(m_state->wake, once);
    m_worker.reset();
    return m_state->refusals();
}

} // namespace penelope::sandbox
