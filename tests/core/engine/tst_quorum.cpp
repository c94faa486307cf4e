#include "core/approval/signing.h"
#include "core/engine/approvers.h"
#include "core/engine/views.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Human approval through the core: what the rooms decide, with operators, evidence that changes, and a journal.
class TestQuorum : public QObject
{
    Q_OBJECT

    static void asked(ScriptedWorld& world, const QString& severity)
    {
        world.metrics.stable.slowShare = 0.2;
        world.raise(severity, world.clock.now());
        QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
    }
    static void addApprover(ScriptedWorld& world, const QString& name, std::uint8_t seed)
    {
        world.keys.emplace(name, ed25519::SigningKey{ed25519::Seed{seed}});
        QVERIFY(!world.send(
            u"operator_add"_s, Json::object(
                                   {{u"name"_s, name},
                                    {u"role"_s, u"approver"_s},
                                    {u"public_key"_s, ed25519::toBase64(world.keys.at(name).publicKey())}})));
    }
    static Json decision(const ScriptedWorld& world)
    {
        const auto approval = world.newestApproval();
        return Json::object(
            {{u"id"_s, approval->id.value()},
             {u"version"_s, approval->version},
             {u"diff_sha256"_s, approval->diffSha256},
             {u"reason"_s, u"all of it is down"_s}});
    }
    /// The alert of the newest anomaly is seen again, with another severity.
    static void seeSeverity(ScriptedWorld& world, Severity severity)
    {
        const auto anomaly = world.newestAnomaly();
        engine::Episode episode;
        episode.service = anomaly->service;
        episode.type = anomaly->type;
        episode.severity = severity;
        episode.fingerprint = anomaly->fingerprint;
        episode.startsAt = anomaly->startsAt;
        world.core->observe(engine::AlertsObserved{.source = anomaly->source, .firing = {episode}, .over = {}});
        world.core->drain();
    }
    static const journal::Event& newest(const ScriptedWorld& world, const QString& kind)
    {
        const auto& events = world.store.events();
        const auto found =
            std::find_if(events.rbegin(), events.rend(), [&kind](const auto& event) { return event.kind == kind; });
        return *found;
    }

private slots:
    void theSignatureStandsInTheJournal()
    {
        ScriptedWorld world;
        asked(world, u"high"_s);
        QVERIFY(!world.approve());
        const auto& granted = newest(world, u"ApprovalGranted"_s);
        const auto& key = world.state().operators.at(OperatorName{u"bruno"_s}).publicKey;
        QVERIFY(approval::isProven(granted, world.state().journalId, key));
        QVERIFY(world.newestApproval()->votes.front().isSigned);
    }

    void anUnsignedDecisionIsRefusedAndRecorded()
    {
        ScriptedWorld world;
        asked(world, u"high"_s);
        auto args = decision(world);
        args.set(u"signature"_s, Json{QString{}});
        const auto refused = world.send(u"approve"_s, args, u"operator/bruno"_s);
        QVERIFY(refused);
        QCOMPARE(refused->code, ErrorCode::NotPermitted);
        QCOMPARE(newest(world, u"AccessRefused"_s).payload[u"who"].toString(), u"operator/bruno"_s);
        QCOMPARE(newest(world, u"AccessRefused"_s).payload[u"what"].toString(), u"approve"_s);
        QVERIFY(world.newestApproval()->isPending());
        // Ana's signature under bruno's name.
        const auto forged = approval::signedArgs(
            u"approve"_s, decision(world), world.state().journalId, u"bruno"_s, world.keys.at(u"ana"_s),
            world.clock.now());
        QCOMPARE(world.send(u"approve"_s, *forged)->code, ErrorCode::NotPermitted);
        QCOMPARE(world.count(u"AccessRefused"_s), 2);
    }

    void aMemberOfAnotherTypeIsNamed()
    {
        ScriptedWorld world;
        asked(world, u"high"_s);
        for (const auto& [name, value] : std::initializer_list<std::pair<QString, Json>>{
                 {u"version"_s, u"1"_s},
                 {u"reason"_s, 1},
                 {u"break_glass"_s, u"true"_s},
                 {u"decided_at"_s, u"now"_s},
                 {u"seen"_s, u"all"_s},
                 {u"decision"_s, u"reject"_s}}) {
            auto args = decision(world);
            args.set(u"signature"_s, u"AAAA"_s);
            args.set(name, value);
            const auto refused = world.send(u"approve"_s, args, u"operator/bruno"_s);
            QVERIFY(refused);
            QCOMPARE(refused->code, ErrorCode::Malformed);
            QCOMPARE(refused->where, name);
        }
    }

