#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Whether the kinds stand in this order, with anything between them.
bool inOrder(const QStringList& written, const QStringList& wanted)
{
    qsizetype at = 0;
    for (const auto& kind : wanted) {
        at = written.indexOf(kind, at) + 1;
        if (at == 0) {
            qWarning("%s is missing or too early", qPrintable(kind));
            return false;
        }
    }
    return true;
}

bool reachApproval(ScriptedWorld& world)
{
    world.metrics.stable.slowShare = 0.2;
    world.raise(u"high"_s, world.clock.now());
    return world.runUntil(u"ApprovalRequested"_s, 10);
}

bool reachStep(ScriptedWorld& world, int step)
{
    for (int second = 0; second < 300; ++second) {
        world.run(1);
        if (const auto canary = world.newestCanary(); canary && canary->step() >= step)
            return true;
    }
    return false;
}

} // namespace

class TestStories : public QObject
{
    Q_OBJECT

private slots:
    void aHealingStoryEndsPromoted()
    {
        ScriptedWorld world;
        QVERIFY(reachApproval(world));
        QVERIFY(!world.approve());
        QVERIFY(reachStep(world, 1));
        QVERIFY(world.runUntil(u"PatchPromoted"_s, 200));
        world.clear();
        world.metrics.stable.slowShare = 0;
        QVERIFY(world.runUntil(u"WatchFinished"_s, 90));
        QVERIFY(inOrder(world.store.kinds(), {u"JournalCreated"_s,    u"CoreStarted"_s,       u"ServiceRegistered"_s,
                                              u"ServiceArmed"_s,      u"AnomalyDetected"_s,   u"AnomalyDiagnosed"_s,
                                              u"DecisionMade"_s,      u"PatchProposed"_s,     u"PatchChecked"_s,
                                              u"PraotesJudged"_s,     u"CompetenceJudged"_s,  u"TwinFinished"_s,
                                              u"ApprovalRequested"_s, u"ApprovalGranted"_s,   u"CanaryCreated"_s,
                                              u"CanaryStarted"_s,     u"CanaryStepDecided"_s, u"TrafficConfirmed"_s,
                                              u"CanaryAnalysed"_s,    u"CanaryStepDecided"_s, u"PatchPromoted"_s,
                                              u"CanaryFinished"_s,    u"WatchFinished"_s,     u"PrecedentRecorded"_s}));
        const auto patch = world.newestPatch();
        QCOMPARE(patch->status, patch::Status::Promoted);
        QCOMPARE(patch->watchHealthy, std::optional{true});
        QCOMPARE(world.newestCanary()->status, canary::Status::Completed);
        QCOMPARE(world.router.split.canaryPercent, 0);
        QCOMPARE(world.repository.promoted.size(), std::size_t{1});
        QCOMPARE(world.repository.promoted.front()[1].second, patch->id.value());
        QVERIFY(world.repository.trees.isEmpty());
        QVERIFY(!world.newestAnomaly()->isOpen());
        QVERIFY(!world.newestAnomaly()->withoutIntervention);
    }

    void aWorseCanaryGoesBackAndTeaches()
    {
        ScriptedWorld world;
        world.metrics.canary.errorShare = 0.05;
        QVERIFY(reachApproval(world));
        QVERIFY(!world.approve());
        QVERIFY(world.runUntil(u"PatchRolledBack"_s, 120));
        world.run(3);
        QCOMPARE(world.newestPatch()->status, patch::Status::RolledBack);
        QCOMPARE(world.newestCanary()->status, canary::Status::Failed);
        QCOMPARE(world.router.split.canaryPercent, 0);
        QCOMPARE(world.count(u"BreakerFailureRecorded"_s), 1);
        QCOMPARE(world.count(u"LessonRecorded"_s), 1);
        QVERIFY(world.repository.promoted.empty());
        const auto* decision = world.newestAnomaly()->decision();
        QCOMPARE(decision->decision, Decision::Escalate);
        QCOMPARE(decision->rule, 4);
        QCOMPARE(world.count(u"PatchProposed"_s), 1);
    }

