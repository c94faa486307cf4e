#include "tests/journeys/journey.h"
// beside: others

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// Nothing is wrong, and nothing happens.
class CalmJourney : public QObject
{
    Q_OBJECT

private slots:
    void disturbsNobody();
};

void CalmJourney::disturbsNobody()
{
    test::Journey journey{u"calm"_s};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));

    QCOMPARE(journey.finish(300000), 0);
    for (const auto* kind : {"AnomalyDetected", "PatchProposed", "ApprovalRequested", "CanaryCreated", "EffectFailed"})
        QVERIFY2(journey.events({u"kind:"_s + QString::fromLatin1(kind)}).empty(), kind);
    for (const auto& event : journey.events({u"kind:SourceFreshnessChanged"_s}))
        QCOMPARE(event[u"payload"][u"to"].toString(), u"fresh"_s);
    QCOMPARE(journey.mostCanaryWeight(), 0);
    QVERIFY(journey.weights() && journey.weights()->stable > 0);
    QVERIFY(journey.p99() && *journey.p99() < 0.5);
    QCOMPARE(journey.git({u"rev-list"_s, u"--count"_s, u"main"_s}), u"1"_s);
    QCOMPARE(journey.verify(), 0);
    QCOMPARE(journey.oddLogLine(), QString{});
}

QTEST_GUILESS_MAIN(CalmJourney)
#include "tst_calm.moc"
