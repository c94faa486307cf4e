#include "core/canary/measure.h"
#include "core/canary/watch.h"

#include <QTest>

#include <limits>

using namespace penelope;
using namespace penelope::canary;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class MeasureTest : public QObject
{
    Q_OBJECT

    const Instant m_t0 = instantFromMs(1'700'000'000'000);

    static patch::Registration registration()
    {
        patch::Registration registration;
        registration.stableArm = {{u"track"_s, u"stable"_s}};
        registration.canaryArm = {{u"track"_s, u"canary"_s}};
        return registration;
    }
    static Canary canaryWith(std::vector<patch::MetricSpec> metrics)
    {
        Canary canary;
        canary.metrics = std::move(metrics);
        return canary;
    }
    static patch::MetricSpec errorRate()
    {
        patch::MetricSpec metric;
        metric.name = u"error_rate"_s;
        metric.total = u"http_requests_total{ {{arm}} }"_s;
        metric.bad = u"http_requests_total{ {{arm}}, code=~\"5..\" }"_s;
        metric.limit = 0.02;
        return metric;
    }
    static patch::MetricSpec latency()
    {
        patch::MetricSpec metric;
        metric.name = u"p99"_s;
        metric.kind = patch::MetricKind::Quantile;
        metric.buckets = u"seconds_bucket{ {{arm}} }"_s;
        metric.scale = 1000;
        metric.limit = 500;
        return metric;
    }
    static prometheus::Series series(const QString& track, const QString& label, const QString& text, double value)
    {
        return {{{u"track"_s, track}, {label, text}}, {{instantFromMs(1), value, {}}}};
    }
    static prometheus::Answer answer(std::vector<prometheus::Series> series)
    {
        prometheus::Answer answer;
        answer.series = std::move(series);
        return answer;
    }
    static void ask(Measure& measure, const prometheus::Answer& total, const prometheus::Answer& bad)
    {
        measure.answer({u"error_rate"_s, Part::Total, {}}, total);
        measure.answer({u"error_rate"_s, Part::Bad, {}}, bad);
    }
    static prometheus::Answer totals(double stable, double canary)
    {
        return answer(
            {series(u"stable"_s, u"code"_s, u"200"_s, stable), series(u"canary"_s, u"code"_s, u"200"_s, canary)});
    }

private slots:
    void bothArmsAreAskedAtOnce()
    {
        const auto all = questions(canaryWith({errorRate(), latency()}), registration());
        QVERIFY(all);
        QCOMPARE(all->size(), std::size_t{4});
        QCOMPARE(all->back().part, Part::Age);
        QVERIFY(all->front().expression.contains(u") or ("_s));
        QVERIFY(all->front().expression.contains(u"track=\"stable\""_s));
        QVERIFY(all->front().expression.contains(u"track=\"canary\""_s));
    }

    void theFirstRoundIsNoInterval()
    {
        const auto canary = canaryWith({errorRate()});
        Measure measure{registration(), 1min};
        ask(measure, totals(1000, 100), answer({}));
        QVERIFY(!measure.close(canary, m_t0));
        ask(measure, totals(1090, 110), answer({}));
        const auto interval = measure.close(canary, m_t0 + 15s);
        QVERIFY(interval);
        QCOMPARE(interval->status, u"ok"_s);
        QCOMPARE(interval->from, m_t0);
        QCOMPARE(interval->counts.at(u"error_rate"_s).stable->n, 90.0);
        QCOMPARE(interval->counts.at(u"error_rate"_s).canary->n, 10.0);
    }

    void aNewCanaryIsNotAbsentBeforeItsFirstScrape()
    {
        auto canary = canaryWith({errorRate()});
        const auto stableOnly = [](double value) { return answer({series(u"stable"_s, u"code"_s, u"200"_s, value)}); };
        Measure measure{registration(), 4s};
        for (int second = 0; second < 4; ++second) {
            ask(measure, stableOnly(1000 + second), answer({}));
            QVERIFY(!measure.close(canary, m_t0 + second * 1s));
        }
        // It had its time: now it is absent.
        ask(measure, stableOnly(1010), answer({}));
        const auto interval = measure.close(canary, m_t0 + 4s);
        QVERIFY(interval);
        QVERIFY(!interval->counts.at(u"error_rate"_s).canary);

        // Its first reading, in its time, is only a base.
        Measure appearing{registration(), 4s};
        ask(appearing, stableOnly(1000), answer({}));
        QVERIFY(!appearing.close(canary, m_t0));
        ask(appearing, totals(1001, 3), answer({}));
        QVERIFY(!appearing.close(canary, m_t0 + 1s));
        ask(appearing, totals(1002, 5), answer({}));
        const auto first = appearing.close(canary, m_t0 + 2s);
        QVERIFY(first);
        QCOMPARE(first->counts.at(u"error_rate"_s).canary->n, 2.0);

        // One that was measured before is missed at once.
        canary.analyses.push_back(std::make_shared<const Analysis>());
        Measure later{registration(), 4s};
        ask(later, stableOnly(1000), answer({}));
        QVERIFY(!later.close(canary, m_t0));
        ask(later, stableOnly(1001), answer({}));
        QVERIFY(later.close(canary, m_t0 + 1s));
    }

    void aScrapeBetweenTwoQuestionsIsNoAbsence()
    {
        const auto canary = canaryWith({errorRate(), latency()});
        Measure measure{registration(), 4s};
        const auto stableOnly = answer({series(u"stable"_s, u"code"_s, u"200"_s, 10)});
        const auto both =
            answer({series(u"stable"_s, u"le"_s, u"+Inf"_s, 10), series(u"canary"_s, u"le"_s, u"+Inf"_s, 1)});
        for (int second = 0; second < 2; ++second) {
            ask(measure, stableOnly, answer({}));
            measure.answer({u"p99"_s, Part::Buckets, {}}, both);
            QVERIFY(!measure.close(canary, m_t0 + second * 1s));
        }
        ask(measure, totals(20, 2), answer({}));
        measure.answer({u"p99"_s, Part::Buckets, {}}, both);
        QVERIFY(!measure.close(canary, m_t0 + 2s)); // whole at last: the base
        ask(measure, totals(30, 3), answer({}));
        measure.answer({u"p99"_s, Part::Buckets, {}}, both);
        const auto interval = measure.close(canary, m_t0 + 3s);
        QVERIFY(interval && interval->counts.at(u"error_rate"_s).canary);
    }

    void theFirstFailureEverIsCounted()
    {
        const auto canary = canaryWith({errorRate()});
        Measure measure{registration(), 1min};
        ask(measure, totals(10, 10), answer({}));
        measure.close(canary, m_t0);
        ask(measure, totals(20, 20), answer({series(u"canary"_s, u"code"_s, u"500"_s, 4)}));
        const auto interval = measure.close(canary, m_t0 + 15s);
        QVERIFY(interval);
        QCOMPARE(interval->counts.at(u"error_rate"_s).canary->y, 4.0);
        QCOMPARE(interval->counts.at(u"error_rate"_s).stable->y, 0.0);
    }

    void anArmThatIsNotThereHasNoCounts()
    {
        auto canary = canaryWith({errorRate()});
        canary.analyses.push_back(std::make_shared<const Analysis>());
        Measure measure{registration(), 1min};
        const auto stableOnly = [](double n) { return answer({series(u"stable"_s, u"code"_s, u"200"_s, n)}); };
        ask(measure, stableOnly(10), answer({}));
        measure.close(canary, m_t0);
        ask(measure, stableOnly(20), answer({}));
        const auto interval = measure.close(canary, m_t0 + 15s);
        QVERIFY(interval);
        QVERIFY(interval->counts.at(u"error_rate"_s).stable);
        QVERIFY(!interval->counts.at(u"error_rate"_s).canary);
    }

    void troubleIsAProviderErrorAndStartsAnew_data()
    {
        QTest::addColumn<QString>("kind");
        for (const auto* kind : {"error", "warning", "native", "nan", "overlap"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
    void troubleIsAProviderErrorAndStartsAnew()
    {
        QFETCH(QString, kind);
        const auto canary = canaryWith({errorRate()});
        auto registered = registration();
        if (kind == "overlap"_L1)
            registered.canaryArm = registered.stableArm;
        Measure measure{registered, 1min};
        const auto clean = kind == "overlap"_L1 ? answer({}) : totals(10, 10);
        ask(measure, clean, answer({}));
        QVERIFY(!measure.close(canary, m_t0));
        auto bad = totals(20, 20);
        if (kind == "warning"_L1)
            bad.warnings = {u"partial"_s};
        else if (kind == "native"_L1)
            bad.unknown = {u"native{}"_s};
        else if (kind == "nan"_L1)
            bad.series.front().samples.front().value.reset();
        const Result<prometheus::Answer> failed = failure(ErrorCode::Unavailable, u"no answer in 5 s"_s);
        measure.answer(
            {u"error_rate"_s, Part::Total, {}}, kind == "error"_L1 ? failed : Result<prometheus::Answer>{bad});
        const auto interval = measure.close(canary, m_t0 + 15s);
        QVERIFY(interval);
        QCOMPARE(interval->status, u"provider_error"_s);
        QVERIFY(!interval->detail.isEmpty());
        QVERIFY(interval->counts.empty());
        ask(measure, clean, answer({}));
        QVERIFY(!measure.close(canary, m_t0 + 30s));
    }

    void whatWasNotScrapedLatelyIsStaleAndStartsAnew()
    {
        const auto canary = canaryWith({errorRate()});
        Measure measure{registration(), 1min};
        const auto aged = [this](Milliseconds now, Milliseconds age) {
            prometheus::Series series;
            const auto scraped = static_cast<double>(toMs(m_t0 + now - age)) / 1000;
            series.samples = {{m_t0 + now, scraped, QByteArray::number(scraped)}};
            prometheus::Answer all;
            all.series = {series};
            return all;
        };
        const auto round = [&](Milliseconds now, Milliseconds age) {
            ask(measure, totals(1000 + static_cast<double>(now.count()), 100), answer({}));
            measure.answer({u"error_rate"_s, Part::Age, {}}, aged(now, age));
            return measure.close(canary, m_t0 + now);
        };
        QVERIFY(!round(0s, 5s));
        QCOMPARE(round(15s, 30s)->status, u"ok"_s);
        const auto stale = round(30s, 31s);
        QCOMPARE(stale->status, u"stale"_s);
        QVERIFY(stale->counts.empty());
        QVERIFY(!round(45s, 1s));
        QCOMPARE(round(60s, 1s)->status, u"ok"_s);
    }

    void withoutItsDryRunAnIntervalIsWhole()
    {
        auto extra = errorRate();
        extra.name = u"refused_share"_s;
        extra.dryRun = true;
        const auto canary = canaryWith({errorRate(), extra});
        Measure measure{registration(), 1min};
        const auto round = [&](double more) {
            ask(measure, totals(1000 + 9 * more, 100 + more), answer({}));
            measure.answer(
                {u"refused_share"_s, Part::Total, {}, true}, failure(ErrorCode::Unavailable, u"no answer"_s));
        };
        round(0);
        QVERIFY(!measure.close(canary, m_t0));
        round(10);
        const auto interval = measure.close(canary, m_t0 + 15s);
        QCOMPARE(interval->status, u"ok"_s);
        QCOMPARE(interval->counts.at(u"error_rate"_s).canary->n, 10.0);
        QVERIFY(!interval->counts.at(u"refused_share"_s).canary);
    }

    void aLongSilenceStartsAnew()
    {
        const auto canary = canaryWith({errorRate()});
        Measure measure{registration(), 1min};
        ask(measure, totals(10, 10), answer({}));
        measure.close(canary, m_t0);
        ask(measure, totals(9000, 9000), answer({}));
        QVERIFY(!measure.close(canary, m_t0 + 1h));
        ask(measure, totals(9010, 9005), answer({}));
        const auto interval = measure.close(canary, m_t0 + 1h + 15s);
        QVERIFY(interval);
        QCOMPARE(interval->counts.at(u"error_rate"_s).stable->n, 10.0);
    }

    void theBucketsOfBothArmsShareTheirEdges()
    {
        const auto canary = canaryWith({latency()});
        Measure measure{registration(), 1min};
        const auto buckets = [](double scale) {
            std::vector<prometheus::Series> all;
            for (const auto* track : {"stable", "canary"}) {
                all.push_back(series(QString::fromLatin1(track), u"le"_s, u"0.1"_s, 5 * scale));
                all.push_back(series(QString::fromLatin1(track), u"le"_s, u"0.5"_s, 8 * scale));
                all.push_back(series(QString::fromLatin1(track), u"le"_s, u"+Inf"_s, 10 * scale));
            }
            all.push_back(series(u"canary"_s, u"le"_s, u"2.5"_s, 9 * scale));
            return answer(all);
        };
        measure.answer({u"p99"_s, Part::Buckets, {}}, buckets(1));
        measure.close(canary, m_t0);
        measure.answer({u"p99"_s, Part::Buckets, {}}, buckets(3));
        const auto interval = measure.close(canary, m_t0 + 15s);
        QVERIFY(interval);
        const auto& counts = interval->counts.at(u"p99"_s);
        QCOMPARE(counts.edges, (std::vector<double>{0.1, 0.5, std::numeric_limits<double>::infinity()}));
        QCOMPARE(counts.canary->buckets, (std::vector<double>{10, 16, 20}));
        QCOMPARE(counts.canary->n, 20.0);
        QCOMPARE(counts.canary->y, 4.0);
    }

    void theWatchEndsWellOnlyWhenMeasured()
    {
        const auto policy = policy::defaults();
        const auto watch = beginWatch(m_t0, 0.01, policy);
        QCOMPARE(watch.until, m_t0 + 10min);
        QVERIFY(!look(watch, {m_t0 + 5min, 0.01, 1000, {}}, policy).finished);
        QVERIFY(look(watch, {m_t0 + 10min, 0.01, 1000, {}}, policy).healthy);
        QVERIFY(look(watch, {m_t0 + 10min, 0.01, 1000, {}}, policy).finished);
        QVERIFY(!look(watch, {m_t0 + 10min, std::nullopt, 0, {}}, policy).finished);
        QVERIFY(!look(watch, {m_t0 + 10min, 0.0, 49, {}}, policy).finished);
    }

    void aDoubledErrorRateEndsTheWatch_data()
    {
        QTest::addColumn<double>("before");
        QTest::addColumn<double>("rate");
        QTest::addColumn<bool>("bad");
        QTest::newRow("below double") << 0.01 << 0.0199 << false;
        QTest::newRow("double") << 0.01 << 0.02 << true;
        QTest::newRow("below the floor") << 0.0 << 0.0019 << false;
        QTest::newRow("double the floor") << 0.0 << 0.002 << true;
    }
    void aDoubledErrorRateEndsTheWatch()
    {
        QFETCH(double, before);
        QFETCH(double, rate);
        QFETCH(bool, bad);
        const auto policy = policy::defaults();
        const auto finding = look(beginWatch(m_t0, before, policy), {m_t0 + 1min, rate, 1000, {}}, policy);
        QCOMPARE(finding.finished, bad);
        QCOMPARE(finding.healthy, !bad);
    }

    void lostHealthEndsTheWatchAfterThreeMinutes()
    {
        const auto policy = policy::defaults();
        const auto watch = beginWatch(m_t0, 0.0, policy);
        QVERIFY(!look(watch, {m_t0 + 4min - 1ms, 0.0, 1000, m_t0 + 1min}, policy).finished);
        QVERIFY(!look(watch, {m_t0 + 4min, 0.0, 1000, m_t0 + 1min}, policy).healthy);
    }
};

QTEST_GUILESS_MAIN(MeasureTest)
#include "tst_measure.moc"
