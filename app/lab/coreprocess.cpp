#include "app/lab/coreprocess.h"

#include "app/lab/files.h"

namespace penelope::lab {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

std::map<QString, QString> coreEnvironment(const Layout& layout)
{
    std::map<QString, QString> environment;
    for (const auto& [name, folder] : std::vector<std::pair<QString, QString>>{
             {u"XDG_CONFIG_HOME"_s, u"xdg/config"_s},
             {u"XDG_DATA_HOME"_s, u"xdg/data"_s},
             {u"XDG_CACHE_HOME"_s, u"xdg/cache"_s},
             {u"XDG_STATE_HOME"_s, u"xdg/state"_s},
             {u"XDG_RUNTIME_DIR"_s, u"xdg/run"_s}})
        environment[name] = layout.path(folder);
    // The compositor's socket is named relative to the runtime folder that has just been exchanged.
    const auto wayland = qEnvironmentVariable("WAYLAND_DISPLAY");
    if (!wayland.isEmpty() && !wayland.startsWith(u'/'))
        environment[u"WAYLAND_DISPLAY"_s] = qEnvironmentVariable("XDG_RUNTIME_DIR") + u'/' + wayland;
    return environment;
}

CoreProcess::CoreProcess(const Layout& layout, const Programs& programs, bool console)
    : m_layout(layout)
    , m_programs(programs)
    , m_console(console)
{
    connect(&m_link, &ControlLink::opened, this, [this] { m_link.subscribe(m_facts.seq); });
    connect(&m_link, &ControlLink::eventArrived, this, [this](const Json& envelope) {
        if (envelope[u"seq"].toInteger() <= m_facts.seq)
            return;
        const auto before = m_facts;
        m_facts.apply(envelope);
        emit eventArrived(envelope, before);
    });
    connect(&m_retry, &QTimer::timeout, this, &CoreProcess::connectLink);
    m_retry.start(250ms);
}

Status CoreProcess::start()
{
    const auto name = m_console ? u"penelope"_s : u"penelopectl"_s;
    ChildPlan plan{
        name,
        m_console ? m_programs.console : m_programs.ctl,
        {u"--journal"_s, m_layout.journal(), u"--config"_s, m_layout.config()},
        m_layout.root,
        m_layout.log(name),
        coreEnvironment(m_layout)};
    if (!m_console)
        plan.arguments.append(u"serve"_s);
    m_child = std::make_unique<Child>(std::move(plan), [this](Child::Ended how) { childEnded(how); });
    return m_child->start();
}

void CoreProcess::stop()
{
    m_retry.stop();
    if (m_child)
        m_child->stop(Milliseconds{8000});
}

void CoreProcess::childEnded(const Child::Ended& how)
{
    if (how.wanted || !how.crashed) {
        if (!how.wanted && how.exitCode != 0)
            emit told(u"The core ended with %1; its log is %2."_s.arg(how.exitCode)
                          .arg(m_layout.log(m_console ? u"penelope"_s : u"penelopectl"_s)));
        emit ended(how.exitCode);
        return;
    }
    emit told(u"The core was killed; it is started again."_s);
    // From the loop: the child object is inside its own call.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (auto status = start(); !status)
                emit ended(1);
        },
        Qt::QueuedConnection);
}

void CoreProcess::connectLink()
{
    if (!m_link.isIdle() || !isRunning())
        return;
    const auto lock = readFile(m_layout.journal() + u".lock"_s);
    const auto document = lock ? parseForeign(*lock) : Result<Json>{};
    const auto socket = document ? (*document)[u"socket"].toString() : QString{};
    // A lock left by an earlier process names its socket too: only the living one counts.
    if (!socket.isEmpty() && (*document)[u"pid"].toInteger() == pid())
        m_link.open(socket);
}

} // namespace penelope::lab
