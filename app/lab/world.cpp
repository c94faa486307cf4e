#include "app/lab/world.h"

#include "app/lab/files.h"
#include "app/lab/probes.h"
#include "app/lab/repositories.h"
#include "app/lab/worldconfig.h"

#include <csignal>

namespace penelope::lab {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

/// As a machine's supervisor would, and long enough for its absence to be seen.
constexpr Milliseconds prometheusRestart{8s};

} // namespace

World::World(const Clock& clock, const Layout& layout, const PortPlan& ports, const Programs& programs)
    : m_clock(clock)
    , m_layout(layout)
    , m_ports(ports)
    , m_programs(programs)
    , m_supervisor(layout, ports, programs.self)
{
    connect(&m_supervisor, &Supervisor::told, this, &World::told);
    connect(&m_supervisor, &Supervisor::changed, this, &World::changed);
    for (const auto& service : serviceNames())
        m_worlds[service] = {};
    m_prometheusAgain.setSingleShot(true);
    m_prometheusAgain.setInterval(prometheusRestart);
    connect(&m_prometheusAgain, &QTimer::timeout, this, [this] {
        if (auto status = startPrometheus(); !status)
            emit broken(status.error().message);
    });
}

Status World::build(Scenario scenario)
{
    for (const auto* folder :
         {"prometheus", "haproxy", "repos", "run", "logs", "keys", "xdg/run", "xdg/config", "xdg/data", "xdg/state",
          "xdg/cache"}) {
        if (auto status = makeFolder(m_layout.path(QString::fromLatin1(folder))); !status)
            return status;
    }
    const std::vector<std::pair<QString, QByteArray>> files{
        {u"prometheus/prometheus.yml"_s, prometheusConfig(m_ports)},
        {u"prometheus/rules.yml"_s, alertRules(scenario)},
        {u"prometheus/penelope-recordings.yml"_s, recordingRules()},
        {u"haproxy/haproxy.cfg"_s, haproxyConfig(m_layout, m_ports)},
        {u"haproxy/state"_s, "1\n"},
        {u"penelope.toml"_s, penelopeConfig(m_layout, m_ports)}};
    for (const auto& [name, bytes] : files) {
        if (auto status = writeFile(m_layout.path(name), bytes); !status)
            return status;
    }
    if (auto status = writeWorld(m_layout.world(), m_worlds); !status)
        return status;
    return makeRepositories(m_layout, m_ports, scenario, m_programs.self);
}

std::unique_ptr<Child> World::child(const QString& name, const QString& program, const QStringList& arguments)
{
    return std::make_unique<Child>(
        ChildPlan{name, program, arguments, m_layout.root, m_layout.log(name), {}},
        [this, name](Child::Ended how) { childEnded(name, how); });
}

void World::childEnded(const QString& name, const Child::Ended& how)
{
    emit changed();
    if (how.wanted)
        return;
    if (how.crashed && name == u"prometheus"_s) {
        emit told(u"Prometheus was killed; it is started again in %1 s."_s.arg(prometheusRestart / 1s));
        m_prometheusAgain.start();
        return;
    }
    emit broken(u"%1 has ended by itself (%2); its log is %3"_s.arg(name).arg(how.exitCode).arg(m_layout.log(name)));
}

Status World::startPrometheus()
{
    m_prometheus = child(
        u"prometheus"_s, m_programs.prometheus,
        {u"--config.file="_s + m_layout.path(u"prometheus/prometheus.yml"_s),
         u"--storage.tsdb.path="_s + m_layout.path(u"prometheus/data"_s),
         u"--web.listen-address=127.0.0.1:%1"_s.arg(m_ports.prometheus), u"--log.level=warn"_s});
    auto status = m_prometheus->start();
    emit changed();
    return status;
}

Status World::start()
{
    if (auto status = m_supervisor.listen(); !status)
        return status;
    m_haproxy = child(u"haproxy"_s, m_programs.haproxy, {u"-db"_s, u"-f"_s, m_layout.path(u"haproxy/haproxy.cfg"_s)});
    if (auto status = startPrometheus(); !status)
        return status;
    if (auto status = m_haproxy->start(); !status)
        return status;
    for (const auto& service : serviceNames())
        m_supervisor.run(service, u"stable"_s, m_layout.repository(service), [this](const Status& status) {
            if (status)
                ++m_stableUp;
            else
                emit broken(status.error().message + u" "_s + status.error().where);
        });
    emit changed();
    return {};
}

bool World::isReady() const
{
    return m_stableUp == serviceNames().size() && httpGet(m_ports.prometheus, "/-/ready", 200).has_value() &&
           haproxyWeights(m_layout.haproxySocket(), u"be_payments"_s).has_value();
}

void World::startLoad(double rate)
{
    quint32 seed = 1;
    for (const auto& service : serviceNames()) {
        auto& load = m_loads[service];
        load = std::make_unique<LoadGenerator>(
            m_clock, m_ports.of(service).front, service == serviceNames().front() ? rate : otherRate, seed++);
        load->start();
    }
}

void World::setSlow(const QString& service, bool slow)
{
    m_worlds[service].storeCall = slow ? slowCall : healthyCall;
    writeWorlds();
}

void World::setTrouble(const QString& service, const StoreTrouble& trouble)
{
    m_worlds[service].trouble = trouble;
    writeWorlds();
}

void World::silenceCanary(const QString& service)
{
    m_worlds[service].silentTrack = u"canary"_s;
    writeWorlds();
}

void World::crashCanary(const QString& service)
{
    const auto pids = m_supervisor.pids();
    if (const auto canary = pids.find(service + u"-canary"_s); canary != pids.end())
        ::kill(static_cast<pid_t>(canary->second), SIGKILL);
}

void World::writeWorlds()
{
    if (auto status = writeWorld(m_layout.world(), m_worlds); !status)
        emit broken(status.error().message + u" "_s + status.error().where);
}

void World::stop()
{
    m_prometheusAgain.stop();
    for (const auto& [service, load] : m_loads)
        load->stop();
    m_supervisor.stopAll();
    if (m_haproxy)
        m_haproxy->stop();
    if (m_prometheus)
        m_prometheus->stop();
}

bool World::isStopped() const
{
    return !m_supervisor.anyRunning() && !(m_haproxy && m_haproxy->running()) &&
           !(m_prometheus && m_prometheus->running());
}

std::map<QString, qint64> World::pids() const
{
    auto pids = m_supervisor.pids();
    if (m_prometheus && m_prometheus->running())
        pids[u"prometheus"_s] = m_prometheus->pid();
    if (m_haproxy && m_haproxy->running())
        pids[u"haproxy"_s] = m_haproxy->pid();
    return pids;
}

LoadGenerator::Counts World::load(const QString& service) const
{
    const auto found = m_loads.find(service);
    return found == m_loads.end() ? LoadGenerator::Counts{} : found->second->counts();
}

} // namespace penelope::lab