    void twoDifferentApproversForP0()
    {
        ScriptedWorld world;
        asked(world, u"critical"_s);
        QCOMPARE(world.newestApproval()->need, 2);
        QVERIFY(!world.approve(u"operator/bruno"_s));
        QVERIFY(world.newestApproval()->isPending());
        QCOMPARE(world.approve(u"operator/bruno"_s)->code, ErrorCode::NotPermitted);
        QVERIFY(!world.approve(u"operator/ana"_s));
        QCOMPARE(world.newestApproval()->status, approval::Status::Approved);
        QCOMPARE(world.newestApproval()->got(), 2);
        world.run(3);
        QCOMPARE(world.count(u"CanaryStarted"_s), 1);
    }

    void theLoserOfARaceIsToldWhoAndWhen()
    {
        ScriptedWorld world;
        asked(world, u"high"_s);
        const auto at = world.clock.now();
        QVERIFY(!world.approve(u"operator/bruno"_s));
        world.clock.advance(1s);
        const auto late = world.approve(u"operator/ana"_s);
        QVERIFY(late);
        QCOMPARE(late->code, ErrorCode::Conflict);
        QVERIFY(late->message.contains(u"operator/bruno"_s));
        QVERIFY(late->message.contains(toIso(at)));
    }

    void tooFewApproversAreSaidAtOnce()
    {
        ScriptedWorld world;
        QVERIFY(!world.send(
            u"operator_change"_s,
            Json::object({{u"name"_s, u"bruno"_s}, {u"active"_s, false}, {u"reason"_s, u"on leave"_s}})));
        asked(world, u"critical"_s);
        QCOMPARE(newest(world, u"ApprovalRequested"_s).payload.integer(u"approvers_missing"), std::optional<qint64>{1});
        QCOMPARE(world.newestApproval()->approversMissing, 1);
        QCOMPARE(world.newestApproval()->need, 2); // never lowered silently
        QCOMPARE(engine::approversMissing(world.state(), *world.newestApproval()), 1);
        const auto view = engine::readView(
            world.core->snapshot(), u"approvals"_s, Json::object({{u"id"_s, world.newestApproval()->id.value()}}),
            world.clock.now());
        QCOMPARE(view->integer(u"approvers_missing"), std::optional<qint64>{1});
        addApprover(world, u"carla"_s, 3);
        QCOMPARE(engine::approversMissing(world.state(), *world.newestApproval()), 0);
        QCOMPARE(world.newestApproval()->version, 1);
    }

    void theProposerIsNoApproverOfTheOwnPatch()
    {
        ScriptedWorld world;
        QCOMPARE(engine::approversFor(world.state(), u"core"_s, 2), 2);
        QCOMPARE(engine::approversFor(world.state(), u"operator/ana"_s, 2), 1);
    }

    void aRisenSeverityRaisesTheVersionAndVoidsVotes()
    {
        ScriptedWorld world;
        asked(world, u"critical"_s);
        QVERIFY(!world.approve(u"operator/bruno"_s));
        const auto seen = decision(world);
        seeSeverity(world, Severity::P1);
        QCOMPARE(world.count(u"ApprovalAmended"_s), 1);
        const auto approval = world.newestApproval();
        QCOMPARE(approval->version, 2);
        QCOMPARE(approval->severity, Severity::P1);
        QCOMPARE(approval->need, 1);
        QCOMPARE(approval->got(), 0);
        QVERIFY(approval->votes.front().isVoid);
        const auto changed = stringList(newest(world, u"ApprovalAmended"_s).payload[u"changed"]);
        QVERIFY(changed.contains(u"severity"_s));
        QVERIFY(changed.contains(u"need"_s));
        // Whoever still looks at version 1 decides nothing.
        QCOMPARE(world.send(u"approve"_s, seen, u"operator/ana"_s)->where, u"version"_s);
        QVERIFY(!world.approve(u"operator/bruno"_s));
        QCOMPARE(world.newestApproval()->status, approval::Status::Approved);
    }

