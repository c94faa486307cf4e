#include "app/lab/demoservice.h"

#include "app/lab/labclock.h"
#include "app/lab/signals.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace penelope::lab {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

int codeOf(StoreModel::Outcome outcome)
{
    switch (outcome) {
    case StoreModel::Outcome::Cached:
    case StoreModel::Outcome::Fetched:
    case StoreModel::Outcome::Fallback: return 200;
    case StoreModel::Outcome::TimedOut: return 504;
    case StoreModel::Outcome::NoConnection:
    case StoreModel::Outcome::NoSession: return 503;
    case StoreModel::Outcome::Refused: return 502;
    }
    Q_UNREACHABLE();
}

} // namespace

DemoService::DemoService(const Clock& clock, const ServiceOptions& options, const ServiceConfig& config)
    : m_clock(clock)
    , m_options(options)
    , m_config(config)
    , m_agenda(clock)
    , m_store(m_agenda, config, static_cast<quint32>(options.port))
    , m_server([this](const QByteArray& path, const HttpServer::Respond& respond) { handle(path, respond); })
    , m_requests{{200, 0}, {502, 0}, {503, 0}, {504, 0}}
{
    if (options.storeCall > 0)
        m_store.setMeanCall(options.storeCall);
    readWorld();
    QObject::connect(&m_worldTimer, &QTimer::timeout, &m_worldTimer, [this] { readWorld(); });
    m_worldTimer.start(200ms);
}

bool DemoService::listen()
{
    return m_server.listen(static_cast<quint16>(m_options.port));
}

void DemoService::stop()
{
    m_server.drain();
    const Tick deadline = m_clock.tick() + 2s;
    QObject::connect(&m_stopTimer, &QTimer::timeout, &m_stopTimer, [this, deadline] {
        if (m_server.busy() == 0 || m_clock.tick() >= deadline)
            QCoreApplication::quit();
    });
    m_stopTimer.start(20ms);
}

void DemoService::handle(const QByteArray& path, const HttpServer::Respond& respond)
{
    if (path == "/health") {
        respond({200, "ok\n"});
        return;
    }
    if (path == "/metrics") {
        respond({200, metrics(), "text/plain; version=0.0.4; charset=utf-8"});
        return;
    }
    const Tick began = m_clock.tick();
    m_store.setRefusing(refusing());
    const int key = path.mid(path.lastIndexOf('/') + 1).toInt();
    m_store.get(key, [this, key, began, respond](StoreModel::Outcome outcome) {
        finish(key, outcome);
        const int code = codeOf(outcome);
        count(code, began);
        respond({code, outcome == StoreModel::Outcome::Fallback ? "last known value\n" : "value\n"});
    });
}

/// What some changes of settings do to an answer.
void DemoService::finish(int key, StoreModel::Outcome outcome)
{
    constexpr int broken = 997; // one key in so many
    if (m_config.checked && outcome == StoreModel::Outcome::Fetched && key % broken == broken - 1)
        qFatal("the answer to %d fails its check", key);
    if (m_config.keptKib > 0)
        m_kept.emplace_back(qsizetype{1024} * m_config.keptKib, 'v');
}

Status DemoService::openLedger()
{
    if (m_options.data.isEmpty())
        return {};
    const auto path = m_options.data + u"/ledger"_s;
    QFile file(path);
    const auto head = file.open(QIODevice::ReadOnly) ? file.readLine().trimmed() : QByteArray{};
    file.close();
    const int format = head.isEmpty() ? 0 : head.mid(head.lastIndexOf(' ') + 1).toInt();
    if (format > m_config.dataFormat)
        return failure(
            ErrorCode::Unsupported, u"its format is %1; this version reads %2"_s.arg(format).arg(m_config.dataFormat),
            path);
    if (format == m_config.dataFormat)
        return {};
    if (!file.open(QIODevice::WriteOnly))
        return failure(ErrorCode::Storage, file.errorString(), path);
    file.write("ledger " + QByteArray::number(m_config.dataFormat) + '\n');
    return {};
}

void DemoService::count(int code, Tick began)
{
    ++m_requests[code];
    m_durations.observe(static_cast<double>((m_clock.tick() - began).count()) / 1000);
}

void DemoService::readWorld()
{
    if (m_options.world.isEmpty())
        return;
    const auto stamp = QFileInfo{m_options.world}.lastModified().toMSecsSinceEpoch();
    if (stamp == m_worldStamp)
        return;
    m_worldStamp = stamp;
    if (const auto around = worldOf(m_options.world, m_options.name)) {
        m_around = *around;
        m_store.setMeanCall(around->storeCall);
    }
}

double DemoService::refusing() const
{
    const auto& trouble = m_around.trouble;
    const auto later = m_options.track == u"stable"_s ? trouble.stableLater : Milliseconds{};
    const auto now = m_clock.now() - later;
    return now >= trouble.from && now < trouble.until ? trouble.share : 0;
}

QByteArray DemoService::metrics() const
{
    QByteArray text;
    if (m_around.silentTrack != m_options.track)
        text += requestMetrics();
    text += "# HELP pool_in_use Connections to the store in use.\n# TYPE pool_in_use gauge\npool_in_use " +
            QByteArray::number(m_store.inUse()) + '\n';
    text += "# HELP pool_size Connections to the store allowed.\n# TYPE pool_size gauge\npool_size " +
            QByteArray::number(m_store.size()) + '\n';
    return text;
}

QByteArray DemoService::requestMetrics() const
{
    QByteArray text = "# HELP http_requests_total Answered requests by status code.\n"
                      "# TYPE http_requests_total counter\n";
    for (const auto& [code, n] : m_requests)
        text += "http_requests_total{code=\"" + QByteArray::number(code) + "\"} " + QByteArray::number(n) + '\n';
    text += "# HELP http_request_duration_seconds From the request's arrival to its answer.\n"
            "# TYPE http_request_duration_seconds histogram\n";
    text += m_durations.exposition("http_request_duration_seconds");
    return text;
}

int runService(const ServiceOptions& options)
{
    const auto config = readServiceConfig(options.config);
    if (!config) {
        std::fprintf(stderr, "%s: %s\n", qUtf8Printable(config.error().where), qUtf8Printable(config.error().message));
        return 2;
    }
    const LabClock clock;
    DemoService service{clock, options, *config};
    if (const auto opened = service.openLedger(); !opened) {
        std::fprintf(stderr, "%s: %s\n", qUtf8Printable(opened.error().where), qUtf8Printable(opened.error().message));
        return 3;
    }
    if (!service.listen()) {
        std::fprintf(stderr, "%s cannot listen on 127.0.0.1:%d\n", qUtf8Printable(options.name), options.port);
        return 1;
    }
    const Signals ending{[&service] { service.stop(); }};
    std::fprintf(
        stderr, "%s (%s) listens on 127.0.0.1:%d with a pool of %d\n", qUtf8Printable(options.name),
        qUtf8Printable(options.track), options.port, config->poolSize);
    return QCoreApplication::exec();
}

} // namespace penelope::lab
