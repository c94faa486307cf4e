// A real Alertmanager and a real core: every episode is one anomaly, and only what is over is resolved.
// links: penelope-runtime penelope-config Qt6::Network
// beside: others
#include "app/runtime/coreruntime.h"
#include "core/engine/decisioncore.h"

#include "tests/support/rawhttp.h"
#include "tests/support/waiting.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 30000;
constexpr auto grace = 4s;

const auto managerConfig = QStringLiteral("route:\n"
                                          "  receiver: penelope\n"
                                          "  group_by: ['...']\n"
                                          "  group_wait: 50ms\n"
                                          "  group_interval: 100ms\n"
                                          "  repeat_interval: 1h\n"
                                          "receivers:\n"
                                          "- name: penelope\n"
                                          "  webhook_configs:\n"
                                          "  - url: http://127.0.0.1:%1/api/v1/alertmanager\n"
                                          "    send_resolved: true\n"
                                          "    http_config:\n"
                                          "      authorization:\n"
                                          "        credentials_file: %2\n"
                                          "inhibit_rules:\n"
                                          "- source_matchers: [ 'alertname=\"Outage\"' ]\n"
                                          "  target_matchers: [ 'alertname=\"Slow\"' ]\n"
                                          "  equal: [ 'service' ]\n");

const QByteArray registration =
    R"({"format":1,"name":"payments","criticality":"normal","repository":"/nowhere","branch":"main",)"
    R"("prometheus":"main","arms":{"stable":{"job":"payments"},"canary":{"job":"payments-canary"}},)"
    R"("router":{"kind":"haproxy","socket":"/h.sock","backend":"be","stable":["stable"],"canary":["canary"]},)"
    R"("commands":{"start_canary":["true"],"stop_canary":["true"],"promote":["true"]}})";

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
}

Instant present()
{
    return instantFromMs(QDateTime::currentMSecsSinceEpoch());
}

/// One alert as Prometheus sends it.
struct Firing
{
    QString name = u"Slow"_s;
    Instant since = present();
};

} // namespace

class AlertmanagerJourney : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void aWebhookAloneBeginsAnEpisode();
    void pollsAloneBeginAndEndAnEpisode();
    void webhookAndPollAreOneAnomaly();
    void aSilenceEndsNothingAndBeginsNothing();
    void anInhibitionEndsNothing();
    void aFlapIsTwoEpisodes();
    void aRestartEndsNothing();
    void whatARestartForgotForGoodEnds();
    void anOutageEndsNothing();
    void ourOwnRestartBeginsNothingAgain();

private:
    void startManager();
    void stopManager();
    void startCore(Milliseconds poll, bool hears = true);
    QByteArray ask(const QByteArray& method, const QByteArray& path, const QByteArray& body = {});
    void fire(const Firing& alert);
    void end(const Firing& alert);
    QByteArray silence(const QString& name);
    bool lists(const QString& name, const QByteArray& state);
    /// Waits until so many more polls were answered.
    void pollsPass(int count);
    int begun() const
    {
        return count([](const auto&) { return true; });
    }
    int ended() const
    {
        return count([](const auto& anomaly) { return !anomaly.isOpen(); });
    }
    int count(const std::function<bool(const sophia::Anomaly&)>& counts) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_manager;
    std::unique_ptr<runtime::CoreRuntime> m_core;
    quint16 m_managerPort = 0;
    quint16 m_corePort = 0;
};

void AlertmanagerJourney::initTestCase()
{
    if (QStandardPaths::findExecutable(u"prometheus-alertmanager"_s).isEmpty())
        QFAIL("prometheus-alertmanager is needed: apt-get install prometheus-alertmanager");
}

void AlertmanagerJourney::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_RUNTIME_DIR", m_folder->path().toUtf8());
    m_managerPort = test::freePort();
    m_corePort = test::freePort();
    const auto secret = m_folder->filePath(u"secret"_s);
    write(secret, "hush\n");
    write(m_folder->filePath(u"am.yml"_s), managerConfig.arg(m_corePort).arg(secret).toUtf8());
    startManager();
}

void AlertmanagerJourney::cleanup()
{
    m_core.reset();
    stopManager();
}

