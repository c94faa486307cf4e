// When an open anomaly is judged again (domain.md 3), and when it is not; and what explains each gate.
#include "core/engine/explain.h"
#include "core/engine/wanted.h"
#include "core/sophia/explaintext.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

bool reachApproval(ScriptedWorld& world)
{
    world.metrics.stable.slowShare = 0.2;
    world.raise(u"high"_s, world.clock.now());
    return world.runUntil(u"ApprovalRequested"_s, 10);
}

bool reachRejection(ScriptedWorld& world)
{
    if (!reachApproval(world))
        return false;
    const auto approval = world.newestApproval();
    const auto error = world.send(
        u"reject"_s,
        Json::object(
            {{u"id"_s, approval->id.value()},
             {u"version"_s, approval->version},
             {u"diff_sha256"_s, approval->diffSha256},
             {u"reason"_s, u"not now"_s}}),
        u"operator/bruno"_s);
    return !error && world.newestAnomaly()->decision()->decision == Decision::Escalate;
}

/// The source tells the open episode again, as P0.
void worsen(ScriptedWorld& world)
{
    world.alerts.broken = true; // else the next poll tells the old severity again
    const auto anomaly = world.newestAnomaly();
    engine::Episode episode;
    episode.fingerprint = anomaly->fingerprint;
    episode.type = anomaly->type;
    episode.service = anomaly->service;
    episode.startsAt = anomaly->startsAt;
    episode.severity = Severity::P0;
    world.core->observe(engine::AlertsObserved{.source = anomaly->source, .firing = {episode}, .over = {}});
    world.core->drain();
}

qint64 seqOf(ScriptedWorld& world, const QString& kind)
{
    for (const auto& event : world.store.events()) {
        if (event.kind == kind)
            return event.seq;
    }
    return 0;
}

Json explained(ScriptedWorld& world, const QString& kind)
{
    const auto answer =
        engine::explainView(world.reader, world.state(), Json::object({{u"seq"_s, Json{seqOf(world, kind)}}}));
    return answer ? *answer : Json{answer.error().message};
}

} // namespace

class TestRejudging : public QObject
{
    Q_OBJECT

private slots:
    void aRejectionIsFinalWhileNothingChanges()
    {
        ScriptedWorld world;
        QVERIFY(reachRejection(world));
        const auto judged = world.count(u"DecisionMade"_s);
        world.run(25 * 60);
        QCOMPARE(world.count(u"DecisionMade"_s), judged);
        QCOMPARE(world.count(u"PatchProposed"_s), 1);
    }

    void anotherSeverityIsJudgedAgainAndTheSamePatchIsNotProposed()
    {
        ScriptedWorld world;
        QVERIFY(reachRejection(world));
        worsen(world);
        QVERIFY(world.count(u"AnomalySeverityChanged"_s) == 1);
        world.run(2);
        QCOMPARE(world.count(u"ProposalFailed"_s), 1);
        QCOMPARE(world.newestAnomaly()->severity, Severity::P0);
        QCOMPARE(world.count(u"PatchProposed"_s), 1);
        QVERIFY(world.newestAnomaly()->proposalsTried.join(u';').contains(u"proposed for this anomaly already"_s));
        const auto judged = world.count(u"DecisionMade"_s);
        world.run(30);
        QCOMPARE(world.count(u"DecisionMade"_s), judged);
    }

    void newPrecedentsAreJudged()
    {
        ScriptedWorld world;
        QVERIFY(reachRejection(world));
        const auto judged = world.count(u"DecisionMade"_s);
        // The same trouble comes as a second alert and goes by itself: an observed case more of its kind.
        auto second = world.alerts.firing.front();
        second.labels[u"severity"_s] = u"warning"_s;
        second.labels[u"instance"_s] = u"two"_s;
        world.alerts.firing.push_back(second);
        QVERIFY(world.runUntil(u"PrecedentRecorded"_s, 10));
        world.run(3);
        const auto anomaly = world.state().anomalies.rows().front();
        QVERIFY(anomaly->decisions.size() > 2);
        QVERIFY(world.count(u"DecisionMade"_s) > judged + 1);
    }