    void insistingThreeTimesOpensTheBreaker()
    {
        ScriptedWorld world;
        world.metrics.canary.errorShare = 0.05;
        QVERIFY(reachApproval(world));
        QVERIFY(!world.approve());
        QVERIFY(world.runUntil(u"PatchRolledBack"_s, 120));
        const auto insist = [&world] {
            return world.send(
                u"patch_submit"_s, Json::object(
                                       {{u"service"_s, u"payments"_s},
                                        {u"diff"_s, world.remedyDiff},
                                        {u"intent"_s, u"once more"_s},
                                        {u"anomaly_id"_s, world.newestAnomaly()->id.value()}}));
        };
        for (int again = 0; again < 2; ++again) {
            world.run(3);
            QVERIFY(!insist());
            QVERIFY(world.runUntil(u"ApprovalRequested"_s, 30));
            const auto own = world.approve(u"operator/ana"_s);
            QVERIFY(own);
            QCOMPARE(own->code, ErrorCode::NotPermitted);
            QVERIFY(!world.approve());
            QVERIFY(world.runUntil(u"PatchRolledBack"_s, 120));
        }
        QCOMPARE(world.count(u"BreakerOpened"_s), 1);
        QVERIFY(!insist());
        world.run(3);
        QCOMPARE(world.newestPatch()->status, patch::Status::Refused);
        QCOMPARE(world.newestPatch()->refusal->stage, u"breaker"_s);
    }

    void aRejectedPatchIsNotProposedAgain()
    {
        ScriptedWorld world;
        QVERIFY(reachApproval(world));
        const auto approval = world.newestApproval();
        QVERIFY(!world.send(
            u"reject"_s,
            Json::object(
                {{u"id"_s, approval->id.value()},
                 {u"version"_s, approval->version},
                 {u"diff_sha256"_s, approval->diffSha256},
                 {u"reason"_s, u"the database cannot take it"_s}}),
            u"operator/bruno"_s));
        world.run(30);
        QCOMPARE(world.count(u"PatchProposed"_s), 1);
        QCOMPARE(world.newestPatch()->status, patch::Status::Refused);
        const auto* decision = world.newestAnomaly()->decision();
        QCOMPARE(decision->decision, Decision::Escalate);
        QVERIFY(decision->reasoning.contains(u"the database cannot take it"_s));
    }

    void withoutARemedyAPersonIsNeeded()
    {
        ScriptedWorld world;
        world.metrics.poolInUse = 0.1;
        world.metrics.noSample = true;
        world.raise(u"high"_s, world.clock.now());
        world.run(3);
        QCOMPARE(world.count(u"ProposalFailed"_s), 1);
        QCOMPARE(world.newestAnomaly()->decision()->decision, Decision::Escalate);
        QVERIFY(world.newestAnomaly()->proposalsTried.join(u' ').contains(u"raise-pool"_s));
    }

    void anAlertAboutPenelopeItselfIsNoAnomaly()
    {
        ScriptedWorld world;
        world.raise(u"high"_s, world.clock.now());
        world.alerts.firing.front().labels[u"source"_s] = u"penelope"_s;
        world.run(5);
        QCOMPARE(world.count(u"AnomalyDetected"_s), 0);
        QVERIFY(world.core->snapshot().live.unassignedAlerts.isEmpty());
    }

    void aTransientIsOnlyObserved()
    {
        ScriptedWorld world;
        for (int episode = 0; episode < 5; ++episode) {
            world.raise(u"warning"_s, world.clock.now());
            world.run(3);
            world.clear();
            world.run(4);
        }
        world.raise(u"warning"_s, world.clock.now());
        world.run(3);
        QCOMPARE(world.state().anomalies.size(), std::size_t{6});
        const auto* decision = world.newestAnomaly()->decision();
        QVERIFY(decision);
        QCOMPARE(decision->decision, Decision::Observe);
        QCOMPARE(decision->rule, 1);
        QCOMPARE(world.count(u"PatchProposed"_s), 0);
    }

    void silenceRejects()
    {
        ScriptedWorld world;
        QVERIFY(reachApproval(world));
        world.clock.advance(2h);
        const auto refused = world.approve();
        QVERIFY(refused);
        QCOMPARE(refused->code, ErrorCode::Expired);
        QCOMPARE(world.newestApproval()->status, approval::Status::Expired);
        QCOMPARE(world.newestPatch()->status, patch::Status::Refused);
        QCOMPARE(world.newestAnomaly()->decision()->decision, Decision::Escalate);
    }