void AlertmanagerJourney::startManager()
{
    m_manager = std::make_unique<QProcess>();
    m_manager->setProcessChannelMode(QProcess::MergedChannels);
    m_manager->setStandardOutputFile(m_folder->filePath(u"am.log"_s));
    m_manager->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_manager->start(
        u"prometheus-alertmanager"_s,
        {u"--config.file=%1"_s.arg(m_folder->filePath(u"am.yml"_s)),
         u"--storage.path=%1"_s.arg(m_folder->filePath(u"am"_s)),
         u"--web.listen-address=127.0.0.1:%1"_s.arg(m_managerPort), u"--cluster.listen-address="_s});
    QVERIFY(m_manager->waitForStarted(patienceMs));
    QTRY_VERIFY_WITH_TIMEOUT(test::statusOf(ask("GET", "/-/ready")) == 200, patienceMs);
}

void AlertmanagerJourney::stopManager()
{
    m_manager->kill();
    m_manager->waitForFinished(patienceMs);
}

void AlertmanagerJourney::startCore(Milliseconds poll, bool hears)
{
    runtime::Options options;
    options.journal = m_folder->filePath(u"journal.db"_s);
    options.mode = u"serve"_s;
    options.version = u"test"_s;
    options.config.listen = hears ? u"127.0.0.1:%1"_s.arg(m_corePort) : QString();
    options.config.alerts.source = u"alertmanager"_s;
    options.config.alerts.url = u"http://127.0.0.1:%1"_s.arg(m_managerPort);
    options.config.alerts.webhookSecret = u"file:"_s + m_folder->filePath(u"secret"_s);
    options.config.alerts.poll = poll;
    options.config.alerts.restartGrace = grace;
    auto opened = runtime::CoreRuntime::open(options);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    m_core = std::move(*opened);
    const auto started = m_core->start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().message));
    QVERIFY2(m_core->troubles().isEmpty(), qPrintable(m_core->troubles().join(u' ')));
    const auto document = parseForeign(registration);
    QVERIFY(document);
    bool registered = false;
    m_core->core().send(
        {.name = u"service_register"_s,
         .actor = u"bootstrap"_s,
         .at = present(),
         .args = Json::object({{u"registration"_s, *document}})},
        [&registered](const Result<engine::Outcome>& outcome) { registered = outcome.has_value(); });
    m_core->core().drain();
    QVERIFY(registered);
}

