#include "core/approval/breakglass.h"
#include "tests/support/signing.h"

#include <QTest>

using namespace penelope;
using namespace penelope::approval;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using penelope::test::Signer;

namespace {

const Instant t0 = instantFromMs(1'700'000'000'000);

void commit(Approval& approval, const journal::Drafts& drafts, const QString& actor, Instant at)
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

Approval requested(int need, Severity severity)
{
    Approval wanted;
    wanted.id = ApprovalId{u"00000007"_s};
    wanted.patch = PatchId{u"00000004"_s};
    wanted.service = ServiceName{u"payments"_s};
    wanted.diffSha256 = u"abc"_s;
    wanted.severity = severity;
    wanted.need = need;
    wanted.deadline = t0 + 2h;
    Approval approval;
    commit(approval, {request(wanted)}, u"core"_s, t0);
    return approval;
}

} // namespace

class BreakGlassTest : public QObject
{
    Q_OBJECT

    policy::State m_policy = policy::defaults();
    const Signer m_ana{u"ana"_s, 1};
    const Signer m_bruno{u"bruno"_s, 2};
    const Signer m_carla{u"carla"_s, 3};
    const QString m_proposer = u"core"_s;

    Seen saying(std::optional<bool> alone, const QString& service = u"payments"_s) const
    {
        Seen seen{1, u"abc"_s, u"all of it is down"_s, {}, alone};
        seen.service = service;
        return seen;
    }
    Result<journal::Drafts>
    breakGlass(const Approval& approval, const Signer& who, Instant now, const QString& service = u"payments"_s) const
    {
        return approve(
            approval, who.person, m_proposer, who.over(approval, u"approve"_s, saying(true, service), now), now,
            m_policy);
    }
    Result<journal::Drafts> reviewed(
        const Approval& approval, const Signer& who, bool agrees, Instant now, const QString& reason = u"seen"_s) const
    {
        Seen seen{1, u"abc"_s, reason, {}, {}};
        return review(
            approval, who.person, m_proposer, who.over(approval, agrees ? u"agree"_s : u"object"_s, seen, now), agrees,
            now);
    }
    Approval broken() const
    {
        auto approval = requested(2, Severity::P0);
        commit(approval, *breakGlass(approval, m_ana, t0 + 10min), m_ana.person.actor, t0 + 10min);
        return approval;
    }

private slots:
    void afterTenMinutesOneApproverDecidesAlone()
    {
        auto approval = requested(2, Severity::P0);
        const auto early = breakGlass(approval, m_ana, t0 + 10min - 1ms);
        QVERIFY(!early);
        QCOMPARE(early.error().code, ErrorCode::Refused);
        QVERIFY(early.error().message.contains(toIso(t0 + 10min)));
        QCOMPARE(breakGlassFrom(approval, m_ana.person.actor, m_policy), std::optional{t0 + 10min});
        const auto drafts = breakGlass(approval, m_ana, t0 + 10min);
        QVERIFY(drafts);
        QCOMPARE(drafts->front().payload.boolean(u"break_glass"), std::optional{true});
        QCOMPARE(drafts->front().payload.integer(u"got"), std::optional<qint64>{1});
        QCOMPARE(drafts->front().payload.integer(u"need"), std::optional<qint64>{2});
        commit(approval, *drafts, m_ana.person.actor, t0 + 10min);
        QCOMPARE(approval.status, approval::Status::Approved);
        QVERIFY(approval.brokenGlass());
        QVERIFY(approval.isToReview());
    }

    void theFirstApproverMayGoOnAlone()
    {
        auto approval = requested(2, Severity::P0);
        const auto first = m_ana.over(approval, u"approve"_s, saying(std::nullopt), t0 + 1min);
        commit(
            approval, *approve(approval, m_ana.person, m_proposer, first, t0 + 1min, m_policy), m_ana.person.actor,
            t0 + 1min);
        QVERIFY(intend(approval, m_ana.person, m_proposer, u"approve"_s, t0 + 10min, m_policy, true));
        QVERIFY(!intend(approval, m_ana.person, m_proposer, u"approve"_s, t0 + 10min, m_policy));
        const auto drafts = breakGlass(approval, m_ana, t0 + 10min);
        QVERIFY(drafts);
        commit(approval, *drafts, m_ana.person.actor, t0 + 10min);
        QCOMPARE(approval.got(), 1);
        QCOMPARE(approval.status, approval::Status::Approved);
    }

    void whoCanBeTheSecondIsNoBreaker()
    {
        auto approval = requested(2, Severity::P0);
        const auto first = m_bruno.over(approval, u"approve"_s, saying(std::nullopt), t0 + 1min);
        commit(
            approval, *approve(approval, m_bruno.person, m_proposer, first, t0 + 1min, m_policy), m_bruno.person.actor,
            t0 + 1min);
        QVERIFY(!breakGlassFrom(approval, m_ana.person.actor, m_policy));
        QCOMPARE(breakGlass(approval, m_ana, t0 + 30min).error().code, ErrorCode::Refused);
        QVERIFY(breakGlass(approval, m_bruno, t0 + 30min));
    }

    void anotherWhoActsIsWaitedFor()
    {
        auto approval = requested(2, Severity::P0);
        commit(approval, *acknowledge(approval, m_bruno.person, t0 + 5min, m_policy), m_bruno.person.actor, t0 + 5min);
        QVERIFY(!breakGlass(approval, m_ana, t0 + 15min - 1ms));
        QVERIFY(breakGlass(approval, m_ana, t0 + 15min));
        QVERIFY(breakGlass(approval, m_bruno, t0 + 10min));
    }

