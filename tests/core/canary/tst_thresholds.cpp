#include "core/canary/thresholds.h"

#include <QTest>

#include <limits>

using namespace penelope;
using namespace penelope::canary;
using namespace Qt::Literals::StringLiterals;

class ThresholdsTest : public QObject
{
    Q_OBJECT

    static patch::MetricSpec spec(patch::MetricKind kind, double limit)
    {
        patch::MetricSpec metric;
        metric.name = u"m"_s;
        metric.kind = kind;
        metric.limit = limit;
        return metric;
    }

private slots:
    void theBoundariesAreExact_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("limit");
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, patch::MetricKind kind, double limit, double value, MetricStatus status) {
            QTest::newRow(name) << static_cast<int>(kind) << limit << value << static_cast<int>(status);
        };
        using enum patch::MetricKind;
        row("success 0.95", Complement, 0.95, 0.95, MetricStatus::Ok);
        row("success 0.9499", Complement, 0.95, 0.9499, MetricStatus::Warning);
        row("success 0.855", Complement, 0.95, 0.855, MetricStatus::Warning);
        row("success 0.8549", Complement, 0.95, 0.8549, MetricStatus::Critical);
        row("p99 500", Quantile, 500, 500, MetricStatus::Ok);
        row("p99 500.1", Quantile, 500, 500.1, MetricStatus::Warning);
        row("p99 600", Quantile, 500, 600, MetricStatus::Warning);
        row("p99 600.1", Quantile, 500, 600.1, MetricStatus::Critical);
        row("errors 0.02", Ratio, 0.02, 0.02, MetricStatus::Ok);
        row("errors 0.024", Ratio, 0.02, 0.024, MetricStatus::Warning);
        row("errors 0.0241", Ratio, 0.02, 0.0241, MetricStatus::Critical);
    }
    void theBoundariesAreExact()
    {
        QFETCH(int, kind);
        QFETCH(double, limit);
        QFETCH(double, value);
        QFETCH(int, status);
        const auto metric = spec(static_cast<patch::MetricKind>(kind), limit);
        QCOMPARE(static_cast<int>(statusOf(metric, value, std::nullopt)), status);
    }

    void boundariesHoldForCountedRatios()
    {
        auto errors = spec(patch::MetricKind::Ratio, 0.02);
        errors.name = u"errors"_s;
        auto success = spec(patch::MetricKind::Complement, 0.95);
        success.of = u"errors"_s;
        std::map<QString, MetricCounts> counts{{u"errors"_s, {{}, Counts{1000, 145, {}}, {}}}};
        auto rows = results({errors, success}, counts, 50);
        QCOMPARE(rows[0].status, MetricStatus::Critical);
        QCOMPARE(rows[1].status, MetricStatus::Warning);
        counts[u"errors"_s].canary = Counts{1000, 20, {}};
        QCOMPARE(results({errors}, counts, 50)[0].status, MetricStatus::Ok);
        counts[u"errors"_s].canary = Counts{1000, 24, {}};
        QCOMPARE(results({errors}, counts, 50)[0].status, MetricStatus::Warning);
        counts[u"errors"_s].canary = Counts{1000, 25, {}};
        QCOMPARE(results({errors}, counts, 50)[0].status, MetricStatus::Critical);
    }

    void aSickControlLeavesTheIncrease()
    {
        const auto metric = spec(patch::MetricKind::Quantile, 500);
        QCOMPARE(statusOf(metric, 2500, 2000), MetricStatus::Ok);
        QCOMPARE(statusOf(metric, 2600, 2000), MetricStatus::Warning);
        QCOMPARE(statusOf(metric, 2600.1, 2000), MetricStatus::Critical);
        QCOMPARE(statusOf(metric, 100, 2000), MetricStatus::Ok);
        // A control at its limit is no sick control.
        QCOMPARE(statusOf(metric, 700, 500), MetricStatus::Critical);
    }

    void fewRequestsAreUnknown()
    {
        auto metric = spec(patch::MetricKind::Ratio, 0.02);
        std::map<QString, MetricCounts> counts{{u"m"_s, {{}, Counts{49, 0, {}}, {}}}};
        QCOMPARE(results({metric}, counts, 50)[0].status, MetricStatus::Unknown);
        counts[u"m"_s].canary = Counts{50, 0, {}};
        QCOMPARE(results({metric}, counts, 50)[0].status, MetricStatus::Ok);
        QCOMPARE(results({metric}, {}, 50)[0].status, MetricStatus::Unknown);
        counts[u"m"_s].canary = Counts{0, 0, {}};
        QCOMPARE(results({metric}, counts, 0)[0].status, MetricStatus::Unknown);
    }

    void aQuantileBeyondTheLastEdgeIsNeverFine()
    {
        auto metric = spec(patch::MetricKind::Quantile, 500);
        metric.scale = 1000;
        const double infinity = std::numeric_limits<double>::infinity();
        const MetricCounts low{{}, Counts{100, 0, {50, 90, 100}}, {0.1, 0.25, infinity}};
        QCOMPARE(results({metric}, {{u"m"_s, low}}, 50)[0].status, MetricStatus::Unknown);
        const MetricCounts high{{}, Counts{100, 0, {50, 90, 100}}, {0.1, 2.5, infinity}};
        QCOMPARE(results({metric}, {{u"m"_s, high}}, 50)[0].status, MetricStatus::Critical);
    }
};

QTEST_GUILESS_MAIN(ThresholdsTest)
#include "tst_thresholds.moc"
