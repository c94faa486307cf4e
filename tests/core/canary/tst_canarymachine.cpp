#include "core/canary/machine.h"
#include "core/canary/thresholds.h"

#include <QTest>

#include <limits>

using namespace penelope;
using namespace penelope::canary;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Milliseconds poll = 15s;

/// A canary with a journal of its own and a clock that moves by intervals.
struct World
{
    policy::State policy = policy::defaults();
    Canary canary;
    Instant now = instantFromMs(1'700'000'000'000);
    std::vector<journal::Event> log;

    void commit(const journal::Drafts& drafts, const QString& actor = u"core"_s)
    {
        for (const auto& draft : drafts) {
            journal::Event event;
            event.seq = static_cast<qint64>(log.size()) + 1;
            event.time = now;
            event.kind = draft.kind;
            event.stream = draft.stream;
            event.actor = draft.actor.isEmpty() ? actor : draft.actor;
            event.payload = draft.payload;
            apply(canary, event);
            log.push_back(event);
        }
    }
    void commit(const Result<journal::Drafts>& drafts, const QString& actor = u"core"_s)
    {
        QVERIFY2(drafts, drafts ? "" : qPrintable(drafts.error().message));
        commit(*drafts, actor);
    }

    static std::vector<patch::MetricSpec> metrics()
    {
        patch::MetricSpec errors;
        errors.name = u"error_rate"_s;
        errors.total = u"total"_s;
        errors.bad = u"bad"_s;
        errors.limit = 0.02;
        errors.critical = true;
        patch::MetricSpec success;
        success.name = u"success_rate"_s;
        success.kind = patch::MetricKind::Complement;
        success.of = u"error_rate"_s;
        success.limit = 0.95;
        return {errors, success};
    }

    void start()
    {
        commit(create({CanaryId{u"0000000a"_s}, PatchId{u"p"_s}, ServiceName{u"payments"_s}, metrics()}, policy));
        commit(canary::start(canary, u"c0ffee"_s));
        confirm();
    }
    void confirm() { commit(confirmTraffic(canary, canary.percent())); }

