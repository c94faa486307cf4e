#include "core/prometheus/counter.h"
#include "core/prometheus/histogram.h"
#include "core/prometheus/promql.h"
#include "core/prometheus/window.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace penelope;
using namespace penelope::prometheus;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class SeriesTest : public QObject
{
    Q_OBJECT

    static constexpr double infinity = std::numeric_limits<double>::infinity();

    static Series series(const QString& code, std::optional<double> value, const QString& le = {})
    {
        Labels labels{{u"code"_s, code}};
        if (!le.isEmpty())
            labels[u"le"_s] = le;
        return {labels, {{instantFromMs(1000), value, {}}}};
    }

private slots:
    void labelsAreAMapOfThem()
    {
        Labels labels{{u"b"_s, u"2"_s}, {u"a"_s, u"1"_s}, {u"b"_s, u"3"_s}};
        QCOMPARE(labels.size(), std::size_t{2});
        QCOMPARE(labels.begin()->first, u"a"_s);
        QCOMPARE(labels.at(u"b"_s), u"2"_s);
        labels.set(u"b"_s, u"4"_s);
        labels.set(u"aa"_s, u"5"_s);
        labels[u"c"_s] = u"6"_s;
        QVERIFY(labels == (Labels{{u"a"_s, u"1"_s}, {u"aa"_s, u"5"_s}, {u"b"_s, u"4"_s}, {u"c"_s, u"6"_s}}));
        labels.erase(u"aa"_s);
        labels.erase(u"none"_s);
        QVERIFY(!labels.contains(u"aa"_s));
        QVERIFY(labels.find(u"d"_s) == labels.end());
        // Ordered as maps are: by names and values, then by length.
        QVERIFY(Labels{} < labels);
        QVERIFY((Labels{{u"a"_s, u"1"_s}}) < labels);
        QVERIFY(labels < (Labels{{u"a"_s, u"2"_s}}));
    }

    void theFirstReadingIsNoIncrease()
    {
        Counters counters;
        const auto increase = counters.take({series(u"200"_s, 1000)});
        QVERIFY(increase.present);
        QVERIFY(!increase.comparable);
        QCOMPARE(increase.sum, 0.0);
    }

    void eachSeriesIsDifferencedByItself()
    {
        Counters counters;
        counters.take({series(u"200"_s, 1000), series(u"500"_s, 100)});
        // The sum of both rises, although one restarted.
        const auto increase = counters.take({series(u"200"_s, 1200), series(u"500"_s, 7)});
        QVERIFY(increase.comparable);
        QVERIFY(increase.restarted);
        QCOMPARE(increase.sum, 207.0);
    }

    void aNewSeriesBeganAtZero()
    {
        Counters counters;
        counters.take({series(u"200"_s, 10)});
        QCOMPARE(counters.take({series(u"200"_s, 15), series(u"500"_s, 3)}).sum, 8.0);
        Counters failures;
        failures.take({});
        const auto first = failures.take({series(u"500"_s, 3)});
        QVERIFY(!first.comparable);
        QCOMPARE(first.sum, 3.0);
    }

    void aSeriesThatReturnsIsNoJump()
    {
        Counters counters;
        counters.take({series(u"200"_s, 1000), series(u"500"_s, 500)});
        QVERIFY(!counters.take({}).present);
        QCOMPARE(counters.take({series(u"200"_s, 1010), series(u"500"_s, 500)}).sum, 10.0);
    }

    void theBucketsOfAHistogramRestartTogether()
    {
        Counters counters;
        counters.take({series(u"a"_s, 1, u"0.1"_s), series(u"a"_s, 50, u"+Inf"_s)});
        const auto increase = counters.take({series(u"a"_s, 2, u"0.1"_s), series(u"a"_s, 4, u"+Inf"_s)});
        QVERIFY(increase.restarted);
        QCOMPARE(increase.byEdge.at(0.1), 2.0);
        QCOMPARE(increase.byEdge.at(infinity), 4.0);
    }

    void aValueThatIsNotFiniteIsSaid()
    {
        Counters counters;
        counters.take({series(u"200"_s, 1)});
        QVERIFY(counters.take({series(u"200"_s, std::nullopt)}).notFinite);
    }

    void theQuantileIsPrometheusOwn()
    {
        const std::vector<double> edges{0.1, 0.5, 1, infinity};
        const auto median = quantile(0.5, edges, {50, 90, 100, 100});
        QVERIFY(median);
        QCOMPARE(median->interpolated, 0.1);
        const auto p99 = quantile(0.99, edges, {50, 90, 100, 100});
        QVERIFY(p99);
        QCOMPARE(p99->lower, 0.5);
        QCOMPARE(p99->upper, 1.0);
        QVERIFY(std::abs(p99->interpolated - 0.95) < 1e-12);
        QVERIFY(!p99->inLastBucket);
    }

    void beyondTheLastEdgeIsOnlyABound()
    {
        const auto p99 = quantile(0.99, {0.1, 1, infinity}, {10, 50, 100});
        QVERIFY(p99);
        QVERIFY(p99->inLastBucket);
        QCOMPARE(p99->interpolated, 1.0);
    }

    void noObservationsAreNoQuantile()
    {
        QVERIFY(!quantile(0.99, {0.1, infinity}, {0, 0}));
        QVERIFY(!quantile(0.99, {0.1, 1}, {1, 1}));
        QVERIFY(!quantile(0.99, {0.1, infinity}, {1}));
        QVERIFY(!quantile(std::nan(""), {0.1, infinity}, {1, 1}));
    }

    void edgesAreReadInBothSpellings()
    {
        const auto read = [](const QByteArray& text) { return edge(text.constBegin(), text.constEnd()); };
        QCOMPARE(read("1"), read("1.0"));
        QCOMPARE(read("+Inf"), std::optional{infinity});
        QVERIFY(!read("NaN"));
        QVERIFY(!read("1,5"));
        QVERIFY(!read(""));
    }

    void aWindowKeepsTheNewest()
    {
        Window window{2};
        QVERIFY(window.push({instantFromMs(1), 1.0}));
        QVERIFY(!window.push({instantFromMs(1), 2.0}));
        QVERIFY(window.push({instantFromMs(2), 2.0}));
        QVERIFY(window.push({instantFromMs(3), 3.0}));
        QCOMPARE(window.points().size(), std::size_t{2});
        QCOMPARE(window.points().front().at, instantFromMs(2));
    }

    void downSamplingKeepsPeaksAndGaps()
    {
        std::vector<Point> points;
        for (int index = 0; index < 10'000; ++index)
            points.push_back({instantFromMs(index), index == 4321 ? 99.0 : index == 8765 ? -99.0 : 1.0});
        points[6000].value.reset();
        const auto kept = decimate(points, instantFromMs(0), instantFromMs(10'000), 100);
        QVERIFY(kept.size() <= 201);
        const auto has = [&kept](const Point& point) {
            return std::find(kept.begin(), kept.end(), point) != kept.end();
        };
        QVERIFY(has(points[4321]));
        QVERIFY(has(points[8765]));
        QVERIFY(has(points[6000]));
        QVERIFY(std::is_sorted(kept.begin(), kept.end(), [](const Point& a, const Point& b) { return a.at < b.at; }));
    }

    void downSamplingOfNothingIsNothing()
    {
        QVERIFY(decimate({}, instantFromMs(0), instantFromMs(1), 10).empty());
        QVERIFY(decimate({{instantFromMs(0), 1.0}}, instantFromMs(0), instantFromMs(0), 10).empty());
        QVERIFY(decimate({{instantFromMs(0), 1.0}}, instantFromMs(0), instantFromMs(1), 0).empty());
    }

    void labelValuesAreEscaped()
    {
        QCOMPARE(escapeValue(u"a\\b\"c\nd"_s), u"a\\\\b\\\"c\\nd"_s);
        QCOMPARE(
            matchers({{u"job"_s, u"pay\"ments"_s}, {u"track"_s, u"stable"_s}}),
            u"job=\"pay\\\"ments\", track=\"stable\""_s);
        QCOMPARE(seriesText({{u"__name__"_s, u"up"_s}, {u"job"_s, u"a"_s}}), u"up{job=\"a\"}"_s);
        QCOMPARE(seriesText({}), u"{}"_s);
    }
};

QTEST_GUILESS_MAIN(SeriesTest)
#include "tst_series.moc"
