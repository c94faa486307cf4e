// The digital twin: a patch is tried in the sandbox before anyone is asked.
#include "core/twin/plan.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::test;

namespace {

Sandbox::Outcome exited(int code)
{
    Sandbox::Outcome outcome;
    outcome.code = code;
    outcome.took = 1200ms;
    outcome.logTail = u"2 tests ran\n"_s;
    outcome.changes = {{Sandbox::ChangeKind::Added, u"build/report"_s}};
    return outcome;
}

Sandbox::Outcome ended(Sandbox::Ending ending)
{
    Sandbox::Outcome outcome;
    outcome.ending = ending;
    return outcome;
}

} // namespace

class TestTwin final : public QObject
{
    Q_OBJECT

private:
    ScriptedSandbox m_sandbox;

    /// A world whose service has tests, with a patch that waits for its trial.
    std::unique_ptr<ScriptedWorld> waitingForTwin()
    {
        m_sandbox.waiting.clear();
        m_sandbox.cancelled.clear();
        auto world = std::make_unique<ScriptedWorld>();
        world->sandbox = &m_sandbox;
        world->restart();
        world->giveTests({u"make"_s, u"test"_s, u"{{tree}}"_s});
        world->metrics.stable.slowShare = 0.2;
        world->raise(u"high"_s, world->clock.now());
        if (!world->runUntil(u"CompetenceJudged"_s, 30))
            return nullptr;
        world->run(2);
        return world;
    }

    /// The world of `waitingForTwin` with a service that is put under load by its access log.
    std::unique_ptr<ScriptedWorld> underLoad(const engine::FileSource& log, const std::vector<patch::TwinPath>& paths)
    {
        m_sandbox.waiting.clear();
        auto world = std::make_unique<ScriptedWorld>();
        world->sandbox = &m_sandbox;
        world->logTail = log;
        world->restart();
        world->change([&paths](patch::Registration& registration) {
            registration.test = {u"true"_s};
            registration.twin.start = {u"./serve"_s};
            registration.twin.accessLog = u"/var/log/payments.log"_s;
            registration.twin.paths = paths;
        });
        world->metrics.stable.slowShare = 0.2;
        world->raise(u"high"_s, world->clock.now());
        if (!world->runUntil(u"CompetenceJudged"_s, 30))
            return nullptr;
        world->run(2);
        m_sandbox.answer(exited(0));
        world->run(1);
        return world;
    }

    QStringList playedPaths() const
    {
        QStringList paths;
        const auto plan = twin::planFrom(*parseForeign(m_sandbox.waiting.begin()->second.first.input));
        for (const auto& path : plan->service.paths)
            paths.append(path.path);
        return paths;
    }

private slots:
    void itsTestsRunBeforeAnyoneIsAsked()
    {
        const auto world = waitingForTwin();
        QVERIFY(world);
        QCOMPARE(m_sandbox.waiting.size(), std::size_t{1});
        const auto job = m_sandbox.waiting.begin()->second.first;
        QCOMPARE(job.argv, (QStringList{u"make"_s, u"test"_s, u"/work"_s}));
        QCOMPARE(job.tree, u"/trees/payments/"_s + world->newestPatch()->id.value());
        QCOMPARE(job.limits.time, Milliseconds{10min});
        QCOMPARE(world->count(u"ApprovalRequested"_s), 0);
        QCOMPARE(world->count(u"TwinFinished"_s), 0);

        m_sandbox.answer(exited(0));
        world->run(1);
        const auto patch = world->newestPatch();
        QCOMPARE(patch->twinResult, u"passed"_s);
        QCOMPARE(patch->twinTrial.command, job.argv);
        QCOMPARE(patch->twinTrial.exitCode, std::optional{0});
        QCOMPARE(patch->twinTrial.took, std::optional{Milliseconds{1200}});
        QCOMPARE(patch->twinTrial.changes, QStringList{u"added build/report"_s});
        QCOMPARE(patch->twinTrial.logTail, u"2 tests ran\n"_s);
        const auto approval = world->newestApproval();
        QVERIFY(approval);
        QCOMPARE(approval->twin, u"passed"_s);
        QVERIFY(!approval->triggers.contains(u"twin"_s));
        QVERIFY(world->repository.trees.isEmpty());
    }

