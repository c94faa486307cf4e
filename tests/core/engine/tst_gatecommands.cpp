// The gate commands of a canary: in the sandbox, before its start, before its promotion and after it.
#include "core/engine/sentences.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::test;

namespace {

Sandbox::Outcome ended(int code)
{
    Sandbox::Outcome outcome;
    outcome.code = code;
    outcome.logTail = u"checked\n"_s;
    return outcome;
}

} // namespace

class TestGateCommands final : public QObject
{
    Q_OBJECT

private:
    ScriptedSandbox m_sandbox;

    /// A service with such gates, whose patch was approved.
    std::unique_ptr<ScriptedWorld> approved(const std::function<void(patch::Registration&)>& gates)
    {
        m_sandbox.waiting.clear();
        auto world = std::make_unique<ScriptedWorld>();
        world->sandbox = &m_sandbox;
        world->restart();
        world->change(gates);
        world->metrics.stable.slowShare = 0.2;
        world->raise(u"high"_s, world->clock.now());
        if (!world->runUntil(u"ApprovalRequested"_s, 30) || world->approve())
            return nullptr;
        return world;
    }

    /// Answers every gate that waits with this, for so long.
    void answering(ScriptedWorld& world, int seconds, int code)
    {
        for (int second = 0; second < seconds; ++second) {
            world.run(1);
            if (!m_sandbox.waiting.empty())
                m_sandbox.answer(ended(code));
        }
    }

    static Json lastGate(const ScriptedWorld& world, const QString& gate)
    {
        Json found;
        for (const auto& event : world.store.events()) {
            if (event.kind == "GateFinished"_L1 && event.payload[u"gate"].toString() == gate)
                found = event.payload;
        }
        return found;
    }

private slots:
    void aPassedGateLetsTheCanaryStart()
    {
        const auto world = approved([](auto& registration) {
            registration.preStart = {u"make"_s, u"check"_s, u"{{tree}}"_s};
        });
        QVERIFY(world);
        world->run(3);
        QCOMPARE(world->count(u"CanaryStarted"_s), 0);
        QCOMPARE(m_sandbox.waiting.size(), std::size_t{1});
        const auto job = m_sandbox.waiting.begin()->second.first;
        QCOMPARE(job.argv, (QStringList{u"make"_s, u"check"_s, u"/work"_s}));
        QCOMPARE(job.limits.time, Milliseconds{10min});
        m_sandbox.answer(ended(0));
        world->run(2);
        QCOMPARE(world->count(u"CanaryStarted"_s), 1);
        const auto gate = lastGate(*world, u"pre_start"_s);
        QCOMPARE(gate[u"result"].toString(), u"passed"_s);
        QCOMPARE(gate[u"exit_code"].toInteger(), 0);
        QCOMPARE(gate[u"log_tail"].toString(), u"checked\n"_s);
    }

    void aFailedGateBeforeTheStartIsAFailureOfTheBreaker()
    {
        const auto world = approved([](auto& registration) { registration.preStart = {u"false"_s}; });
        QVERIFY(world);
        answering(*world, 5, 3);
        QCOMPARE(world->count(u"CanaryStarted"_s), 0);
        QCOMPARE(world->newestPatch()->status, patch::Status::RolledBack);
        QCOMPARE(world->newestPatch()->endReason, u"start_failed"_s);
        QVERIFY(world->newestPatch()->endText.contains(u"the gate pre_start failed with exit code 3"_s));
        QCOMPARE(world->count(u"BreakerFailureRecorded"_s), 1);
        for (const auto& argv : world->runner.ran)
            QVERIFY(argv.value(1) != u"start"_s);
    }

    void aGateThatCannotRunIsNotPassedAndSaysNothingOfThePatch()
    {
        const auto world = approved([](auto& registration) { registration.preStart = {u"true"_s}; });
        QVERIFY(world);
        world->run(3);
        m_sandbox.answer(failure(ErrorCode::Unsupported, u"there is no sandbox: bubblewrap is not installed"_s));
        world->run(3);
        QCOMPARE(lastGate(*world, u"pre_start"_s)[u"result"].toString(), u"unavailable"_s);
        QVERIFY(!lastGate(*world, u"pre_start"_s).contains(u"exit_code"));
        QCOMPARE(world->count(u"CanaryStarted"_s), 0);
        QCOMPARE(world->newestPatch()->endReason, u"other"_s);
        QCOMPARE(world->count(u"BreakerFailureRecorded"_s), 0);
    }

    void whatTheSandboxRefusedAGateIsTold()
    {
        const auto world = approved([](auto& registration) { registration.preStart = {u"true"_s}; });
        QVERIFY(world);
        world->run(3);
        auto outcome = ended(0);
        outcome.refusals = {{u"the system call mount"_s, 2}, {u"a way to an address outside"_s, 1}};
        m_sandbox.answer(outcome);
        world->run(2);
        const auto gate = lastGate(*world, u"pre_start"_s);
        QCOMPARE(
            stringList(gate[u"refused"]),
            (QStringList{u"the system call mount, 2 times"_s, u"a way to an address outside"_s}));
        journal::Event event;
        event.kind = u"GateFinished"_s;
        event.payload = gate;
        QCOMPARE(
            engine::sentences::event(event),
            u"The gate pre_start is passed. The sandbox refused it: the system call mount, 2 times, a way to an "
            u"address "
            "outside."_s);
    }
    void aGateThatIsRefusedNothingSaysSo()
    {
        const auto world = approved([](auto& registration) { registration.preStart = {u"true"_s}; });
        QVERIFY(world);
        answering(*world, 3, 0);
        QVERIFY(!lastGate(*world, u"pre_start"_s).contains(u"refused"));
    }

