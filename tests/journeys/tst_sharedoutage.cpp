#include "tests/journeys/journey.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// The store fails for both versions, and the canary's counters show it first: nothing is rolled back, nothing goes up
/// meanwhile, and a person who sees that both failed alike takes the canary to its end.
class SharedOutageJourney : public QObject
{
    Q_OBJECT

private slots:
    void rollsBackNoHealthyCanary();
};

void SharedOutageJourney::rollsBackNoHealthyCanary()
{
    test::Journey journey{u"both-arms-outage"_s};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));

    const int code = journey.finish(400000);

    QVERIFY2(code == 0, qPrintable(journey.story()));
    QVERIFY(journey.events({u"kind:CanaryRollbackDecided"_s}).empty());
    QCOMPARE(journey.events({u"kind:PatchPromoted"_s}).size(), std::size_t{1});
    int environment = 0;
    bool edge = false;
    for (const auto& event : journey.events({u"kind:CanaryAnalysed"_s})) {
        const auto& payload = event[u"payload"];
        const auto& counts = payload[u"counts"][u"error_rate"];
        const double canary = counts[u"canary"][u"y"].toDouble();
        const double stable = counts[u"stable"][u"y"].toDouble();
        if (!edge && canary + stable >= 3) {
            edge = true;
            qInfo("The outage begins with %g failures on the canary, %g on stable", canary, stable);
        }
        const bool holds = payload[u"verdict"].toString() == u"hold"_s;
        environment += holds && payload[u"rule"].toInteger() == 4 ? 1 : 0;
        QVERIFY(payload[u"verdict"].toString() != u"rollback"_s);
        if (edge && canary > 0)
            QVERIFY(payload[u"verdict"].toString() != u"promote"_s);
    }
    QVERIFY(edge);
    QVERIFY(environment >= 5);
    for (const auto& event : journey.events({u"kind:CanaryStepDecided"_s})) {
        const auto& payload = event[u"payload"];
        QVERIFY(payload[u"by"].toString() == u"core"_s || !payload[u"reason"].toString().isEmpty());
    }
    QCOMPARE(journey.mostCanaryWeight(), 100);
    QVERIFY(journey.weights() && journey.weights()->canary == 0);
    QCOMPARE(journey.verify(), 0);
}

QTEST_GUILESS_MAIN(SharedOutageJourney)
#include "tst_sharedoutage.moc"
