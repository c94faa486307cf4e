#include "core/canary/trail.h"
#include "core/engine/canaryviews.h"
#include "tests/core/canary/world.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace penelope;
using namespace penelope::canary;
using namespace Qt::Literals::StringLiterals;

namespace {

std::vector<patch::MetricSpec> weighed()
{
    auto metrics = World::metrics();
    metrics.front().weight = 1;
    patch::MetricSpec latency;
    latency.name = u"p99"_s;
    latency.kind = patch::MetricKind::Quantile;
    latency.buckets = u"buckets"_s;
    latency.scale = 1000;
    latency.limit = 500;
    latency.weight = 1;
    metrics.push_back(latency);
    return metrics;
}

/// A canary judged by evidence, paused so that it looks on for ever.
struct Trial : World
{
    Trial()
    {
        policy.settings[u"canary.judge"_s].value = u"sequential"_s;
        commit(create({CanaryId{u"0000000a"_s}, PatchId{u"p"_s}, ServiceName{u"payments"_s}, weighed(), {}}, policy));
        commit(canary::start(canary, u"c0ffee"_s));
        confirm();
        now += canary.scrape;
        commit(pause(canary, u"to look on"_s), u"operator/ana"_s);
    }
    /// One interval: failures of each arm, and of the canary's requests those slower than half a second and a second.
    void see(double ofStable, double ofCanary, double late = 0, double slow = 0, const QString& status = u"ok"_s)
    {
        const auto edges = std::vector<double>{0.25, 0.5, 1, 2.5, std::numeric_limits<double>::infinity()};
        const auto row = [&](double n, double y) { return Counts{n, y, {}}; };
        const auto histogram = [&](double n) { return Counts{n, 0, {n - late, n - late, n - slow, n, n}}; };
        const Instant from = now;
        now += poll;
        look(
            {from,
             now,
             status,
             {},
             {{u"error_rate"_s, {row(900, ofStable), row(100, ofCanary), {}}},
              {u"p99"_s, {histogram(900), histogram(100), edges}}},
             false});
    }
};

Trail trailOf(const Canary& canary)
{
    Trail trail;
    trail.follow(canary);
    return trail;
}

} // namespace