    Interval interval(std::optional<Counts> stable, std::optional<Counts> of, const QString& status = u"ok"_s)
    {
        const Instant from = now;
        now += poll;
        return {from, now, status, {}, {{u"error_rate"_s, {std::move(stable), std::move(of), {}}}}, false};
    }
    journal::Drafts look(const Interval& interval, Surroundings around = {})
    {
        auto drafts = analyse(canary, interval, around, policy);
        commit(drafts);
        return drafts;
    }
    /// One interval of 100 requests in each arm.
    journal::Drafts tick(double failures, Surroundings around = {})
    {
        return look(interval(Counts{100, 0, {}}, Counts{100, failures, {}}), around);
    }
    /// Until something other than an analysis happens, at most `most` intervals.
    int run(double failures, int most = 500)
    {
        for (int count = 1; count <= most; ++count) {
            if (tick(failures).size() > 1)
                return count;
        }
        return -1;
    }
    QString lastKind() const { return log.back().kind; }
};

} // namespace

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
        QCOMPARE(world.canary.status, Status::Promoting);
        QCOMPARE(world.canary.step(), 5);
        world.commit(finish(world.canary, world.now));
        QCOMPARE(world.canary.status, Status::Completed);
        QVERIFY(!world.canary.isActive());
    }

    void aBreachRollsBackAtTheStepsEnd()
    {
        World world;
        world.start();
        QCOMPARE(world.run(5), 60);
        QCOMPARE(world.canary.status, Status::RollingBack);
        QCOMPARE(world.canary.rollbackCode, u"threshold"_s);
        QVERIFY(world.canary.rollbackText.contains(u"error_rate"_s));
        world.commit(finish(world.canary, world.now));
        QCOMPARE(world.canary.status, Status::Failed);
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
        QCOMPARE(world.canary.status, Status::Paused);
        QCOMPARE(world.canary.percent(), 10);
    }

    void aResumedStepThatUsedUpItsTimeBeginsAnew()
    {
        World world;
        world.start();
        for (int end = 0; end < 4; ++end)
            world.run(2.2);
        QCOMPARE(world.canary.status, Status::Paused);
        world.commit(resume(world.canary, u"looked at it"_s), u"operator/ana"_s);
        QCOMPARE(world.canary.status, Status::Running);
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
        QCOMPARE(sick.canary.status, Status::RollingBack);
    }

    void missingDataNeverPromotes_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::newRow("provider") << u"provider_error"_s;
        QTest::newRow("stale") << u"stale"_s;
        QTest::newRow("both") << u"both_absent"_s;
        QTest::newRow("stable") << u"stable_absent"_s;
        QTest::newRow("inconsistent") << u"inconsistent"_s;
    }
    void missingDataNeverPromotes()
    {
        QFETCH(QString, rule);
        World world;
        world.policy.settings[u"canary.frozen"_s].value = 3'600'000;
        world.start();
        for (int count = 0; count < 59; ++count)
            world.tick(0);
        for (int count = 0; count < 100; ++count) {
            const std::optional<Counts> good = Counts{100, 0, {}};
            const bool isStatus = rule == u"provider_error"_s || rule == u"stale"_s;
            const auto stable = rule == u"stable_absent"_s || rule == u"both_absent"_s ? std::nullopt : good;
            const auto of = rule == u"both_absent"_s    ? std::nullopt
                            : rule == u"inconsistent"_s ? std::optional{Counts{5, 6, {}}}
                                                        : good;
            QCOMPARE(world.look(world.interval(stable, of, isStatus ? rule : u"ok"_s)).size(), std::size_t{1});
            QCOMPARE(world.canary.analyses.back()->rule, rule);
            QCOMPARE(world.canary.analyses.back()->verdict, Verdict::Hold);
        }
        QCOMPARE(world.canary.stepClock, 59 * poll);
        QCOMPARE(world.tick(0).size(), std::size_t{2});
    }

    void anAbsentCanaryRollsBackAtThreeMinutes()
    {
        World world;
        world.start();
        for (int count = 0; count < 11; ++count) {
            QCOMPARE(world.look(world.interval(Counts{100, 0, {}}, std::nullopt)).size(), std::size_t{1});
            QCOMPARE(world.canary.analyses.back()->verdict, Verdict::Hold);
        }
        world.look(world.interval(Counts{100, 0, {}}, std::nullopt));
        QCOMPARE(world.canary.status, Status::RollingBack);
        QCOMPARE(world.canary.rollbackCode, u"canary_absent"_s);
    }

    void theDivisorShortensTheAbsence()
    {
        World world;
        world.policy.settings[u"canary.time_divisor"_s].value = 12;
        world.start();
        world.look(world.interval(Counts{100, 0, {}}, std::nullopt));
        QCOMPARE(world.canary.status, Status::RollingBack);
    }

    void aSightOfTheCanaryEndsItsAbsence()
    {
        World world;
        world.start();
        for (int count = 0; count < 11; ++count)
            world.look(world.interval(Counts{100, 0, {}}, std::nullopt));
        world.tick(0);
        QCOMPARE(world.canary.absentFor, Milliseconds{});
        // A failed question in between neither ends nor lengthens it.
        world.look(world.interval(Counts{100, 0, {}}, std::nullopt));
        world.look(world.interval({}, {}, u"provider_error"_s));
        QCOMPARE(world.canary.absentFor, poll);
    }

    void aFrozenClockAsksAPersonAfterFifteenMinutes()
    {
        World world;
        world.start();
        for (int count = 0; count < 59; ++count)
            QCOMPARE(world.look(world.interval({}, {}, u"provider_error"_s)).size(), std::size_t{1});
        world.look(world.interval({}, {}, u"provider_error"_s));
        QCOMPARE(world.canary.status, Status::Paused);
        world.commit(resume(world.canary, u"source is back"_s));
        QCOMPARE(world.canary.frozenFor, Milliseconds{});
    }

    void anIntervalAcrossAChangeOfWeightsIsNotCounted()
    {
        World world;
        world.start();
        world.run(0);
        const auto mixed = world.interval(Counts{100, 0, {}}, Counts{100, 100, {}});
        world.commit(confirmTraffic(world.canary, 25));
        world.look(mixed);
        QCOMPARE(world.canary.analyses.back()->rule, u"weight_changed"_s);
        QVERIFY(!world.canary.analyses.back()->counted);
        world.tick(0);
        QVERIFY(world.canary.analyses.back()->counted);
        QCOMPARE(world.canary.stepCounts.at(u"error_rate"_s).canary->y, 0.0);
    }

    void anUnconfirmedRouterHolds()
    {
        World world;
        world.start();
        world.commit(unconfirmTraffic(world.canary, 10, 50, u"the weights are others"_s));
        world.tick(0);
        QCOMPARE(world.canary.analyses.back()->rule, u"traffic_unconfirmed"_s);
        QCOMPARE(world.canary.stepClock, Milliseconds{});
        world.confirm();
        world.tick(0);
        QCOMPARE(world.canary.stepClock, poll);
    }

    void noTrafficHolds()
    {
        World world;
        world.start();
        for (int count = 0; count < 59; ++count)
            world.look(world.interval(Counts{100, 0, {}}, Counts{0, 0, {}}));
        world.look(world.interval(Counts{100, 0, {}}, Counts{0, 0, {}}));
        QCOMPARE(world.lastKind(), u"CanaryHeld"_s);
        QCOMPARE(world.canary.analyses.back()->rule, u"unknown"_s);
    }

    void manyRestartsHold()
    {
        World world;
        world.start();
        for (int count = 0; count < 3; ++count) {
            auto interval = world.interval(Counts{100, 0, {}}, Counts{100, 0, {}});
            interval.canaryRestarted = true;
            world.look(interval);
        }
        world.run(0);
        QCOMPARE(world.canary.analyses.back()->rule, u"restarts"_s);
    }

    void withoutAutomationAPersonIsAsked()
    {
        World world;
        world.policy.settings[u"canary.auto_promote"_s].value = false;
        world.policy.settings[u"canary.auto_rollback"_s].value = false;
        world.start();
        world.run(0);
        QCOMPARE(world.canary.status, Status::Paused);
        QCOMPARE(world.canary.waitingVerdict, u"promote"_s);
        world.tick(0);
        QCOMPARE(world.canary.waitingVerdict, u"promote"_s);
        world.commit(promote(world.canary, u"operator/ana"_s, u"fine"_s));
        QCOMPARE(world.canary.percent(), 25);
        world.confirm();
        world.run(5);
        QCOMPARE(world.canary.status, Status::Paused);
        QCOMPARE(world.canary.waitingVerdict, u"rollback"_s);
    }

    void atFullTrafficTheLimitsAreAbsolute()
    {
        World world;
        world.policy.settings[u"canary.steps"_s].value = Json::Array{100};
        world.start();
        for (int count = 0; count < 60; ++count)
            world.look(world.interval(std::nullopt, Counts{100, 0, {}}));
        QCOMPARE(world.canary.status, Status::Promoting);
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
        QCOMPARE(cancelled.canary.status, Status::Cancelled);
        world.commit(abort(world.canary, {}));
        QCOMPARE(world.canary.rollbackCode, u"operator"_s);
        QVERIFY(!abort(world.canary, {}));
        world.commit(confirmTraffic(world.canary, 0));
        QVERIFY(world.canary.backConfirmedAt);
        world.commit(finish(world.canary, world.now));
        QCOMPARE(world.canary.status, Status::Failed);
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
        QCOMPARE(world.canary.status, Status::RollingBack);
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
