#include "tests/core/canary/world.h"

#include <QTest>

using namespace penelope;
using namespace penelope::canary;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class MissingDataTest : public QObject
{
    Q_OBJECT

private slots:
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
        QCOMPARE(world.canary.status, canary::Status::RollingBack);
        QCOMPARE(world.canary.rollbackCode, u"canary_absent"_s);
    }

    void theDivisorShortensTheAbsence()
    {
        World world;
        world.policy.settings[u"canary.time_divisor"_s].value = 12;
        world.start();
        world.look(world.interval(Counts{100, 0, {}}, std::nullopt));
        QCOMPARE(world.canary.status, canary::Status::RollingBack);
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
        QCOMPARE(world.canary.status, canary::Status::Paused);
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
};

QTEST_GUILESS_MAIN(MissingDataTest)
#include "tst_missingdata.moc"