class TrailTest : public QObject
{
    Q_OBJECT

private slots:
    void theLastBandIsTheIntervalOfTheWholeCanary()
    {
        Trial trial;
        for (int count = 0; count < 30; ++count)
            trial.see(9, count % 3);
        const auto trail = trailOf(trial.canary);
        const auto whole = intervalsOf(trial.canary, u"error_rate"_s);
        QCOMPARE(trail.bands(u"error_rate"_s).size(), std::size_t{30});
        const auto& last = trail.bands(u"error_rate"_s).back();
        QCOMPARE(last.at, trial.now);
        QCOMPARE(last.low, std::optional{whole.rate->low});
        QCOMPARE(last.high, std::optional{whole.rate->high});
        QCOMPARE(trail.standings().front().ratio, whole.ratio);
        QCOMPARE(trail.standings().front().rate, whole.rate);
    }
    void bandsNarrowAsRequestsCome()
    {
        Trial trial;
        for (int count = 0; count < 40; ++count)
            trial.see(9, 1);
        const auto trail = trailOf(trial.canary);
        const auto width = [](const Band& band) { return *band.high - *band.low; };
        const auto& bands = trail.bands(u"error_rate"_s);
        QVERIFY(width(bands.back()) < width(bands.front()) / 3);
        QVERIFY(*bands.back().low < 0.01 && *bands.back().high > 0.01);
    }
    void bitByBitItIsTheSame()
    {
        Trial trial;
        Trail grown;
        for (int count = 0; count < 25; ++count) {
            trial.see(9, count % 2, 5, count % 5 == 0 ? 1 : 0);
            grown.follow(trial.canary);
            grown.follow(trial.canary); // looking again changes nothing
        }
        const auto whole = trailOf(trial.canary);
        QVERIFY(grown.bands(u"error_rate"_s) == whole.bands(u"error_rate"_s));
        QVERIFY(grown.bands(u"p99"_s) == whole.bands(u"p99"_s));
        QVERIFY(grown.judged() == whole.judged());
        QVERIFY(grown.standings() == whole.standings());
    }
    void anEarlierStateBeginsAnew()
    {
        Trial trial;
        for (int count = 0; count < 5; ++count)
            trial.see(9, 1);
        const auto before = trial.canary;
        for (int count = 0; count < 5; ++count)
            trial.see(9, 8);
        auto trail = trailOf(trial.canary);
        trail.follow(before);
        QVERIFY(trail.bands(u"error_rate"_s) == trailOf(before).bands(u"error_rate"_s));
        QVERIFY(trail.standings() == trailOf(before).standings());
    }
    void theComplementMirrorsItsRatio()
    {
        Trial trial;
        for (int count = 0; count < 10; ++count)
            trial.see(9, 2);
        const auto trail = trailOf(trial.canary);
        const auto& ratio = trail.bands(u"error_rate"_s).back();
        const auto& rest = trail.bands(u"success_rate"_s).back();
        QCOMPARE(*rest.low, 1 - *ratio.high);
        QCOMPARE(*rest.high, 1 - *ratio.low);
    }
    void aQuantileLiesBetweenEdgesThatTell()
    {
        Trial trial;
        // 4 % over half a second, nothing over one: the true p99 is between them.
        for (int count = 0; count < 60; ++count)
            trial.see(0, 0, 4, 0);
        const auto trail = trailOf(trial.canary);
        const auto& bands = trail.bands(u"p99"_s);
        QCOMPARE(bands.back().low, std::optional{500.0});
        QCOMPARE(bands.back().high, std::optional{1000.0});
        // After a hundred requests hardly anything is known.
        QVERIFY(!bands.front().high);
    }
    void whatIsNotCountedAddsNothing()
    {
        Trial trial;
        trial.see(9, 1);
        const auto before = trailOf(trial.canary).bands(u"error_rate"_s).size();
        trial.see(9, 1, 0, 0, u"provider_error"_s);
        QCOMPARE(trailOf(trial.canary).bands(u"error_rate"_s).size(), before);
    }
    void theEvidenceIsTheJudgesOwn()
    {
        Trial trial;
        for (int count = 0; count < 8; ++count)
            trial.see(2, 9);
        const auto trail = trailOf(trial.canary);
        const auto ruling = judge::rule(*trial.canary.evidence);
        QVERIFY(ruling.logCompare > 1);
        QVERIFY(std::abs(trail.judged().back().worse - ruling.logCompare) < 1e-9);
        QVERIFY(std::abs(trail.judged().back().over - ruling.logLimit) < 1e-9);
        QVERIFY(std::abs(trail.standings().front().worse - ruling.evidence.front().compare) < 1e-9);
    }
    void anotherJudgeHasIntervalsAndNoEvidence()
    {
        World plain;
        plain.start();
        plain.now += poll;
        for (int count = 0; count < 3; ++count)
            plain.tick(1);
        const auto trail = trailOf(plain.canary);
        QVERIFY(!trail.bands(u"error_rate"_s).empty());
        QVERIFY(trail.judged().empty());
        QVERIFY(trail.standings().empty());
    }

    void theViewSaysEvidenceIntervalAndWhatIsNeeded()
    {
        Trial trial;
        for (int count = 0; count < 8; ++count)
            trial.see(2, 5);
        const auto view = engine::evidenceView(trial.canary);
        QCOMPARE(view[u"rollback_line"].toDouble(), 200.0);
        const auto& metric = view[u"metrics"].toArray().front();
        QCOMPARE(metric[u"metric"].toString(), u"error_rate"_s);
        QVERIFY(std::abs(metric[u"e_worse"].toDouble() - std::exp(metric[u"log_e"][u"worse"].toDouble())) < 1e-6);
        QVERIFY(metric[u"ratio"][u"low"].toDouble() > 1);
        QVERIFY(metric[u"requests_needed"].toDouble() > 0);
        QVERIFY(metric.contains(u"verdict_in_ms"));
    }
};

QTEST_GUILESS_MAIN(TrailTest)
#include "tst_trail.moc"