    void whatDoesNotPassIsRefused_data()
    {
        QTest::addColumn<int>("ending");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        const auto row = [](Sandbox::Ending ending, int code, const QString& reason) {
            QTest::newRow(qPrintable(reason)) << static_cast<int>(ending) << code << reason;
        };
        row(Sandbox::Ending::Exited, 2, u"its tests failed with exit code 2"_s);
        row(Sandbox::Ending::Signalled, 11, u"its tests died of signal 11"_s);
        row(Sandbox::Ending::TimedOut, 0, u"its tests were ended after 600 s"_s);
        row(Sandbox::Ending::TooMuchOutput, 0, u"its tests printed without end"_s);
    }
    void whatDoesNotPassIsRefused()
    {
        QFETCH(int, ending);
        QFETCH(int, code);
        QFETCH(QString, reason);
        const auto world = waitingForTwin();
        QVERIFY(world);
        auto outcome = exited(code);
        outcome.ending = static_cast<Sandbox::Ending>(ending);
        m_sandbox.answer(outcome);
        world->run(1);
        const auto patch = world->newestPatch();
        QCOMPARE(patch->status, patch::Status::Refused);
        QCOMPARE(patch->twinResult, u"failed"_s);
        QCOMPARE(patch->twinReason, reason);
        QCOMPARE(patch->refusal->stage, u"twin"_s);
        QCOMPARE(world->count(u"BreakerFailureRecorded"_s), 1);
        QCOMPARE(world->count(u"ApprovalRequested"_s), 0);
        QCOMPARE(world->count(u"CanaryCreated"_s), 0);
        QCOMPARE(world->newestAnomaly()->decision()->decision, Decision::Escalate);
    }

    void aMachineWithoutASandboxAsks()
    {
        const auto world = waitingForTwin();
        QVERIFY(world);
        m_sandbox.answer(failure(ErrorCode::Unsupported, u"there is no sandbox: bubblewrap is not installed"_s));
        world->run(1);
        QCOMPARE(world->newestPatch()->twinResult, u"unavailable"_s);
        QVERIFY(world->newestPatch()->twinReason.contains(u"bubblewrap"_s));
        QVERIFY(world->newestApproval());
        QVERIFY(world->newestApproval()->triggers.contains(u"twin"_s));
    }

    void aRestartTriesAgain()
    {
        const auto world = waitingForTwin();
        QVERIFY(world);
        world->restart();
        world->run(2);
        QCOMPARE(m_sandbox.cancelled.size(), std::size_t{1});
        QCOMPARE(m_sandbox.waiting.size(), std::size_t{1});
        m_sandbox.answer(exited(0));
        world->run(1);
        QCOMPARE(world->count(u"TwinFinished"_s), 1);
        QCOMPARE(world->newestPatch()->twinResult, u"passed"_s);
    }

    void aTrialThatNobodyWaitsForIsEnded()
    {
        const auto world = waitingForTwin();
        QVERIFY(world);
        QVERIFY(!world->send(
            u"patch_cancel"_s,
            Json::object({{u"id"_s, world->newestPatch()->id.value()}, {u"reason"_s, u"no longer wanted"_s}})));
        world->run(2);
        QCOMPARE(m_sandbox.cancelled.size(), std::size_t{1});
        QCOMPARE(world->count(u"TwinFinished"_s), 0);
        QVERIFY(world->repository.trees.isEmpty());
    }

    void aPersonEndsTheTrialAndIsAskedInstead()
    {
        const auto world = waitingForTwin();
        QVERIFY(world);
        const auto id = world->newestPatch()->id;
        QVERIFY(!world->send(
            u"twin_cancel"_s, Json::object({{u"id"_s, id.value()}, {u"reason"_s, u"it burns, ask me"_s}})));
        world->run(2);
        QCOMPARE(m_sandbox.cancelled.size(), std::size_t{1});
        QVERIFY(world->repository.trees.isEmpty());
        QCOMPARE(world->newestPatch()->twinResult, u"unavailable"_s);
        QCOMPARE(world->newestPatch()->twinTrial.cause, u"cancelled"_s);
        QCOMPARE(world->newestPatch()->twinReason, u"a person ended the trial: it burns, ask me"_s);
        QVERIFY(world->newestApproval());
        QVERIFY(world->newestApproval()->triggers.contains(u"twin"_s));
        QCOMPARE(world->count(u"TwinFinished"_s), 1);
        QCOMPARE(world->count(u"BreakerFailureRecorded"_s), 0);
        // Twice is once.
        const auto again =
            world->send(u"twin_cancel"_s, Json::object({{u"id"_s, id.value()}, {u"reason"_s, u"again"_s}}));
        QVERIFY(again);
        QCOMPARE(again->code, ErrorCode::Refused);
        QCOMPARE(world->count(u"TwinFinished"_s), 1);
    }

