#include "tests/journeys/journey.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// A slow service, a remedy, a person's yes, a canary, a promotion: looked at from outside.
class HealJourney : public QObject
{
    Q_OBJECT

private slots:
    void endsPromoted();
};

void HealJourney::endsPromoted()
{
    test::Journey journey{u"heal"_s};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));

    const int code = journey.finish(480000);

    QVERIFY2(code == 0, qPrintable(journey.story()));
    QCOMPARE(journey.mostCanaryWeight(), 100);
    QVERIFY(journey.weights() && journey.weights()->canary == 0 && journey.weights()->stable > 0);
    QVERIFY(journey.p99() && *journey.p99() < 0.5);
    QVERIFY(journey.git({u"show"_s, u"main:service.toml"_s}).contains(u"size = 32"_s));
    QVERIFY(journey.git({u"log"_s, u"-1"_s, u"--format=%B"_s, u"main"_s}).contains(u"Penelope-Approval: "_s));
    QCOMPARE(journey.verify(), 0);
}

QTEST_GUILESS_MAIN(HealJourney)
#include "tst_heal.moc"
