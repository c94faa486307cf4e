#include "core/journal/streamversions.h"

#include <QTest>

#include <map>
#include <random>

using namespace penelope;

class StreamVersionsTest : public QObject
{
    Q_OBJECT

private slots:
    void aNewStreamHadNoVersion()
    {
        journal::StreamVersions versions;

        QCOMPARE(versions.exchange("anomaly/1", 1), 0);
        QCOMPARE(versions.exchange("anomaly/2", 1), 0);
        QCOMPARE(versions.exchange("anomaly/1", 2), 1);
        QCOMPARE(versions.exchange("anomaly/1", 9), 2);
        QCOMPARE(versions.exchange("anomaly/2", 2), 1);
    }

    void namesOfEveryLengthAreTheirOwn()
    {
        journal::StreamVersions versions;
        for (qsizetype length = 0; length <= 255; ++length) {
            QCOMPARE(versions.exchange(QByteArray(length, 'a'), length + 1), 0);
            QCOMPARE(versions.exchange(QByteArray(length, 'a') + 'b', length + 1000), 0);
        }
        for (qsizetype length = 0; length <= 255; ++length) {
            QCOMPARE(versions.exchange(QByteArray(length, 'a'), 0), length + 1);
            QCOMPARE(versions.exchange(QByteArray(length, 'a') + 'b', 0), length + 1000);
        }
    }

    void manyStreamsAreWhatAMapSays()
    {
        journal::StreamVersions versions;
        std::map<QByteArray, qint64> expected;
        std::mt19937_64 random{11};
        for (int step = 0; step < 200'000; ++step) {
            const auto stream = "canary/" + QByteArray::number(static_cast<qulonglong>(random() % 50'000), 16);
            auto& version = expected[stream];
            QCOMPARE(versions.exchange(stream, step + 1), version);
            version = step + 1;
        }
    }
};

QTEST_GUILESS_MAIN(StreamVersionsTest)
#include "tst_streamversions.moc"
