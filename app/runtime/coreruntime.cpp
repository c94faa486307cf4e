#include "app/runtime/coreruntime.h"

#include "app/endpoint.h"
#include "app/runtime/corecontrol.h"
#include "app/runtime/handle.h"
#include "app/runtime/httpservice.h"
#include "app/runtime/journalsnapshots.h"
#include "app/runtime/journalwatch.h"
#include "app/runtime/metricspage.h"
#include "app/runtime/routers.h"
#include "core/adapters/alertmanager/client.h"
#include "core/adapters/compose/composefile.h"
#include "core/adapters/config/remedies.h"
#include "core/adapters/config/servicefile.h"
#include "core/adapters/control/controlserver.h"
#include "core/adapters/git/gitrepository.h"
#include "core/adapters/process/processrunner.h"
#include "core/adapters/prometheus/groupedsource.h"
#include "core/adapters/prometheus/prometheusclient.h"
#include "core/adapters/sandbox/bubblewrap.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/sqlite/store.h"
#include "core/adapters/system/journallock.h"
#include "core/adapters/system/keystore.h"
#include "core/adapters/system/paths.h"
#include "core/adapters/system/systemclock.h"
#include "core/base/ed25519.h"
#include "core/engine/decisioncore.h"
#include "core/patch/coverage.h"
#include "core/twin/accesslog.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QTimer>

namespace penelope::runtime {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

constexpr auto heartbeat = 200ms;

Result<engine::FileRead> readWholeFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, u"cannot be read: %1"_s.arg(file.errorString()), path);
    if (file.size() > patch::maxCoverageBytes)
        return failure(
            ErrorCode::Refused, u"it has %1 bytes; at most %2 are read"_s.arg(file.size()).arg(patch::maxCoverageBytes),
            path);
    // A pipe or a growing file has no size to go by.
    return engine::FileRead{
        file.read(patch::maxCoverageBytes + 1), instantFromMs(QFileInfo(file).lastModified().toMSecsSinceEpoch())};
}

Result<engine::FileRead> readLogTail(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, u"cannot be read: %1"_s.arg(file.errorString()), path);
    if (file.size() > twin::mostLogBytes) {
        file.seek(file.size() - twin::mostLogBytes);
        file.readLine(); // the rest of a line
    }
    return engine::FileRead{
        file.read(twin::mostLogBytes), instantFromMs(QFileInfo(file).lastModified().toMSecsSinceEpoch())};
}

Result<std::vector<patch::Remedy>> remediesOf(const patch::Registration& registration)
{
    if (registration.remedies.isEmpty())
        return std::vector<patch::Remedy>{};
    return config::readRemedies(registration.remedies).map([](config::Catalogue catalogue) {
        return std::move(catalogue.remedies);
    });
}

} // namespace

/// Declared in the order of construction; the core goes first when they end.
struct CoreRuntime::Parts
{
    explicit Parts(Options given)
        : options(std::move(given))
        , keys(options.journal)
        , router(makeRouters(options.config, runner, clock))
        , repository(clock)
        , gitWorker(u"git"_s)
    {}

    Options options;
    system::SystemClock clock;
    std::unique_ptr<system::JournalLock> lock;
    system::KeyStore keys;
    std::unique_ptr<sqlite::Store> store;
    std::unique_ptr<sqlite::Reader> reader;
    std::unique_ptr<JournalSnapshots> snapshots;
    std::map<QString, std::unique_ptr<prometheus::PrometheusClient>> metrics;
    std::map<QString, std::unique_ptr<prometheus::GroupedSource>> groupedMetrics; ///< of those
    std::unique_ptr<alertmanager::Client> alertmanager;
    process::ProcessRunner runner;
    sandbox::Bubblewrap sandbox{clock};
    std::unique_ptr<TrafficRouter> router;
    git::GitRepository repository;
    Mailbox home;
    Worker gitWorker;
    std::unique_ptr<engine::DecisionCore> core;
    std::unique_ptr<JournalWatch> watch;
    std::unique_ptr<CoreControl> control;
    std::unique_ptr<control::ControlServer> server;
    HttpPlan http;
    std::unique_ptr<HttpService> httpService;
    QTimer clockwork;
    QString socket;
    QStringList troubles;
    bool running = false;

    Status openJournal();
    Status makeMetrics();
    AnomalySource* alertSource() const;
    engine::Ports ports();
    engine::Settings settings() const;
    Result<engine::Genesis> genesis();
};

