#include "core/canary/observed.h"
#include "tests/core/canary/world.h"

#include <QTest>

using namespace penelope;
using namespace penelope::canary;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant began{Milliseconds{1'700'000'000'000}};

patch::Registration registration()
{
    patch::Registration registration;
    registration.name = ServiceName{u"payments"_s};
    registration.stableArm = {{u"track"_s, u"stable"_s}};
    registration.canaryArm = {{u"track"_s, u"canary"_s}};
    registration.metrics = World::metrics();
    return registration;
}

Canary canaryAt(Instant at)
{
    Canary canary;
    canary.id = CanaryId{u"0000000a"_s};
    canary.metrics = World::metrics();
    canary.createdAt = at;
    canary.startedAt = at;
    canary.scrape = 15s;
    return canary;
}

/// A counter of one arm that grows by `each` at every step, from the moment on.
prometheus::Series counter(const QString& arm, Instant from, int samples, double each)
{
    prometheus::Series series{{{u"__name__"_s, u"total"_s}, {u"track"_s, arm}}, {}};
    for (int index = 0; index < samples; ++index)
        series.samples.push_back({from + 15s * index, 1000 + each * index, {}});
    return series;
}

prometheus::Answer answerOf(std::vector<prometheus::Series> series)
{
    prometheus::Answer answer;
    answer.type = prometheus::ResultType::Matrix;
    answer.series = std::move(series);
    return answer;
}

using Answers = std::vector<std::pair<Question, Result<prometheus::Answer>>>;

} // namespace

class ObservedTest : public QObject
{
    Q_OBJECT

private slots:
    void theStableArmIsThereBeforeTheCanaryBegins()
    {
        const Answers answers{
            {{u"error_rate"_s, Part::Total, {}},
             answerOf({counter(u"stable"_s, began, 10, 100), counter(u"canary"_s, began + 75s, 5, 50)})},
            {{u"error_rate"_s, Part::Bad, {}},
             answerOf({counter(u"stable"_s, began, 10, 1), counter(u"canary"_s, began + 75s, 5, 5)})}};
        const auto observed = observedOf(canaryAt(began + 75s), registration(), answers, 15s);
        const auto& errors = observed.at(u"error_rate"_s);
        QCOMPARE(errors.control.size(), std::size_t{10});
        QCOMPARE(errors.control[4].value, std::optional{0.01});
        QVERIFY(!errors.canary[4].value);
        QCOMPARE(errors.canary.back().value, std::optional{0.1});
        QCOMPARE(observed.at(u"success_rate"_s).control[4].value, std::optional{0.99});
    }
    void aQuestionThatFailedIsAGapAndNeverZero()
    {
        const Answers answers{
            {{u"error_rate"_s, Part::Total, {}}, answerOf({counter(u"stable"_s, began, 6, 100)})},
            {{u"error_rate"_s, Part::Bad, {}}, failure(ErrorCode::Unavailable, u"no answer"_s)}};
        const auto observed = observedOf(canaryAt(began), registration(), answers, 15s);
        for (const auto& point : observed.at(u"error_rate"_s).control)
            QVERIFY(!point.value);
    }
    void aHoleOfThePrometheusIsAGap()
    {
        auto holed = counter(u"stable"_s, began, 12, 100);
        holed.samples.erase(holed.samples.begin() + 4, holed.samples.begin() + 8);
        const Answers answers{
            {{u"error_rate"_s, Part::Total, {}}, answerOf({holed})}, {{u"error_rate"_s, Part::Bad, {}}, answerOf({})}};
        const auto observed = observedOf(canaryAt(began), registration(), answers, 15s);
        const auto& control = observed.at(u"error_rate"_s).control;
        QCOMPARE(control.size(), std::size_t{8});
        QVERIFY(control[3].value);
        QVERIFY(!control[4].value); // five minutes in one: no interval
        QVERIFY(control[5].value);
    }
    void theRangeBeginsBeforeAndHasNoMoreThan240Steps_data()
    {
        QTest::addColumn<int>("minutes");
        QTest::newRow("one minute") << 1;
        QTest::newRow("an hour") << 60;
        QTest::newRow("a day") << 24 * 60;
    }
    void theRangeBeginsBeforeAndHasNoMoreThan240Steps()
    {
        QFETCH(int, minutes);
        const auto canary = canaryAt(began);
        const auto range = observedRange(canary, began + minutes * 1min);
        QVERIFY(range.from <= began - 1min && range.from >= began - 30min);
        QCOMPARE(range.to, began + minutes * 1min);
        QVERIFY((range.to - range.from) / range.step <= 240);
        QCOMPARE(range.step % canary.scrape, 0ms);
    }
    void itReadsBackAsItWasWritten()
    {
        const Observed observed{
            {u"error_rate"_s, {{{began, 0.01}, {began + 15s, std::nullopt}}, {{began, 0.25}}}},
            {u"p99"_s, {{}, {{began, 540.5}}}}};
        QVERIFY(observedFrom(toJson(observed)) == observed);
        QVERIFY(observedFrom(Json{}).empty());
    }
};

QTEST_GUILESS_MAIN(ObservedTest)
#include "tst_observed.moc"