    void aFailedCommitLosesNothingAndChangesNothing()
    {
        ScriptedWorld world;
        QVERIFY(reachApproval(world));
        const auto before = world.state();
        world.store.failNext(1);
        const auto refused = world.approve();
        QVERIFY(refused);
        QCOMPARE(refused->code, ErrorCode::Storage);
        QVERIFY(world.state() == before);
        QVERIFY(!world.approve());
        world.run(2);
        QCOMPARE(world.count(u"CanaryStarted"_s), 1);
    }

    void withoutAnswersNothingIsPromoted()
    {
        ScriptedWorld world;
        QVERIFY(reachApproval(world));
        QVERIFY(!world.approve());
        QVERIFY(reachStep(world, 1));
        const int step = world.newestCanary()->step();
        world.metrics.broken = true;
        world.run(120);
        QCOMPARE(world.newestCanary()->step(), step);
        QCOMPARE(world.count(u"PatchPromoted"_s), 0);
        QCOMPARE(world.state().sources.at(u"prometheus/main"_s).freshness, Freshness::Lost);
    }

    void anAlertThatComesBackAsksForNoSecondPatchMeanwhile()
    {
        ScriptedWorld world;
        QVERIFY(reachApproval(world));
        QVERIFY(!world.approve());
        QVERIFY(reachStep(world, 1));
        world.alerts.firing.clear();
        QVERIFY(world.runUntil(u"AnomalyResolved"_s, 10));
        world.raise(u"high"_s, world.clock.now());
        QVERIFY(world.runUntil(u"DecisionMade"_s, 10));
        world.run(10);
        QCOMPARE(world.count(u"AnomalyDetected"_s), 2);
        QCOMPARE(world.count(u"PatchProposed"_s), 1);
        world.alerts.firing.clear();
        QVERIFY(world.runUntil(u"PatchPromoted"_s, 300));
        const auto events = world.store.events();
        for (const auto& event : events)
            QVERIFY(!event.payload[u"without_intervention"].toBool());
    }

    void aRouterThatIsAwayIsAskedUntilTheCanaryIsBack()
    {
        ScriptedWorld world;
        QVERIFY(reachApproval(world));
        QVERIFY(!world.approve());
        QVERIFY(reachStep(world, 1));
        world.run(3);
        world.router.broken = true;
        QVERIFY(!world.send(u"canary_abort"_s, Json::object({{u"id"_s, world.newestCanary()->id.value()}})));
        world.run(20);
        QCOMPARE(world.newestCanary()->status, canary::Status::RollingBack);
        world.router.broken = false;
        QVERIFY(world.runUntil(u"CanaryFinished"_s, 70));
        QCOMPARE(world.router.split.canaryPercent, 0);
        QCOMPARE(world.count(u"BreakerFailureRecorded"_s), 0);
    }

    void aBadPromotionIsReverted()
    {
        ScriptedWorld world;
        QVERIFY(reachApproval(world));
        QVERIFY(!world.approve());
        QVERIFY(world.runUntil(u"PatchPromoted"_s, 300));
        world.metrics.stable.errorShare = 0.2;
        QVERIFY(world.runUntil(u"PatchRolledBack"_s, 70));
        QCOMPARE(world.repository.reverted.size(), 1);
        QCOMPARE(world.newestPatch()->endReason, u"watch"_s);
        QCOMPARE(world.newestPatch()->revertCommit, world.repository.head);
        // What the watch measured is the cause that is learned, not a phrase that fits every watch.
        const auto cause = world.state().lessons.back()->rootCause;
        QVERIFY2(cause.contains(u"the error rate is"_s), qPrintable(cause));
    }

