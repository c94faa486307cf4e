// links: penelope-lab-parts
#include "app/lab/files.h"
#include "app/lab/histogram.h"
#include "app/lab/serviceconfig.h"
#include "app/lab/worldfile.h"

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
    QVERIFY(!meanCallOf(path(), u"payments"_s));

    QVERIFY(writeWorld(path(), {{u"payments"_s, 30.0}}));

    QCOMPARE(meanCallOf(path(), u"payments"_s), std::optional<double>{30.0});
    QVERIFY(!meanCallOf(path(), u"search"_s));
}

QTEST_GUILESS_MAIN(LabService)
#include "tst_labservice.moc"
