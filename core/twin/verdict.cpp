#include "core/twin/verdict.h"

#include "core/canary/judge/mannwhitney.h"
#include "core/canary/judge/sequential.h"
#include "core/twin/growth.h"

#include <algorithm>
#include <cmath>

namespace penelope::twin {

using namespace Qt::Literals::StringLiterals;
namespace judge = canary::judge;

namespace {

constexpr std::size_t firstGlance = 0;
constexpr std::size_t underLoad = 1;

const StageReport& stageOf(const Report& report, std::size_t index)
{
    static const StageReport none;
    return index < report.stages.size() ? report.stages[index] : none;
}

QString secondsOf(Milliseconds span)
{
    return QString::number(static_cast<double>(span.count()) / 1000, 'f', 1);
}

QString msText(double milliseconds)
{
    return QString::number(milliseconds, 'f', milliseconds < 10 ? 2 : 0);
}

/// As many parts as a small picture shows; each is the mean of its intervals, memory what it came to.
patch::TwinCurve curveOf(const StageReport& stage)
{
    constexpr std::size_t mostParts = 60;
    patch::TwinCurve curve;
    const auto& rows = stage.intervals;
    const auto together = std::max<std::size_t>(1, (rows.size() + mostParts - 1) / mostParts);
    curve.every = Milliseconds{std::llround(stage.intervalMs * static_cast<double>(together))};
    for (std::size_t from = 0; from < rows.size(); from += together) {
        const auto until = std::min(rows.size(), from + together);
        double sum = 0;
        int answered = 0;
        for (auto at = from; at < until; ++at) {
            if (rows[at].requests > rows[at].failures) {
                sum += rows[at].p90Ms;
                ++answered;
            }
        }
        // A thousandth of a millisecond is more than anybody sees, and it is written down for good.
        curve.p90Ms.push_back(answered > 0 ? std::round(sum / answered * 1000) / 1000 : 0);
        curve.memoryKib.push_back(rows[until - 1].memoryKib);
    }
    return curve;
}

patch::TwinArm armOf(const StageReport& stage)
{
    std::vector<double> memory;
    memory.reserve(stage.intervals.size());
    for (const auto& row : stage.intervals)
        memory.push_back(static_cast<double>(row.memoryKib));
    return {
        .requests = stage.requests,
        .failures = stage.failures,
        .p50Ms = stage.p50Ms,
        .p99Ms = stage.p99Ms,
        .memoryKib = stage.intervals.empty() ? 0 : stage.intervals.back().memoryKib,
        .growthKibPerMinute = growthOf(memory, stage.intervals.size()).perInterval * intervalsPerMinute(stage),
        .curve = curveOf(stage)};
}

/// A finding: its code and its sentence.
struct Finding
{
    QString result;
    QString cause;
    QString reason;
};
using Found = std::optional<Finding>;

Finding failed(const QString& cause, const QString& reason)
{
    return {u"failed"_s, cause, reason};
}

Finding unknown(const QString& cause, const QString& reason)
{
    return {u"unavailable"_s, cause, reason};
}

/// Without the former version there is nothing to hold the patched one against.
Found formerTrouble(const Report& former, const Report& patched)
{
    for (const auto* arm : {&former, &patched}) {
        const auto& stage = stageOf(*arm, firstGlance);
        if (!stage.started)
            return unknown(
                u"evidence"_s, stage.ended.isEmpty()
                                   ? u"the version before the patch does not answer in the twin"_s
                                   : u"the version before the patch does not start in the twin: %1"_s.arg(stage.ended));
    }
    const auto& stage = stageOf(former, underLoad);
    if (!stage.started || !stage.ended.isEmpty())
        return unknown(
            u"evidence"_s, u"the version before the patch does not stand the load itself: %1"_s.arg(
                               stage.ended.isEmpty() ? u"no answer"_s : stage.ended));
    return std::nullopt;
}

Found startOrCrash(const StageReport& former, const StageReport& stage)
{
    // A third of what a start may take: so slow a machine is no witness that another start would have failed.
    constexpr Milliseconds slowStart{10'000};
    if (!stage.started && stage.ended.isEmpty() && former.startedAfter > slowStart)
        return unknown(
            u"evidence"_s,
            u"the patched version was started and never answered, on a machine where the version before took %1 s to start"_s
                .arg(secondsOf(former.startedAfter)));
    if (!stage.started)
        return failed(
            u"start"_s, stage.ended.isEmpty()
                            ? u"the patched version was started and never answered"_s
                            : u"the patched version does not start: it ended with %1"_s.arg(stage.ended));
    if (!stage.ended.isEmpty())
        return failed(
            u"crash"_s,
            u"the patched version ended under load after %1 s with %2"_s.arg(secondsOf(stage.endedAfter), stage.ended));
    return std::nullopt;
}

/// Times that were measured without a processor to measure them say nothing of either version.
Found tooBusy(const StageReport& former, const StageReport& patched)
{
    const double late = std::max(former.lateMs, patched.lateMs);
    if (late <= mostLateMs)
        return std::nullopt;
    return unknown(
        u"evidence"_s,
        u"this machine was too busy to compare the versions: one request in ten was sent %1 ms late or later"_s.arg(
            QString::number(late, 'f', 0)));
}

/// One critical metric, the share of failures; a second is an interval, so time is divided by 15 as in the lab.
judge::Setup failureSetup()
{
    constexpr double limit = 0.02;
    judge::Setup setup;
    setup.metrics = {{.name = u"error_rate"_s, .limit = limit, .critical = true, .weight = 1}};
    setup.scrape = std::chrono::seconds{1};
    setup.timeDivisor = 15;
    setup.limits.absent = std::chrono::hours{1};
    return setup;
}

canary::Counts countsOf(const Interval& row)
{
    return {static_cast<double>(row.requests), static_cast<double>(row.failures), {}};
}

Found moreFailures(const StageReport& former, const StageReport& patched)
{
    constexpr int half = 50;
    auto state = judge::begin(failureSetup());
    auto verdict = canary::Verdict::Observe;
    const auto rows = std::min(former.intervals.size(), patched.intervals.size());
    for (std::size_t at = 0; at < rows && verdict != canary::Verdict::Rollback; ++at) {
        judge::Seen seen;
        seen.weight = half;
        seen.span = std::chrono::seconds{1};
        seen.counts = {{countsOf(former.intervals[at]), countsOf(patched.intervals[at]), {}}};
        judge::take(state, seen);
        const auto ruling = judge::rule(state);
        if (state.blockClosed || ruling.verdict == canary::Verdict::Rollback)
            verdict = ruling.verdict;
    }
    if (verdict == canary::Verdict::Rollback) {
        const bool late = patched.timeouts * 2 > patched.failures;
        const auto sentence =
            late ? u"the patched version lets %1 of %2 requests time out; before the patch %3 of %4 failed"_s
                 : u"the patched version fails %1 of %2 requests; before the patch %3 of %4 failed"_s;
        return failed(
            late ? u"timeout"_s : u"errors"_s, sentence.arg(late ? patched.timeouts : patched.failures)
                                                   .arg(patched.requests)
                                                   .arg(former.failures)
                                                   .arg(former.requests));
    }
    if (verdict == canary::Verdict::Promote)
        return std::nullopt;
    const auto more = judge::needed(state, 0);
    return unknown(
        u"evidence"_s,
        more > 0 ? u"too little evidence: %1 more requests without a failure would be needed"_s.arg(std::ceil(more))
                 : u"too little evidence: %1 of %2 requests failed, before the patch %3 of %4"_s.arg(patched.failures)
                       .arg(patched.requests)
                       .arg(former.failures)
                       .arg(former.requests));
}

Found leaks(const StageReport& former, const StageReport& patched, const Marks& marks)
{
    std::vector<double> gained;
    const auto rows = std::min(former.intervals.size(), patched.intervals.size());
    for (std::size_t at = 0; at < rows; ++at)
        gained.push_back(static_cast<double>(patched.intervals[at].memoryKib - former.intervals[at].memoryKib));
    const auto growth = growthOf(gained, rows);
    const double perMinute = growth.perInterval * intervalsPerMinute(patched);
    // Allocators take memory by steps: below a MiB in all a slope is none.
    constexpr double leastKib = 1024;
    if (!growth.sure || perMinute <= marks.leakKibPerMinute || growth.total < leastKib)
        return std::nullopt;
    return failed(
        u"leak"_s, u"the patched version takes %1 MiB a minute more than before, without end"_s.arg(
                       QString::number(perMinute / 1024, 'f', 1)));
}

struct Latency
{
    const char* name;
    double Interval::*value;
};

struct Slowdown
{
    QLatin1StringView of;
    double beforeMs = 0;
    double afterMs = 0;
};

/// The times of both versions, interval by interval.
struct Times
{
    std::vector<double> control;
    std::vector<double> experiment;

    void add(const StageReport& former, const StageReport& patched, double Interval::*value)
    {
        const auto rows = std::min(former.intervals.size(), patched.intervals.size());
        for (std::size_t at = 0; at < rows; ++at) {
            control.push_back(former.intervals[at].*value);
            experiment.push_back(patched.intervals[at].*value);
        }
    }
};

// Less than that is what two processes on one machine differ by, whatever its significance.
constexpr double leastMs = 0.2;

std::optional<Slowdown> slowdownOf(
    const StageReport& former, const StageReport& patched, const Marks& marks, const std::optional<Played>& earlier)
{
    for (const auto& [name, value] :
         {Latency{"mean", &Interval::meanMs}, Latency{"90th percentile", &Interval::p90Ms}}) {
        Times times;
        times.add(former, patched, value);
        if (earlier)
            times.add(stageOf(earlier->former, underLoad), stageOf(earlier->patched, underLoad), value);
        if (times.control.empty())
            continue;
        judge::ClassifierSetup setup;
        setup.direction = judge::Direction::Increase;
        setup.allowedIncrease = 1 + marks.slower;
        const auto found = judge::classify(times.control, times.experiment, setup);
        const Slowdown slowdown{QLatin1StringView{name}, medianOf(times.control), medianOf(times.experiment)};
        if (found.label == judge::Label::High && slowdown.afterMs - slowdown.beforeMs >= leastMs)
            return slowdown;
    }
    return std::nullopt;
}

Found slower(
    const StageReport& former, const StageReport& patched, const Marks& marks, const std::optional<Played>& earlier)
{
    const auto found = slowdownOf(former, patched, marks, earlier);
    if (!found)
        return std::nullopt;
    return failed(
        u"slower"_s,
        u"the patched version is slower: the %1 of a request's time is %2 ms, before the patch %3 ms"_s.arg(
            found->of, msText(found->afterMs), msText(found->beforeMs)));
}

/// Of two versions that both stood the load.
Found compared(
    const StageReport& former, const StageReport& patched, const Marks& marks, const std::optional<Played>& earlier)
{
    // A fact about the patch goes before "too little evidence".
    auto leak = leaks(former, patched, marks);
    if (const auto busy = tooBusy(former, patched))
        return leak ? leak : busy;
    auto failures = moreFailures(former, patched);
    if (failures && failures->result == "failed"_L1)
        return failures;
    if (leak)
        return leak;
    const auto slow = slower(former, patched, marks, earlier);
    return slow ? slow : failures;
}

/// A small difference that was found.
std::optional<Doubt> maybeLuck(const StageReport& former, const StageReport& patched, const Marks& marks)
{
    // A period of the kernel's clock, 250 in a second: for so long one process may wait where the other does not.
    constexpr double clockMs = 4;
    const auto found = slowdownOf(former, patched, marks, {});
    if (!found || found->afterMs - found->beforeMs >= clockMs)
        return std::nullopt;
    const auto difference = msText(found->afterMs - found->beforeMs);
    return Doubt{u"a difference of %1 ms may be the machine's doing"_s.arg(difference), true};
}

/// Times that spread so much that the difference which counts would not have been seen.
std::optional<Doubt> maybeOverlooked(const StageReport& former, const StageReport& patched, const Marks& marks)
{
    Times times;
    times.add(former, patched, &Interval::meanMs);
    if (times.control.empty())
        return std::nullopt;
    const auto possible = judge::shiftOf(times.experiment, times.control, judge::ClassifierSetup{}.confidence).high;
    if (possible < std::max(leastMs, marks.slower * medianOf(times.control)))
        return std::nullopt;
    return Doubt{u"a slowdown of %1 ms might have been overlooked"_s.arg(msText(possible)), true};
}

} // namespace

patch::Twin verdictOf(
    const Report& former, const Report& patched, const Pace& pace, const Marks& marks,
    const std::optional<Played>& earlier)
{
    const auto& control = stageOf(former, underLoad);
    const auto& tried = stageOf(patched, underLoad);
    patch::Twin twin;
    auto found = formerTrouble(former, patched);
    if (!found)
        found = startOrCrash(control, tried);
    if (control.requests > 0 && tried.requests > 0) {
        twin.trial.load = patch::TwinLoad{pace.rate, pace.lasts, armOf(control), armOf(tried)};
        twin.soak = pace.lasts;
        twin.p99BeforeMs = control.p99Ms;
        twin.p99AfterMs = tried.p99Ms;
    }
    if (!found)
        found = compared(control, tried, marks, earlier);
    if (!found || found->result != "failed"_L1)
        twin.trial.undo = tried.started ? std::optional{undoOf(former, patched)} : std::nullopt;
    if (!found && !twin.trial.undo->back)
        found = unknown(u"undo"_s, u"there is no way back: %1"_s.arg(twin.trial.undo->lost.join(u"; "_s)));
    twin.result = found ? found->result : u"passed"_s;
    twin.trial.cause = found ? found->cause : QString{};
    twin.reason = found ? found->reason : u"undo tested, %1 s"_s.arg(secondsOf(twin.trial.undo->took));
    return twin;
}

std::optional<Doubt>
doubtOf(const patch::Twin& verdict, const Report& former, const Report& patched, const Marks& marks)
{
    const auto& control = stageOf(former, underLoad);
    const auto& tried = stageOf(patched, underLoad);
    if (verdict.trial.cause == "evidence"_L1 && verdict.trial.load) {
        const auto busy = tooBusy(control, tried);
        return busy && busy->reason == verdict.reason ? std::optional{Doubt{busy->reason, false}} : std::nullopt;
    }
    if (verdict.trial.cause == "slower"_L1)
        return maybeLuck(control, tried, marks);
    return verdict.result == "passed"_L1 ? maybeOverlooked(control, tried, marks) : std::nullopt;
}

} // namespace penelope::twin
