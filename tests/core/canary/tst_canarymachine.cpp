#include "tests/core/canary/world.h"

#include <QTest>

using namespace penelope;
using namespace penelope::canary;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class CanaryMachineTest : public QObject
{
    Q_OBJECT

private slots:
    void aHealthyCanaryGoesUpStepByStep()
    {
        World world;
        world.start();
        QCOMPARE(world.canary.percent(), 10);
        for (const int percent : {25, 50, 100}) {
            QCOMPARE(world.run(0), 60);
            QCOMPARE(world.lastKind(), u"CanaryStepDecided"_s);
            QCOMPARE(world.canary.percent(), percent);
            QCOMPARE(world.canary.stepClock, Milliseconds{});
            world.confirm();
        }
        QCOMPARE(world.run(0), 60);
        QCOMPARE(world.canary.status, canary::Status::Promoting);
        QCOMPARE(world.canary.step(), 5);
        world.commit(finish(world.canary, world.now));
        QCOMPARE(world.canary.status, canary::Status::Completed);
        QVERIFY(!world.canary.isActive());
    }

    void aBreachRollsBackAtTheStepsEnd()
    {
        World world;
        world.start();
        QCOMPARE(world.run(5), 60);
        QCOMPARE(world.canary.status, canary::Status::RollingBack);
        QCOMPARE(world.canary.rollbackCode, u"threshold"_s);
        QVERIFY(world.canary.rollbackText.contains(u"error_rate"_s));
        world.commit(finish(world.canary, world.now));
        QCOMPARE(world.canary.status, canary::Status::Failed);
    }

    void betweenStepEndsItOnlyObserves()
    {
        World world;
        world.start();
        world.tick(50);
        QCOMPARE(world.canary.analyses.back()->verdict, Verdict::Observe);
        QCOMPARE(world.canary.analyses.back()->results.front().status, MetricStatus::Critical);
    }

    void aWarningHoldsThreeTimesThenAsks()
    {
        World world;
        world.start();
        for (int hold = 1; hold <= 3; ++hold) {
            QCOMPARE(world.run(2.2), 60);
            QCOMPARE(world.lastKind(), u"CanaryHeld"_s);
            QCOMPARE(world.canary.holdsInARow, hold);
        }
        QCOMPARE(world.run(2.2), 60);
        QCOMPARE(world.lastKind(), u"CanaryPaused"_s);
        QCOMPARE(world.canary.status, canary::Status::Paused);
        QCOMPARE(world.canary.percent(), 10);
    }

    void aResumedStepThatUsedUpItsTimeBeginsAnew()
    {
        World world;
        world.start();
        for (int end = 0; end < 4; ++end)
            world.run(2.2);
        QCOMPARE(world.canary.status, canary::Status::Paused);
        world.commit(resume(world.canary, u"looked at it"_s), u"operator/ana"_s);
        QCOMPARE(world.canary.status, canary::Status::Running);
        QCOMPARE(world.canary.holdsInARow, 0);
        QCOMPARE(world.run(0), 60);
        QCOMPARE(world.canary.percent(), 25);
    }

    void aPauseStopsTheClockNotTheEvidence()
    {
        World world;
        world.start();
        for (int count = 0; count < 10; ++count)
            world.tick(0);
        world.commit(pause(world.canary, u"lunch"_s));
        for (int count = 0; count < 10; ++count)
            world.tick(0);
        QCOMPARE(world.canary.stepClock, 10 * poll);
        QCOMPARE(world.canary.stepCounts.at(u"error_rate"_s).canary->n, 2000.0);
        world.commit(resume(world.canary, u"back"_s));
        QCOMPARE(world.run(0), 50);
    }

    void theRestDayWatchesAndMayGoBackButNeverUp()
    {
        World world;
        world.start();
        const Surroundings rest{true, false};
        for (int count = 0; count < 100; ++count) {
            QCOMPARE(world.tick(0, rest).size(), std::size_t{1});
            QCOMPARE(world.canary.analyses.back()->rule, u"rest_day"_s);
        }
        QCOMPARE(world.canary.stepClock, Milliseconds{});
        World sick;
        sick.start();
        for (int count = 0; count < 59; ++count)
            QCOMPARE(sick.tick(5, rest).size(), std::size_t{1});
        sick.tick(5, rest);
        QCOMPARE(sick.canary.status, canary::Status::RollingBack);
    }

    void withoutAutomationAPersonIsAsked()
    {
        World world;
        world.policy.settings[u"canary.auto_promote"_s].value = false;
        world.policy.settings[u"canary.auto_rollback"_s].value = false;
        world.start();
        world.run(0);
        QCOMPARE(world.canary.status, canary::Status::Paused);
        QCOMPARE(world.canary.waitingVerdict, u"promote"_s);
        world.tick(0);
        QCOMPARE(world.canary.waitingVerdict, u"promote"_s);
        world.commit(promote(world.canary, u"operator/ana"_s, u"fine"_s));
        QCOMPARE(world.canary.percent(), 25);
        world.confirm();
        world.run(5);
        QCOMPARE(world.canary.status, canary::Status::Paused);
        QCOMPARE(world.canary.waitingVerdict, u"rollback"_s);
    }

    void atFullTrafficTheLimitsAreAbsolute()
    {
        World world;
        world.policy.settings[u"canary.steps"_s].value = Json::Array{100};
        world.start();
        for (int count = 0; count < 60; ++count)
            world.look(world.interval(std::nullopt, Counts{100, 0, {}}));
        QCOMPARE(world.canary.status, canary::Status::Promoting);
    }

    void theHoldBackStaysOnStable()
    {
        World world;
        world.policy.settings[u"canary.hold_back"_s].value = 0.05;
        world.start();
        QCOMPARE(percentOfStep(world.canary, 3), 50);
        QCOMPARE(percentOfStep(world.canary, 4), 95);
    }

    void aManualPromotionNeedsAReasonAndNamesWhatItOverrides()
    {
        World world;
        world.start();
        world.tick(50);
        QVERIFY(!promote(world.canary, u"operator/ana"_s, {}));
        const auto drafts = promote(world.canary, u"operator/ana"_s, u"known"_s);
        QVERIFY(drafts);
        QCOMPARE(drafts->front().payload.text(u"by"), std::optional{u"operator/ana"_s});
        const auto overrides = stringList(drafts->front().payload[u"overrides"]);
        QVERIFY(overrides.contains(u"error_rate:critical"_s));
        QVERIFY(overrides.join(u' ').contains(u"step_time"_s));
    }

    void abortNeedsNoReasonAndCancelDoes()
    {
        World world;
        world.start();
        QVERIFY(!cancel(world.canary, {}));
        auto cancelled = world;
        cancelled.commit(cancel(world.canary, u"not wanted"_s));
        cancelled.commit(finish(cancelled.canary, world.now));
        QCOMPARE(cancelled.canary.status, canary::Status::Cancelled);
        world.commit(abort(world.canary, {}));
        QCOMPARE(world.canary.rollbackCode, u"operator"_s);
        QVERIFY(!abort(world.canary, {}));
        world.commit(confirmTraffic(world.canary, 0));
        QVERIFY(world.canary.backConfirmedAt);
        world.commit(finish(world.canary, world.now));
        QCOMPARE(world.canary.status, canary::Status::Failed);
    }

    void aFinishedCanaryNeverComesBack()
    {
        World world;
        world.start();
        world.commit(cancel(world.canary, u"no"_s));
        world.commit(finish(world.canary, world.now));
        QVERIFY(!resume(world.canary, u"again"_s));
        QVERIFY(!promote(world.canary, u"operator/ana"_s, u"again"_s));
        QVERIFY(!canary::start(world.canary, u"c"_s));
        QVERIFY(analyse(world.canary, world.interval(Counts{}, Counts{}), {}, world.policy).empty());
    }

    void theConfigurationIsChecked()
    {
        QVERIFY(validateSteps({10, 25, 50, 100}));
        QVERIFY(validateSteps({100}));
        for (const auto& steps : {std::vector<int>{}, {10, 10, 100}, {0, 100}, {10, 50}, {10, 101}})
            QVERIFY(!validateSteps(steps));
        auto metrics = World::metrics();
        metrics.front().limit = 2;
        QVERIFY(!create({CanaryId{u"a"_s}, {}, {}, metrics}, policy::defaults()));
        QVERIFY(!create({CanaryId{u"a"_s}, {}, {}, {}}, policy::defaults()));
    }

    void aDryRunIsMeasuredAndNeverActs_data()
    {
        QTest::addColumn<QString>("judge");
        for (const auto* judge : {"thresholds", "sequential", "mann_whitney"})
            QTest::newRow(judge) << QString::fromLatin1(judge);
    }
    void aDryRunIsMeasuredAndNeverActs()
    {
        QFETCH(QString, judge);
        World world;
        auto metrics = World::metrics();
        metrics.front().weight = 0.5;
        auto extra = metrics.front();
        extra.name = u"refused_share"_s;
        extra.dryRun = true;
        metrics.push_back(extra);
        world.commit(create(
            {CanaryId{u"0000000a"_s}, PatchId{u"p"_s}, ServiceName{u"payments"_s}, metrics, judge}, world.policy));
        QVERIFY(world.canary.metrics.back().dryRun);
        world.commit(canary::start(world.canary, u"c0ffee"_s));
        world.confirm();
        for (int count = 0; count < 300 && world.canary.step() == 1; ++count) {
            auto interval = world.interval(Counts{9000, 9, {}}, Counts{1000, 1, {}});
            // Now a clear breach, now nothing at all.
            if (count % 3 > 0)
                interval.counts[u"refused_share"_s] = {Counts{9000, 9, {}}, Counts{1000, 500, {}}, {}};
            world.look(interval);
            QCOMPARE(world.canary.status, canary::Status::Running);
            QCOMPARE(world.canary.holdsInARow, 0);
        }
        QCOMPARE(world.canary.step(), 2);
        const auto& row = world.canary.analyses.back()->results.back();
        QCOMPARE(row.metric, u"refused_share"_s);
        QCOMPARE(row.status, MetricStatus::Critical);
        QVERIFY(!create(
            {CanaryId{u"0000000a"_s}, PatchId{u"p"_s}, ServiceName{u"payments"_s}, {extra}, judge}, world.policy));
    }

    void theMetricsOfTheRegistrationReadBack()
    {
        World world;
        world.start();
        QCOMPARE(world.canary.metrics, World::metrics());
        QCOMPARE(world.canary.configSha256.size(), 64);
    }

    /// The promise of the audit row: its counts are all that the verdict was made of.
    void replayingTheJournalGivesTheSameVerdicts()
    {
        World world;
        world.start();
        for (int count = 0; count < 20; ++count)
            world.look(world.interval(Counts{100, 1, {}}, std::nullopt, count % 2 ? u"ok"_s : u"stale"_s));
        world.run(2.2);
        world.run(0);
        world.confirm();
        world.run(7);
        QCOMPARE(world.canary.status, canary::Status::RollingBack);
        Canary replayed;
        for (std::size_t index = 0; index < world.log.size(); ++index) {
            const auto& event = world.log[index];
            if (event.kind == "CanaryAnalysed"_L1) {
                const auto again = analyse(replayed, intervalFrom(event.payload), {}, world.policy);
                QVERIFY(!again.empty());
                QCOMPARE(again.front().payload, event.payload);
                if (again.size() > 1)
                    QCOMPARE(again[1].payload, world.log[index + 1].payload);
            }
            apply(replayed, event);
        }
        QCOMPARE(replayed.status, world.canary.status);
        QCOMPARE(replayed.stepCounts, world.canary.stepCounts);
    }

    void strangePayloadsNeverFail()
    {
        for (const auto& kind :
             {u"CanaryCreated"_s, u"CanaryStarted"_s, u"CanaryStepDecided"_s, u"TrafficConfirmed"_s,
              u"TrafficUnconfirmed"_s, u"CanaryAnalysed"_s, u"CanaryHeld"_s, u"CanaryPaused"_s, u"CanaryResumed"_s,
              u"CanaryRollbackDecided"_s, u"GateFinished"_s, u"CanaryFinished"_s, u"Other"_s}) {
            Canary canary;
            for (const auto& payload : {Json{}, Json{7}, Json::array(), Json::object({{u"counts"_s, 1}})}) {
                journal::Event event;
                event.kind = kind;
                event.stream = u"canary/a"_s;
                event.payload = payload;
                apply(canary, event);
            }
            QVERIFY(canary.stepClock == Milliseconds{});
        }
    }
};

QTEST_GUILESS_MAIN(CanaryMachineTest)
#include "tst_canarymachine.moc"
