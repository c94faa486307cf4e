// Both versions of a service under load: what is asked of the sandbox, and what an end that looks ordered leads to.
#include "core/engine/effects/sidebyside.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::test;

namespace {

twin::StageReport stage(int seconds, double milliseconds = 5)
{
    twin::StageReport report;
    report.started = true;
    report.startedAfter = 400ms;
    report.requests = 100 * seconds;
    report.answers = {{u"/"_s, u"200 aa"_s}};
    for (int second = 0; second < seconds; ++second)
        report.intervals.push_back({100, 0, milliseconds + 0.1 * (second % 3), milliseconds + 4, 20'000});
    return report;
}

twin::Report whole(double milliseconds = 5)
{
    return {{stage(3), stage(20, milliseconds), stage(3)}};
}

twin::Report ended(const QString& how)
{
    auto report = whole();
    report.stages[1].ended = how;
    return report;
}

Sandbox::Outcome signalled(int number)
{
    Sandbox::Outcome outcome;
    outcome.ending = Sandbox::Ending::Signalled;
    outcome.code = number;
    return outcome;
}

} // namespace

class TestSideBySide final : public QObject
{
    Q_OBJECT

private:
    ScriptedSandbox m_sandbox;
    std::unique_ptr<engine::SideBySide> m_load;
    std::optional<patch::Twin> m_answer;
    int m_again = 0;

    QString oldestKey() const
    {
        return parseForeign(m_sandbox.waiting.begin()->second.first.input)->operator[](u"key").toString();
    }
    void answer(const twin::Report& report)
    {
        Sandbox::Outcome outcome;
        outcome.output = oldestKey().toUtf8() + ' ' + toJsonText(twin::toJson(report)) + '\n';
        m_sandbox.answer(outcome);
    }

private slots:
    void init()
    {
        m_load.reset();
        m_answer.reset();
        m_again = 0;
        m_sandbox.waiting.clear();
        m_sandbox.cancelled.clear();
        engine::SideBySide::Order order;
        order.former = u"/trees/before"_s;
        order.patched = u"/trees/after"_s;
        order.player = u"/opt/penelope-player"_s;
        order.service.start = {u"./serve"_s};
        order.service.paths = {{u"/"_s, 1}};
        order.pace = {100, 20s};
        order.again = [this] { ++m_again; };
        m_load = std::make_unique<engine::SideBySide>(
            m_sandbox, order, [this](patch::Twin twin) { m_answer = std::move(twin); });
        QCOMPARE(m_sandbox.waiting.size(), std::size_t{2});
    }

    void bothArmsGetTheSameTreeAndOneTheChange()
    {
        const auto& former = m_sandbox.waiting.begin()->second.first;
        const auto& patched = m_sandbox.waiting.rbegin()->second.first;
        QCOMPARE(former.tree, u"/trees/before"_s);
        QCOMPARE(patched.tree, u"/trees/before"_s);
        QVERIFY(former.others.empty());
        const std::vector<Sandbox::Tree> change{{u"/trees/after"_s, u"/change"_s, u"/trees/before"_s}};
        QCOMPARE(patched.others, change);
        QVERIFY(former.limits == patched.limits);
    }

    void anEndAsIfToldIsPlayedAgain_data()
    {
        QTest::addColumn<QString>("how");
        for (const auto* how : {"exit code 0", "signal 15", "signal 9", "signal 1", "signal 2"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void anEndAsIfToldIsPlayedAgain()
    {
        QFETCH(QString, how);
        const auto first = oldestKey();
        answer(whole());
        answer(ended(how));
        QVERIFY(!m_answer);
        QCOMPARE(m_again, 1);
        QCOMPARE(m_sandbox.waiting.size(), std::size_t{2});
        QVERIFY(oldestKey() != first);
        answer(whole());
        answer(whole());
        QVERIFY(m_answer);
        QCOMPARE(m_answer->result, u"passed"_s);
        QCOMPARE(
            m_answer->reason,
            u"undo tested, 0.4 s; played a second time, since the patched version ended with %1, as if it had been told to"_s
                .arg(how));
    }
    void whatEndsAgainIsItsOwnDoing()
    {
        for (int time = 0; time < 2; ++time) {
            answer(whole());
            answer(ended(u"exit code 0"_s));
        }
        QVERIFY(m_answer);
        QCOMPARE(m_answer->result, u"failed"_s);
        QCOMPARE(m_answer->trial.cause, u"crash"_s);
        QVERIFY(m_sandbox.waiting.empty());
    }
    void aCrashNeedsNoSecondTime()
    {
        answer(whole());
        answer(ended(u"signal 6"_s));
        QVERIFY(m_answer);
        QCOMPARE(m_answer->trial.cause, u"crash"_s);
        QVERIFY(!m_answer->reason.contains(u"second time"_s));
        QCOMPARE(m_again, 0);
    }
    void theVersionBeforeIsTreatedAlike()
    {
        answer(ended(u"signal 15"_s));
        answer(whole());
        QCOMPARE(m_sandbox.waiting.size(), std::size_t{2});
        answer(ended(u"signal 15"_s));
        answer(whole());
        QVERIFY(m_answer);
        QCOMPARE(m_answer->result, u"unavailable"_s);
        QCOMPARE(m_answer->trial.cause, u"evidence"_s);
        QVERIFY(m_answer->reason.contains(u"second time, since the version before"_s));
    }
    void aPlayerThatIsEndedIsPlayedAgain()
    {
        answer(whole());
        m_sandbox.answer(signalled(15));
        QCOMPARE(m_sandbox.waiting.size(), std::size_t{2});
        answer(whole());
        m_sandbox.answer(signalled(11));
        QVERIFY(m_answer);
        QCOMPARE(m_answer->trial.cause, u"crash"_s);
    }
    void slowerByLittleCountsWhenFoundTwice()
    {
        answer(whole());
        answer(whole(6.5));
        QVERIFY(!m_answer);
        QCOMPARE(m_again, 1);
        answer(whole());
        answer(whole(6.5));
        QVERIFY(m_answer);
        QCOMPARE(m_answer->result, u"failed"_s);
        QCOMPARE(m_answer->trial.cause, u"slower"_s);
        QVERIFY2(
            m_answer->reason.endsWith(
                u"before the patch 5.10 ms; played a second time, since a difference of 1.50 ms may be the machine's doing"_s),
            qPrintable(m_answer->reason));
    }
    /// How often the machine was busy with something else is no reason to overlook it.
    void slowerByLittleIsFoundInBothTogether()
    {
        answer(whole());
        answer(whole(7.5));
        answer(whole());
        answer(whole(5.6));
        QVERIFY(m_answer);
        QCOMPARE(m_answer->trial.cause, u"slower"_s);
    }
    void slowerByLittleOnceIsPassed()
    {
        answer(whole());
        answer(whole(6));
        answer(whole(5.2));
        answer(whole());
        QVERIFY(m_answer);
        QCOMPARE(m_answer->result, u"passed"_s);
        QVERIFY2(m_answer->reason.contains(u"; played a second time, since"_s), qPrintable(m_answer->reason));
    }
    void slowerByMuchNeedsNoSecondTime()
    {
        answer(whole());
        answer(whole(9.5));
        QVERIFY(m_answer);
        QCOMPARE(m_answer->trial.cause, u"slower"_s);
        QCOMPARE(m_again, 0);
    }
    void aSlowdownThatMightBeOverlookedIsLookedForAgain()
    {
        // As busy in one half of the play as that its mean takes what the patch takes, and more.
        const auto unsteady = [](double milliseconds) {
            auto report = whole(milliseconds);
            for (std::size_t second = 0; second < 20; second += 2)
                report.stages[1].intervals[second].meanMs += static_cast<double>((second * 7) % 11);
            return report;
        };
        answer(unsteady(5));
        answer(unsteady(5.9));
        QVERIFY(!m_answer);
        QCOMPARE(m_again, 1);
        answer(whole());
        answer(whole(6.5));
        QVERIFY(m_answer);
        QCOMPARE(m_answer->trial.cause, u"slower"_s);
        QVERIFY2(m_answer->reason.endsWith(u"ms might have been overlooked"_s), qPrintable(m_answer->reason));
    }
    void aMachineThatWasTooBusyGetsASecondTime()
    {
        auto late = whole(9);
        late.stages[1].lateMs = twin::mostLateMs + 1;
        answer(whole());
        answer(late);
        QVERIFY(!m_answer);
        answer(whole());
        answer(whole());
        QVERIFY(m_answer);
        QCOMPARE(m_answer->result, u"passed"_s); // the first play's times say nothing
        QVERIFY2(
            m_answer->reason.contains(u"second time, since this machine was too busy"_s), qPrintable(m_answer->reason));
    }
    void aMachineThatStaysTooBusyProvesNothing()
    {
        auto late = whole();
        late.stages[1].lateMs = twin::mostLateMs + 1;
        for (int time = 0; time < 2; ++time) {
            answer(whole());
            answer(late);
        }
        QVERIFY(m_answer);
        QCOMPARE(m_answer->result, u"unavailable"_s);
        QCOMPARE(m_answer->trial.cause, u"evidence"_s);
    }
    void whoeverIsGoneHearsNothing()
    {
        answer(whole());
        m_load.reset();
        QCOMPARE(m_sandbox.cancelled.size(), std::size_t{1});
        QVERIFY(!m_answer);
        QVERIFY(m_sandbox.waiting.empty());
    }
};

QTEST_GUILESS_MAIN(TestSideBySide)
#include "tst_sidebyside.moc"
