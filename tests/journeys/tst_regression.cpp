#include "tests/journeys/journey.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// A remedy that does harm: three times rolled back, never in the history of the service.
class RegressionJourney : public QObject
{
    Q_OBJECT

private slots:
    void endsRolledBackWithAnOpenBreaker();
};

void RegressionJourney::endsRolledBackWithAnOpenBreaker()
{
    test::Journey journey{u"regression"_s};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));

    const int code = journey.finish(480000);

    QVERIFY2(code == 0, qPrintable(journey.story()));
    QVERIFY(journey.mostCanaryWeight() > 0);
    QVERIFY2(journey.mostCanaryWeight() < 50, "the harm was seen in the first step");
    QVERIFY(journey.weights() && journey.weights()->canary == 0 && journey.weights()->stable > 0);
    QCOMPARE(journey.git({u"rev-list"_s, u"--count"_s, u"main"_s}), u"1"_s);
    QVERIFY(journey.git({u"show"_s, u"main:service.toml"_s}).contains(u"size = 4 "_s));
    QVERIFY(journey.labFile()[u"pids"][u"payments-canary"].toInteger() == 0);
    QCOMPARE(journey.verify(), 0);
}

QTEST_GUILESS_MAIN(RegressionJourney)
#include "tst_regression.moc"