Status CoreRuntime::Parts::openJournal()
{
    if (!system::makeFolder(QFileInfo(options.journal).absolutePath()))
        return failure(ErrorCode::Storage, u"the journal's folder cannot be made"_s, options.journal);
    socket = system::controlSocket(options.journal);
    auto taken = system::JournalLock::take(options.journal, socket, clock.now());
    if (!taken)
        return Failure{taken.error()};
    lock = std::move(*taken);
    auto key = QFileInfo::exists(options.journal)
                   ? keys.load(u"journal"_s)
                   : keys.loadOrMake(u"journal"_s).map([](auto made) { return std::optional{std::move(made)}; });
    if (!key)
        return Failure{key.error()};
    auto opened = sqlite::Store::open({.path = options.journal, .create = true, .key = *key});
    if (!opened)
        return Failure{opened.error()};
    store = std::move(*opened);
    if (!store->signing() && store->lastSeq() > 0)
        troubles.append(u"No key at hand: new events are hashed but not signed (%1)."_s.arg(keys.path(u"journal"_s)));
    auto read = sqlite::Reader::open({.path = options.journal});
    if (!read)
        return Failure{read.error()};
    reader = std::move(*read);
    snapshots = std::make_unique<JournalSnapshots>(options.journal);
    return {};
}

Status CoreRuntime::Parts::makeMetrics()
{
    for (const auto& [name, source] : options.config.prometheus) {
        auto endpoint = endpointOf(name, source);
        if (!endpoint)
            return Failure{endpoint.error()};
        const prometheus::GroupedSource::Limits limits{
            .time = std::min(endpoint->timeout, prometheus::GroupedSource::mostTime)};
        const auto& client =
            metrics.emplace(name, std::make_unique<prometheus::PrometheusClient>(std::move(*endpoint), clock))
                .first->second;
        groupedMetrics.emplace(name, std::make_unique<prometheus::GroupedSource>(*client, clock, limits));
    }
    const auto& alerts = options.config.alerts;
    if (alerts.source == "alertmanager"_L1)
        alertmanager = std::make_unique<alertmanager::Client>(
            alertmanager::Endpoint{.url = QUrl(alerts.url), .restartGrace = alerts.restartGrace}, clock);
    return {};
}

AnomalySource* CoreRuntime::Parts::alertSource() const
{
    if (alertmanager)
        return alertmanager.get();
    const auto first = metrics.contains(u"main"_s) ? metrics.find(u"main"_s) : metrics.begin();
    return first != metrics.end() ? first->second.get() : nullptr;
}

engine::Ports CoreRuntime::Parts::ports()
{
    std::map<QString, MetricSource*> sources;
    for (const auto& [name, client] : groupedMetrics)
        sources.emplace(name, client.get());
    return engine::Ports{
        .clock = clock,
        .store = *store,
        .reader = *reader,
        .metrics = std::move(sources),
        .alerts = alertSource(),
        .router = *router,
        .runner = runner,
        .repository = repository,
        .worktrees = repository,
        .history = repository,
        .remedies = remediesOf,
        .files = readWholeFile,
        .background = engine::onWorker(gitWorker, home),
        .beginEpoch = [this](qint64 epoch) { store->setEpoch(epoch); },
        .reopen = [this] { return store->reopen(); },
        .dependencies = compose::dependenciesOf,
        .logTail = readLogTail,
        .sandbox = &sandbox,
        .snapshots = snapshots.get(),
        .folding = options.folding};
}

engine::Settings CoreRuntime::Parts::settings() const
{
    engine::Settings settings;
    settings.mode = options.mode;
    settings.version = options.version;
    settings.host = system::hostName();
    settings.alertSource = options.config.alerts.source;
    settings.alerts.ignoreLabels = options.config.alerts.ignoreLabels;
    settings.alerts.service = options.config.alerts.service;
    settings.alerts.type = options.config.alerts.type;
    settings.alerts.severity = options.config.alerts.severity;
    settings.alertPoll = options.config.alerts.poll;
    for (const auto& [name, source] : options.config.prometheus)
        settings.prometheusPoll.emplace(name, source.poll);
    const auto id = store->journalId();
    const auto beside = [](const QString& name) {
        const auto program = QCoreApplication::applicationDirPath() + u'/' + name;
        return QFileInfo(program).isExecutable() ? program : QString{};
    };
    settings.twinPlayer = beside(u"penelope-player"_s);
    settings.tuner = beside(u"penelope-tuner"_s);
    settings.worktreeFolder = system::cacheFolder(id.isEmpty() ? u"new"_s : id) + u"/worktrees"_s;
    return settings;
}

Result<engine::Genesis> CoreRuntime::Parts::genesis()
{
    engine::Genesis genesis;
    if (store->lastSeq() > 0)
        return genesis;
    const auto journalKey = keys.loadOrMake(u"journal"_s);
    if (!journalKey)
        return Failure{journalKey.error()};
    const auto creator = handleOf(system::loginName());
    const auto creatorKey = keys.loadOrMake(creator);
    if (!creatorKey)
        return Failure{creatorKey.error()};
    genesis.journalId = system::randomJournalId();
    genesis.version = options.version;
    genesis.publicKey = ed25519::toBase64(journalKey->publicKey());
    genesis.creator = OperatorName{creator};
    genesis.creatorKey = ed25519::toBase64(creatorKey->publicKey());
    return genesis;
}