    void anOperatorMayAskForIt()
    {
        ScriptedWorld world;
        QVERIFY(reachRejection(world));
        const auto id = world.newestAnomaly()->id.value();
        const auto ask = [&] {
            return world.send(u"anomaly_judge"_s, Json::object({{u"id"_s, id}, {u"reason"_s, u"the load is gone"_s}}));
        };
        const auto judged = world.count(u"DecisionMade"_s);
        QVERIFY(!ask());
        world.run(3);
        QVERIFY(world.count(u"DecisionMade"_s) > judged);
        QVERIFY(!world.send(
            u"anomaly_close"_s, Json::object({{u"id"_s, id}, {u"reason"_s, u"by hand"_s}}), u"operator/bruno"_s));
        QCOMPARE(ask()->code, ErrorCode::Refused);
        QCOMPARE(
            world.send(u"anomaly_judge"_s, Json::object({{u"id"_s, u"ffff"_s}, {u"reason"_s, u"x"_s}}))->code,
            ErrorCode::NotFound);
    }

    void anEscalationIsAcknowledged()
    {
        ScriptedWorld world;
        QVERIFY(reachRejection(world));
        const auto id = world.newestAnomaly()->id.value();
        const auto take = [&](const QString& of) {
            return world.send(u"anomaly_ack"_s, Json::object({{u"id"_s, of}}), u"operator/bruno"_s);
        };
        QVERIFY(!take(id));
        const auto taken = world.newestAnomaly()->acknowledged;
        QVERIFY(taken.has_value());
        QCOMPARE(taken->by, u"operator/bruno"_s);
        QCOMPARE(taken->until, world.clock.now() + 15min);
        QCOMPARE(take(u"ffff"_s)->code, ErrorCode::NotFound);
        QVERIFY(!world.send(
            u"anomaly_close"_s, Json::object({{u"id"_s, id}, {u"reason"_s, u"by hand"_s}}), u"operator/bruno"_s));
        QCOMPARE(take(id)->code, ErrorCode::Refused);
    }

    void whatIsNoEscalationIsNotAcknowledged()
    {
        ScriptedWorld world;
        QVERIFY(reachApproval(world));
        const auto error = world.send(
            u"anomaly_ack"_s, Json::object({{u"id"_s, world.newestAnomaly()->id.value()}}), u"operator/bruno"_s);
        QCOMPARE(error->code, ErrorCode::Refused);
    }

    void aPatchOnItsWayIsNotOvertaken()
    {
        ScriptedWorld world;
        QVERIFY(reachApproval(world));
        const auto judged = world.count(u"DecisionMade"_s);
        worsen(world);
        QCOMPARE(world.count(u"AnomalySeverityChanged"_s), 1);
        world.run(10);
        QCOMPARE(world.count(u"DecisionMade"_s), judged);
    }

    void anObservationIsLookedAtAgainAndCountedOnce()
    {
        ScriptedWorld world;
        world.raise(u"warning"_s, world.clock.now());
        QVERIFY(world.runUntil(u"DecisionMade"_s, 5));
        const auto decided = world.state().decided.size();
        QCOMPARE(world.newestAnomaly()->decision()->rule, 6);
        world.run(9 * 60);
        QCOMPARE(world.count(u"DecisionMade"_s), 1);
        world.run(2 * 60);
        QCOMPARE(world.count(u"DecisionMade"_s), 2);
        QVERIFY(world.newestAnomaly()->decision()->repeated);
        QCOMPARE(world.state().decided.size(), decided);
    }

    void theCallersConfidenceIsTakenAndMarked()
    {
        ScriptedWorld world;
        const auto report = [&world](const Json& confidence) {
            return world.send(
                u"anomaly_report"_s, Json::object(
                                         {{u"type"_s, u"leak"_s},
                                          {u"service"_s, u"payments"_s},
                                          {u"severity"_s, u"P2"_s},
                                          {u"confidence"_s, confidence}}));
        };
        QCOMPARE(report(Json{1.2})->where, u"confidence"_s);
        QVERIFY(!report(Json{0.42}));
        world.run(1);
        QCOMPARE(world.count(u"DecisionMade"_s), 1);
        const auto diagnosis = *world.newestAnomaly()->diagnosis;
        QCOMPARE(diagnosis.confidence, 0.42);
        QCOMPARE(diagnosis.confidenceSource, u"caller"_s);
        // Saturation was asked for it: the report did not bring it.
        QCOMPARE(diagnosis.causeCode, u"saturation"_s);
    }

