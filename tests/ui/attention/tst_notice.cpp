#include "tests/support/demostate.h"
#include "ui/attention/bundler.h"
#include "ui/attention/notice.h"

#include <QTest>

using namespace penelope;
using namespace penelope::ui::attention;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

Moment momentOf(engine::ConsoleState state, Instant now = test::demoNow())
{
    Moment moment;
    moment.snapshot = {std::make_shared<const engine::ConsoleState>(std::move(state)), test::demoLive()};
    moment.now = now;
    moment.who = OperatorName{u"ana"_s};
    moment.watches = true;
    return moment;
}

approval::Approval request(const QString& id, Severity severity, Instant deadline)
{
    approval::Approval approval;
    approval.id = ApprovalId{id};
    approval.patch = PatchId{id};
    approval.service = ServiceName{u"payments"_s};
    approval.severity = severity;
    approval.requestedAt = test::demoNow();
    approval.deadline = deadline;
    return approval;
}

engine::ConsoleState with(engine::ConsoleState state, approval::Approval approval)
{
    const auto id = approval.id;
    state.approvals.insert(id, std::move(approval));
    return state;
}

QStringList keysOf(const std::vector<Notice>& notices)
{
    QStringList keys;
    for (const auto& notice : notices)
        keys << notice.key;
    return keys;
}

sophia::Anomaly escalated()
{
    sophia::Anomaly anomaly;
    anomaly.id = AnomalyId{u"00000006"_s};
    anomaly.type = u"memory_leak"_s;
    anomaly.service = ServiceName{u"search"_s};
    anomaly.severity = Severity::P0;
    sophia::DecisionRecord decision;
    decision.decision = Decision::Escalate;
    anomaly.decisions.push_back(decision);
    return anomaly;
}

} // namespace

class TestNotice : public QObject
{
    Q_OBJECT

private slots:
    void aNewP0IsRaisedAndCritical()
    {
        const auto before = momentOf(test::demoCalm());
        const auto after = momentOf(with(test::demoCalm(), request(u"00000001"_s, Severity::P0, test::demoNow() + 1h)));
        const auto change = changeBetween(before, after);
        QCOMPARE(keysOf(change.raised), QStringList{u"approval/00000001"_s});
        QCOMPARE(change.raised[0].urgency(), Urgency::Critical);
        QCOMPARE(change.raised[0].title, u"P0 payments"_s);
        QCOMPARE(change.raised[0].body, u"A patch waits for a decision until 04:43Z."_s);
        QCOMPARE(change.raised[0].page, u"approvals"_s);
        QCOMPARE(change.raised[0].item, u"00000001"_s);
    }

    void aP2WaitsInSilenceUntilItsLastQuarterOfAnHour()
    {
        const auto state = with(test::demoCalm(), request(u"00000002"_s, Severity::P2, test::demoNow() + 16min));
        const auto before = momentOf(test::demoCalm());
        QVERIFY(changeBetween(before, momentOf(state)).raised.empty());
        const auto later = changeBetween(momentOf(state), momentOf(state, test::demoNow() + 1min));
        QCOMPARE(keysOf(later.raised), QStringList{u"approval/00000002/last"_s});
        QCOMPARE(later.raised[0].kind, NoticeKind::LastWhile);
        QCOMPARE(later.raised[0].body, u"The request expires at 03:59:30Z, undecided."_s);
    }

    void whatIsDecidedEnds()
    {
        auto decided = request(u"00000003"_s, Severity::P1, test::demoNow() + 1h);
        const auto before = momentOf(with(test::demoCalm(), decided));
        decided.status = approval::Status::Approved;
        const auto change = changeBetween(before, momentOf(with(test::demoCalm(), decided)));
        QVERIFY(change.raised.empty());
        QCOMPARE(change.ended, QStringList{u"approval/00000003"_s});
    }

    void whatExpiredWhileTheMachineSleptIsNotCalledOut()
    {
        const auto state = with(test::demoCalm(), request(u"00000004"_s, Severity::P0, test::demoNow() + 1h));
        const auto change = changeBetween(momentOf(state), momentOf(state, test::demoNow() + 8h));
        QVERIFY(change.raised.empty());
        QCOMPARE(change.ended, QStringList{u"approval/00000004"_s});
    }

    void aSnoozedRequestCallsAgainWhenItsTimeIsOver()
    {
        auto snoozed = request(u"00000005"_s, Severity::P1, test::demoNow() + 2h);
        snoozed.snoozedUntil = test::demoNow() + 10min;
        const auto state = with(test::demoCalm(), snoozed);
        const auto change = changeBetween(momentOf(state), momentOf(state, test::demoNow() + 10min));
        QCOMPARE(keysOf(change.raised), QStringList{u"approval/00000005"_s});
    }

