// What asking a real Prometheus costs this side: 1,200 single questions against the six grouped ones that ask the same
// (performance.md "Metrics"). Loopback only; the server scrapes itself.
// links: penelope-prometheus penelope-system Qt6::Network
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
#include <QTemporaryDir>
#include <QThread>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int services = 200;
constexpr int metricsOfEach = 3;
constexpr int arms = 2;
constexpr int scrapes = 80; ///< waits of 200 ms until every target was scraped

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

/// A Prometheus whose one target, itself, stands for 200 services with two arms each: every target is another path
/// label to it.
class Server
{
public:
    Server()
    {
        QFile file(m_folder.filePath(u"prometheus.yml"_s));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("%s", qPrintable(file.errorString()));
        file.write("global: {scrape_interval: 5s}\nscrape_configs:\n");
        for (int number = 0; number < services; ++number) {
            for (const char* arm : {"stable", "canary"})
                file.write(
                    QByteArray("- {job_name: service-") + QByteArray::number(number) + "-" + arm +
                    ", static_configs: [{targets: ['127.0.0.1:" + QByteArray::number(m_port) +
                    "'], labels: {service: service-" + QByteArray::number(number) + ", arm: " + arm +
                    "}}], metric_relabel_configs: [{source_labels: [__name__], action: keep, regex: "
                    "'go_goroutines|go_threads|process_open_fds'}]}\n");
        }
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

/// Asks all at once and waits for every answer; counts the samples.
class Asking
{
public:
    explicit Asking(prometheus::PrometheusClient& client)
        : m_client(client)
    {}
    int ask(const QStringList& questions)
    {
        QEventLoop loop;
        int left = static_cast<int>(questions.size());
        int samples = 0;
        for (const auto& question : questions)
            m_client.query(question, [&](const Result<prometheus::Answer>& answer) {
                samples += answer ? static_cast<int>(answer->series.size()) : 0;
                if (--left == 0)
                    loop.quit();
            });
        loop.exec();
        return samples;
    }

private:
    prometheus::PrometheusClient& m_client;
};

const QStringList& names()
{
    static const QStringList all{u"go_goroutines"_s, u"go_threads"_s, u"process_open_fds"_s};
    return all;
}

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

QStringList groupedQuestions()
{
    QStringList all;
    for (const auto& name : names()) {
        for (const auto& arm : {u"stable"_s, u"canary"_s})
            all << u"%1{arm=\"%2\"}"_s.arg(name, arm);
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
    Server server;
    if (!server.isRunning())
        qFatal("prometheus did not start");
    const system::SystemClock clock;
    prometheus::Endpoint endpoint;
    endpoint.url = server.url();
    prometheus::PrometheusClient client(std::move(endpoint), clock);
    Asking asking(client);
    const auto grouped = groupedQuestions();
    const int wanted = services * metricsOfEach * arms;
    int there = 0;
    for (int waited = 0; waited < scrapes && there < wanted; ++waited) {
        QThread::msleep(200);
        there = asking.ask(grouped);
    }
    if (there < wanted)
        qFatal("only %d of %d series were scraped", there, wanted);
    const auto single = singleQuestions();
    return bench::run(
        u"bench_polling"_s, {{.work = u"one poll in groups: 6 requests, 1,200 values"_s,
                              .against = u"1,200 single questions"_s,
                              .baseline = [&] { bench::keep(asking.ask(single)); },
                              .measured = [&] { bench::keep(asking.ask(grouped)); },
                              .perRound = 3,
                              .ratioBudget = 1.0 / 60}});
}
