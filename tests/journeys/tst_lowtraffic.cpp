#include "tests/journeys/journey.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// A sound change that hardly anybody tries: not rolled back, not promoted either, and a person is told how many
/// requests are missing.
class LowTrafficJourney : public QObject
{
    Q_OBJECT

private slots:
    void isHeldAsUnproven();
};

void LowTrafficJourney::isHeldAsUnproven()
{
    test::Journey journey{u"low-traffic"_s, test::Journey::Screen::None, {u"--speed"_s, u"2"_s}};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));

    const int code = journey.finish(300000);

    QVERIFY2(code == 0, qPrintable(journey.story()));
    QVERIFY(journey.events({u"kind:CanaryRollbackDecided"_s}).empty());
    QVERIFY(journey.events({u"kind:PatchPromoted"_s}).empty());
    QCOMPARE(journey.events({u"kind:CanaryStepDecided"_s}).size(), std::size_t{1});
    const auto asked = journey.events({u"kind:CanaryPaused"_s});
    QCOMPARE(asked.size(), std::size_t{1});
    QVERIFY(asked.front()[u"payload"][u"reason"].toString().contains(u"more requests without a failure"_s));
    QVERIFY(!journey.events({u"kind:CanaryHeld"_s}).empty());
    double requests = 0;
    for (const auto& event : journey.events({u"kind:CanaryAnalysed"_s})) {
        const auto& counts = event[u"payload"][u"counts"][u"error_rate"];
        requests += counts[u"canary"][u"n"].toDouble();
        QVERIFY(event[u"payload"][u"verdict"].toString() != u"promote"_s);
    }
    // What certifies 1 % for p99 without a single slow request.
    QVERIFY2(requests > 0 && requests < 356, qPrintable(QString::number(requests)));
    QVERIFY((journey.weights() == lab::Weights{90, 10}));
    QCOMPARE(journey.verify(), 0);
}

QTEST_GUILESS_MAIN(LowTrafficJourney)
#include "tst_lowtraffic.moc"
