// beside: others
#include "tests/journeys/journey.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// The healing story with a Prometheus that first stands still and then is killed in the middle of the canary: nothing
/// goes up meanwhile, the journal says so, and the story goes on by itself.
class OutageJourney : public QObject
{
    Q_OBJECT

private slots:
    void holdsWhilePrometheusIsSilentAndEndsPromoted();
};

void OutageJourney::holdsWhilePrometheusIsSilentAndEndsPromoted()
{
    constexpr int pollMs = 1000;
    constexpr int outageMs = 26000; // longer than a step's time, shorter than what makes it ask a person
    test::Journey journey{u"heal"_s};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));
    QVERIFY2(
        journey.until([&] { return journey.told(u"HAProxy confirms canary"_s); }, 240000), qPrintable(journey.story()));

    QVERIFY(journey.signal(u"prometheus"_s, SIGSTOP));
    QElapsedTimer silent;
    silent.start();
    QVERIFY2(
        journey.until([&] { return journey.told(u"Source prometheus/main is lost"_s); }, 20000),
        qPrintable(journey.story()));
    journey.until([&] { return silent.elapsed() > outageMs; }, 2 * outageMs);

    QCOMPARE(journey.events({u"kind:CanaryStepDecided"_s}).size(), std::size_t{1});
    QVERIFY((journey.weights() == lab::Weights{90, 10}));
    QVERIFY(journey.signal(u"prometheus"_s, SIGCONT));

    QVERIFY2(
        journey.until(
            [&] {
                return (journey.weights() == lab::Weights{75, 25});
            },
            60000),
        qPrintable(journey.story()));
    QVERIFY(journey.signal(u"prometheus"_s, SIGKILL));
    QVERIFY2(
        journey.until([&] { return journey.timesTold(u"Source prometheus/main is lost"_s) == 2; }, 20000),
        qPrintable(journey.story()));
    QCOMPARE(journey.events({u"kind:CanaryStepDecided"_s}).size(), std::size_t{2});

    const int code = journey.finish(300000);
    QVERIFY2(code == 0, qPrintable(journey.story()));
    int lost = 0;
    for (const auto& event : journey.events({u"kind:SourceFreshnessChanged"_s})) {
        const auto& payload = event[u"payload"];
        if (payload[u"source"].toString() != u"prometheus/main"_s || payload[u"to"].toString() != u"lost"_s)
            continue;
        ++lost;
        // Four intervals, and the core's own beat.
        QVERIFY(event[u"time"].toInteger() - payload[u"last_sample_at"].toInteger() < 4 * pollMs + 1000);
    }
    QCOMPARE(lost, 2);
    const auto analyses = journey.events({u"kind:CanaryAnalysed"_s});
    QVERIFY(std::any_of(analyses.begin(), analyses.end(), [](const Json& event) {
        return event[u"payload"][u"verdict"].toString() == u"hold"_s &&
               event[u"payload"][u"status"].toString() == u"provider_error"_s;
    }));
    QCOMPARE(journey.mostCanaryWeight(), 100);
    QVERIFY(journey.weights() && journey.weights()->canary == 0 && journey.weights()->stable > 0);
    QVERIFY(journey.p99() && *journey.p99() < 0.5);
    QVERIFY(journey.git({u"show"_s, u"main:service.toml"_s}).contains(u"size = 32"_s));
    QVERIFY(journey.git({u"log"_s, u"-1"_s, u"--format=%B"_s, u"main"_s}).contains(u"Penelope-Approval: "_s));
    QCOMPARE(journey.verify(), 0);
}

QTEST_GUILESS_MAIN(OutageJourney)
#include "tst_outage.moc"
