#include "core/canary/evidence.h"
#include "core/patch/events.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The service again, its metrics weighed by evidence.
bool weigh(ScriptedWorld& world)
{
    auto registration = world.state().services.find(ServiceName{u"payments"_s})->registration;
    for (auto& metric : registration.metrics)
        metric.weight = 0.5;
    const auto event = patch::serviceRegistered(registration);
    return !world.send(u"service_register"_s, Json::object({{u"registration"_s, event[u"registration"]}}), u"core"_s);
}

/// Approved, running, and stable well again: the anomaly's cause is not what is told here.
bool reachCanary(ScriptedWorld& world)
{
    world.metrics.stable.slowShare = 0.2;
    world.raise(u"high"_s, world.clock.now());
    if (!world.runUntil(u"ApprovalRequested"_s, 10) || world.approve())
        return false;
    world.metrics.stable.slowShare = 0;
    return world.runUntil(u"TrafficConfirmed"_s, 60);
}

int secondsUntil(ScriptedWorld& world, const QString& kind, int most)
{
    for (int second = 1; second <= most; ++second) {
        if (world.runUntil(kind, 1))
            return second;
    }
    return -1;
}

} // namespace

/// The sequential judge in a whole core, at the lab's pace (contracts.md 11).
class SequentialStory : public QObject
{
    Q_OBJECT

private slots:
    void aHealthyCanaryTakesEachStepInItsTime()
    {
        ScriptedWorld world;
        QVERIFY(weigh(world));
        QVERIFY(reachCanary(world));
        QCOMPARE(world.newestCanary()->judge, u"sequential"_s);
        for (const int percent : {25, 50, 100}) {
            const int seconds = secondsUntil(world, u"CanaryStepDecided"_s, 60);
            QVERIFY2(seconds >= 18 && seconds <= 26, qPrintable(QString::number(seconds)));
            QCOMPARE(world.newestCanary()->percent(), percent);
        }
        QVERIFY(world.runUntil(u"PatchPromoted"_s, 60));
        QCOMPARE(world.newestCanary()->status, canary::Status::Completed);
    }

    void aFaultyOneIsBackWithinSeconds()
    {
        ScriptedWorld world;
        QVERIFY(weigh(world));
        QVERIFY(reachCanary(world));
        world.metrics.canary.errorShare = 0.05;
        const int seconds = secondsUntil(world, u"CanaryRollbackDecided"_s, 60);
        QVERIFY2(seconds >= 4 && seconds <= 18, qPrintable(QString::number(seconds)));
        const auto code = world.newestCanary()->rollbackCode;
        QVERIFY2(code == u"evidence"_s || code == u"limit"_s, qPrintable(code));
        world.run(30);
        QCOMPARE(world.count(u"BreakerFailureRecorded"_s), 1);
        QCOMPARE(world.newestCanary()->status, canary::Status::Failed);
    }

    void aRestartInTheMiddleGoesOnWithTheSameEvidence()
    {
        ScriptedWorld world;
        QVERIFY(weigh(world));
        QVERIFY(reachCanary(world));
        world.run(12);
        const auto before = *world.newestCanary()->evidence;
        world.restart();
        QVERIFY(*world.newestCanary()->evidence == before);
        QVERIFY(world.runUntil(u"PatchPromoted"_s, 150));
    }
};

QTEST_GUILESS_MAIN(SequentialStory)
#include "tst_sequentialstory.moc"
