// What two arms under load say of a patch.
#include "core/twin/growth.h"
#include "core/twin/verdict.h"

#include <QTest>

#include <set>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::twin;

namespace {

constexpr int rows = 20;

StageReport glance()
{
    StageReport stage;
    stage.started = true;
    stage.startedAfter = 410ms;
    stage.requests = 100;
    stage.p50Ms = 5;
    stage.p99Ms = 9;
    stage.intervals = {{50, 0, 5, 9, 20000}, {50, 0, 5, 9, 20000}};
    stage.answers = {{u"/items"_s, u"200 aa"_s}, {u"/now"_s, u"200 bb"_s}};
    stage.files = {{u"ledger"_s, u"11"_s}, {u"log"_s, u"22"_s}};
    return stage;
}

/// An arm whose requests take `ms`, of which `failures` a second fail, and that gains `kib` a second.
Report arm(double ms = 5, qint64 failures = 0, qint64 kib = 0)
{
    StageReport load = glance();
    load.requests = rows * 100;
    load.failures = rows * failures;
    load.intervals.clear();
    for (int row = 0; row < rows; ++row) {
        const double wobble = 1 + 0.02 * ((row * 7) % 5);
        load.intervals.push_back({100, failures, ms * wobble, 2 * ms * wobble, 20000 + kib * row});
    }
    return {{glance(), load, glance()}};
}

patch::Twin judged(const Report& former, const Report& patched)
{
    return verdictOf(former, patched, {100, 20s}, {});
}

} // namespace

class TestTwinVerdict final : public QObject
{
    Q_OBJECT

private slots:
    void equalArmsPassAndTheWayBackIsTold()
    {
        const auto twin = judged(arm(), arm());
        QCOMPARE(twin.result, u"passed"_s);
        QCOMPARE(twin.reason, u"undo tested, 0.4 s"_s);
        QVERIFY(twin.trial.load && twin.trial.undo && twin.trial.undo->back);
        QCOMPARE(twin.trial.load->after.requests, qint64{2000});
    }
    void aThirdSlowerDoesNotPass()
    {
        const auto twin = judged(arm(5), arm(6.5));
        QCOMPARE(twin.result, u"failed"_s);
        QCOMPARE(twin.trial.cause, u"slower"_s);
        QCOMPARE(judged(arm(5), arm(5.4)).result, u"passed"_s);
        QCOMPARE(judged(arm(6.5), arm(5)).result, u"passed"_s);
    }
    void memoryThatGrowsWithoutEndDoesNotPass()
    {
        QCOMPARE(judged(arm(), arm(5, 0, 1600)).trial.cause, u"leak"_s);
        QCOMPARE(judged(arm(5, 0, 1600), arm(5, 0, 1600)).result, u"passed"_s); // both warm up alike
    }
    void moreFailuresDoNotPass()
    {
        QCOMPARE(judged(arm(), arm(5, 10)).trial.cause, u"errors"_s);
        auto late = arm(5, 10);
        late.stages[1].timeouts = late.stages[1].failures;
        QCOMPARE(judged(arm(), late).trial.cause, u"timeout"_s);
    }
    void aCrashSaysWhenAndHow()
    {
        auto crashed = arm();
        crashed.stages[1].ended = u"signal 6"_s;
        crashed.stages[1].endedAfter = 12300ms;
        const auto twin = judged(arm(), crashed);
        QCOMPARE(twin.result, u"failed"_s);
        QCOMPARE(twin.trial.cause, u"crash"_s);
        QVERIFY2(twin.reason.contains(u"12.3 s with signal 6"_s), qPrintable(twin.reason));
    }
    void aRefusedStartSaysSo()
    {
        auto refused = arm();
        refused.stages[1] = {};
        refused.stages[1].ended = u"exit code 2"_s;
        const auto twin = judged(arm(), refused);
        QCOMPARE(twin.trial.cause, u"start"_s);
        QVERIFY(!twin.trial.load);
    }
    void fewRequestsProveNothing()
    {
        auto few = arm();
        for (auto& row : few.stages[1].intervals)
            row.requests = 1;
        const auto twin = judged(few, few);
        QCOMPARE(twin.result, u"unavailable"_s);
        QCOMPARE(twin.trial.cause, u"evidence"_s);
        QVERIFY2(twin.reason.contains(u"more requests"_s), qPrintable(twin.reason));
    }
    void aFormerVersionThatDoesNotRunIsNoFaultOfThePatch()
    {
        auto former = arm();
        former.stages[1].ended = u"signal 9"_s;
        QCOMPARE(judged(former, arm()).result, u"unavailable"_s);
    }
    void aBusyMachineIsNoFaultOfThePatch()
    {
        // Slower, failing or silent: none of it proves anything where the player itself got no processor.
        auto late = arm(9, 10);
        late.stages[1].lateMs = mostLateMs + 1;
        const auto twin = judged(arm(), late);
        QCOMPARE(twin.result, u"unavailable"_s);
        QCOMPARE(twin.trial.cause, u"evidence"_s);
        QVERIFY2(twin.reason.contains(u"too busy"_s), qPrintable(twin.reason));
        auto both = arm();
        both.stages[1].lateMs = mostLateMs + 1;
        QCOMPARE(judged(both, both).result, u"unavailable"_s);
        late.stages[1].lateMs = mostLateMs;
        QCOMPARE(judged(arm(), late).result, u"failed"_s);

        auto silent = arm();
        silent.stages[1] = {};
        auto former = arm();
        former.stages[1].startedAfter = 12s;
        QCOMPARE(judged(former, silent).result, u"unavailable"_s);
        QCOMPARE(judged(arm(), silent).trial.cause, u"start"_s);
    }
    void aLeakIsAFactOnABusyMachineToo()
    {
        auto leaking = arm(5, 0, 1600);
        leaking.stages[1].lateMs = mostLateMs + 1;
        QCOMPARE(judged(arm(), leaking).trial.cause, u"leak"_s);
    }
    void theTimesOfABusyMachineAreNoLossOfTheWayBack()
    {
        auto slow = arm();
        slow.stages[2].p50Ms *= 10;
        QCOMPARE(judged(arm(), slow).trial.cause, u"undo"_s);
        slow.stages[2].lateMs = mostLateMs + 1;
        QCOMPARE(judged(arm(), slow).result, u"passed"_s);
    }
    void aMomentInWhichTheMachineStoodIsNoLossOfTheWayBack()
    {
        auto stood = arm();
        stood.stages[2].intervals.back().meanMs *= 100;
        QCOMPARE(judged(arm(), stood).result, u"passed"_s);
    }
    void whatDoesNotComeBackAsks()
    {
        auto lost = arm();
        lost.stages[2].started = false;
        lost.stages[2].ended = u"exit code 3"_s;
        const auto twin = judged(arm(), lost);
        QCOMPARE(twin.result, u"unavailable"_s);
        QCOMPARE(twin.trial.cause, u"undo"_s);
        QVERIFY2(twin.reason.contains(u"exit code 3"_s), qPrintable(twin.reason));

        auto changed = arm();
        changed.stages[2].files[u"ledger"_s] = u"99"_s;
        QVERIFY(judged(arm(), changed).reason.contains(u"the file ledger is not as it was"_s));
        changed = arm();
        changed.stages[2].answers[u"/items"_s] = u"500 aa"_s;
        QVERIFY(judged(arm(), changed).reason.contains(u"/items is answered otherwise"_s));
    }
    void whatChangesByItselfIsHeldAgainstNobody()
    {
        auto former = arm();
        auto patched = arm();
        former.stages[2].answers[u"/now"_s] = u"200 cc"_s;
        former.stages[2].files[u"log"_s] = u"33"_s;
        patched.stages[2].answers[u"/now"_s] = u"200 dd"_s;
        patched.stages[2].files[u"log"_s] = u"44"_s;
        patched.stages[2].files[u"cache"_s] = u"55"_s;
        const auto twin = judged(former, patched);
        QCOMPARE(twin.result, u"passed"_s);
        QCOMPARE(twin.trial.undo->left, QStringList{u"cache"_s});
    }
    void aReportNeedsItsKey()
    {
        const auto line = toJsonText(toJson(arm()));
        QCOMPARE(reportFrom("noise\nk1 " + line + '\n', u"k1"_s), std::optional{arm()});
        QVERIFY(!reportFrom("k2 " + line + '\n', u"k1"_s));
        QVERIFY(!reportFrom(line, QString{}));
    }

