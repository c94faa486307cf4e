// How the tuner finds the smallest change that is well.
#include "core/patch/diff.h"
#include "core/twin/setting.h"
#include "core/twin/tuning.h"

#include <QTest>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::twin;

namespace {

const auto toml = u"# size = 1\n"
                  "[store]\nsize = 9\n"
                  "\n"
                  "[pool]\n"
                  "size = 4                  # connections\n"
                  "wait_ms = 800\n"_s;

patch::Tuning steps(double least, double most, double step)
{
    patch::Tuning tuning;
    tuning.least = least;
    tuning.most = most;
    tuning.step = step;
    return tuning;
}

/// A pool of `value` connections of which `needed` are busy on average.
patch::CurvePoint seenWith(double value, double needed)
{
    patch::CurvePoint point;
    point.value = value;
    point.requests = 1000;
    point.saturation = std::min(1.0, needed / value);
    point.p99Ms = value <= needed ? 2000 : 200 / (1 - needed / value);
    return point;
}

struct Search
{
    std::vector<patch::CurvePoint> tried;
    std::optional<double> chosen;
};

Search searchFor(const std::vector<double>& values, const TuningTarget& target, double needed)
{
    Search found;
    while (const auto next = nextValue(values, found.tried, target))
        found.tried.push_back(seenWith(*next, needed));
    found.chosen = smallestWell(values, found.tried, target);
    return found;
}

} // namespace