    void whatWasAcknowledgedIsSilentForAllAndCallsAgain()
    {
        for (const auto& by : {u"operator/ana"_s, u"operator/bruno"_s}) {
            auto taken = request(u"00000009"_s, Severity::P0, test::demoNow() + 2h);
            const auto before = momentOf(with(test::demoCalm(), taken));
            taken.acknowledgedBy = by;
            taken.acknowledgedUntil = test::demoNow() + 15min;
            const auto state = with(test::demoCalm(), taken);
            const auto silent = changeBetween(before, momentOf(state));
            QCOMPARE(silent.ended, QStringList{u"approval/00000009"_s});
            QVERIFY(silent.raised.empty());
            const auto after = changeBetween(momentOf(state), momentOf(state, test::demoNow() + 15min));
            QCOMPARE(keysOf(after.raised), QStringList{u"approval/00000009"_s});
        }
    }

    void aReminderOfTheCoreCallsAgain()
    {
        auto reminded = request(u"0000000a"_s, Severity::P1, test::demoNow() + 2h);
        const auto before = momentOf(with(test::demoCalm(), reminded));
        reminded.remindedPercent = 50;
        const auto change = changeBetween(before, momentOf(with(test::demoCalm(), reminded)));
        QCOMPARE(keysOf(change.raised), QStringList{u"approval/0000000a/50"_s});
        QCOMPARE(change.ended, QStringList{u"approval/0000000a"_s}); // the bubble before it goes
        QCOMPARE(change.raised[0].item, u"0000000a"_s);
        QCOMPARE(change.raised[0].body, u"A patch still waits for a decision, until 05:43Z."_s);
    }

    void anEscalationIsRaised()
    {
        auto state = test::demoCalm();
        const auto anomaly = escalated();
        state.anomalies.insert(anomaly.id, anomaly);
        const auto change = changeBetween(momentOf(test::demoCalm()), momentOf(state));
        QCOMPARE(keysOf(change.raised), QStringList{u"escalation/00000006"_s});
        QCOMPARE(change.raised[0].urgency(), Urgency::Critical);
        QCOMPARE(change.raised[0].body, u"memory leak. Escalated: a person has to look at it."_s);
    }

    void anAcknowledgedEscalationIsSilentAndThenCallsAgain()
    {
        auto state = test::demoCalm();
        auto anomaly = escalated();
        state.anomalies.insert(anomaly.id, anomaly);
        const auto called = momentOf(state);
        anomaly.acknowledged = sophia::Acknowledgement{u"operator/ana"_s, test::demoNow() + 15min};
        state.anomalies.insert(anomaly.id, anomaly);
        const auto taken = momentOf(state);
        QCOMPARE(changeBetween(called, taken).ended, QStringList{u"escalation/00000006"_s});
        const auto over = changeBetween(taken, momentOf(state, test::demoNow() + 15min));
        QCOMPARE(keysOf(over.raised), QStringList{u"escalation/00000006"_s});
    }

    void aCanaryThatGoesBackIsRaisedOnce()
    {
        canary::Canary canary;
        canary.id = CanaryId{u"00000007"_s};
        canary.service = ServiceName{u"search"_s};
        canary.status = canary::Status::Running;
        auto running = test::demoCalm();
        running.canaries.insert(canary.id, canary);
        canary.status = canary::Status::RollingBack;
        canary.rollbackCode = u"breach"_s;
        auto back = test::demoCalm();
        back.canaries.insert(canary.id, canary);
        canary.status = canary::Status::Failed;
        auto failed = test::demoCalm();
        failed.canaries.insert(canary.id, canary);

        const auto change = changeBetween(momentOf(running), momentOf(back));
        QCOMPARE(keysOf(change.raised), QStringList{u"canary/00000007"_s});
        QCOMPARE(change.raised[0].page, u"canaries"_s);
        QVERIFY(changeBetween(momentOf(back), momentOf(failed)).raised.empty());
    }

    void aLostFeedAndALostCoreAreRaisedAndEnd()
    {
        const auto before = momentOf(test::demoCalm());
        auto after = before;
        after.snapshot.live.sources[u"prometheus/main"_s].lastSampleAt = test::demoNow() - 10min;
        QVERIFY(changeBetween(before, after).raised.empty()); // stale, but the source still answers
        after.snapshot.live.sources[u"prometheus/main"_s].answering = false;
        after.coreLost = true;
        const auto change = changeBetween(before, after);
        QCOMPARE(keysOf(change.raised), (QStringList{u"core"_s, u"feed/prometheus/main"_s}));
        QCOMPARE(change.raised[0].urgency(), Urgency::Critical);
        QCOMPARE(change.raised[1].title, u"Prometheus lost"_s);
        QCOMPARE(changeBetween(after, before).ended.size(), 2);
    }

