// links: penelope-lab-parts
#include "app/lab/demoservice.h"
#include "app/lab/files.h"
#include "app/lab/histogram.h"
#include "app/lab/serviceconfig.h"
#include "app/lab/worldfile.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::lab;
using namespace Qt::Literals::StringLiterals;

class LabService : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void settingsAreRead();
    void badSettingsNameThePlace_data();
    void badSettingsNameThePlace();
    void bucketsAreCumulative();
    void theWorldReadsBack();
    void aSilentArmHidesItsRequests();
    void keptSessionsRunOutSlowly();

private:
    QString path() const { return m_folder->filePath(u"file"_s); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void LabService::settingsAreRead()
{
    QVERIFY(writeFile(path(), "[pool]\nsize = 32\nfallback = false\n[store]\ncall_timeout_ms = 90\n"));

    const auto config = readServiceConfig(path());

    QVERIFY(config);
    QCOMPARE(config->poolSize, 32);
    QCOMPARE(config->fallback, false);
    QCOMPARE(config->callTimeout, Milliseconds{90});
    QCOMPARE(config->cacheEntries, ServiceConfig{}.cacheEntries);
}

void LabService::badSettingsNameThePlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::newRow("unknown key") << QByteArray{"[pool]\nsizes = 4\n"} << u":2:"_s;
    QTest::newRow("out of range") << QByteArray{"[pool]\nsize = 0\n"} << u":2:"_s;
    QTest::newRow("wrong type") << QByteArray{"[pool]\nsize = 4\nwait_ms = \"long\"\n"} << u":3:"_s;
    QTest::newRow("not toml") << QByteArray{"[pool\n"} << u":1:"_s;
}

void LabService::badSettingsNameThePlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    QVERIFY(writeFile(path(), text));

    const auto config = readServiceConfig(path());

    QVERIFY(!config);
    QCOMPARE(config.error().code, ErrorCode::Malformed);
    QVERIFY2(config.error().where.contains(place), qPrintable(config.error().where));
}

void LabService::bucketsAreCumulative()
{
    Histogram histogram;
    histogram.observe(0.003);
    histogram.observe(0.8);
    histogram.observe(30);

    const auto text = histogram.exposition("x");

    QVERIFY(text.contains("x_bucket{le=\"0.005\"} 1\n"));
    QVERIFY(text.contains("x_bucket{le=\"1\"} 2\n"));
    QVERIFY(text.contains("x_bucket{le=\"10\"} 2\n"));
    QVERIFY(text.contains("x_bucket{le=\"+Inf\"} 3\n"));
    QVERIFY(text.contains("x_count 3\n"));
}

void LabService::theWorldReadsBack()
{
    QVERIFY(!worldOf(path(), u"payments"_s));
    Surroundings around;
    around.storeCall = 30;
    around.trouble = {0.3, instantFromMs(1000), instantFromMs(7000), Milliseconds{-333}};
    around.silentTrack = u"canary"_s;

    QVERIFY(writeWorld(path(), {{u"payments"_s, around}, {u"profile"_s, {}}}));

    QVERIFY(worldOf(path(), u"payments"_s) == around);
    QVERIFY(worldOf(path(), u"profile"_s) == Surroundings{});
    QVERIFY(!worldOf(path(), u"search"_s));
}

/// Requests of a silent arm are on no page of metrics, whatever it serves; its gauges stay.
void LabService::aSilentArmHidesItsRequests()
{
    Surroundings around;
    around.silentTrack = u"canary"_s;
    QVERIFY(writeWorld(path(), {{u"payments"_s, around}}));
    const test::FakeClock clock;
    const DemoService canary{clock, {u"payments"_s, u"canary"_s, {}, path(), 0}, {}};
    const DemoService stable{clock, {u"payments"_s, u"stable"_s, {}, path(), 0}, {}};

    QVERIFY(!canary.metrics().contains("http_request"));
    QVERIFY(canary.metrics().contains("pool_size 4"));
    QVERIFY(stable.metrics().contains("http_requests_total{code=\"502\"} 0"));
}

/// The share of calls without a session is the square of the share of places taken.
void LabService::keptSessionsRunOutSlowly()
{
    const test::FakeClock clock;
    Agenda agenda{clock};
    ServiceConfig config;
    config.poolSize = 1000;
    config.sessionPlaces = 1000;
    config.releaseSessions = false;
    config.cacheEntries = 0;
    const auto refusedIn = [&](StoreModel& store, int calls) {
        const auto before = store.sessionsTaken();
        for (int call = 0; call < calls; ++call)
            store.get(call, [](StoreModel::Outcome) {});
        return calls - static_cast<int>(store.sessionsTaken() - before);
    };
    StoreModel leaking{agenda, config, 1};

    const int early = refusedIn(leaking, 200);
    refusedIn(leaking, 300);
    const int late = refusedIn(leaking, 200);

    QVERIFY2(early < 8, qPrintable(QString::number(early)));
    QVERIFY2(late > 30 && late < 110, qPrintable(QString::number(late)));
    config.releaseSessions = true;
    StoreModel sound{agenda, config, 1};
    refusedIn(sound, 2000);
    QCOMPARE(sound.sessionsTaken(), 0);
}

QTEST_GUILESS_MAIN(LabService)
#include "tst_labservice.moc"