    void aRequestThatBecomesP0NeedsTwo()
    {
        ScriptedWorld world;
        asked(world, u"high"_s);
        QCOMPARE(world.newestApproval()->need, 1);
        seeSeverity(world, Severity::P0);
        QCOMPARE(world.newestApproval()->version, 2);
        QCOMPARE(world.newestApproval()->need, 2);
        QVERIFY(!world.approve(u"operator/bruno"_s));
        QVERIFY(world.newestApproval()->isPending());
    }

    void anAmendmentComesBeforeAVoteOfTheSameMoment()
    {
        ScriptedWorld world;
        asked(world, u"high"_s);
        const auto seen = decision(world);
        QVERIFY(!world.send(
            u"policy_set"_s,
            Json::object({{u"key"_s, u"approval.risk"_s}, {u"value"_s, 0.0}, {u"reason"_s, u"a careful week"_s}})));
        QCOMPARE(world.newestApproval()->version, 2);
        QCOMPARE(world.newestApproval()->need, 2);
        QCOMPARE(world.send(u"approve"_s, seen, u"operator/bruno"_s)->where, u"version"_s);
    }

    void acknowledgementsNotesAndVotesRaiseNothing()
    {
        ScriptedWorld world;
        asked(world, u"critical"_s);
        const auto id = world.newestApproval()->id.value();
        QVERIFY(!world.send(u"ack"_s, Json::object({{u"id"_s, id}})));
        QVERIFY(!world.send(
            u"note"_s, Json::object({{u"scope"_s, u"approval"_s}, {u"ref"_s, id}, {u"text"_s, u"looking"_s}})));
        QVERIFY(
            !world.send(u"snooze"_s, Json::object({{u"id"_s, id}, {u"until_at"_s, toMs(world.clock.now() + 20min)}})));
        QVERIFY(!world.approve(u"operator/bruno"_s));
        world.run(30);
        QCOMPARE(world.newestApproval()->version, 1);
        QCOMPARE(world.count(u"ApprovalAmended"_s), 0);
    }

    void onePersonAloneAtTheTopOfTheNight()
    {
        ScriptedWorld world;
        asked(world, u"critical"_s);
        auto args = decision(world);
        args.set(u"break_glass"_s, true);
        args.set(u"service"_s, u"payments"_s);
        QCOMPARE(world.send(u"approve"_s, args, u"operator/bruno"_s)->where, u"break_glass"_s);
        world.clock.advance(10min);
        QVERIFY(!world.send(u"approve"_s, args, u"operator/bruno"_s));
        QVERIFY(world.newestApproval()->isToReview());
        QCOMPARE(newest(world, u"ApprovalGranted"_s).payload.boolean(u"break_glass"), std::optional{true});
        world.run(3);
        QCOMPARE(world.count(u"CanaryStarted"_s), 1);
        auto review = decision(world);
        review.set(u"decision"_s, u"object"_s);
        QCOMPARE(world.send(u"review"_s, review, u"operator/bruno"_s)->code, ErrorCode::NotPermitted);
        QVERIFY(!world.send(u"review"_s, review, u"operator/ana"_s));
        QVERIFY(!world.newestApproval()->isToReview());
        const auto& key = world.state().operators.at(OperatorName{u"ana"_s}).publicKey;
        QVERIFY(approval::isProven(newest(world, u"BreakGlassReviewed"_s), world.state().journalId, key));
    }

    void aDecisionSentInTimeButReadLateCountsForNothing()
    {
        ScriptedWorld world;
        asked(world, u"high"_s);
        const auto made = approval::signedArgs(
            u"approve"_s, decision(world), world.state().journalId, u"bruno"_s, world.keys.at(u"bruno"_s),
            world.newestApproval()->deadline - 1s);
        world.clock.advance(world.newestApproval()->deadline - world.clock.now());
        const auto late = world.send(u"approve"_s, *made, u"operator/bruno"_s);
        QVERIFY(late);
        QCOMPARE(late->code, ErrorCode::Expired);
        QCOMPARE(world.newestApproval()->status, approval::Status::Expired);
        QCOMPARE(world.newestPatch()->status, patch::Status::Refused);
    }
};

QTEST_GUILESS_MAIN(TestQuorum)
#include "tst_quorum.moc"
