#include "app/lab/lab.h"

#include "app/lab/files.h"
#include "app/lab/narration.h"
#include "app/lab/outcome.h"
#include "app/lab/signals.h"

#include <QCoreApplication>

#include <cstdio>
#include <unistd.h>

namespace penelope::lab {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

Lab::Lab(Play play, LabFolder folder, Ports ports, const Programs& programs)
    : m_play(std::move(play))
    , m_folder(std::move(folder))
    , m_ports(std::move(ports))
    , m_programs(programs)
    , m_layout{m_folder.path()}
    , m_story(m_clock, m_layout.path(u"story.jsonl"_s))
    , m_world(m_clock, m_layout, PortPlan::from(m_ports.at(0)), m_programs)
    , m_core(m_layout, m_programs, m_play.console)
    , m_stage{m_play, m_clock, m_world, m_core, m_story, {}}
{
    connect(&m_world, &World::told, this, [this](const QString& sentence) { m_story.tell(sentence); });
    connect(&m_world, &World::broken, this, &Lab::fail);
    connect(&m_world, &World::changed, this, &Lab::writeLabFile);
    connect(&m_core, &CoreProcess::eventArrived, this, &Lab::take);
    connect(&m_core, &CoreProcess::told, this, [this](const QString& sentence) { m_story.tell(sentence); });
    connect(&m_core, &CoreProcess::ended, this, &Lab::coreEnded);
    connect(&m_stopping, &QTimer::timeout, this, &Lab::stopNext);
}

Status Lab::begin()
{
    m_story.tell(u"The lab plays %1 in %2."_s.arg(toWord(m_play.scenario), m_layout.root));
    if (auto status = m_world.build(m_play.scenario); !status)
        return status;
    m_firstCommit = headOf(m_programs, m_layout.repository(u"payments"_s));
    if (m_play.operators && !m_play.worldOnly) {
        m_operator = std::make_unique<ScriptedOperator>(m_core, m_clock, m_layout.path(u"keys"_s));
        connect(m_operator.get(), &ScriptedOperator::told, this, [this](const QString& text) { m_story.tell(text); });
    }
    m_script = std::make_unique<Script>(m_stage, stepsOf(m_stage));
    connect(m_script.get(), &Script::ended, this, &Lab::finishStory);
    connect(m_script.get(), &Script::failed, this, &Lab::fail);
    m_script->start();
    writeLabFile();
    return {};
}

void Lab::take(const Json& envelope, const Facts& before)
{
    const auto sentence = narrate(envelope, before);
    if (!sentence.isEmpty())
        m_story.tell(instantFromMs(envelope[u"time"].toInteger()), envelope[u"seq"].toInteger(), sentence);
    if (envelope[u"kind"].toString() == u"CoreStarted"_s)
        writeLabFile();
}

void Lab::finishStory()
{
    const auto checks =
        readOutcome(m_play.scenario, m_layout, m_world.ports(), m_programs, m_core.facts(), m_firstCommit);
    bool all = true;
    for (const auto& check : checks) {
        m_story.tell((check.holds ? u"✓ "_s : u"✗ "_s) + check.sentence);
        all = all && check.holds;
    }
    m_outcome = all ? 0 : 1;
    m_story.tell(
        all ? u"The story of %1 ended as it should."_s.arg(toWord(m_play.scenario))
            : u"The story of %1 did not end as it should."_s.arg(toWord(m_play.scenario)));
    if (m_play.console && !m_play.operators)
        m_story.tell(u"Look around as long as you like; closing the window ends the lab."_s);
    else
        end(*m_outcome);
}

void Lab::fail(const QString& sentence)
{
    if (m_exitCode)
        return;
    m_story.tell(u"✗ "_s + sentence);
    end(1);
}

void Lab::coreEnded(int code)
{
    if (m_exitCode)
        return;
    if (!m_outcome)
        m_story.tell(u"The core has ended before the story did."_s);
    end(code == 0 ? m_outcome.value_or(1) : 1);
}

void Lab::end(int code)
{
    if (m_exitCode)
        return;
    m_exitCode = code;
    m_script.reset();
    m_operator.reset();
    m_core.stop();
    m_stopping.start(50ms);
}

void Lab::stopNext()
{
    // The core first: it may have something to say to HAProxy or git on its way out.
    if (m_core.isRunning())
        return;
    if (!m_worldStopped) {
        m_worldStopped = true;
        m_world.stop();
    } else if (m_world.isStopped()) {
        m_stopping.stop();
        QCoreApplication::exit(*m_exitCode);
    }
}

void Lab::writeLabFile()
{
    const auto& ports = m_world.ports();
    auto portList = Json::object({{u"prometheus"_s, Json{ports.prometheus}}, {u"penelope"_s, Json{ports.http}}});
    for (const auto& service : serviceNames()) {
        portList.set(service, Json{ports.of(service).front});
        portList.set(service + u"-stable"_s, Json{ports.of(service).stable});
        portList.set(service + u"-canary"_s, Json{ports.of(service).canary});
    }
    auto pids = Json::object({{u"lab"_s, Json{static_cast<qint64>(getpid())}}});
    for (const auto& [name, pid] : m_world.pids())
        pids.set(name, Json{pid});
    if (m_core.isRunning())
        pids.set(u"core"_s, Json{m_core.pid()});
    const auto document = Json::object(
        {{u"format"_s, Json{1}},
         {u"scenario"_s, Json{toWord(m_play.scenario)}},
         {u"pids"_s, pids},
         {u"ports"_s, portList},
         {u"haproxy_socket"_s, Json{m_layout.haproxySocket()}},
         {u"journal"_s, Json{m_layout.journal()}},
         {u"config"_s, Json{m_layout.config()}}});
    if (auto status = writeFile(m_layout.path(u"lab.json"_s), toJsonText(document, true)); !status)
        std::fprintf(stderr, "%s\n", qUtf8Printable(status.error().message));
}

int runLab(const Play& play)
{
    const auto complain = [](const Error& error) {
        std::fprintf(
            stderr, "%s%s%s\n", qUtf8Printable(error.message), error.where.isEmpty() ? "" : ": ",
            qUtf8Printable(error.where));
        return 1;
    };
    const auto programs = Programs::find(play);
    if (!programs)
        return complain(programs.error());
    auto folder = LabFolder::make(play.keep);
    if (!folder)
        return complain(folder.error());
    auto ports = Ports::take();
    if (!ports)
        return complain(ports.error());
    Lab lab{play, std::move(*folder), std::move(*ports), *programs};
    const Signals ending{[&lab] { lab.interrupt(); }};
    if (auto status = lab.begin(); !status)
        return complain(status.error());
    return QCoreApplication::exec();
}

} // namespace penelope::lab
