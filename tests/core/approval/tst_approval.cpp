#include "core/approval/approval.h"
#include "tests/support/signing.h"

#include <QTest>

#include <cmath>

using namespace penelope;
using namespace penelope::approval;
using penelope::test::Signer;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class ApprovalTest : public QObject
{
    Q_OBJECT

    const policy::State m_policy = policy::defaults();
    const Instant m_t0 = instantFromMs(1'700'000'000'000);
    const Person m_ana{u"operator/ana"_s, Role::Approver, true};
    const Person m_bruno{u"operator/bruno"_s, Role::Approver, true};
    const QString m_proposer = u"core"_s;
    const Seen m_seen{1, u"abc"_s, u"looks right"_s, {}, {}};
    const Signer m_signingAna{u"ana"_s, 1};
    const Signer m_signingBruno{u"bruno"_s, 2};

    static void commit(Approval& approval, const journal::Drafts& drafts, const QString& actor, Instant at)
    {
        for (const auto& draft : drafts) {
            journal::Event event;
            event.time = at;
            event.kind = draft.kind;
            event.stream = draft.stream;
            event.actor = draft.actor.isEmpty() ? actor : draft.actor;
            event.payload = draft.payload;
            apply(approval, event);
        }
    }
    Approval requested(int need = 1, int risk = 30) const
    {
        Approval wanted;
        wanted.id = ApprovalId{u"00000007"_s};
        wanted.patch = PatchId{u"p"_s};
        wanted.service = ServiceName{u"payments"_s};
        wanted.diffSha256 = u"abc"_s;
        wanted.triggers = {u"twin"_s};
        wanted.riskHundredths = risk;
        wanted.need = need;
        wanted.deadline = m_t0 + 2h;
        Approval approval;
        commit(approval, {request(wanted)}, u"core"_s, m_t0);
        return approval;
    }
    Grounds calm() const
    {
        Grounds grounds;
        grounds.service = ServiceName{u"payments"_s};
        grounds.level = Level::Surgical;
        grounds.lines = 2;
        grounds.precedent = true;
        grounds.confidence = 0.9;
        grounds.competence = Competence::Autonomous;
        grounds.praotes = u"approved"_s;
        grounds.gentleness = 0.95;
        grounds.twin = u"passed"_s;
        return grounds;
    }

private slots:
    void theRequestReadsBack()
    {
        const auto approval = requested(2, 75);
        QCOMPARE(approval.id.value(), u"00000007"_s);
        QCOMPARE(approval.need, 2);
        QCOMPARE(approval.riskHundredths, 75);
        QCOMPARE(approval.deadline, m_t0 + 2h);
        QCOMPARE(approval.requestedAt, m_t0);
        QCOMPARE(request(approval).payload, request(requested(2, 75)).payload);
    }

    void oneApproverDecides()
    {
        auto approval = requested();
        const auto drafts = approve(approval, m_ana, m_proposer, m_seen, m_t0 + 1min, m_policy);
        QVERIFY(drafts);
        QCOMPARE(drafts->front().payload.integer(u"got"), std::optional<qint64>{1});
        QVERIFY(!drafts->front().payload.contains(u"signature"));
        commit(approval, *drafts, m_ana.actor, m_t0 + 1min);
        QCOMPARE(approval.status, approval::Status::Approved);
        QCOMPARE(approval.decidedBy, m_ana.actor);
    }

    void twoNeedTwoPeople()
    {
        auto approval = requested(2);
        const auto vote = [&](const Signer& who) {
            return approve(
                approval, who.person, m_proposer, who.over(approval, u"approve"_s, m_seen, m_t0), m_t0, m_policy);
        };
        commit(approval, *vote(m_signingAna), m_ana.actor, m_t0);
        QVERIFY(approval.isPending());
        const auto again = vote(m_signingAna);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::NotPermitted);
        commit(approval, *vote(m_signingBruno), m_bruno.actor, m_t0);
        QCOMPARE(approval.status, approval::Status::Approved);
        QCOMPARE(approval.got(), 2);
    }

    void theProposerCannotApprove()
    {
        const auto drafts = approve(requested(), m_ana, m_ana.actor, m_seen, m_t0, m_policy);
        QVERIFY(!drafts);
        QCOMPARE(drafts.error().code, ErrorCode::NotPermitted);
        QVERIFY(reject(requested(), m_ana, m_seen, m_t0));
    }

    void rolesAreKept()
    {
        const Person viewer{u"operator/eva"_s, Role::Viewer, true};
        const Person member{u"operator/eva"_s, Role::Operator, true};
        const Person gone{u"operator/eva"_s, Role::Admin, false};
        QCOMPARE(
            approve(requested(), member, m_proposer, m_seen, m_t0, m_policy).error().code, ErrorCode::NotPermitted);
        QCOMPARE(approve(requested(), gone, m_proposer, m_seen, m_t0, m_policy).error().code, ErrorCode::NotPermitted);
        QCOMPARE(reject(requested(), viewer, m_seen, m_t0).error().code, ErrorCode::NotPermitted);
        QVERIFY(reject(requested(), member, m_seen, m_t0));
        QCOMPARE(cancel(requested(), member, u"no"_s, m_t0).error().code, ErrorCode::NotPermitted);
    }

    void versionAndHashMustBeTheOnesSeen()
    {
        auto seen = m_seen;
        seen.version = 2;
        QCOMPARE(approve(requested(), m_ana, m_proposer, seen, m_t0, m_policy).error().where, u"version"_s);
        seen = m_seen;
        seen.diffSha256 = u"abd"_s;
        QCOMPARE(approve(requested(), m_ana, m_proposer, seen, m_t0, m_policy).error().where, u"diff_sha256"_s);
        QCOMPARE(reject(requested(), m_ana, seen, m_t0).error().code, ErrorCode::Refused);
    }

    void theDeadlineIsExclusive()
    {
        const auto approval = requested();
        QVERIFY(approve(approval, m_ana, m_proposer, m_seen, m_t0 + 2h - 1ms, m_policy));
        for (const auto& late :
             {approve(approval, m_ana, m_proposer, m_seen, m_t0 + 2h, m_policy),
              reject(approval, m_ana, m_seen, m_t0 + 2h), cancel(approval, m_ana, u"no"_s, m_t0 + 2h)}) {
            QVERIFY(!late);
            QCOMPARE(late.error().code, ErrorCode::Expired);
        }
    }

    void reasonsAreAskedFor_data()
    {
        QTest::addColumn<int>("need");
        QTest::addColumn<int>("risk");
        QTest::addColumn<bool>("asked");
        QTest::newRow("low") << 1 << 49 << false;
        QTest::newRow("risk 0.5") << 1 << 50 << true;
        QTest::newRow("two") << 2 << 0 << true;
    }
    void reasonsAreAskedFor()
    {
        QFETCH(int, need);
        QFETCH(int, risk);
        QFETCH(bool, asked);
        auto seen = m_seen;
        seen.reason = u"  "_s;
        const auto approval = requested(need, risk);
        const auto blank = m_signingAna.over(approval, u"approve"_s, seen, m_t0);
        QCOMPARE(!approve(approval, m_signingAna.person, m_proposer, blank, m_t0, m_policy), asked);
        seen.reason.reset();
        const auto none = m_signingAna.over(approval, u"approve"_s, seen, m_t0);
        QCOMPARE(!approve(approval, m_signingAna.person, m_proposer, none, m_t0, m_policy), asked);
        QVERIFY(!reject(requested(need, risk), m_ana, seen, m_t0));
    }

    void theSecondIsToldWhoWon()
    {
        auto approval = requested();
        commit(approval, *reject(approval, m_ana, m_seen, m_t0), m_ana.actor, m_t0);
        QCOMPARE(approval.status, approval::Status::Rejected);
        const auto late = approve(approval, m_bruno, m_proposer, m_seen, m_t0 + 1s, m_policy);
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Conflict);
        QVERIFY(late.error().message.contains(m_ana.actor));
        QVERIFY(late.error().message.contains(toIso(m_t0)));
    }

    void anIntentCountsForNothing()
    {
        auto approval = requested();
        const auto drafts = intend(approval, m_ana, m_proposer, u"approve"_s, m_t0, m_policy);
        QVERIFY(drafts);
        commit(approval, *drafts, m_ana.actor, m_t0);
        QVERIFY(approval.intent);
        QCOMPARE(approval.intent->holdUntil, m_t0 + 8s);
        QCOMPARE(approval.got(), 0);
        QVERIFY(!withdrawIntent(approval, m_bruno, m_t0));
        commit(approval, *withdrawIntent(approval, m_ana, m_t0), m_ana.actor, m_t0);
        QVERIFY(!approval.intent);
    }

    void theHoldIsShorterWhereTimeIsShort()
    {
        auto approval = requested();
        const auto hold = [&](Instant now) {
            return intend(approval, m_ana, m_proposer, u"approve"_s, now, m_policy)
                       ->front()
                       .payload.integer(u"hold_until")
                       .value() -
                   toMs(now);
        };
        QCOMPARE(hold(m_t0 + 2h - 15s), qint64{8000});
        QCOMPARE(hold(m_t0 + 2h - 14s), qint64{0});
        approval.severity = Severity::P0;
        QCOMPARE(hold(m_t0), qint64{3000});
        QVERIFY(!intend(approval, m_ana, m_proposer, u"maybe"_s, m_t0, m_policy));
    }

    void anAmendmentVoidsVotes()
    {
        auto approval = requested(2);
        const auto first = m_signingAna.over(approval, u"approve"_s, m_seen, m_t0);
        commit(approval, *approve(approval, m_signingAna.person, m_proposer, first, m_t0, m_policy), m_ana.actor, m_t0);
        QVERIFY(!amend(approval, Json::object({{u"need"_s, 2}}), m_t0));
        QVERIFY(!amend(approval, Json::object({{u"moods"_s, 2}}), m_t0));
        const auto drafts = amend(approval, Json::object({{u"risk"_s, 0.8}, {u"need"_s, 2}}), m_t0);
        QVERIFY(drafts);
        QCOMPARE(stringList(drafts->front().payload[u"changed"]), QStringList{u"risk"_s});
        commit(approval, *drafts, u"core"_s, m_t0);
        QCOMPARE(approval.version, 2);
        QCOMPARE(approval.riskHundredths, 80);
        QCOMPARE(approval.got(), 0);
        QVERIFY(approval.votes.front().isVoid);
        QCOMPARE(approval.amendedAt, std::optional{m_t0});
        // What was signed for the first version is nothing for the second; the same person may look and vote again.
        QCOMPARE(approve(approval, m_signingAna.person, m_proposer, first, m_t0, m_policy).error().where, u"version"_s);
        auto seen = m_seen;
        seen.version = 2;
        const auto second = m_signingAna.over(approval, u"approve"_s, seen, m_t0);
        QVERIFY(approve(approval, m_signingAna.person, m_proposer, second, m_t0, m_policy));
    }

    void timeRemindsAndThenExpires()
    {
        auto approval = requested();
        const auto tell = [&](Instant now) {
            const auto drafts = due(approval, now, m_policy);
            commit(approval, drafts, u"core"_s, now);
            return drafts.empty() ? QString{} : drafts.front().kind;
        };
        QCOMPARE(nextDue(approval, m_policy), std::optional{m_t0 + 1h});
        QCOMPARE(tell(m_t0 + 1h - 1ms), QString{});
        QCOMPARE(tell(m_t0 + 1h), u"ApprovalReminded"_s);
        QCOMPARE(approval.remindedPercent, 50);
        QCOMPARE(tell(m_t0 + 1h), QString{});
        QCOMPARE(nextDue(approval, m_policy), std::optional{m_t0 + 96min});
        QCOMPARE(tell(m_t0 + 110min), u"ApprovalReminded"_s);
        QCOMPARE(approval.remindedPercent, 90);
        QCOMPARE(tell(m_t0 + 2h), u"ApprovalExpired"_s);
        QCOMPARE(approval.status, approval::Status::Expired);
        QCOMPARE(tell(m_t0 + 3h), QString{});
        QVERIFY(!nextDue(approval, m_policy));
    }

    void remindersComeAtFiftyEightyAndNinetyPercent()
    {
        auto approval = requested();
        QList<int> told;
        for (Instant now = m_t0; now < m_t0 + 2h; now += 1min) {
            const auto drafts = due(approval, now, m_policy);
            if (!drafts.empty())
                told.append(static_cast<int>((now - m_t0) / 1min));
            commit(approval, drafts, u"core"_s, now);
        }
        QCOMPARE(told, (QList<int>{60, 96, 108}));
    }

    void everyPathIsClosedAfterExpiry()
    {
        auto approval = requested();
        const auto after = m_t0 + 3h;
        commit(approval, due(approval, m_t0 + 2h, m_policy), u"core"_s, m_t0 + 2h);
        const Person core{u"core"_s, Role::Admin, true};
        for (const auto& late :
             {approve(approval, m_ana, m_proposer, m_seen, after, m_policy), reject(approval, m_ana, m_seen, after),
              cancel(approval, m_ana, u"no"_s, after), cancel(approval, core, u"no"_s, after),
              intend(approval, m_ana, m_proposer, u"approve"_s, after, m_policy),
              withdrawIntent(approval, m_ana, after), acknowledge(approval, m_ana, after, m_policy),
              snooze(approval, m_ana, after + 1h, after, m_policy),
              amend(approval, Json::object({{u"risk"_s, 0.9}}), after)}) {
            QVERIFY(!late);
            QCOMPARE(late.error().code, ErrorCode::Expired);
        }
    }

    void anAcknowledgementIsQuietForFifteenMinutes()
    {
        auto approval = requested();
        commit(approval, *acknowledge(approval, m_ana, m_t0 + 55min, m_policy), m_ana.actor, m_t0 + 55min);
        QVERIFY(due(approval, m_t0 + 1h, m_policy).empty());
        QCOMPARE(nextDue(approval, m_policy), std::optional{m_t0 + 70min});
        const auto drafts = due(approval, m_t0 + 70min, m_policy);
        QCOMPARE(drafts.size(), std::size_t{1});
        commit(approval, drafts, u"core"_s, m_t0 + 70min);
        QCOMPARE(approval.version, 1);
        QVERIFY(!approval.acknowledgedUntil);
    }

    void aSnoozeEndsTenMinutesBeforeTheDeadline()
    {
        const auto approval = requested();
        QVERIFY(snooze(approval, m_ana, m_t0 + 110min, m_t0, m_policy));
        QVERIFY(!snooze(approval, m_ana, m_t0 + 110min + 1ms, m_t0, m_policy));
        QVERIFY(!snooze(approval, m_ana, m_t0, m_t0, m_policy));
    }

    void aCalmPatchAsksNobody()
    {
        QCOMPARE(triggers(calm(), m_policy), QStringList{});
        QCOMPARE(need(calm(), m_policy), 1);
    }

    void everyGroundAsks_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("people");
        for (const auto& [word, people] : std::initializer_list<std::pair<const char*, int>>{
                 {"risk", 2},
                 {"level", 2},
                 {"lines", 1},
                 {"no_precedent", 1},
                 {"confidence", 1},
                 {"competence", 1},
                 {"praotes", 1},
                 {"gentleness", 1},
                 {"unknown_input", 1},
                 {"critical_path", 1},
                 {"service_list", 1},
                 {"forced", 2},
                 {"twin", 1},
                 {"file_policy", 1}})
            QTest::newRow(word) << QString::fromLatin1(word) << people;
    }
    void everyGroundAsks()
    {
        QFETCH(QString, word);
        QFETCH(int, people);
        auto grounds = calm();
        auto policy = m_policy;
        if (word == "risk"_L1)
            grounds.riskHundredths = 70;
        else if (word == "level"_L1)
            grounds.level = Level::Redesign;
        else if (word == "lines"_L1)
            grounds.lines = 26;
        else if (word == "no_precedent"_L1)
            grounds.precedent = false;
        else if (word == "confidence"_L1)
            grounds.confidence.reset();
        else if (word == "competence"_L1)
            grounds.competence = Competence::Assisted;
        else if (word == "praotes"_L1)
            grounds.praotes = u"needs_review"_s;
        else if (word == "gentleness"_L1)
            grounds.gentleness = 0.69;
        else if (word == "unknown_input"_L1)
            grounds.unknown = {u"coverage"_s};
        else if (word == "critical_path"_L1)
            grounds.criticalPaths = {u"auth/login.py"_s};
        else if (word == "service_list"_L1)
            policy.settings[u"approval.services"_s].value = jsonList({u"payments"_s});
        else if (word == "forced"_L1)
            grounds.forced = true;
        else if (word == "twin"_L1)
            grounds.twin = u"unavailable"_s;
        else
            grounds.fileViolations = {u"Makefile"_s};
        QCOMPARE(triggers(grounds, policy), QStringList{word});
        QCOMPARE(need(grounds, policy), people);
    }

    void theEdgesOfTheGroundsAreExact()
    {
        auto grounds = calm();
        grounds.riskHundredths = 69;
        grounds.lines = 25;
        grounds.confidence = 0.8;
        grounds.gentleness = 0.7;
        QVERIFY(triggers(grounds, m_policy).isEmpty());
    }

    void theEdgesOfTheGroundsAreSharp_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("risk");
        QTest::addColumn<int>("lines");
        QTest::addColumn<double>("confidence");
        QTest::addColumn<double>("gentleness");
        QTest::newRow("risk 0.69") << QString{} << 69 << 25 << 0.8 << 0.7;
        QTest::newRow("risk 0.70") << u"risk"_s << 70 << 25 << 0.8 << 0.7;
        QTest::newRow("26 lines") << u"lines"_s << 69 << 26 << 0.8 << 0.7;
        QTest::newRow("confidence 0.7999") << u"confidence"_s << 69 << 25 << 0.7999 << 0.7;
        QTest::newRow("gentleness 0.6999") << u"gentleness"_s << 69 << 25 << 0.8 << 0.6999;
        QTest::newRow("confidence NaN") << u"confidence"_s << 69 << 25 << std::nan("") << 0.7;
        QTest::newRow("gentleness NaN") << u"gentleness"_s << 69 << 25 << 0.8 << std::nan("");
    }
    void theEdgesOfTheGroundsAreSharp()
    {
        QFETCH(QString, word);
        QFETCH(int, risk);
        QFETCH(int, lines);
        QFETCH(double, confidence);
        QFETCH(double, gentleness);
        auto grounds = calm();
        grounds.riskHundredths = risk;
        grounds.lines = lines;
        grounds.confidence = confidence;
        grounds.gentleness = gentleness;
        QCOMPARE(triggers(grounds, m_policy), word.isEmpty() ? QStringList{} : QStringList{word});
    }

    void theQuorumChangesExactlyAtItsEdges()
    {
        auto grounds = calm();
        grounds.riskHundredths = 69;
        QCOMPARE(need(grounds, m_policy), 1);
        grounds.riskHundredths = 70;
        QCOMPARE(need(grounds, m_policy), 2);
        grounds = calm();
        grounds.severity = Severity::P1;
        grounds.level = Level::Moderate;
        QCOMPARE(need(grounds, m_policy), 1);
        grounds.level = Level::Redesign;
        QCOMPARE(need(grounds, m_policy), 2);
        auto stricter = m_policy;
        stricter.settings[u"approval.level"_s].value = Json{4};
        grounds.level = Level::Moderate;
        QCOMPARE(need(grounds, stricter), 2);
        QVERIFY(triggers(grounds, stricter).contains(u"level"_s));
        grounds = calm();
        grounds.criticality = Criticality::Normal;
        grounds.criticalPaths = {u"auth/login.py"_s};
        grounds.twin = u"passed"_s;
        QCOMPARE(need(grounds, m_policy), 1);
        grounds.twin = u"unavailable"_s;
        QCOMPARE(need(grounds, m_policy), 2);
    }

    void twoPeopleForTheGravest()
    {
        auto grounds = calm();
        grounds.severity = Severity::P0;
        QCOMPARE(need(grounds, m_policy), 2);
        grounds = calm();
        grounds.criticality = Criticality::Critical;
        QCOMPARE(need(grounds, m_policy), 2);
        grounds = calm();
        grounds.criticalPaths = {u"auth/login.py"_s};
        grounds.twin = u"unavailable"_s;
        QCOMPARE(need(grounds, m_policy), 2);
    }

    void moreThanWasWishedAsks()
    {
        auto grounds = calm();
        grounds.level = Level::Moderate;
        grounds.wished = Level::Surgical;
        QCOMPARE(triggers(grounds, m_policy), QStringList{u"level"_s});
        QCOMPARE(need(grounds, m_policy), 1);
    }
};

QTEST_GUILESS_MAIN(ApprovalTest)
#include "tst_approval.moc"
