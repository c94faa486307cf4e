#include "core/canary/evidence.h"
#include "core/canary/judging.h"
#include "tests/core/canary/world.h"

#include <QTest>

#include <random>

using namespace penelope;
using namespace penelope::canary;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

patch::MetricSpec errors()
{
    auto metric = World::metrics().front();
    metric.weight = 1;
    return metric;
}

patch::MetricSpec latency(double scale = 1)
{
    patch::MetricSpec metric;
    metric.name = u"p99"_s;
    metric.kind = patch::MetricKind::Quantile;
    metric.buckets = u"buckets"_s;
    metric.scale = 1000;
    metric.limit = 500 * scale;
    metric.critical = true;
    metric.weight = 1;
    return metric;
}

/// A canary judged by evidence, at 900 requests an interval.
struct Trial : World
{
    explicit Trial(std::vector<patch::MetricSpec> all = {errors(), World::metrics().back()})
        : specs(std::move(all))
    {
        policy.settings[u"canary.judge"_s].value = u"sequential"_s;
    }

    void begin(const Beginning& beginning = {})
    {
        commit(create({CanaryId{u"0000000a"_s}, PatchId{u"p"_s}, ServiceName{u"payments"_s}, specs, {}}, policy));
        commit(canary::start(canary, u"c0ffee"_s, beginning));
        confirm();
    }

    /// With the interval that still mixes the weights behind it.
    void confirm()
    {
        World::confirm();
        now += canary.scrape;
    }

    /// Failures in percent of each arm's requests, which are shared as decided.
    journal::Drafts failing(double ofStable, double ofCanary, double requests = 900, Surroundings around = {})
    {
        const double share = canary.percent() / 100.0;
        const double b = std::round(requests * share);
        const double a = requests - b;
        const auto row = [](double n, double percent) { return Counts{n, std::round(n * percent / 100), {}}; };
        const auto stable = share < 1 ? std::optional{row(a, ofStable)} : std::nullopt;
        return look(interval(stable, row(b, ofCanary)), around);
    }
    int until(double ofStable, double ofCanary, double requests = 900, int most = 1000)
    {
        for (int count = 1; count <= most; ++count) {
            if (failing(ofStable, ofCanary, requests).size() > 1)
                return count;
        }
        return -1;
    }
    /// Ten requests every fourth interval: too few for any limit.
    int untilOnLittleTraffic(int most = 1000)
    {
        for (int count = 1; count <= most; ++count) {
            const bool any = count % 4 == 0;
            if (look(interval(Counts{any ? 9.0 : 0, 0, {}}, Counts{any ? 1.0 : 0, 0, {}})).size() > 1)
                return count;
        }
        return -1;
    }
    const Analysis& last() const { return *canary.analyses.back(); }

    std::vector<patch::MetricSpec> specs;
};

/// Buckets of `n` requests of which `slow` took longer than a second and `late` longer than half a one.
Counts buckets(double n, double late, double slow)
{
    return {n, 0, {n - late, n - late, n - slow, n, n}};
}
std::vector<double> edges(double scale = 1)
{
    return {0.25 * scale, 0.5 * scale, 1 * scale, 2.5 * scale, infinite};
}

Interval latencyInterval(Trial& trial, const Counts& stable, const Counts& of, double scale = 1)
{
    const Instant from = trial.now;
    trial.now += poll;
    return {from, trial.now, u"ok"_s, {}, {{u"p99"_s, {stable, of, edges(scale)}}}, false};
}

QStringList verdictsOf(const Trial& trial)
{
    QStringList verdicts;
    for (const auto& analysis : trial.canary.analyses)
        verdicts.append(toWord(analysis->verdict) + u'/' + analysis->rule);
    return verdicts;
}

} // namespace

class SequentialTest : public QObject
{
    Q_OBJECT

private slots:
    void aHealthyCanaryGoesUpStepByStep()
    {
        Trial trial;
        trial.begin();
        for (const int percent : {25, 50, 100}) {
            QCOMPARE(trial.until(0.5, 0.5), 60);
            QCOMPARE(trial.last().verdict, Verdict::Promote);
            QCOMPARE(trial.last().rule, u"8"_s);
            QCOMPARE(trial.canary.percent(), percent);
            trial.confirm();
        }
        QCOMPARE(trial.until(0, 0.5), 60);
        QCOMPARE(trial.canary.status, canary::Status::Promoting);
    }

