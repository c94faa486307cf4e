// beside: others
#include "tests/journeys/journey.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// The healing story, frozen in the middle of the canary: nothing goes up, also after a kill -9, until the freeze ends
/// by itself.
class FrozenJourney : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheShareUntilTheFreezeEnds();
};

void FrozenJourney::keepsTheShareUntilTheFreezeEnds()
{
    constexpr int frozenMs = 40000; // twice the time of a step
    test::Journey journey{u"heal"_s};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));
    QVERIFY2(
        journey.until([&] { return journey.told(u"HAProxy confirms canary"_s); }, 240000), qPrintable(journey.story()));

    QCOMPARE(
        journey.ctl(
            {u"freeze"_s, u"--for"_s, u"40s"_s, u"--reason"_s, u"the database moves"_s, u"--as"_s, u"lab-ana"_s}),
        0);
    QElapsedTimer frozen;
    frozen.start();
    QVERIFY(journey.signal(u"core"_s, SIGKILL));
    QVERIFY2(journey.until([&] { return !journey.controlSocket().isEmpty(); }, 20000), qPrintable(journey.story()));

    bool held = false;
    int most = 0;
    journey.until(
        [&] {
            most = std::max(most, journey.weights() ? journey.weights()->canary : 0);
            QByteArray view;
            if (journey.ctl({u"status"_s, u"--json"_s}, &view) == 0)
                held = held || view.contains("the database moves");
            return frozen.elapsed() > frozenMs - 3000;
        },
        2 * frozenMs);
    QCOMPARE(most, 10);
    QVERIFY(held);
    QCOMPARE(journey.events({u"kind:CanaryStepDecided"_s}).size(), std::size_t{1});

    const int code = journey.finish(300000);
    QVERIFY2(code == 0, qPrintable(journey.story()));
    QCOMPARE(journey.events({u"kind:FreezeExpired"_s}).size(), std::size_t{1});
    QCOMPARE(journey.mostCanaryWeight(), 100);
    QVERIFY(journey.weights() && journey.weights()->canary == 0 && journey.weights()->stable > 0);
    QCOMPARE(journey.verify(), 0);
    QCOMPARE(journey.oddLogLine(), QString{});
}

QTEST_GUILESS_MAIN(FrozenJourney)
#include "tst_frozen.moc"
