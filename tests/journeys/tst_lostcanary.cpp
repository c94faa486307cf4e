#include "tests/journeys/journey.h"
// beside: others

#include <QTest>

#include <algorithm>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// A canary that is not to be seen any more, because its process died or only its metrics did: held at once, rolled
/// back after 180 s by the divisor of 15, never promoted on what is missing.
class LostCanaryJourney : public QObject
{
    Q_OBJECT

private slots:
    void isHeldAndThenRolledBack_data()
    {
        QTest::addColumn<bool>("serves");
        QTest::newRow("canary-crash") << false;
        QTest::newRow("silent-canary") << true;
    }
    void isHeldAndThenRolledBack();
};

void LostCanaryJourney::isHeldAndThenRolledBack()
{
    QFETCH(bool, serves);
    test::Journey journey{QString::fromLatin1(QTest::currentDataTag())};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));
    const auto lost = serves ? u"loses its instrumentation"_s : u"The canary's process dies"_s;
    QVERIFY2(journey.until([&] { return journey.told(lost); }, 120000), qPrintable(journey.story()));
    const auto instance = u"payments-canary"_s;
    QVERIFY(journey.until([&] { return serves == (journey.labFile()[u"pids"][instance].toInteger() > 0); }, 5000));

    const int code = journey.finish(120000);

    QVERIFY2(code == 0, qPrintable(journey.story()));
    const auto analyses = journey.events({u"kind:CanaryAnalysed"_s});
    const auto missing = [](const Json& event) {
        return !event[u"payload"][u"counts"][u"error_rate"].contains(u"canary");
    };
    const auto first = std::find_if(analyses.begin(), analyses.end(), missing);
    QVERIFY(first != analyses.end());
    QCOMPARE((*first)[u"payload"][u"verdict"].toString(), u"hold"_s);
    QCOMPARE((*first)[u"payload"][u"rule"].toInteger(), qint64{5});
    for (auto at = first; at != analyses.end(); ++at)
        QVERIFY((*at)[u"payload"][u"verdict"].toString() != u"promote"_s);
    const auto back = journey.events({u"kind:CanaryRollbackDecided"_s});
    QCOMPARE(back.size(), std::size_t{1});
    QCOMPARE(back.front()[u"payload"][u"reason"][u"code"].toString(), u"canary_absent"_s);
    const auto after = back.front()[u"time"].toInteger() - (*first)[u"payload"][u"from_at"].toInteger();
    QVERIFY2(after >= 12000 && after < 17000, qPrintable(QString::number(after)));
    QCOMPARE(journey.events({u"kind:CanaryStepDecided"_s}).size(), std::size_t{1});
    const auto confirmed = journey.events({u"kind:TrafficConfirmed"_s});
    QCOMPARE(confirmed.back()[u"payload"][u"percent"].toInteger(), qint64{0});
    QVERIFY(journey.weights() && journey.weights()->canary == 0 && journey.weights()->stable > 0);
    QCOMPARE(journey.git({u"rev-list"_s, u"--count"_s, u"main"_s}), u"1"_s);
    QCOMPARE(journey.verify(), 0);
}

QTEST_GUILESS_MAIN(LostCanaryJourney)
#include "tst_lostcanary.moc"