    void withTheGatesPassedItIsPromoted()
    {
        const auto world = approved([](auto& registration) {
            registration.preStart = {u"true"_s};
            registration.prePromote = {u"true"_s};
            registration.postPromote = {u"true"_s};
        });
        QVERIFY(world);
        answering(*world, 150, 0);
        QCOMPARE(world->count(u"PatchPromoted"_s), 1);
        QCOMPARE(world->count(u"PatchRolledBack"_s), 0);
        for (const auto& gate : {u"pre_start"_s, u"pre_promote"_s, u"post_promote"_s})
            QCOMPARE(lastGate(*world, gate)[u"result"].toString(), u"passed"_s);
    }

    void aFailedGateBeforeThePromotionLeavesNoCommit()
    {
        const auto world = approved([](auto& registration) { registration.prePromote = {u"false"_s}; });
        QVERIFY(world);
        answering(*world, 150, 1);
        QCOMPARE(lastGate(*world, u"pre_promote"_s)[u"result"].toString(), u"failed"_s);
        QCOMPARE(world->count(u"PatchPromoted"_s), 0);
        QVERIFY(world->repository.promoted.empty());
        QCOMPARE(world->newestPatch()->endReason, u"promote_failed"_s);
        QCOMPARE(world->count(u"BreakerFailureRecorded"_s), 1);
        QCOMPARE(world->router.split.canaryPercent, 0);
    }

    void aFailedGateAfterThePromotionRevertsIt()
    {
        const auto world = approved([](auto& registration) { registration.postPromote = {u"false"_s}; });
        QVERIFY(world);
        answering(*world, 150, 1);
        QCOMPARE(lastGate(*world, u"post_promote"_s)[u"result"].toString(), u"failed"_s);
        QCOMPARE(world->repository.promoted.size(), std::size_t{1});
        QCOMPARE(world->repository.reverted.size(), 1);
        QCOMPARE(world->newestPatch()->status, patch::Status::RolledBack);
        QVERIFY(!world->newestPatch()->revertCommit.isEmpty());
        QCOMPARE(world->router.split.canaryPercent, 0);
        QVERIFY(world->repository.trees.isEmpty());
    }

    void anAbortDoesNotWaitForAGate()
    {
        const auto world = approved([](auto& registration) { registration.preStart = {u"sleep"_s, u"600"_s}; });
        QVERIFY(world);
        world->run(3);
        QVERIFY(!world->send(
            u"canary_abort"_s,
            Json::object({{u"id"_s, world->newestCanary()->id.value()}, {u"reason"_s, u"no longer"_s}})));
        world->run(3);
        QCOMPARE(world->newestPatch()->status, patch::Status::RolledBack);
        world->run(2);
        QCOMPARE(world->count(u"GateFinished"_s), 0);
        QCOMPARE(world->count(u"CanaryStarted"_s), 0);
    }
    void anAbortEndsTheGateAtOnceAndLeavesNothing_data()
    {
        QTest::addColumn<QString>("gate");
        for (const auto* gate : {"pre_start", "pre_promote", "post_promote"})
            QTest::newRow(gate) << QString::fromLatin1(gate);
    }
    void anAbortEndsTheGateAtOnceAndLeavesNothing()
    {
        QFETCH(QString, gate);
        const auto world = approved([&gate](auto& registration) {
            const QStringList command{u"sleep"_s, u"600"_s};
            (gate == "pre_start"_L1     ? registration.preStart
             : gate == "pre_promote"_L1 ? registration.prePromote
                                        : registration.postPromote) = command;
        });
        QVERIFY(world);
        for (int second = 0; second < 200 && m_sandbox.waiting.empty(); ++second)
            world->run(1);
        QCOMPARE(m_sandbox.waiting.size(), std::size_t{1});
        m_sandbox.cancelled.clear();
        QVERIFY(!world->send(
            u"canary_abort"_s,
            Json::object({{u"id"_s, world->newestCanary()->id.value()}, {u"reason"_s, u"no longer"_s}})));
        QCOMPARE(m_sandbox.cancelled.size(), std::size_t{1});
        QVERIFY(m_sandbox.waiting.empty());
        world->run(10);
        QCOMPARE(world->newestPatch()->status, patch::Status::RolledBack);
        QCOMPARE(world->router.split.canaryPercent, 0);
        QVERIFY(world->repository.trees.isEmpty());
        QVERIFY(!lastGate(*world, gate).contains(u"result"));
    }
    void aCoreThatEndsTakesItsGateAlong()
    {
        const auto world = approved([](auto& registration) { registration.preStart = {u"sleep"_s, u"600"_s}; });
        QVERIFY(world);
        world->run(3);
        m_sandbox.cancelled.clear();
        world->restart();
        QCOMPARE(m_sandbox.cancelled.size(), std::size_t{1});
        world->run(3);
        QCOMPARE(m_sandbox.waiting.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestGateCommands)
#include "tst_gatecommands.moc"