    void whatATrialDoesIsKnownWhileItGoesOn()
    {
        using Phase = engine::TrialLive::Phase;
        const auto world = waitingForTwin();
        QVERIFY(world);
        const auto id = world->newestPatch()->id;
        const auto trials = [&world] { return world->core->snapshot().live.trials; };
        QCOMPARE(trials().size(), std::size_t{1});
        QCOMPARE(trials().at(id).phase, Phase::Tests);
        QCOMPARE(trials().at(id).lasts, Milliseconds{10min});
        m_sandbox.answer(exited(0));
        world->run(1);
        QVERIFY(trials().empty());

        const auto other = underLoad({}, {{u"/registered"_s, 1}});
        QVERIFY(other);
        const auto under = other->core->snapshot().live.trials;
        QCOMPARE(under.size(), std::size_t{1});
        QCOMPARE(under.begin()->second.phase, Phase::Load);
        QCOMPARE(under.begin()->second.lasts, Milliseconds{66s});
    }

    void whatItWasRefusedIsTold()
    {
        const auto world = waitingForTwin();
        QVERIFY(world);
        auto outcome = exited(0);
        outcome.refusals = {{u"the system call mount"_s, 2}, {u"a way to an address outside"_s, 1}};
        m_sandbox.answer(outcome);
        world->run(1);
        const QStringList told{u"the system call mount, 2 times"_s, u"a way to an address outside"_s};
        QCOMPARE(world->newestPatch()->twinTrial.refused, told);
        world->restart();
        QCOMPARE(world->newestPatch()->twinTrial.refused, told);
    }

    void treesThatAKilledCoreLeftAreSwept()
    {
        const auto world = waitingForTwin();
        QVERIFY(world);
        const auto own = u"/trees/payments/"_s + world->newestPatch()->id.value();
        world->repository.trees += QSet<QString>{
            own + u"-before"_s, u"/trees/payments/0123456789abcdef"_s, u"/trees/payments/generator-0123456789abcdef"_s,
            u"/elsewhere/somebodys"_s};
        world->restart();
        world->run(2);
        QVERIFY(world->repository.trees.contains(own));
        QVERIFY(world->repository.trees.contains(u"/elsewhere/somebodys"_s));
        QVERIFY(!world->repository.trees.contains(u"/trees/payments/0123456789abcdef"_s));
        QVERIFY(!world->repository.trees.contains(u"/trees/payments/generator-0123456789abcdef"_s));
        m_sandbox.answer(exited(0));
        world->run(2);
        QVERIFY(!world->repository.trees.contains(own));
    }

    void theLoadHasTheMixOfTheAccessLog()
    {
        const auto log = [](const QString&) -> Result<engine::FileRead> {
            return engine::FileRead{
                "192.0.2.7 - ana [10/Oct/2026:13:55:36 +0000] \"GET /items/7?key=abc HTTP/1.1\" 200 5\n", {}};
        };
        const auto world = underLoad(log, {{u"/registered"_s, 1}});
        QVERIFY(world);
        QCOMPARE(m_sandbox.waiting.size(), std::size_t{2});
        QCOMPARE(playedPaths(), QStringList{u"/items/{{number}}?key="_s});
    }
    void aLogThatCannotBeReadLeavesTheRegisteredPaths()
    {
        const auto log = [](const QString& path) -> Result<engine::FileRead> {
            return failure(ErrorCode::NotFound, u"cannot be read: no right"_s, path);
        };
        const auto world = underLoad(log, {{u"/registered"_s, 1}});
        QVERIFY(world);
        QCOMPARE(playedPaths(), QStringList{u"/registered"_s});

        const auto without = underLoad(log, {});
        QVERIFY(without);
        QCOMPARE(without->newestPatch()->twinResult, u"unavailable"_s);
        QCOMPARE(without->newestPatch()->twinReason, u"the access log cannot be used: cannot be read: no right"_s);
    }

    void aCriticalPathNeedsMoreThanTests()
    {
        const auto world = waitingForTwin();
        QVERIFY(world);
        m_sandbox.answer(ended(Sandbox::Ending::Exited));
        world->run(1);
        QCOMPARE(world->newestPatch()->twinResult, u"passed"_s);

        const auto other = waitingForTwin();
        QVERIFY(!other->send(
            u"policy_set"_s,
            Json::object(
                {{u"key"_s, u"tapeinophrosyne.critical_paths"_s},
                 {u"value"_s, jsonList(QStringList{u"service"_s})},
                 {u"reason"_s, u"test"_s}}),
            u"core"_s));
        other->restart();
        other->run(2);
        m_sandbox.answer(exited(0));
        other->run(1);
        QCOMPARE(other->newestPatch()->twinResult, u"unavailable"_s);
        QVERIFY(other->newestPatch()->twinReason.startsWith(u"its tests passed"_s));
    }
};

QTEST_GUILESS_MAIN(TestTwin)
#include "tst_twin.moc"