    void aWorseCanaryGoesBackLongBeforeTheStepsEnd()
    {
        Trial trial;
        trial.begin();
        const int intervals = trial.until(0.5, 5);
        QVERIFY2(intervals >= 3 && intervals < 15, qPrintable(QString::number(intervals)));
        QCOMPARE(trial.canary.status, canary::Status::RollingBack);
        QCOMPARE(trial.canary.rollbackCode, u"evidence"_s);
        QVERIFY2(trial.canary.rollbackText.contains(u"error_rate"_s), qPrintable(trial.canary.rollbackText));
    }

    void theFirstIntervalAfterAChangeOfWeightsIsNotCounted()
    {
        Trial trial;
        trial.begin();
        trial.now -= poll;
        trial.failing(0.5, 100);
        QVERIFY(!trial.last().counted);
        QCOMPARE(trial.last().verdict, Verdict::Observe);
        QCOMPARE(trial.canary.evidence->counted, 0);
    }

    void oneBadIntervalIsNoEvidence()
    {
        Trial trial;
        trial.begin();
        trial.failing(0.5, 0.5);
        QCOMPARE(trial.failing(0.5, 100).size(), std::size_t{1});
        QCOMPARE(trial.canary.status, canary::Status::Running);
    }

    void aSharedOutageHoldsAndStopsTheClock()
    {
        Trial trial;
        trial.begin();
        for (int count = 0; count < 20; ++count)
            trial.failing(0.5, 0.5);
        QCOMPARE(trial.canary.stepClock, 20 * poll);
        for (int count = 0; count < 20; ++count)
            trial.failing(20, 20);
        QCOMPARE(trial.canary.status, canary::Status::Running);
        QCOMPARE(trial.last().verdict, Verdict::Hold);
        QCOMPARE(trial.last().rule, u"4"_s);
        QVERIFY(trial.canary.stepClock < 25 * poll);
    }

    void aFrozenClockAsksAPerson()
    {
        Trial trial;
        trial.begin();
        for (int count = 0; count < 80 && trial.canary.status == canary::Status::Running; ++count)
            trial.failing(20, 20);
        QCOMPARE(trial.canary.status, canary::Status::Paused);
        QVERIFY(trial.canary.pausedReason.contains(u"stable itself"_s));
    }

    void tooLittleTrafficHoldsThreeTimesThenAsks()
    {
        Trial trial;
        trial.begin();
        for (int hold = 1; hold <= 3; ++hold) {
            QCOMPARE(trial.untilOnLittleTraffic(), 60);
            QCOMPARE(trial.lastKind(), u"CanaryHeld"_s);
            QCOMPARE(trial.canary.holdsInARow, hold);
            QVERIFY2(trial.canary.holdReason.contains(u"more requests"_s), qPrintable(trial.canary.holdReason));
        }
        // What was gathered meanwhile stays: traffic that comes back is enough within a block.
        QCOMPARE(trial.until(0, 0, 900), 4);
        QCOMPARE(trial.canary.percent(), 25);
    }

    void aPersonIsAskedWhereNothingCanBeCertified()
    {
        Trial trial;
        trial.begin();
        for (int hold = 1; hold <= 3; ++hold)
            QCOMPARE(trial.untilOnLittleTraffic(), 60);
        QCOMPARE(trial.untilOnLittleTraffic(), 60);
        QCOMPARE(trial.canary.status, canary::Status::Paused);
        QCOMPARE(trial.last().rule, u"9"_s);
        trial.commit(resume(trial.canary, u"wait longer"_s), u"operator/ana"_s);
        QCOMPARE(trial.canary.stepClock, Milliseconds{});
        QCOMPARE(trial.untilOnLittleTraffic(), 60);
        QCOMPARE(trial.canary.holdsInARow, 1);
    }

    void aPauseStopsTheClockNotTheEvidence()
    {
        Trial trial;
        trial.begin();
        trial.commit(pause(trial.canary, u"lunch"_s), u"operator/ana"_s);
        for (int count = 0; count < 70; ++count)
            QCOMPARE(trial.failing(0.5, 0.5).size(), std::size_t{1});
        QCOMPARE(trial.canary.stepClock, Milliseconds{});
        QCOMPARE(trial.last().standing, u"paused"_s);
        QVERIFY(trial.until(0.5, 5) > 0);
        QCOMPARE(trial.canary.status, canary::Status::RollingBack);
    }