CoreRuntime::CoreRuntime(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{}

CoreRuntime::~CoreRuntime()
{
    stop(u"closed"_s);
}

Result<std::unique_ptr<CoreRuntime>> CoreRuntime::open(Options options)
{
    auto http = httpPlan(options.config);
    if (!http)
        return Failure{http.error()};
    auto parts = std::make_unique<Parts>(std::move(options));
    parts->http = std::move(*http);
    if (auto opened = parts->openJournal(); !opened)
        return Failure{opened.error()};
    if (auto made = parts->makeMetrics(); !made)
        return Failure{made.error()};
    return std::unique_ptr<CoreRuntime>(new CoreRuntime(std::move(parts)));
}

Status CoreRuntime::start()
{
    auto& parts = *m_parts;
    const auto genesis = parts.genesis();
    if (!genesis)
        return Failure{genesis.error()};
    parts.core = std::make_unique<engine::DecisionCore>(parts.ports(), parts.settings());
    if (auto started = parts.core->start(*genesis); !started)
        return started;
    parts.running = true;
    registerServices();
    parts.control = std::make_unique<CoreControl>(*parts.core, *parts.reader, parts.clock, parts.options.mode);
    parts.server = std::make_unique<control::ControlServer>(*parts.control);
    if (auto listening = parts.server->listen(parts.socket); !listening)
        return listening;
    if (auto served = serveHttp(); !served)
        return served;
    parts.core->listenCommits([this](qint64 seq) {
        // The last commits come while the core stops, when nobody listens any more.
        if (m_parts->server)
            m_parts->server->announce(seq);
    });
    QObject::connect(&parts.clockwork, &QTimer::timeout, &parts.clockwork, [this] {
        m_parts->core->tick();
        // A note that is due but cannot be made is tried again at the next beat; events are safe without it.
        [[maybe_unused]] const auto noted = m_parts->store->checkpointIfDue(m_parts->clock.now());
        m_parts->watch->look(m_parts->store->signedTo());
    });
    parts.watch =
        std::make_unique<JournalWatch>(parts.options.journal, parts.home, [this](const compliance::Verified& verified) {
            m_parts->core->noteVerified(verified);
        });
    parts.clockwork.start(heartbeat);
    return {};
}

/// A port that somebody else has is no reason not to decide: the second console of a machine has another journal.
Status CoreRuntime::serveHttp()
{
    auto& parts = *m_parts;
    if (!parts.http.isOn)
        return {};
    auto service = HttpService::start(
        parts.http, parts.options.journal, metricsSource(*parts.core, parts.clock), *parts.core, parts.clock);
    if (service) {
        parts.httpService = std::move(*service);
        return {};
    }
    if (service.error().code != ErrorCode::Conflict)
        return Failure{service.error()};
    parts.troubles.append(service.error().message);
    return {};
}

void CoreRuntime::registerServices()
{
    for (const auto& path : m_parts->options.config.services) {
        const auto registration = config::readServiceFile(path);
        if (!registration) {
            m_parts->troubles.append(u"%1: %2"_s.arg(registration.error().where, registration.error().message));
            continue;
        }
        const auto args = Json::object({{u"registration"_s, patch::toJson(*registration)}});
        m_parts->core->send(
            {u"service_register"_s, u"bootstrap"_s, m_parts->clock.now(), args},
            [this, path](const Result<engine::Outcome>& outcome) {
                if (!outcome)
                    m_parts->troubles.append(u"%1: %2"_s.arg(path, outcome.error().message));
            });
    }
    m_parts->core->drain();
}

void CoreRuntime::stop(const QString& reason)
{
    auto& parts = *m_parts;
    if (!parts.running)
        return;
    parts.running = false;
    parts.clockwork.stop();
    parts.watch.reset();
    parts.server.reset();
    if (parts.httpService)
        parts.httpService->quiesce();
    // A stop that cannot be written is found at the next start: the journal simply ends.
    [[maybe_unused]] const auto stopped = parts.core->stop(reason);
    parts.httpService.reset();
    [[maybe_unused]] const auto signedEnd = parts.store->checkpoint();
    parts.control.reset();
    parts.core.reset();
    parts.snapshots.reset();
    parts.lock.reset();
}

engine::DecisionCore& CoreRuntime::core()
{
    return *m_parts->core;
}

QString CoreRuntime::socketPath() const
{
    return m_parts->socket;
}

quint16 CoreRuntime::httpPort() const
{
    return m_parts->httpService ? m_parts->httpService->port() : quint16{0};
}

QStringList CoreRuntime::troubles() const
{
    return m_parts->troubles;
}

} // namespace penelope::runtime