    void thePastCallsNobody()
    {
        auto past = momentOf(with(test::demoCalm(), request(u"00000008"_s, Severity::P0, test::demoNow() + 1h)));
        past.watches = false;
        QVERIFY(standing(past).empty());
    }

    void aBurstIsToldAsOneSumMostUrgentFirst()
    {
        Bundler bundler;
        const Tick start{};
        const auto change = [](int first, int count, Severity severity) {
            Change made;
            for (int at = first; at < first + count; ++at)
                made.raised.push_back(
                    {u"approval/%1"_s.arg(at),
                     NoticeKind::Request,
                     severity,
                     u"%1 s%2"_s.arg(severity == Severity::P0 ? u"P0"_s : u"P1"_s).arg(at),
                     {},
                     u"approvals"_s,
                     QString::number(at),
                     test::demoNow() + std::chrono::seconds{at}});
            return made;
        };
        // 500 requests in ten seconds, fifty each second; the P0 is among the last.
        int bubbles = 0;
        int tones = 0;
        std::optional<Bubble> last;
        for (int second = 0; second <= 10; ++second) {
            auto raised = second < 10 ? change(second * 50, 50, Severity::P1) : Change{};
            if (second == 9)
                raised.raised[49].severity = Severity::P0;
            const auto step = bundler.take(raised, start + std::chrono::seconds{second});
            bubbles += step.show && (!last || step.show->id != last->id) ? 1 : 0;
            tones += step.sound ? 1 : 0;
            if (step.show)
                last = step.show;
        }
        // One at once, and the P0 took its place; nothing was due in the second after that.
        QCOMPARE(bubbles, 1);
        QCOMPARE(tones, 2);
        QCOMPARE(last->urgency, Urgency::Critical);
        QCOMPARE(last->title, u"New: 1 P0, 499 P1"_s);
        QCOMPARE(last->item, u"499"_s);
        QCOMPARE(last->body.section(u'\n', 0, 0), u"P1 s499"_s); // the P0 stands first
    }

    void whatWaitedIsToldAfterTenSeconds()
    {
        Bundler bundler;
        Change one;
        one.raised.push_back({u"a"_s, NoticeKind::Request, Severity::P1, u"P1 a"_s, u"body"_s, {}, {}});
        Change two;
        two.raised.push_back({u"b"_s, NoticeKind::LastWhile, Severity::P1, u"P1 b"_s, u"body"_s, {}, {}});
        const Tick start{};
        QCOMPARE(bundler.take(one, start).show->id, u"a"_s);
        QVERIFY(!bundler.take(two, start + 1s).show);
        QVERIFY(!bundler.take({}, start + 9999ms).show);
        const auto step = bundler.take({}, start + 10s);
        QCOMPARE(step.show->id, u"b"_s);
        QCOMPARE(*step.sound, Sound::LastMinutes);
    }

    void aBubbleClosesWhenNothingOfItIsLeft()
    {
        Bundler bundler;
        Change both;
        both.raised.push_back({u"a"_s, NoticeKind::Request, Severity::P1, u"P1 a"_s, {}, {}, {}});
        both.raised.push_back({u"b"_s, NoticeKind::Request, Severity::P1, u"P1 b"_s, {}, {}, {}});
        const Tick start{};
        QCOMPARE(bundler.take(both, start).show->id, u"sum"_s);
        QVERIFY(bundler.take({{}, {u"a"_s}}, start + 1s).close.isEmpty());
        QCOMPARE(bundler.take({{}, {u"b"_s}}, start + 2s).close, QStringList{u"sum"_s});
    }

    void whatIsDecidedBeforeItsTurnIsNeverTold()
    {
        Bundler bundler;
        Change one;
        one.raised.push_back({u"a"_s, NoticeKind::Request, Severity::P1, u"P1 a"_s, {}, {}, {}});
        Change two;
        two.raised.push_back({u"b"_s, NoticeKind::Request, Severity::P1, u"P1 b"_s, {}, {}, {}});
        const Tick start{};
        bundler.take(one, start);
        bundler.take(two, start + 1s);
        bundler.take({{}, {u"b"_s}}, start + 2s);
        QVERIFY(!bundler.take({}, start + 20s).show);
    }
};

QTEST_MAIN(TestNotice)
#include "tst_notice.moc"
