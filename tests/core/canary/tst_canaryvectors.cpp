#include "core/canary/judge/vectors.h"
#include "tests/support/shared.h"
#include "tests/support/vectordifference.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

class CanaryVectors : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto file = QJsonDocument::fromJson(test::sharedFile(u"vectors/canary.json"_s));
        m_vectors = file.object()[u"vectors"].toArray();
        QVERIFY(!m_vectors.isEmpty());
    }

    void answersAsExpected_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const auto& value : m_vectors) {
            const auto vector = value.toObject();
            QTest::newRow(qPrintable(u"%1 %2: %3"_s.arg(
                vector[u"id"].toString(), vector[u"kind"].toString(),
                vector[u"source"].toObject()[u"case"].toString())))
                << index++;
        }
    }
    void answersAsExpected()
    {
        QFETCH(int, index);
        auto vector = m_vectors.at(index).toObject();
        const auto expected = vector[u"expected"].toObject();
        vector.remove(u"expected");
        const auto answer = canary::judge::answerVector(vector);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QCOMPARE(test::answerDifference(vector[u"kind"].toString(), *answer, expected), QString{});
    }

    void refusesWhatIsNoVector_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("where");
        QTest::newRow("unknown kind") << QByteArray(R"({"kind":"guess"})") << u"kind"_s;
        QTest::newRow("no limit") << QByteArray(R"({"kind":"evalue_limit","experiment":[[1,0]],"config":{}})")
                                  << u"config.limit"_s;
        QTest::newRow("limit without a grid")
            << QByteArray(R"({"kind":"needed","config":{"limit":0.8}})") << u"config.limit"_s;
        QTest::newRow("a row of three")
            << QByteArray(R"({"kind":"evalue_limit","experiment":[[1,0],[1,2,3]],"config":{"limit":0.02}})")
            << u"experiment[1]"_s;
        QTest::newRow("no metric") << QByteArray(R"({"kind":"verdict","intervals":[],"config":{}})")
                                   << u"config.metrics"_s;
        QTest::newRow("unreadable counts")
            << QByteArray(
                   R"({"kind":"verdict","intervals":[{"counts":[7]}],"config":{"metrics":[{"name":"a","limit":0.1}]}})")
            << u"intervals[0].counts[0]"_s;
        QTest::newRow("a quantile beyond one")
            << QByteArray(R"({"kind":"normal_quantile","config":{"p":1.5}})") << u"config.p"_s;
    }
    void refusesWhatIsNoVector()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, where);
        const auto answer = canary::judge::answerVector(QJsonDocument::fromJson(text).object());
        QVERIFY(!answer);
        QCOMPARE(answer.error().where, where);
    }

private:
    QJsonArray m_vectors;
};

QTEST_GUILESS_MAIN(CanaryVectors)
#include "tst_canaryvectors.moc"
