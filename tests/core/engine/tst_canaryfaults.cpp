#include "tests/core/engine/canarystory.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using State = canary::Status;

namespace {

constexpr int faultTime = 75; ///< longer than any patience: absence is 12 s, a frozen clock 60 s at this pace

struct Fault
{
    const char* name;
    bool blinds; ///< nothing can be measured while it lasts
    std::function<void(ScriptedWorld&)> begin;
    std::function<void(ScriptedWorld&)> end;
};

const std::vector<Fault>& faults()
{
    static const std::vector<Fault> all{
        {"Prometheus is gone", true, [](auto& world) { world.metrics.broken = true; },
         [](auto& world) { world.metrics.broken = false; }},
        {"Prometheus is frozen", true, [](auto& world) { world.metrics.frozen = true; },
         [](auto& world) { world.metrics.frozen = false; }},
        {"the router is unreachable", true, [](auto& world) { world.router.broken = true; },
         [](auto& world) { world.router.broken = false; }},
        {"the router restarted with the weights of its file", false, [](auto& world) { world.router.restart(50); },
         [](auto&) {}},
        {"the router restarted with nothing for the canary", false, [](auto& world) { world.router.restart(0); },
         [](auto&) {}},
        {"the canary is gone", true, [](auto& world) { world.metrics.noCanary = true; },
         [](auto& world) { world.metrics.noCanary = false; }},
        {"the console was killed", false, [](auto& world) { world.restart(); }, [](auto&) {}},
        {"the console was killed with the router", false,
         [](auto& world) {
             world.router.restart(50);
             world.restart();
         },
         [](auto&) {}},
        {"the console was killed while the router is unreachable", true,
         [](auto& world) {
             world.router.broken = true;
             world.restart();
         },
         [](auto& world) { world.router.broken = false; }},
        {"the console was killed while Prometheus is gone", true,
         [](auto& world) {
             world.metrics.broken = true;
             world.restart();
         },
         [](auto& world) { world.metrics.broken = false; }}};
    return all;
}

} // namespace