    void onlyARevertOfItsOwnCommitCountsAsDone()
    {
        ScriptedWorld world;
        QVERIFY(reachApproval(world));
        QVERIFY(!world.approve());
        QVERIFY(world.runUntil(u"PatchPromoted"_s, 300));
        const auto commit = world.newestPatch()->commit;
        world.repository.revertRefusal = u"it does not revert cleanly"_s;
        world.repository.commits = {{u"r1"_s, u"Ana"_s, {}, u"Revert \"something else\""_s, u"c0"_s}};
        world.metrics.stable.errorShare = 0.2;
        QVERIFY(!world.runUntil(u"PatchRolledBack"_s, 70));
        QVERIFY(world.count(u"EffectFailed"_s) > 0);

        // Somebody does it by hand, undoes that, and does it again.
        world.repository.commits = {
            {u"r4"_s, u"Ana"_s, {}, u"Revert"_s, commit},
            {u"r3"_s, u"Ana"_s, {}, u"Revert"_s, u"r2"_s},
            {u"r2"_s, u"Ana"_s, {}, u"Revert"_s, commit}};
        QVERIFY(world.runUntil(u"PatchRolledBack"_s, 120));
        QCOMPARE(world.newestPatch()->revertCommit, u"r4"_s);
    }

    void aRestartGoesOnWhereItWas_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char* kind :
             {"DecisionMade", "PatchProposed", "ApprovalRequested", "ApprovalGranted", "CanaryCreated", "CanaryStarted",
              "TrafficConfirmed", "CanaryAnalysed", "PatchPromoted"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }

    void aRestartGoesOnWhereItWas()
    {
        QFETCH(QString, kind);
        ScriptedWorld world;
        bool died = false;
        const auto dieAt = [&] {
            if (died || !world.count(kind))
                return;
            died = true;
            // The journal ends with this event's transaction; what came after it in memory is lost.
            world.restart();
        };
        world.metrics.stable.slowShare = 0.2;
        world.raise(u"high"_s, world.clock.now());
        for (int second = 0; second < 400 && !world.count(u"WatchFinished"_s); ++second) {
            world.run(1);
            dieAt();
            if (const auto approval = world.newestApproval(); approval && approval->isPending())
                QVERIFY(!world.approve());
            dieAt();
        }
        QVERIFY(died);
        QCOMPARE(world.newestPatch()->status, patch::Status::Promoted);
        QCOMPARE(world.newestPatch()->watchHealthy, std::optional{true});
        QCOMPARE(world.count(u"PatchProposed"_s), 1);
        QCOMPARE(world.count(u"CanaryCreated"_s), 1);
        QCOMPARE(world.repository.promoted.size(), std::size_t{1});
    }

    void aCommandThatDiedHalfwayIsGivenAgain()
    {
        ScriptedWorld world;
        world.runner.silent.insert(u"start"_s);
        QVERIFY(reachApproval(world));
        QVERIFY(!world.approve());
        world.run(5);
        QCOMPARE(world.newestCanary()->status, canary::Status::Initializing);
        world.runner.silent.clear();
        world.restart();
        world.run(2);
        QCOMPARE(world.count(u"CanaryStarted"_s), 1);
        world.runner.silent.insert(u"promote"_s);
        for (int second = 0; second < 200 && world.newestCanary()->status != canary::Status::Promoting; ++second)
            world.run(1);
        QCOMPARE(world.newestCanary()->status, canary::Status::Promoting);
        world.runner.silent.clear();
        world.restart();
        world.run(2);
        QCOMPARE(world.count(u"PatchPromoted"_s), 1);
        QCOMPARE(world.repository.promoted.size(), std::size_t{1});
    }

    void aCanaryThatCannotStartCountsForTheBreaker()
    {
        ScriptedWorld world;
        world.runner.exitCodes[u"start"_s] = 1;
        QVERIFY(reachApproval(world));
        QVERIFY(!world.approve());
        world.run(5);
        QCOMPARE(world.newestPatch()->status, patch::Status::RolledBack);
        QCOMPARE(world.newestPatch()->endReason, u"start_failed"_s);
        QCOMPARE(world.count(u"BreakerFailureRecorded"_s), 1);
    }

    void aStrangerIsRefusedAndThatIsWritten()
    {
        ScriptedWorld world;
        QVERIFY(reachApproval(world));
        const auto refused = world.approve(u"operator/nobody"_s);
        QVERIFY(refused);
        QCOMPARE(refused->code, ErrorCode::NotPermitted);
        QCOMPARE(world.count(u"AccessRefused"_s), 1);
        QVERIFY(world.newestApproval()->isPending());
    }
};

QTEST_GUILESS_MAIN(TestStories)
#include "tst_stories.moc"