    void everyDecisionOfAStoryIsExplainedAndFlips()
    {
        ScriptedWorld world;
        world.metrics.canary.errorShare = 0.05;
        QVERIFY(reachApproval(world));
        QVERIFY(!world.approve());
        QVERIFY(world.runUntil(u"PatchRolledBack"_s, 120));
        world.run(3);
        int explainedOnes = 0;
        world.state().anomalies.forEach([&](const AnomalyId&, const auto& anomaly) {
            for (const auto& record : anomaly->decisions) {
                const auto explanation = sophia::explain(record);
                QCOMPARE(explanation.missing, QStringList{});
                QVERIFY(explanation.nearest());
                QStringList missing;
                const auto facts = sophia::factsFrom(record, missing);
                const auto after = sophia::verdictOf(sophia::changed(facts, *explanation.nearest()));
                QVERIFY(after.decision != record.decision);
                ++explainedOnes;
            }
        });
        QVERIFY(explainedOnes >= 2);
    }

    void theViewExplainsDecisionsAndGates()
    {
        ScriptedWorld world;
        QVERIFY(reachApproval(world));
        const auto decision = explained(world, u"DecisionMade"_s);
        QCOMPARE(decision[u"outcome"].toString(), u"intervene"_s);
        QCOMPARE(decision[u"rules"].toArray().size(), std::size_t{6});
        QVERIFY(decision[u"rules"].toArray()[4][u"fired"].toBool());
        QCOMPARE(stringList(decision[u"unknown"]), QStringList{u"complexity"_s});

        const auto praotes = explained(world, u"PraotesJudged"_s);
        QCOMPARE(praotes[u"outcome"].toString(), u"approved"_s);
        QCOMPARE(praotes[u"rules"].toArray()[1][u"measured"].toDouble(), 2.0);
        QCOMPARE(praotes[u"rules"].toArray()[1][u"limit"].toDouble(), 25.0);
        QCOMPARE(praotes[u"nearest"][u"rule"].toString(), u"reversibility"_s);

        const auto competence = explained(world, u"CompetenceJudged"_s);
        QCOMPARE(competence[u"outcome"].toString(), u"defer"_s);
        QCOMPARE(competence[u"rules"].toArray().front()[u"sentence"].toString(), u"known cases 0, wanted at least 5"_s);

        const auto approval = explained(world, u"ApprovalRequested"_s);
        QVERIFY(canonical::encode(approval));
        QStringList asks;
        for (const auto& rule : approval[u"rules"].toArray()) {
            if (!rule[u"holds"].toBool())
                asks.append(rule[u"rule"].toString());
        }
        for (const auto& trigger : world.newestApproval()->triggers)
            QVERIFY2(asks.contains(trigger), qPrintable(trigger));
        QCOMPARE(asks.size(), world.newestApproval()->triggers.size());

        QVERIFY(explained(world, u"CoreStarted"_s).toString().contains(u"nothing to explain"_s));
        QCOMPARE(engine::explainView(world.reader, world.state(), Json{}).error().where, u"seq"_s);
        QCOMPARE(
            engine::explainView(world.reader, world.state(), Json::object({{u"seq"_s, 99'999}})).error().code,
            ErrorCode::NotFound);
    }

    void aRefusalIsExplainedAndALimitChangedSinceIsMarked()
    {
        ScriptedWorld world;
        QVERIFY(reachRejection(world));
        const auto refused = explained(world, u"PatchRefused"_s);
        QCOMPARE(refused[u"rules"].toArray().front()[u"rule"].toString(), u"approval: rejected"_s);
        QVERIFY(!world.send(
            u"policy_set"_s,
            Json::object({{u"key"_s, u"praotes.lines"_s}, {u"value"_s, 10}, {u"reason"_s, u"gentler"_s}}), u"core"_s));
        QCOMPARE(
            stringList(explained(world, u"PraotesJudged"_s)[u"limits_changed_since"]), QStringList{u"praotes.lines"_s});
    }
};

QTEST_GUILESS_MAIN(TestRejudging)
#include "tst_rejudging.moc"
