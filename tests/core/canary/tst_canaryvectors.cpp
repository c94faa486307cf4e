#include "core/canary/judge/vectors.h"
#include "tests/support/shared.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The allowed difference of a field: its own, else that of the object.
double allowed(const QJsonObject& expected, const QString& field, double value)
{
    const auto named = expected[field + u"_abs_tol"_s];
    if (named.isDouble())
        return named.toDouble();
    if (expected[u"abs_tol"].isDouble())
        return expected[u"abs_tol"].toDouble();
    return expected[u"rel_tol"].isDouble() ? expected[u"rel_tol"].toDouble() * std::abs(value) : 0;
}

/// Where two answers differ; empty = nowhere.
QString difference(const QJsonValue& given, const QJsonValue& expected, double tolerance, const QString& where);

QString difference(const QJsonObject& given, const QJsonObject& expected, const QString& where)
{
    for (auto at = expected.begin(); at != expected.end(); ++at) {
        if (at.key().endsWith(u"tol"))
            continue;
        if (!given.contains(at.key()))
            return u"%1.%2 is missing"_s.arg(where, at.key());
        const auto found = difference(
            given[at.key()], at.value(), allowed(expected, at.key(), at.value().toDouble()), where + u'.' + at.key());
        if (!found.isEmpty())
            return found;
    }
    return {};
}

QString difference(const QJsonValue& given, const QJsonValue& expected, double tolerance, const QString& where)
{
    if (expected.isObject())
        return difference(given.toObject(), expected.toObject(), where);
    if (expected.isArray()) {
        const auto list = expected.toArray();
        if (given.toArray().size() != list.size())
            return u"%1 has %2 entries, not %3"_s.arg(where).arg(given.toArray().size()).arg(list.size());
        for (qsizetype index = 0; index < list.size(); ++index) {
            const auto found =
                difference(given.toArray().at(index), list.at(index), tolerance, u"%1[%2]"_s.arg(where).arg(index));
            if (!found.isEmpty())
                return found;
        }
        return {};
    }
    const bool same = expected.isDouble()
                          ? given.isDouble() && std::abs(given.toDouble() - expected.toDouble()) <= tolerance
                          : given == expected;
    if (same)
        return {};
    const auto text = [](const QJsonValue& value) {
        return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    };
    return u"%1 is %2, not %3"_s.arg(where, text(given), text(expected));
}

} // namespace

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
        if (vector[u"kind"].toString() == "percentile_r7"_L1) {
            // A list of all percentiles answers a question that does not say which it asks for.
            for (const auto& asked : expected[u"percentiles"].toArray()) {
                const auto place = asked.toObject();
                const auto given = (*answer)[u"percentiles"].toArray().at(place[u"p"].toInt()).toObject();
                QCOMPARE(difference(given, place, u"percentile"_s), QString{});
            }
            return;
        }
        QCOMPARE(difference(*answer, expected, u"answer"_s), QString{});
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
