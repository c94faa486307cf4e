#include "tests/core/engine/canarystory.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using State = canary::Status;

namespace {

bool reachPromoting(ScriptedWorld& world)
{
    if (!reachApproved(world))
        return false;
    for (int second = 0; second < 200; ++second) {
        world.run(1);
        if (const auto canary = world.newestCanary(); canary && canary->status == State::Promoting)
            return true;
    }
    return false;
}

std::optional<Error> freezeAll(ScriptedWorld& world, const QString& running)
{
    return world.send(
        u"freeze"_s, Json::object({{u"reason"_s, u"the database moves"_s}, {u"running_canaries"_s, running}}));
}

} // namespace

/// A hold or an order back that comes while a promotion is on its way (domain.md 10 and 13).
class PromotionHold : public QObject
{
    Q_OBJECT

private slots:
    void aPromotionThatHasNotBegunStaysAtItsLastStep()
    {
        ScriptedWorld world;
        world.repository.locked = true;
        QVERIFY(reachPromoting(world));
        QVERIFY(!freezeAll(world, u"hold"_s));
        QCOMPARE(world.newestCanary()->status, State::Running);
        QCOMPARE(world.newestCanary()->step(), 4);
        world.repository.locked = false;
        world.run(120);
        QCOMPARE(world.newestCanary()->status, State::Running);
        QCOMPARE(world.router.split.canaryPercent, 100);
        QVERIFY(world.repository.promoted.empty());
        // Judging goes on: it would go back.
        QVERIFY(world.newestCanary()->analyses.back()->step == 4);

        QVERIFY(!world.send(u"unfreeze"_s, Json::object({{u"reason"_s, u"it has moved"_s}})));
        QVERIFY(world.runUntil(u"PatchPromoted"_s, 60));
        QCOMPARE(world.newestCanary()->status, State::Completed);
    }

    void aPromotionThatHasBegunIsFinished()
    {
        ScriptedWorld world;
        world.runner.held.insert(u"promote"_s);
        QVERIFY(reachPromoting(world));
        QCOMPARE(world.newestCanary()->promotionCommit, world.repository.head);
        QVERIFY(!freezeAll(world, u"hold"_s));
        QCOMPARE(world.newestCanary()->status, State::Promoting);
        world.runner.release();
        QVERIFY(world.runUntil(u"PatchPromoted"_s, 10));
        QCOMPARE(world.newestCanary()->status, State::Completed);
        QCOMPARE(world.router.split.canaryPercent, 0);
    }

    void aHalfDonePromotionIsFinishedAfterARestartUnderTheFreeze()
    {
        ScriptedWorld world;
        world.runner.held.insert(u"promote"_s);
        QVERIFY(reachPromoting(world));
        QVERIFY(!freezeAll(world, u"hold"_s));
        world.runner.held.clear();
        world.restart();
        world.run(5);
        QCOMPARE(world.count(u"PatchPromoted"_s), 1);
        QCOMPARE(world.repository.promoted.size(), std::size_t{1});
    }

    void goingBackTakesAnUnbegunPromotionToo()
    {
        ScriptedWorld world;
        world.repository.locked = true;
        QVERIFY(reachPromoting(world));
        QVERIFY(!freezeAll(world, u"go_back"_s));
        world.repository.locked = false;
        world.run(10);
        QCOMPARE(world.newestCanary()->status, State::Cancelled);
        QVERIFY(world.repository.promoted.empty());
        QCOMPARE(world.router.split.canaryPercent, 0);
    }

    void anAbortedPromotionTakesItsCommitBack()
    {
        ScriptedWorld world;
        world.runner.held.insert(u"promote"_s);
        QVERIFY(reachPromoting(world));
        const auto commit = world.newestCanary()->promotionCommit;
        QVERIFY(!order(world, u"abort"_s, u"the invoices are wrong"_s));
        world.run(5);
        // Traffic goes back at once; the branch waits for the deployment that is on its way.
        QCOMPARE(world.router.split.canaryPercent, 0);
        QVERIFY(world.repository.reverted.isEmpty());
        world.runner.release();
        QVERIFY(world.runUntil(u"PatchRolledBack"_s, 30));
        QCOMPARE(world.repository.reverted, QStringList{commit});
        QCOMPARE(world.newestCanary()->status, State::Failed);
        QCOMPARE(world.count(u"PatchPromoted"_s), 0);
        // What runs at the end is the reverted branch.
        QCOMPARE(world.newestPatch()->revertCommit, world.repository.head);
    }
};

QTEST_GUILESS_MAIN(PromotionHold)
#include "tst_promotionhold.moc"