class TestTuning final : public QObject
{
    Q_OBJECT

private slots:
    void aSettingIsFoundInItsSection_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value");
        QTest::newRow("toml") << toml << u"pool.size"_s << 4.0;
        QTest::newRow("the other section") << toml << u"store.size"_s << 9.0;
        QTest::newRow("properties") << u"pool.size=12\nother=1\n"_s << u"pool.size"_s << 12.0;
        QTest::newRow("environment") << u"export WORKERS=3\n"_s << u"WORKERS"_s << 3.0;
        QTest::newRow("yaml") << u"server:\n  pool:\n    size: 6\n  size: 7\nsize: 8\n"_s << u"server.size"_s << 7.0;
        QTest::newRow("json") << u"{\n  \"pool\": {\n    \"size\": 5,\n    \"wait\": 2.5\n  }\n}\n"_s << u"pool.wait"_s
                              << 2.5;
    }
    void aSettingIsFoundInItsSection()
    {
        QFETCH(QString, text);
        QFETCH(QString, key);
        QFETCH(double, value);
        const auto setting = findSetting(text, key);
        QVERIFY2(setting.has_value(), qPrintable(setting ? QString{} : setting.error().message));
        QCOMPARE(setting->value, value);
        QCOMPARE(findSetting(withSetting(text, *setting, 33), key)->value, 33.0);
    }

    void whatIsNoNumberOrStandsTwiceIsRefused()
    {
        QCOMPARE(findSetting(u"[pool]\nsize = \"4\"\n"_s, u"pool.size"_s).error().where, u"line 2"_s);
        QCOMPARE(findSetting(u"a=1\na=2\n"_s, u"a"_s).error().where, u"line 2"_s);
        QCOMPARE(findSetting(toml, u"pool.length"_s).error().code, ErrorCode::NotFound);
        QVERIFY(!findSetting(QString(100'000, u'{'), u"a"_s));
    }

    void itsDiffChangesOneLine()
    {
        const auto setting = findSetting(toml, u"pool.size"_s);
        const auto text = settingDiff(u"conf/service.toml"_s, toml, *setting, 16);
        const auto diff = patch::parseDiff(text);
        QVERIFY2(diff.has_value(), qPrintable(text));
        QCOMPARE(diff->paths(), QStringList{u"conf/service.toml"_s});
        QCOMPARE(diff->added, 1);
        QCOMPARE(diff->removed, 1);
        QVERIFY(
            text.contains(u"-size = 4                  # connections\n+size = 16                  # connections\n"_s));
    }

    void aFileWithoutItsLastLineEndKeepsItSo()
    {
        const auto text = u"a = 1\nb = 2"_s;
        const auto diff = settingDiff(u"x.ini"_s, text, *findSetting(text, u"b"_s), 3);
        QVERIFY(patch::parseDiff(diff).has_value());
        QVERIFY(diff.endsWith(u"-b = 2\n\\ No newline at end of file\n+b = 3\n\\ No newline at end of file\n"_s));
    }

    void theValuesEndAtTheRange()
    {
        QCOMPARE(valuesOf(steps(4, 14, 4), 4), (std::vector<double>{4, 8, 12, 14}));
        auto down = steps(1, 100, 10);
        down.up = false;
        QCOMPARE(valuesOf(down, 25), (std::vector<double>{25, 15, 5, 1}));
        patch::Tuning doubling;
        doubling.most = 20;
        doubling.factor = 1.5;
        QCOMPARE(valuesOf(doubling, 4), (std::vector<double>{4, 6, 9, 14, 20}));
        QCOMPARE(valuesOf(steps(0, 1e9, 1), 0).size(), std::size_t{100});
        QCOMPARE(valuesOf(steps(4, 4.5, 1), 8), (std::vector<double>{8}));
    }

    /// Whatever the pool needs, what is found is what trying every value finds, with fewer tries.
    void itFindsWhatTryingAllFinds()
    {
        const auto values = valuesOf(steps(4, 128, 4), 4);
        const TuningTarget target{500, 0.02, 0.9};
        for (double needed = 4; needed < 75; needed += 3.7) {
            const auto found = searchFor(values, target, needed);
            std::vector<patch::CurvePoint> all;
            for (const double value : values)
                all.push_back(seenWith(value, needed));
            QCOMPARE(found.chosen, smallestWell(values, all, target));
            QVERIFY(found.chosen.has_value());
            QVERIFY(static_cast<int>(found.tried.size()) <= mostTries(values));
        }
    }

    void whatIsWellAlreadyIsLeftAlone()
    {
        const auto found = searchFor(valuesOf(steps(4, 64, 4), 4), {500, 0.02, 0.9}, 1);
        QCOMPARE(found.tried.size(), std::size_t{1});
        QVERIFY(!found.chosen);
    }

    void whereNothingHelpsNothingIsChosen()
    {
        const auto found = searchFor(valuesOf(steps(4, 64, 4), 4), {500, 0.02, 0.9}, 1000);
        QVERIFY(!found.chosen);
        QCOMPARE(found.tried.back().value, 64.0);
    }

    void aValueThatDoesNotStartIsNotWell()
    {
        auto point = seenWith(16, 4);
        QVERIFY(isWell(point, {500, 0.02, 0.9}));
        point.trouble = u"it does not start"_s;
        QVERIFY(!isWell(point, {500, 0.02, 0.9}));
        point.trouble.clear();
        point.failed = 0.03;
        QVERIFY(!isWell(point, {500, 0.02, 0.9}));
    }

    void aGaugeIsTheSumOfItsSeries()
    {
        const QByteArray page = "# HELP pool_in_use Connections\n# TYPE pool_in_use gauge\n"
                                "pool_in_use{shard=\"a}\"} 3\npool_in_use{shard=\"b\"} 4 1700000000\n"
                                "pool_in_use_total 99\npool_size 8\nodd NaN\n";
        QCOMPARE(gaugeIn(page, u"pool_in_use"_s), std::optional{7.0});
        QCOMPARE(gaugeIn(page, u"pool_size"_s), std::optional{8.0});
        QVERIFY(!gaugeIn(page, u"odd"_s));
        QVERIFY(!gaugeIn(page, u"pool"_s));
    }
};

QTEST_GUILESS_MAIN(TestTuning)
#include "tst_tuning.moc"
