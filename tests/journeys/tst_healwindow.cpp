#include "tests/journeys/journey.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// The same story, decided by a person at the window, without a mouse.
class HealWindowJourney : public QObject
{
    Q_OBJECT

private slots:
    void isApprovedByKeyboardAlone();
};

void HealWindowJourney::isApprovedByKeyboardAlone()
{
    test::Journey journey{u"heal"_s, test::Journey::Screen::Window};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));
    QVERIFY2(
        journey.until([&] { return journey.told(u"A person is asked to approve"_s); }, 180000),
        qPrintable(journey.story()));

    QVERIFY(journey.press({u"Return"_s, u"a"_s, u"ctrl+Return"_s}));

    QVERIFY2(journey.until([&] { return journey.told(u" approves request "_s); }, 60000), qPrintable(journey.story()));
    QVERIFY2(journey.until([&] { return journey.told(u"ended as it should"_s); }, 400000), qPrintable(journey.story()));
    QVERIFY(journey.weights() && journey.weights()->canary == 0 && journey.weights()->stable > 0);
    QVERIFY(journey.p99() && *journey.p99() < 0.5);
    journey.interrupt();
    QCOMPARE(journey.finish(30000), 0);
    QVERIFY(journey.git({u"show"_s, u"main:service.toml"_s}).contains(u"size = 32"_s));
    QCOMPARE(journey.verify(), 0);
}

QTEST_GUILESS_MAIN(HealWindowJourney)
#include "tst_healwindow.moc"