    void theRestDayNeverGoesUp()
    {
        Trial trial;
        trial.begin();
        for (int count = 0; count < 100; ++count)
            QCOMPARE(trial.failing(0.5, 0.5, 900, {true, false}).size(), std::size_t{1});
        QCOMPARE(trial.last().standing, u"rest_day"_s);
        QCOMPARE(trial.canary.stepClock, Milliseconds{});
    }

    void missingDataNeverPromotes_data()
    {
        QTest::addColumn<QString>("kind");
        for (const auto* kind : {"provider_error", "stale", "both_absent", "stable_absent", "inconsistent"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
    void missingDataNeverPromotes()
    {
        QFETCH(QString, kind);
        Trial trial;
        trial.policy.settings[u"canary.frozen"_s].value = 36'000'000;
        trial.begin();
        for (int count = 0; count < 59; ++count)
            trial.failing(0.5, 0.5);
        const std::optional<Counts> good = Counts{100, 0, {}};
        const bool isStatus = kind == u"provider_error"_s || kind == u"stale"_s;
        const auto stable = kind == u"stable_absent"_s || kind == u"both_absent"_s ? std::nullopt : good;
        const auto of = kind == u"both_absent"_s    ? std::nullopt
                        : kind == u"inconsistent"_s ? std::optional{Counts{5, 6, {}}}
                                                    : good;
        for (int count = 0; count < 100; ++count) {
            trial.look(trial.interval(stable, of, isStatus ? kind : u"ok"_s));
            QCOMPARE(trial.last().verdict, Verdict::Hold);
            QCOMPARE(trial.last().rule, u"5"_s);
        }
        QCOMPARE(trial.canary.status, canary::Status::Running);
        QCOMPARE(trial.canary.percent(), 10);
        QCOMPARE(trial.until(0.5, 0.5), 1);
        QCOMPARE(trial.canary.percent(), 25);
    }

    void anAbsentCanaryGoesBackAtThreeMinutes()
    {
        Trial trial;
        trial.begin();
        trial.failing(0.5, 0.5);
        for (int count = 0; count < 11; ++count)
            QCOMPARE(trial.look(trial.interval(Counts{800, 4, {}}, std::nullopt)).size(), std::size_t{1});
        trial.look(trial.interval(Counts{800, 4, {}}, std::nullopt));
        QCOMPARE(trial.canary.status, canary::Status::RollingBack);
        QCOMPARE(trial.canary.rollbackCode, u"canary_absent"_s);
    }

    void aWrongShareOfTheTrafficHolds()
    {
        Trial trial;
        trial.begin();
        for (int count = 0; count < 8; ++count)
            trial.look(trial.interval(Counts{450, 2, {}}, Counts{450, 2, {}}));
        QCOMPARE(trial.last().rule, u"7"_s);
        QVERIFY(trial.last().logShare.value_or(0) > 2.3);
    }

    void manyRestartsHold()
    {
        Trial trial;
        trial.begin();
        for (int count = 0; count < 60; ++count) {
            auto interval = trial.interval(Counts{810, 4, {}}, Counts{90, 0, {}});
            interval.canaryRestarted = count < 3;
            trial.look(interval);
        }
        QCOMPARE(trial.last().rule, u"5"_s);
        QCOMPARE(trial.canary.percent(), 10);
    }

    void replayingTheRowsGivesTheSameVerdicts()
    {
        Trial trial;
        trial.begin();
        std::mt19937 random(7);
        for (int count = 0; count < 150 && trial.canary.status != canary::Status::RollingBack; ++count) {
            const bool confirmed = trial.canary.stepLog.back().confirmedAt.has_value();
            if (!confirmed)
                trial.confirm();
            const double outage = count > 70 && count < 80 ? 10 : 0;
            std::poisson_distribution<int> stable(4 + outage * 80);
            std::poisson_distribution<int> of(0.6 + outage * 9);
            const bool isBroken = count % 31 == 30;
            trial.look(trial.interval(
                Counts{810, static_cast<double>(stable(random)), {}}, Counts{90, static_cast<double>(of(random)), {}},
                isBroken ? u"provider_error"_s : u"ok"_s));
        }
        Canary replayed;
        int judged = 0;
        for (const auto& event : trial.log) {
            if (event.kind == "CanaryAnalysed"_L1) {
                const auto again = analyse(replayed, intervalFrom(event.payload), {}, trial.policy);
                QCOMPARE(toJsonText(again.front().payload), toJsonText(event.payload));
                ++judged;
            }
            apply(replayed, event);
        }
        QVERIFY(judged > 20);
        QVERIFY(*replayed.evidence == *trial.canary.evidence);
    }

    void theRowCarriesTheEvidence()
    {
        Trial trial;
        trial.begin();
        trial.failing(0.5, 5);
        const auto& payload = trial.log.back().payload;
        QCOMPARE(payload[u"alpha"].toDouble(), 0.01);
        QCOMPARE(payload[u"starts"].toInteger(), 9);
        QCOMPARE(payload[u"grid"].toInteger(), 1);
        QVERIFY(payload.number(u"log_e_share"));
        const auto& row = payload[u"results"].toArray().front();
        QVERIFY(row.number(u"lambda"));
        for (const auto* name : {"share", "bet", "limit", "stable", "safe"})
            QVERIFY2(row[u"log_e"].number(QString::fromLatin1(name)), name);
        QVERIFY(trial.last().results.front().logE);
        QVERIFY(!trial.last().results.back().logE); // the success rate: the same counts are not judged twice
    }

    void theHistoryTempersFromTheFirstBlockOn()
    {
        judge::History bursts;
        for (int count = 0; count < 240; ++count)
            judge::push(bursts, {810, count % 8 == 0 ? 32.0 : 0.0, {}}, {});
        Trial trial;
        trial.begin({{{u"error_rate"_s, bursts}}, poll});
        trial.failing(0.5, 0.5);
        QVERIFY(trial.last().results.front().lambda.value_or(1) < 0.2);
        QVERIFY(
            historyFrom(toJson(std::map<QString, judge::History>{{u"error_rate"_s, bursts}})).at(u"error_rate"_s) ==
            bursts);
    }

    void bucketsOfTheHistoryComeBackAsTheyWere()
    {
        judge::History history;
        for (int count = 0; count < 5; ++count)
            judge::push(history, buckets(100, 4, count), edges());
        const std::map<QString, judge::History> all{{u"p99"_s, history}};
        QVERIFY(historyFrom(toJson(all)) == all);
    }

    void slowRequestsGoBackAndScaleWithTheirEdges()
    {
        std::vector<QStringList> verdicts;
        for (const double scale : {1.0, 8.0}) {
            Trial trial({latency(scale)});
            judge::History history;
            for (int count = 0; count < 240; ++count)
                judge::push(history, buckets(810, 2, 1), edges(scale));
            trial.begin({{{u"p99"_s, history}}, poll});
            for (int count = 0; count < 200 && trial.canary.status == canary::Status::Running; ++count)
                trial.look(latencyInterval(trial, buckets(810, 2, 1), buckets(90, 9, 3), scale));
            QCOMPARE(trial.canary.status, canary::Status::RollingBack);
            // Two minutes of warm-up first.
            QVERIFY(trial.canary.analyses.size() > 8);
            QVERIFY(trial.canary.analyses.size() < 40);
            verdicts.push_back(verdictsOf(trial));
        }
        QCOMPARE(verdicts.front(), verdicts.back());
    }

    void bucketsThatCannotTellAreNotCritical()
    {
        Trial trial({errors(), latency()});
        judge::History history;
        // A tenth of stable is slower than every finite edge.
        for (int count = 0; count < 240; ++count)
            judge::push(history, {810, 0, {100, 200, 300, 700, 810}}, edges());
        trial.begin({{{u"p99"_s, history}}, poll});
        QVERIFY(trial.canary.evidence->metrics.back().undecidable);
        const auto rows = feasibility(trial.canary, 1);
        QCOMPARE(rows.size(), std::size_t{1});
        QVERIFY(!rows.front().decidable);
        QVERIFY(sentenceOf(trial.canary, rows.front(), 1).contains(u"p99"_s));
    }

    void whatCannotBeCertifiedIsSaidBefore()
    {
        Trial trial;
        judge::History history;
        for (int count = 0; count < 240; ++count)
            judge::push(history, {29, 0, {}}, {});
        trial.begin({{{u"error_rate"_s, history}}, poll});
        const auto rows = feasibility(trial.canary, 1);
        QCOMPARE(rows.size(), std::size_t{1});
        QCOMPARE(rows.front().needed, 177.0);
        QCOMPARE(rows.front().requests, 174.0);
        QVERIFY(!rows.front().isFeasible());
        const auto text = sentenceOf(trial.canary, rows.front(), 1);
        QVERIFY2(text.contains(u"10 %"_s) && text.contains(u"177"_s), qPrintable(text));
        QCOMPARE(sentenceOf(trial.canary, feasibility(trial.canary, 2).front(), 2), QString{});
    }

    void theOutlookCountsDownToTheVerdict()
    {
        Trial trial;
        trial.begin();
        QVERIFY(outlook(trial.canary).empty());
        trial.failing(0, 0, 100);
        const auto first = outlook(trial.canary).front();
        QCOMPARE(first.needed, 167.0);
        QCOMPARE(first.after, std::optional{Milliseconds{167 * 15'000 / 10}});
        trial.failing(0, 0, 100);
        QCOMPARE(outlook(trial.canary).front().needed, 157.0);
    }

    void theChartsIntervalHoldsTheTrueRatio()
    {
        Trial trial;
        trial.begin();
        trial.commit(pause(trial.canary, u"to look on"_s), u"operator/ana"_s);
        for (int count = 0; count < 40; ++count)
            trial.failing(1, 1, 4000);
        const auto found = intervalsOf(trial.canary, u"error_rate"_s);
        QVERIFY(found.ratio && found.rate);
        QVERIFY(found.ratio->low < 1 && found.ratio->high > 1);
        QVERIFY(found.rate->low < 0.01 && found.rate->high > 0.01);
        QVERIFY(!intervalsOf(trial.canary, u"success_rate"_s).ratio);
    }

    void withoutAWeightThereAreOnlyPlainRules()
    {
        Trial trial(World::metrics());
        trial.begin();
        QCOMPARE(trial.canary.judge, u"thresholds"_s);
    }

    void aLimitWithoutAGridIsRefusedBeforeTheStart()
    {
        auto metric = errors();
        metric.limit = 0.8;
        Trial trial({metric});
        QVERIFY(!create(
            {CanaryId{u"0000000a"_s}, PatchId{u"p"_s}, ServiceName{u"payments"_s}, trial.specs, {}}, trial.policy));
    }

    void aCanaryMayHaveItsOwnJudge()
    {
        Trial trial;
        const auto drafts = create(
            {CanaryId{u"0000000a"_s}, PatchId{u"p"_s}, ServiceName{u"payments"_s}, trial.specs, u"mann_whitney"_s},
            trial.policy);
        QVERIFY(drafts);
        QCOMPARE(drafts->front().payload[u"judge"].toString(), u"mann_whitney"_s);
    }

    void mannWhitneyJudgesAtTheStepsEnd()
    {
        Trial healthy;
        healthy.policy.settings[u"canary.judge"_s].value = u"mann_whitney"_s;
        healthy.begin();
        QCOMPARE(healthy.until(0.5, 0.5), 60);
        QCOMPARE(healthy.canary.percent(), 25);
        Trial sick;
        sick.policy.settings[u"canary.judge"_s].value = u"mann_whitney"_s;
        sick.begin();
        QCOMPARE(sick.until(0.5, 6), 60);
        QCOMPARE(sick.canary.status, canary::Status::RollingBack);
        QCOMPARE(sick.canary.rollbackCode, u"evidence"_s);
    }

    void theDivisorShortensTheJudgesTimes()
    {
        Trial trial;
        trial.policy.settings[u"canary.time_divisor"_s].value = 15;
        trial.policy.settings[u"canary.analysis"_s].value = 20'000;
        trial.begin({{}, Milliseconds{1000}});
        QCOMPARE(trial.canary.evidence->setup.block(), 4);
        QCOMPARE(trial.canary.evidence->setup.plannedStarts, 3);
        QCOMPARE(setupOf(trial.canary).limits.absent, Milliseconds{12'000});
    }

    void theWarmUpIsTheMetricsOwn()
    {
        auto metric = errors();
        metric.warmUp = Milliseconds{120'000};
        QVERIFY(metricFromJson(toJson(metric)) == metric);
        Trial trial({metric});
        trial.begin();
        for (int count = 0; count < 8; ++count)
            trial.failing(0.5, 50);
        QCOMPARE(trial.canary.status, canary::Status::Running);
        QCOMPARE(trial.last().results.front().logE->share, 0.0);
    }
};

QTEST_GUILESS_MAIN(SequentialTest)
#include "tst_sequential.moc"