    void anAmendmentGivesTheSecondTimeAgain()
    {
        auto approval = requested(2, Severity::P0);
        commit(approval, *amend(approval, Json::object({{u"risk"_s, 0.9}}), t0 + 8min), u"core"_s, t0 + 8min);
        QCOMPARE(breakGlassFrom(approval, m_ana.person.actor, m_policy), std::optional{t0 + 18min});
    }

    void onlyWhereItIsMeantFor()
    {
        QCOMPARE(breakGlass(requested(2, Severity::P1), m_ana, t0 + 30min).error().where, u"break_glass"_s);
        QCOMPARE(breakGlass(requested(1, Severity::P0), m_ana, t0 + 30min).error().where, u"break_glass"_s);
        QCOMPARE(breakGlass(requested(2, Severity::P0), m_ana, t0 + 30min, u"search"_s).error().where, u"service"_s);
        QCOMPARE(breakGlass(requested(2, Severity::P0), m_ana, t0 + 30min, {}).error().where, u"service"_s);
        QCOMPARE(breakGlass(requested(2, Severity::P0), m_ana, t0 + 2h).error().code, ErrorCode::Expired);
        m_policy.settings[u"approval.break_glass"_s].value = Json{false};
        QCOMPARE(breakGlass(requested(2, Severity::P0), m_ana, t0 + 30min).error().where, u"break_glass"_s);
        m_policy = policy::defaults();
    }

    void neverForTheOwnProposalAndNeverWithoutAReason()
    {
        const auto approval = requested(2, Severity::P0);
        const auto seen = m_ana.over(approval, u"approve"_s, saying(true), t0 + 30min);
        QCOMPARE(
            approve(approval, m_ana.person, m_ana.person.actor, seen, t0 + 30min, m_policy).error().code,
            ErrorCode::NotPermitted);
        auto silent = saying(true);
        silent.reason = u" "_s;
        QCOMPARE(
            approve(
                approval, m_ana.person, m_proposer, m_ana.over(approval, u"approve"_s, silent, t0 + 30min), t0 + 30min,
                m_policy)
                .error()
                .where,
            u"reason"_s);
        QVERIFY(!intend(approval, m_ana.person, m_ana.person.actor, u"approve"_s, t0 + 30min, m_policy, true));
    }

    void itStaysToBeReviewedUntilAnotherApproverSpoke_data()
    {
        QTest::addColumn<bool>("agrees");
        QTest::newRow("agrees") << true;
        QTest::newRow("objects") << false;
    }
    void itStaysToBeReviewedUntilAnotherApproverSpoke()
    {
        QFETCH(bool, agrees);
        auto approval = broken();
        const auto drafts = reviewed(approval, m_bruno, agrees, t0 + 5h);
        QVERIFY(drafts);
        QCOMPARE(drafts->front().kind, u"BreakGlassReviewed"_s);
        QVERIFY(drafts->front().payload.contains(u"signature"));
        commit(approval, *drafts, m_bruno.person.actor, t0 + 5h);
        QVERIFY(!approval.isToReview());
        QCOMPARE(approval.review->agrees, agrees);
        QCOMPARE(approval.review->actor, m_bruno.person.actor);
        // The second reviewer is told who was first.
        const auto late = reviewed(approval, m_carla, agrees, t0 + 6h);
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Conflict);
        QVERIFY(late.error().message.contains(m_bruno.person.actor));
    }

    void aReviewIsSomebodyElsesSignedAndReasoned()
    {
        const auto approval = broken();
        QCOMPARE(reviewed(approval, m_ana, true, t0 + 1h).error().code, ErrorCode::NotPermitted);
        QCOMPARE(reviewed(approval, m_bruno, true, t0 + 1h, u" "_s).error().where, u"reason"_s);
        const Seen seen{1, u"abc"_s, u"seen"_s, {}, {}};
        const auto now = t0 + 1h;
        QCOMPARE(review(approval, m_bruno.person, m_proposer, seen, true, now).error().code, ErrorCode::NotPermitted);
        // Signed to object, sent as agreeing.
        QCOMPARE(
            review(approval, m_bruno.person, m_proposer, m_bruno.over(approval, u"object"_s, seen, now), true, now)
                .error()
                .code,
            ErrorCode::NotPermitted);
        const auto agreed = m_bruno.over(approval, u"agree"_s, seen, now);
        QCOMPARE(
            review(approval, m_bruno.person, m_bruno.person.actor, agreed, true, now).error().code,
            ErrorCode::NotPermitted);
        auto member = m_bruno.person;
        member.role = Role::Operator;
        QCOMPARE(review(approval, member, m_proposer, agreed, true, now).error().code, ErrorCode::NotPermitted);
        QVERIFY(review(approval, m_bruno.person, m_proposer, agreed, true, now));
    }

    void aPlainApprovalIsNotReviewed()
    {
        auto approval = requested(1, Severity::P1);
        const auto seen = m_ana.over(approval, u"approve"_s, saying(std::nullopt), t0);
        commit(approval, *approve(approval, m_ana.person, m_proposer, seen, t0, m_policy), m_ana.person.actor, t0);
        QVERIFY(!approval.isToReview());
        QCOMPARE(reviewed(approval, m_bruno, true, t0 + 1min).error().code, ErrorCode::Refused);
    }

    void aReviewOfNothingFoldsToNothing()
    {
        auto approval = requested(2, Severity::P0);
        journal::Event event;
        event.kind = u"BreakGlassReviewed"_s;
        event.payload = Json::object({{u"agrees"_s, true}});
        apply(approval, event);
        QVERIFY(!approval.review);
    }
};

QTEST_GUILESS_MAIN(BreakGlassTest)
#include "tst_breakglass.moc"
