// links: penelope-lab-parts penelope-config
#include "app/lab/files.h"
#include "app/lab/worldconfig.h"
#include "core/adapters/config/config.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace penelope;
using namespace penelope::lab;
using namespace Qt::Literals::StringLiterals;

/// The lab's Prometheus scrapes Penelope where Penelope listens.
class LabMetrics : public QObject
{
    Q_OBJECT

    const PortPlan m_ports = PortPlan::from(21000);
    QTemporaryDir m_folder;

    bool write(const QString& name, const QByteArray& bytes) const
    {
        return writeFile(m_folder.filePath(name), bytes).has_value();
    }

private slots:
    void theCoreListensWherePrometheusScrapes()
    {
        const Layout layout{m_folder.path()};
        QVERIFY(write(u"penelope.toml"_s, penelopeConfig(layout, m_ports)));
        const auto config = config::load({.environment = {}, .file = m_folder.filePath(u"penelope.toml"_s)});
        QVERIFY2(config, config ? "" : qPrintable(config.error().message));
        QCOMPARE(config->listen, u"127.0.0.1:%1"_s.arg(m_ports.http));
        QVERIFY(prometheusConfig(m_ports).contains("job_name: penelope"));
        QVERIFY(prometheusConfig(m_ports).contains("\"" + config->listen.toUtf8() + "\""));
    }

    void noTwoPortsAreTheSame()
    {
        std::set<int> ports{m_ports.prometheus, m_ports.http};
        for (const auto& service : serviceNames()) {
            const auto& own = m_ports.of(service);
            ports.insert({own.front, own.stable, own.canary});
        }
        QCOMPARE(ports.size(), std::size_t{11});
    }

    void prometheusAcceptsItsConfiguration()
    {
        QVERIFY(write(u"prometheus.yml"_s, prometheusConfig(m_ports)));
        QVERIFY(write(u"rules.yml"_s, alertRules(Scenario::Heal)));
        QVERIFY(recordingRules().contains("penelope:compliance_score:mean1h"));
        QVERIFY(write(u"penelope-recordings.yml"_s, recordingRules()));
        QProcess promtool;
        promtool.setProcessChannelMode(QProcess::MergedChannels);
        promtool.start(u"promtool"_s, {u"check"_s, u"config"_s, m_folder.filePath(u"prometheus.yml"_s)});
        QVERIFY(promtool.waitForFinished(-1));
        QVERIFY2(promtool.exitCode() == 0, promtool.readAll());
    }
};

QTEST_GUILESS_MAIN(LabMetrics)
#include "tst_labmetrics.moc"
