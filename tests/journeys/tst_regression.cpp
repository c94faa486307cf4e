// beside: others
#include "tests/journeys/journey.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// A remedy that does harm: three times approved at the window, three times rolled back, never in the history of the
/// service.
class RegressionJourney : public QObject
{
    Q_OBJECT

private slots:
    void endsRolledBackWithAnOpenBreaker();
};

void RegressionJourney::endsRolledBackWithAnOpenBreaker()
{
    test::Journey journey{u"regression"_s, test::Journey::Screen::Window};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));

    for (int time = 1; time <= 3; ++time) {
        const auto counted = [&](const QString& part) { return journey.timesTold(part) == time; };
        QVERIFY2(
            journey.until([&] { return counted(u"A person is asked to approve"_s); }, 180000),
            qPrintable(journey.story()));
        QVERIFY(journey.press({u"Return"_s, u"a"_s, u"ctrl+Return"_s}));
        QVERIFY2(journey.until([&] { return counted(u" approves request "_s); }, 60000), qPrintable(journey.story()));
    }

    QVERIFY2(journey.until([&] { return journey.told(u"ended as it should"_s); }, 120000), qPrintable(journey.story()));
    journey.interrupt();
    QCOMPARE(journey.finish(30000), 0);
    QVERIFY2(journey.told(u"escalate, by rule 4"_s), qPrintable(journey.story()));
    QVERIFY(journey.mostCanaryWeight() > 0);
    QVERIFY2(journey.mostCanaryWeight() < 50, "the harm was seen in the first step");
    QVERIFY(journey.weights() && journey.weights()->canary == 0 && journey.weights()->stable > 0);
    QCOMPARE(journey.git({u"rev-list"_s, u"--count"_s, u"main"_s}), u"1"_s);
    QVERIFY(journey.git({u"show"_s, u"main:service.toml"_s}).contains(u"size = 4 "_s));
    QVERIFY(journey.labFile()[u"pids"][u"payments-canary"].toInteger() == 0);
    QCOMPARE(journey.verify(), 0);
    QCOMPARE(journey.oddLogLine(), QString{});
}

QTEST_GUILESS_MAIN(RegressionJourney)
#include "tst_regression.moc"
