#include "tests/support/demosession.h"
#include "ui/shell/helddecision.h"

#include <QTest>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

HeldDecision::Request requestFor(Severity severity)
{
    HeldDecision::Request request;
    request.approval = ApprovalId{u"7f3a91c2"_s};
    request.patch = PatchId{u"7f3a91c2"_s};
    request.service = ServiceName{u"auth-service"_s};
    request.version = 3;
    request.diffSha256 = u"abcd"_s;
    request.reason = u"same fix"_s;
    request.severity = severity;
    request.deadline = test::demoNow() + 11min;
    return request;
}

/// A night whose holds are short enough to wait for.
engine::ConsoleState quickHolds()
{
    auto state = test::demoNight();
    state.policy.settings[u"approval.hold"_s].value = Json{20};
    state.policy.settings[u"approval.hold_p0"_s].value = Json{20};
    return state;
}

} // namespace

class TestHeldDecision : public QObject
{
    Q_OBJECT

private slots:
    void holdsByPolicy()
    {
        const auto policy = policy::defaults();
        auto request = requestFor(Severity::P2);
        QCOMPARE(HeldDecision::hold(policy, request, test::demoNow()), Milliseconds{8s});
        request.severity = Severity::P0;
        QCOMPARE(HeldDecision::hold(policy, request, test::demoNow()), Milliseconds{3s});
        request.deadline = test::demoNow() + 14s;
        QCOMPARE(HeldDecision::hold(policy, request, test::demoNow()), Milliseconds{0});
    }

    void aHoldThatWasSleptThroughDecidesNothing()
    {
        test::DemoSession session;
        HeldDecision held(session);
        QVERIFY(held.commit(requestFor(Severity::P2)));
        session.advance(8s);
        QCOMPARE(held.phase(), HeldDecision::Phase::Holding);
        session.advance(8h); // the lid was closed in the middle of it
        QCOMPARE(held.phase(), HeldDecision::Phase::Withdrawn);
        QCOMPARE(held.resultText(), u"The machine slept: nothing was decided for auth-service"_s);
        QCOMPARE(session.sent.back().command, u"withdraw_intent"_s);
    }

    void recordsTheIntentAtOnceAndNothingElse()
    {
        test::DemoSession session;
        HeldDecision held(session);
        QVERIFY(held.commit(requestFor(Severity::P2)));
        QCOMPARE(session.sent.size(), 1U);
        QCOMPARE(session.sent[0].command, u"intend"_s);
        QCOMPARE(session.sent[0].args.text(u"decision"), std::optional{u"approve"_s});
        QCOMPARE(session.sent[0].args.integer(u"hold_until"), std::optional{toMs(test::demoNow() + 8s)});
        QCOMPARE(held.secondsLeft(), 8);
    }

    void sendsTheDecisionAfterTheHold()
    {
        test::DemoSession session(quickHolds());
        HeldDecision held(session);
        QVERIFY(held.commit(requestFor(Severity::P2)));
        QTRY_COMPARE(session.sent.size(), 2U);
        QCOMPARE(session.sent[1].command, u"approve"_s);
        QCOMPARE(session.sent[1].args.integer(u"version"), std::optional<qint64>{3});
        QCOMPARE(session.sent[1].args.text(u"diff_sha256"), std::optional{u"abcd"_s});
        QCOMPARE(session.sent[1].args.text(u"reason"), std::optional{u"same fix"_s});
        session.sent[1].answer(engine::Outcome{10'000'413, {}});
        QCOMPARE(held.phase(), HeldDecision::Phase::Done);
        QCOMPARE(held.resultSeq(), 10'000'413);
        QVERIFY(held.resultText().contains(u"03:43:30Z"_s));
    }

    void undoWithdrawsAndSendsNoDecision()
    {
        test::DemoSession session(quickHolds());
        HeldDecision held(session);
        QVERIFY(held.commit(requestFor(Severity::P2)));
        held.undo();
        QCOMPARE(held.phase(), HeldDecision::Phase::Withdrawn);
        QCOMPARE(session.sent.back().command, u"withdraw_intent"_s);
        QTest::qWait(60);
        QCOMPARE(session.sent.size(), 2U);
    }

    void decidesAtOnceWhenLittleTimeIsLeft()
    {
        test::DemoSession session;
        HeldDecision held(session);
        auto request = requestFor(Severity::P2);
        request.deadline = test::demoNow() + 10s;
        QVERIFY(held.commit(request));
        QCOMPARE(session.sent.size(), 1U);
        QCOMPARE(session.sent[0].command, u"approve"_s);
    }

    void aRefusedIntentEndsTheHold()
    {
        test::DemoSession session(quickHolds());
        HeldDecision held(session);
        QVERIFY(held.commit(requestFor(Severity::P2)));
        session.sent[0].answer(failure(ErrorCode::Conflict, u"bruno was first"_s));
        QCOMPARE(held.phase(), HeldDecision::Phase::Failed);
        QTest::qWait(60);
        QCOMPARE(session.sent.size(), 1U);
    }

    void oneAtATime()
    {
        test::DemoSession session;
        HeldDecision held(session);
        QVERIFY(held.commit(requestFor(Severity::P2)));
        QVERIFY(!held.commit(requestFor(Severity::P0)));
    }

    void nothingIsDecidedWhenOnlyReading()
    {
        test::DemoSession session;
        session.setMode(Session::Mode::Offline, u"offline"_s);
        HeldDecision held(session);
        QVERIFY(!held.commit(requestFor(Severity::P2)));
        QVERIFY(session.sent.empty());
    }
};

QTEST_MAIN(TestHeldDecision)
#include "tst_helddecision.moc"
