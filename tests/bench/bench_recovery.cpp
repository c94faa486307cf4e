// How long a core takes to see that its Prometheus is back: one that stood still, and one that was started anew
// (ux.md U-11). A real Prometheus and a real core, as they come; loopback only.
// links: Qt6::Network
#include "tests/bench/rounds.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QThread>

#include <csignal>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int silenceSeconds = 75; ///< longer than four intervals of 15 s: then the source is lost
constexpr double target = 5;       ///< seconds

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
}

/// Prometheus and the core, in a folder of their own.
class World
{
public:
    explicit World(QString programs)
        : m_programs(std::move(programs))
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        m_address = "127.0.0.1:" + QByteArray::number(probe.serverPort());
        probe.close();
        write(path(u"prometheus.yml"_s), "scrape_configs: []\n");
        write(
            path(u"penelope.toml"_s), "[prometheus.main]\nurl = \"http://" + m_address + "\"\n[http]\nlisten = \"\"\n");
        startPrometheus();
        m_core.setStandardErrorFile(QProcess::nullDevice());
        m_core.setStandardOutputFile(QProcess::nullDevice());
        m_core.start(
            m_programs + u"/penelopectl"_s,
            {u"--journal"_s, path(u"journal.db"_s), u"--config"_s, path(u"penelope.toml"_s), u"serve"_s});
        if (!m_core.waitForStarted())
            qFatal("the core did not start");
    }
    ~World()
    {
        m_core.terminate();
        m_core.waitForFinished();
        m_prometheus.kill();
        m_prometheus.waitForFinished();
    }

    void startPrometheus()
    {
        m_prometheus.setStandardErrorFile(QProcess::nullDevice());
        m_prometheus.start(
            u"prometheus"_s,
            {u"--config.file="_s + path(u"prometheus.yml"_s), u"--storage.tsdb.path="_s + path(u"data"_s),
             u"--web.listen-address="_s + QString::fromLatin1(m_address), u"--log.level=error"_s});
        if (!m_prometheus.waitForStarted())
            qFatal("prometheus did not start");
    }
    void endPrometheus()
    {
        m_prometheus.kill();
        m_prometheus.waitForFinished();
    }
    void signalPrometheus(int signal) { ::kill(static_cast<pid_t>(m_prometheus.processId()), signal); }

    /// How often the journal says that the source became `state`.
    int timesBecame(const QByteArray& state)
    {
        QProcess ask;
        ask.start(
            m_programs + u"/penelopectl"_s, {u"--journal"_s, path(u"journal.db"_s), u"query"_s, u"--export"_s,
                                             u"jsonl"_s, u"kind:SourceFreshnessChanged"_s});
        ask.waitForFinished();
        int times = 0;
        for (const auto& line : ask.readAllStandardOutput().split('\n'))
            times += line.contains("prometheus/main") && line.contains("\"to\":\"" + state + '"');
        return times;
    }
    /// Seconds until that count is reached; waits two minutes at most.
    double untilBecame(const QByteArray& state, int times)
    {
        QElapsedTimer timer;
        timer.start();
        while (timesBecame(state) < times && timer.elapsed() < 120'000)
            QThread::msleep(50);
        return static_cast<double>(timer.elapsed()) / 1000;
    }
    bool isWhole()
    {
        QProcess verify;
        verify.start(m_programs + u"/penelopectl"_s, {u"verify"_s, path(u"journal.db"_s)});
        return verify.waitForFinished() && verify.exitCode() == 0;
    }

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    QString m_programs;
    QByteArray m_address;
    QProcess m_prometheus;
    QProcess m_core;
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    if (QStandardPaths::findExecutable(u"prometheus"_s).isEmpty()) {
        std::puts("skipped: there is no prometheus on this machine");
        return 0;
    }
    const QTemporaryDir home;
    for (const auto* name : {"XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"})
        qputenv(name, home.path().toLocal8Bit());
    World world(QCoreApplication::applicationDirPath() + u"/../bin"_s);
    world.untilBecame("fresh", 1);
    world.signalPrometheus(SIGSTOP);
    QThread::sleep(silenceSeconds);
    world.signalPrometheus(SIGCONT);
    const double stood = world.untilBecame("fresh", 2);
    world.endPrometheus();
    QThread::sleep(silenceSeconds);
    world.startPrometheus();
    const double restarted = world.untilBecame("fresh", 3);
    const auto server = u"the server answers again"_s;
    return bench::report(
        u"bench_recovery"_s,
        {{u"recovery seen after Prometheus stood still"_s, server, u"s"_s, 0, stood, target},
         {u"recovery seen after Prometheus was started anew"_s, server, u"s"_s, 0, restarted, target},
         {u"records missing or twice afterwards"_s, u"a journal that verifies"_s, u""_s, 0, world.isWhole() ? 0.0 : 1.0,
          0}});
}
