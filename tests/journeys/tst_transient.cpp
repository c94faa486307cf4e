// beside: others
#include "tests/journeys/journey.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// Trouble that goes by itself: the sixth time Penelope knows it and only watches. The window has nothing
/// to ask.
class TransientJourney : public QObject
{
    Q_OBJECT

private slots:
    void endsObserved();
};

void TransientJourney::endsObserved()
{
    test::Journey journey{u"transient"_s, test::Journey::Screen::Window};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));

    QVERIFY2(journey.until([&] { return journey.told(u"ended as it should"_s); }, 480000), qPrintable(journey.story()));
    QVERIFY2(!journey.told(u"A person is asked"_s), qPrintable(journey.story()));
    journey.interrupt();
    QCOMPARE(journey.finish(30000), 0);
    QCOMPARE(journey.mostCanaryWeight(), 0);
    QVERIFY(journey.weights() && journey.weights()->stable > 0);
    QVERIFY(journey.p99() && *journey.p99() < 0.5);
    QCOMPARE(journey.git({u"rev-list"_s, u"--count"_s, u"main"_s}), u"1"_s);
    QVERIFY2(journey.told(u"observe, by rule 1"_s), qPrintable(journey.story()));
    QCOMPARE(journey.verify(), 0);
    QCOMPARE(journey.oddLogLine(), QString{});
}

QTEST_GUILESS_MAIN(TransientJourney)
#include "tst_transient.moc"