QByteArray AlertmanagerJourney::ask(const QByteArray& method, const QByteArray& path, const QByteArray& body)
{
    test::RawClient client(m_managerPort);
    client.say(
        method + ' ' + path +
        " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n" +
        "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    return client.untilClosed();
}

void AlertmanagerJourney::fire(const Firing& alert)
{
    const auto text = uR"([{"labels":{"alertname":"%1","service":"payments","severity":"low"},"annotations":)"
                      uR"({"summary":"it is slow"},"startsAt":"%2","endsAt":"%3"}])"_s.arg(
                          alert.name, toIso(alert.since), toIso(present() + 10min));
    QCOMPARE(test::statusOf(ask("POST", "/api/v2/alerts", text.toUtf8())), 200);
}

void AlertmanagerJourney::end(const Firing& alert)
{
    const auto text = uR"([{"labels":{"alertname":"%1","service":"payments","severity":"low"},"annotations":)"
                      uR"({"summary":"it is slow"},"startsAt":"%2","endsAt":"%3"}])"_s.arg(
                          alert.name, toIso(alert.since), toIso(present()));
    QCOMPARE(test::statusOf(ask("POST", "/api/v2/alerts", text.toUtf8())), 200);
}

QByteArray AlertmanagerJourney::silence(const QString& name)
{
    const auto text = uR"({"matchers":[{"name":"alertname","value":"%1","isRegex":false,"isEqual":true}],)"
                      uR"("startsAt":"%2","endsAt":"%3","createdBy":"test","comment":"test"})"_s.arg(
                          name, toIso(present()), toIso(present() + 10min));
    const auto answer = ask("POST", "/api/v2/silences", text.toUtf8());
    const auto body = parseForeign(answer.mid(answer.indexOf('{'), answer.lastIndexOf('}') - answer.indexOf('{') + 1));
    return body ? (*body)[u"silenceID"].toString().toUtf8() : QByteArray();
}

bool AlertmanagerJourney::lists(const QString& name, const QByteArray& state)
{
    const auto answer = ask("GET", "/api/v2/alerts?filter=alertname%3D%22" + name.toUtf8() + "%22");
    return state.isEmpty() ? !answer.contains("\"state\":") : answer.contains("\"state\":\"" + state + '"');
}

void AlertmanagerJourney::pollsPass(int count)
{
    const auto newest = [this]() -> std::optional<Instant> {
        const auto sources = m_core->core().snapshot().live.sources;
        const auto alerts = sources.find(u"alerts"_s);
        return alerts == sources.end() ? std::nullopt : alerts->second.lastSampleAt;
    };
    auto last = newest();
    for (int each = 0; each < count; ++each) {
        QTRY_VERIFY_WITH_TIMEOUT(newest() && newest() != last, patienceMs);
        last = newest();
    }
}

int AlertmanagerJourney::count(const std::function<bool(const sophia::Anomaly&)>& counts) const
{
    int found = 0;
    m_core->core().state().anomalies.forEach([&](const AnomalyId&, const auto& row) { found += counts(*row); });
    return found;
}

void AlertmanagerJourney::aWebhookAloneBeginsAnEpisode()
{
    startCore(1h);
    pollsPass(1);
    fire({});
    QTRY_COMPARE_WITH_TIMEOUT(begun(), 1, patienceMs);
    QCOMPARE(ended(), 0);
}

void AlertmanagerJourney::pollsAloneBeginAndEndAnEpisode()
{
    startCore(200ms, false);
    const Firing alert;
    fire(alert);
    QTRY_COMPARE_WITH_TIMEOUT(begun(), 1, patienceMs);
    end(alert);
    QTRY_COMPARE_WITH_TIMEOUT(ended(), 1, patienceMs);
    pollsPass(3);
    QCOMPARE(begun(), 1);
}

void AlertmanagerJourney::webhookAndPollAreOneAnomaly()
{
    startCore(200ms);
    const Firing alert;
    fire(alert);
    QTRY_COMPARE_WITH_TIMEOUT(begun(), 1, patienceMs);
    pollsPass(4);
    fire(alert);
    pollsPass(2);
    QCOMPARE(begun(), 1);
    QCOMPARE(ended(), 0);
}

void AlertmanagerJourney::aSilenceEndsNothingAndBeginsNothing()
{
    startCore(200ms);
    QTRY_VERIFY_WITH_TIMEOUT(m_core->core().snapshot().live.sources[u"alerts"_s].lastSampleAt.has_value(), patienceMs);
    // Past the grace of the start, so that a missing alert would count.
    const auto started = present();
    QTRY_VERIFY_WITH_TIMEOUT(present() - started > grace, patienceMs);
    const Firing known;
    fire(known);
    QTRY_COMPARE_WITH_TIMEOUT(begun(), 1, patienceMs);
    const auto id = silence(known.name);
    QVERIFY(!id.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(lists(known.name, "suppressed"), patienceMs);
    const auto other = silence(u"Odd"_s);
    fire({.name = u"Odd"_s});
    QTRY_VERIFY_WITH_TIMEOUT(lists(u"Odd"_s, "suppressed"), patienceMs);
    pollsPass(5);
    QCOMPARE(begun(), 1);
    QCOMPARE(ended(), 0);
    // The silences end: what was silenced from the beginning begins now, what was known goes on.
    QCOMPARE(test::statusOf(ask("DELETE", "/api/v2/silence/" + id)), 200);
    QCOMPARE(test::statusOf(ask("DELETE", "/api/v2/silence/" + other)), 200);
    QTRY_COMPARE_WITH_TIMEOUT(begun(), 2, patienceMs);
    pollsPass(3);
    QCOMPARE(begun(), 2);
    QCOMPARE(ended(), 0);
    end(known);
    QTRY_COMPARE_WITH_TIMEOUT(ended(), 1, patienceMs);
}

void AlertmanagerJourney::anInhibitionEndsNothing()
{
    startCore(200ms);
    const auto started = present();
    QTRY_VERIFY_WITH_TIMEOUT(present() - started > grace, patienceMs);
    const Firing slow;
    fire(slow);
    QTRY_COMPARE_WITH_TIMEOUT(begun(), 1, patienceMs);
    const Firing outage{.name = u"Outage"_s};
    fire(outage);
    QTRY_VERIFY_WITH_TIMEOUT(lists(slow.name, "suppressed"), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(begun(), 2, patienceMs);
    pollsPass(5);
    QCOMPARE(ended(), 0);
    end(outage);
    QTRY_COMPARE_WITH_TIMEOUT(ended(), 1, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(lists(slow.name, "active"), patienceMs);
    pollsPass(3);
    QCOMPARE(begun(), 2);
    QCOMPARE(ended(), 1);
}

void AlertmanagerJourney::aFlapIsTwoEpisodes()
{
    startCore(200ms);
    const auto started = present();
    QTRY_VERIFY_WITH_TIMEOUT(present() - started > grace, patienceMs);
    const Firing first;
    fire(first);
    QTRY_COMPARE_WITH_TIMEOUT(begun(), 1, patienceMs);
    end(first);
    // At once again, before any poll could tell that it was over.
    const Firing second{.since = present() + 1ms};
    fire(second);
    QTRY_COMPARE_WITH_TIMEOUT(begun(), 2, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(ended(), 1, patienceMs);
    pollsPass(3);
    QCOMPARE(begun(), 2);
    QCOMPARE(count([&](const auto& anomaly) { return anomaly.isOpen() && anomaly.startsAt == second.since; }), 1);
}

void AlertmanagerJourney::aRestartEndsNothing()
{
    startCore(200ms);
    const auto before = present();
    QTRY_VERIFY_WITH_TIMEOUT(present() - before > grace, patienceMs);
    const Firing alert;
    fire(alert);
    QTRY_COMPARE_WITH_TIMEOUT(begun(), 1, patienceMs);
    stopManager();
    startManager();
    const auto restarted = present();
    // It has forgotten everything; nobody has told it again yet.
    QVERIFY(lists(alert.name, {}));
    pollsPass(5);
    QCOMPARE(ended(), 0);
    // Prometheus repeats itself.
    fire(alert);
    QTRY_VERIFY_WITH_TIMEOUT(present() - restarted > grace + 1s, patienceMs);
    pollsPass(3);
    QCOMPARE(begun(), 1);
    QCOMPARE(ended(), 0);
}

void AlertmanagerJourney::whatARestartForgotForGoodEnds()
{
    startCore(200ms);
    const Firing alert;
    fire(alert);
    QTRY_COMPARE_WITH_TIMEOUT(begun(), 1, patienceMs);
    stopManager();
    startManager();
    // Nobody repeats it: after the grace it is over.
    QTRY_COMPARE_WITH_TIMEOUT(ended(), 1, patienceMs);
    QCOMPARE(begun(), 1);
}

void AlertmanagerJourney::anOutageEndsNothing()
{
    startCore(200ms);
    const auto before = present();
    QTRY_VERIFY_WITH_TIMEOUT(present() - before > grace, patienceMs);
    fire({});
    QTRY_COMPARE_WITH_TIMEOUT(begun(), 1, patienceMs);
    stopManager();
    const auto state = [this] { return m_core->core().snapshot().live.sources[u"alerts"_s]; };
    QTRY_VERIFY_WITH_TIMEOUT(!state().answering, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(present() - *state().lastSampleAt > 3s, patienceMs);
    QCOMPARE(ended(), 0);
    startManager();
}

void AlertmanagerJourney::ourOwnRestartBeginsNothingAgain()
{
    startCore(200ms);
    const Firing alert;
    fire(alert);
    QTRY_COMPARE_WITH_TIMEOUT(begun(), 1, patienceMs);
    m_core.reset();
    startCore(200ms);
    QCOMPARE(begun(), 1);
    pollsPass(5);
    QCOMPARE(begun(), 1);
    QCOMPARE(ended(), 0);
    end(alert);
    QTRY_COMPARE_WITH_TIMEOUT(ended(), 1, patienceMs);
}

QTEST_GUILESS_MAIN(AlertmanagerJourney)
#include "tst_alertmanager.moc"
