#include "core/compliance/exported.h"
#include "core/compliance/promql.h"

#include <QTest>

using namespace penelope;
using namespace penelope::compliance;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

Instant second(qint64 at)
{
    return instantFromMs(at * 1000);
}

prometheus::Series figure(const QString& name, std::optional<double> value)
{
    return {{{u"penelope_figure"_s, name}}, {{second(3600), value, value ? QByteArray::number(*value) : "NaN"}}};
}

prometheus::Series scrapes(const QString& instance, qint64 first, qint64 last)
{
    prometheus::Series series{{{u"instance"_s, instance}}, {}};
    for (auto at = first; at <= last; at += 15)
        series.samples.push_back({second(at), 100, "100"});
    return series;
}

prometheus::Answer answer(std::vector<prometheus::Series> series)
{
    prometheus::Answer made;
    made.series = std::move(series);
    return made;
}

} // namespace

class TestExported : public QObject
{
    Q_OBJECT

private slots:
    void valuesAndPointsAreReadByTheirLabel()
    {
        const auto read = exportedFrom(
            answer(
                {figure(u"sophia_value"_s, 0.5),
                 figure(u"sophia_points"_s, 50),
                 figure(u"agape_points"_s, 100),
                 figure(u"no_such_principle"_s, 1),
                 {{{u"job"_s, u"penelope"_s}}, {{second(3600), 7, "7"}}}}),
            answer({scrapes(u"a"_s, 15, 3600)}));
        QVERIFY(read);
        QCOMPARE(read->values, (std::map<Principle, double>{{Principle::Sophia, 0.5}}));
        QCOMPARE(read->principles, (std::map<Principle, double>{{Principle::Sophia, 50.0}, {Principle::Agape, 100.0}}));
    }

    void whatIsNotFiniteIsNotThere()
    {
        const auto read =
            exportedFrom(answer({figure(u"agape_value"_s, std::nullopt)}), answer({scrapes(u"a"_s, 15, 60)}));
        QVERIFY(read && read->values.empty());
    }

    void theSpanIsThatOfTheScrapes()
    {
        const auto read = exportedFrom({}, answer({scrapes(u"a"_s, 30, 3600)}));
        QVERIFY(read);
        QCOMPARE(read->since, std::optional{second(30)});
        QCOMPARE(read->at, std::optional{second(3600)});
        QCOMPARE(read->cores, 1);
    }

    void aCoreThatMovedLeavesNoSpanBehind()
    {
        const auto moved = exportedFrom({}, answer({scrapes(u"old"_s, 30, 1530), scrapes(u"new"_s, 1600, 3595)}));
        QCOMPARE(moved->since, std::optional{second(1600)});
        QCOMPARE(moved->cores, 1);
        const auto two = exportedFrom({}, answer({scrapes(u"a"_s, 30, 3600), scrapes(u"b"_s, 40, 3595)}));
        QCOMPARE(two->cores, 2);
        QCOMPARE(two->since, std::optional{second(30)});
    }

    void aPrometheusWithoutPenelopeSaysSo()
    {
        const auto read = exportedFrom({}, {});
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::NotFound);
        QVERIFY(read.error().message.contains(u"does not scrape"_s));
    }

    void anAnswerThatIsNotWholeIsNoAnswer()
    {
        auto partial = answer({figure(u"sophia_value"_s, 0.5)});
        partial.warnings = {u"a store did not answer"_s};
        const auto read = exportedFrom(partial, answer({scrapes(u"a"_s, 15, 60)}));
        QVERIFY(!read);
        QCOMPARE(read.error().message, u"Prometheus warns: a store did not answer"_s);
    }

    void aSeriesIsOfThePrinciplesThatCountIt()
    {
        const prometheus::Labels decisions{{u"__name__"_s, u"penelope_decisions_total"_s}, {u"decision"_s, u"wait"_s}};
        QVERIFY(isCountedIn(Principle::Sophia, decisions) && isCountedIn(Principle::Tapeinophrosyne, decisions));
        QVERIFY(!isCountedIn(Principle::Agape, decisions));
        const auto canary = [](const QString& status) {
            return prometheus::Labels{{u"__name__"_s, u"penelope_canary_deployments_total"_s}, {u"status"_s, status}};
        };
        QVERIFY(isCountedIn(Principle::Sabbath, canary(u"running"_s)));
        QVERIFY(!isCountedIn(Principle::Sabbath, canary(u"promoted"_s)));
        for (const auto principle : everyPrinciple())
            QVERIFY(!isCountedIn(principle, {}));
    }

    void theRawSeriesAreAskedByEveryNameThatAPrincipleCounts()
    {
        for (const auto principle : everyPrinciple()) {
            for (const auto& selector : selectors(principle)) {
                QVERIFY2(seriesQuery().contains(selector.name), qPrintable(selector.name));
                QVERIFY2(promql(principle).contains(selector.name), qPrintable(selector.name));
            }
        }
    }

    void figuresGoStaleWithTheirSamplesAndWithTrouble()
    {
        Polled polled;
        QVERIFY(isStale(polled, second(3600)));
        polled.exported = std::make_shared<const Exported>(Exported{{}, second(3590)});
        polled.answeredAt = second(3600);
        QVERIFY(!isStale(polled, second(3600)));
        QVERIFY(!isStale(polled, second(3650)));
        QVERIFY(isStale(polled, second(3651))); // four intervals after the newest sample, though it was answered later
        polled.trouble = Error{ErrorCode::Unavailable, u"refused"_s};
        QVERIFY(isStale(polled, second(3600)));
    }
};

QTEST_APPLESS_MAIN(TestExported)
#include "tst_exported.moc"
