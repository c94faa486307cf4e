#include "tests/journeys/journey.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// Trouble that goes by itself: the sixth time Penelope knows it and only watches.
class TransientJourney : public QObject
{
    Q_OBJECT

private slots:
    void endsObserved();
};

void TransientJourney::endsObserved()
{
    test::Journey journey{u"transient"_s};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));

    const int code = journey.finish(480000);

    QVERIFY2(code == 0, qPrintable(journey.story()));
    QCOMPARE(journey.mostCanaryWeight(), 0);
    QVERIFY(journey.weights() && journey.weights()->stable > 0);
    QVERIFY(journey.p99() && *journey.p99() < 0.5);
    QCOMPARE(journey.git({u"rev-list"_s, u"--count"_s, u"main"_s}), u"1"_s);
    QVERIFY2(journey.told(u"observe, by rule 1"_s), qPrintable(journey.story()));
    QCOMPARE(journey.verify(), 0);
}

QTEST_GUILESS_MAIN(TransientJourney)
#include "tst_transient.moc"
