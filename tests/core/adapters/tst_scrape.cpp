// links: penelope-runtime penelope-lab-parts
#include "app/lab/files.h"
#include "app/lab/httpserver.h"
#include "app/lab/probes.h"
#include "app/runtime/metricspage.h"
#include "core/engine/scorefacts.h"
#include "tests/support/metricstories.h"
#include "tests/support/shippedqueries.h"
#include "tests/support/waiting.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// A real Prometheus scrapes what a core exposes, with the rules that ship.
class ScrapeTest : public QObject
{
    Q_OBJECT

    static constexpr int patience = 60'000; ///< for a loaded machine; nothing depends on it

    std::optional<double> ask(const QString& expression) const
    {
        const auto answer = lab::promql(m_port, expression);
        return answer ? *answer : std::nullopt;
    }

    bool startPrometheus(int target)
    {
        m_port = freePort();
        const auto config = uR"(global:
  scrape_interval: 1s
  scrape_timeout: 900ms
  evaluation_interval: 1s
rule_files: ["%1", "%2"]
scrape_configs:
  - job_name: penelope
    static_configs: [{ targets: ["127.0.0.1:%3"] }]
)"_s.arg(shippedFile(u"prometheus/penelope-recordings.yml"_s), shippedFile(u"prometheus/penelope-alerts.yml"_s))
                                .arg(target);
        if (!lab::writeFile(m_folder.filePath(u"prometheus.yml"_s), config.toUtf8()))
            return false;
        m_prometheus.setProcessChannelMode(QProcess::MergedChannels);
        m_prometheus.start(
            QStandardPaths::findExecutable(u"prometheus"_s),
            {u"--config.file="_s + m_folder.filePath(u"prometheus.yml"_s),
             u"--storage.tsdb.path="_s + m_folder.filePath(u"data"_s),
             u"--web.listen-address=127.0.0.1:%1"_s.arg(m_port), u"--log.level=warn"_s});
        return m_prometheus.waitForStarted();
    }

private slots:
    void cleanup()
    {
        m_prometheus.terminate();
        m_prometheus.waitForFinished();
    }

    void everyShippedQueryAnswersAndTheScoresAgree()
    {
        ScriptedWorld world;
        const auto source = runtime::metricsSource(*world.core, world.clock);
        QByteArray exposed = source();
        lab::HttpServer server{[&exposed](const QByteArray&, const lab::HttpServer::Respond& respond) {
            respond({200, exposed, "text/plain; version=0.0.4; charset=utf-8"});
        }};
        const auto port = freePort();
        QVERIFY(server.listen(port));
        QVERIFY(startPrometheus(port));
        QTRY_COMPARE_WITH_TIMEOUT(ask(u"up{job=\"penelope\"}"_s), 1.0, patience);
        QTRY_VERIFY_WITH_TIMEOUT(ask(u"count_over_time(penelope_approval_pending[1m])"_s) >= 2.0, patience);

        Recording recording;
        playHealthy(world, recording);
        world.core->tick();
        exposed = source();
        const auto local =
            compliance::score(engine::scoreFacts(world.state(), world.clock.now()), world.clock.now(), 1h);

        QTRY_COMPARE_WITH_TIMEOUT(ask(u"sum(penelope_patch_deployments_total{status=\"success\"})"_s), 1.0, patience);
        QTRY_COMPARE_WITH_TIMEOUT(ask(u"sum(penelope:compliance_score:mean1h)"_s), *local.total, patience);
        QCOMPARE(ask(u"sum(penelope_compliance_score)"_s), *local.total);
        QCOMPARE(ask(u"up{job=\"penelope\"}"_s), 1.0);
        const auto read = parseExposition(exposed);
        QVERIFY(read);
        double samples = 0;
        for (const auto& family : *read)
            samples += static_cast<double>(family.samples.size());
        QCOMPARE(ask(u"scrape_samples_scraped{job=\"penelope\"}"_s), samples);
        for (const auto& query : everyShippedQuery())
            QVERIFY2(ask(answers(query.expression)) == 1.0, qPrintable(query.name));
    }

private:
    QTemporaryDir m_folder;
    QProcess m_prometheus;
    int m_port = 0;
};

QTEST_GUILESS_MAIN(ScrapeTest)
#include "tst_scrape.moc"
