// What asking a real Prometheus costs this side: 1,200 questions as they are against the same as six grouped ones
// (performance.md "Metrics"). Loopback only. The processor time of this process counts, that of Prometheus does not.
// links: penelope-prometheus penelope-system Qt6::Network
#include "core/adapters/prometheus/groupedsource.h"
#include "core/adapters/prometheus/prometheusclient.h"
#include "core/adapters/system/systemclock.h"
#include "tests/bench/rounds.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int services = 200;
constexpr int metricsOfEach = 3;
constexpr int arms = 2;
constexpr int scrapes = 300; ///< waits of 200 ms until every target was scraped

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

const QStringList& names()
{
    static const QStringList all{u"requests_total"_s, u"failures_total"_s, u"duration_bucket"_s};
    return all;
}

/// One target that stands for 200 services with two arms each; it answers while the event loop runs.
class Target : public QObject
{
public:
    Target()
    {
        for (const auto& name : names()) {
            for (int number = 0; number < services; ++number) {
                for (const char* arm : {"stable", "canary"})
                    m_page += name.toUtf8() + "{service=\"service-" + QByteArray::number(number) + "\",arm=\"" + arm +
                              "\"} " + QByteArray::number(number * 1.25 + 1) + '\n';
            }
        }
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            auto* socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                if (!socket->readAll().contains("\r\n\r\n"))
                    return;
                socket->write(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nConnection: close\r\n\r\n");
                socket->write(m_page);
                socket->disconnectFromHost();
            });
        });
    }
    quint16 port() const { return m_server.serverPort(); }

private:
    QByteArray m_page;
    QTcpServer m_server;
};

class Server
{
public:
    explicit Server(const Target& target)
    {
        QFile file(m_folder.filePath(u"prometheus.yml"_s));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("%s", qPrintable(file.errorString()));
        file.write(
            "global: {scrape_interval: 5s}\nscrape_configs:\n- {job_name: all, static_configs: [{targets: "
            "['127.0.0.1:" +
            QByteArray::number(target.port()) + "']}]}\n");
        file.close();
        m_process.setStandardErrorFile(QProcess::nullDevice());
        m_process.start(
            u"prometheus"_s,
            {u"--config.file="_s + file.fileName(), u"--storage.tsdb.path="_s + m_folder.filePath(u"data"_s),
             u"--web.listen-address=127.0.0.1:%1"_s.arg(m_port), u"--log.level=error"_s});
    }
    ~Server()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    QUrl url() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(m_port)); }
    bool isRunning() { return m_process.waitForStarted(); }

private:
    QTemporaryDir m_folder;
    quint16 m_port = freePort();
    QProcess m_process;
};

void pause(Milliseconds span)
{
    QEventLoop loop;
    QTimer::singleShot(span, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Asks all at once and waits for every answer; counts the samples.
class Asking
{
public:
    explicit Asking(MetricSource& source)
        : m_source(source)
    {}
    int ask(const QStringList& questions)
    {
        QEventLoop loop;
        int left = static_cast<int>(questions.size());
        int samples = 0;
        for (const auto& question : questions)
            m_source.query(question, [&](const Result<prometheus::Answer>& answer) {
                samples += answer ? static_cast<int>(answer->series.size()) : 0;
                if (--left == 0)
                    loop.quit();
            });
        loop.exec();
        return samples;
    }

private:
    MetricSource& m_source;
};

QStringList singleQuestions()
{
    QStringList all;
    for (int number = 0; number < services; ++number) {
        for (const auto& name : names()) {
            for (const auto& arm : {u"stable"_s, u"canary"_s})
                all << u"%1{service=\"service-%2\",arm=\"%3\"}"_s.arg(name).arg(number).arg(arm);
        }
    }
    return all;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    if (QStandardPaths::findExecutable(u"prometheus"_s).isEmpty()) {
        std::puts("skipped: there is no prometheus on this machine");
        return 0;
    }
    const Target target;
    Server server(target);
    if (!server.isRunning())
        qFatal("prometheus did not start");
    const system::SystemClock clock;
    prometheus::Endpoint endpoint;
    endpoint.url = server.url();
    prometheus::PrometheusClient client(std::move(endpoint), clock);
    prometheus::GroupedSource source(client, clock, {});
    Asking alone(client);
    Asking grouped(source);
    const auto single = singleQuestions();
    const int wanted = services * metricsOfEach * arms;
    int there = 0;
    qint64 requests = 0;
    for (int waited = 0; waited < scrapes && there < wanted; ++waited) {
        pause(Milliseconds{200});
        const auto before = source.requests();
        there = grouped.ask(single);
        requests = source.requests() - before;
    }
    if (there < wanted)
        qFatal("only %d of %d series were scraped", there, wanted);
    if (requests != metricsOfEach * arms)
        qFatal("a poll was %lld requests", static_cast<long long>(requests));
    return bench::run(
        u"bench_polling"_s, {{.work = u"one poll in groups: 6 requests, 1,200 values"_s,
                              .against = u"1,200 single questions"_s,
                              .baseline = [&] { bench::keep(alone.ask(single)); },
                              .measured = [&] { bench::keep(grouped.ask(single)); },
                              .perRound = 3,
                              .ratioBudget = 1.0 / 60,
                              .allThreads = true}}); // Qt's own thread does half of it
}