    void theLogIsWhatTheServiceSaid()
    {
        QCOMPARE(logBeside(u"up\nk1 {\"stages\":[]}\ndown\n"_s, u"k1"_s), u"up\ndown\n"_s);
        QCOMPARE(logBeside(u"up\nk1 {\"stages\":[]}"_s, u"k1"_s), u"up\n"_s);
        QCOMPARE(logBeside(u"\":1}]}\ndown\n"_s, u"k1"_s), u"down\n"_s); // the beginning is gone
    }
    void bothArmsGetTheSameSchedule()
    {
        const std::vector<patch::TwinPath> paths{{u"/a"_s, 3}, {u"/b"_s, 1}};
        const auto one = scheduleOf(7, paths, 200, 10s);
        QCOMPARE(one, scheduleOf(7, paths, 200, 10s));
        QVERIFY(one.size() > 1800 && one.size() < 2200);
        const auto ofA = std::count_if(one.begin(), one.end(), [](const Due& due) { return due.path == 0; });
        QVERIFY(ofA > 1350 && ofA < 1650);
        QVERIFY(one.back().atUs < 10'000'000);
    }
    /// A fault that hangs on one number in a thousand is met by every long load, not by most of them.
    void eachNumberComesOnceBeforeAnyComesAgain()
    {
        const auto requests = scheduleOf(3, {{u"/a/{{number}}"_s, 1}}, 500, 50s);
        QVERIFY(requests.size() > 20'000);
        std::set<quint16> seen;
        for (std::size_t at = 0; at < 10'000; ++at)
            seen.insert(requests[at].number);
        QCOMPARE(seen.size(), std::size_t{10'000});
        QCOMPARE(*seen.rbegin(), quint16{9'999});
        seen.clear();
        for (std::size_t at = 10'000; at < 20'000; ++at)
            seen.insert(requests[at].number);
        QCOMPARE(seen.size(), std::size_t{10'000});
    }
    void aPlanReadsBack()
    {
        Plan plan;
        plan.key = u"key"_s;
        plan.service.start = {u"./serve"_s, u"{{port}}"_s};
        plan.service.paths = {{u"/a"_s, 1}};
        plan.stages = stagesOf(true, {80, 20s});
        QCOMPARE(planFrom(toJson(plan)).value_or(Plan{}), plan);
        QVERIFY(!planFrom(Json{}));
    }
};

QTEST_GUILESS_MAIN(TestTwinVerdict)
#include "tst_twinverdict.moc"