/// Issue 5: no fault in any state of the machine leaves traffic that the journal does not know, or promotes.
class CanaryFaults : public QObject
{
    Q_OBJECT

private:
    void checkTheEnd(const ScriptedWorld& world)
    {
        const auto canary = world.newestCanary();
        QVERIFY2(!canary->isActive(), qPrintable(canary::toWord(canary->status)));
        QCOMPARE(world.router.split.canaryPercent, 0);
        QCOMPARE(world.count(u"CanaryCreated"_s), 1);
        const auto commits = world.repository.promoted.size();
        QCOMPARE(commits, std::size_t{canary->status == State::Completed ? 1u : 0u});
    }

private slots:
    void noFaultLeavesUnknownTrafficOrPromotes_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("fault");
        QTest::addColumn<bool>("sequential");
        for (const bool sequential : {false, true}) {
            for (const auto status :
                 {State::Initializing, State::Running, State::Paused, State::Promoting, State::RollingBack,
                  State::Completed, State::Failed, State::Cancelled}) {
                for (std::size_t fault = 0; fault < faults().size(); ++fault) {
                    QTest::addRow(
                        "%s, %s: %s", sequential ? "sequential" : "thresholds", qPrintable(canary::toWord(status)),
                        faults()[fault].name)
                        << static_cast<int>(status) << static_cast<int>(fault) << sequential;
                }
            }
        }
    }
    void noFaultLeavesUnknownTrafficOrPromotes()
    {
        QFETCH(int, status);
        QFETCH(int, fault);
        QFETCH(bool, sequential);
        const auto& happens = faults()[static_cast<std::size_t>(fault)];
        ScriptedWorld world;
        QVERIFY(!sequential || weigh(world));
        Witness witness{world};
        QVERIFY2(reach(world, witness, static_cast<State>(status)), qPrintable(witness.trouble()));
        QCOMPARE(world.newestCanary()->status, static_cast<State>(status));

        happens.begin(world);
        witness.blind(happens.blinds);
        witness.run(faultTime);
        QCOMPARE(witness.trouble(), QString{});

        witness.blind(false);
        happens.end(world);
        world.runner.release();
        followToTheEnd(world, witness);
        QCOMPARE(witness.trouble(), QString{});
        checkTheEnd(world);
    }

    void deathBetweenTheJournalAndTheWorldIsMadeGood_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("step");
        QTest::addColumn<bool>("lost");
        const std::vector<std::pair<const char*, std::vector<int>>> moments{
            {"CanaryCreated", {0}},
            {"CanaryStarted", {0}},
            {"CanaryStepDecided", {0, 1, 2, 3, 4}},
            {"TrafficConfirmed", {0, 1, 2, 3, 4}},
            {"CanaryAnalysed", {1, 4}},
            {"GateFinished", {4}},
            {"PatchPromoted", {4}}};
        for (const auto& [kind, steps] : moments) {
            for (const int step : steps) {
                QTest::addRow("after %s from step %d on", kind, step) << QString::fromLatin1(kind) << step << false;
                QTest::addRow("before %s from step %d on", kind, step) << QString::fromLatin1(kind) << step << true;
            }
        }
    }
    void deathBetweenTheJournalAndTheWorldIsMadeGood()
    {
        QFETCH(QString, kind);
        QFETCH(int, step);
        QFETCH(bool, lost);
        ScriptedWorld world;
        QVERIFY(weigh(world));
        Witness witness{world};
        if (step == 0)
            world.dieAt(kind, lost);
        QVERIFY(reachApproved(world));
        for (int second = 0; second < 200 && !world.hasDied(); ++second) {
            if (const auto canary = world.newestCanary(); canary && canary->step() == step && !world.store.survives)
                world.dieAt(kind, lost);
            witness.run(1);
        }
        QVERIFY(world.hasDied());
        followToTheEnd(world, witness);
        QCOMPARE(witness.trouble(), QString{});
        checkTheEnd(world);
        QCOMPARE(world.newestCanary()->status, State::Completed);
    }

    void deathOnTheWayBackEndsBack_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("lost");
        for (const char* kind : {"CanaryRollbackDecided", "TrafficConfirmed", "CanaryFinished"}) {
            QTest::addRow("after %s", kind) << QString::fromLatin1(kind) << false;
            QTest::addRow("before %s", kind) << QString::fromLatin1(kind) << true;
        }
    }
    void deathOnTheWayBackEndsBack()
    {
        QFETCH(QString, kind);
        QFETCH(bool, lost);
        ScriptedWorld world;
        QVERIFY(weigh(world));
        Witness witness{world};
        QVERIFY2(reachRunning(world, witness), qPrintable(witness.trouble()));
        world.metrics.canary.errorShare = 0.3;
        world.dieAt(kind, lost);
        followToTheEnd(world, witness);
        QVERIFY(world.hasDied());
        QCOMPARE(witness.trouble(), QString{});
        checkTheEnd(world);
        QCOMPARE(world.newestCanary()->status, State::Failed);
        QCOMPARE(world.count(u"BreakerFailureRecorded"_s), 1);
    }

    /// Killed between the commit and its event, told to go back before the promotion could go on.
    void aCommitThatTheJournalDoesNotKnowIsReverted_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::newRow("abort") << u"abort"_s;
        QTest::newRow("cancel") << u"cancel"_s;
    }
    void aCommitThatTheJournalDoesNotKnowIsReverted()
    {
        QFETCH(QString, verb);
        ScriptedWorld world;
        Witness witness{world};
        QVERIFY2(reachRunning(world, witness), qPrintable(witness.trouble()));
        world.dieAt(u"GateFinished"_s, true);
        for (int second = 0; second < 200 && !world.hasDied(); ++second)
            witness.run(1);
        QCOMPARE(world.repository.promoted.size(), std::size_t{1});
        QVERIFY(world.newestCanary()->promotionCommit.isEmpty());

        world.store.survives = nullptr;
        world.repository.locked = true; // the promotion cannot find its commit again
        world.restart();
        QCOMPARE(world.newestCanary()->status, State::Promoting);
        QVERIFY(!order(world, verb, u"not after all"_s));
        world.repository.locked = false;
        followToTheEnd(world, witness);

        QCOMPARE(world.repository.reverted, QStringList{u"commit1"_s});
        QCOMPARE(world.newestCanary()->promotionCommit, u"commit1"_s);
        QVERIFY(!world.newestCanary()->isActive());
        QCOMPARE(world.router.split.canaryPercent, 0);
    }

    void aRouterThatTakesNoWeightsPausesTheWayUpAfterFiveTries()
    {
        ScriptedWorld world;
        Witness witness{world};
        QVERIFY(reachRunning(world, witness));
        world.router.stuck = true;
        QVERIFY(witness.runUntil([&] { return world.newestCanary()->step() == 2; }, 60));
        witness.run(40);
        QCOMPARE(world.newestCanary()->status, State::Paused);
        QVERIFY(world.newestCanary()->trafficTrouble);
        QCOMPARE(world.router.split.canaryPercent, 10);
        world.router.stuck = false;
        followToTheEnd(world, witness);
        QCOMPARE(witness.trouble(), QString{});
        checkTheEnd(world);
    }
};

QTEST_GUILESS_MAIN(CanaryFaults)
#include "tst_canaryfaults.moc"
