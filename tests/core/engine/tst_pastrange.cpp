#include "core/canary/labelset.h"
#include "core/canary/pastrange.h"
#include "core/canary/retrial.h"
#include "core/prometheus/promql.h"
#include "tests/core/engine/canarystory.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace std::chrono_literals;

namespace {

constexpr Instant begin{Milliseconds{1'700'000'000'000 / 15'000 * 15'000}};
constexpr int readings = 80; ///< twenty minutes

/// A counter of one version, `each` a reading, that begins anew at reading `restart`.
prometheus::Series counterOf(const QString& version, double each, int restart = -1)
{
    prometheus::Series series{{{u"__name__"_s, u"http_requests_total"_s}, {u"version"_s, version}}, {}};
    double value = 5000;
    for (int at = 0; at <= readings; ++at) {
        value = at == restart ? 0 : value + each;
        series.samples.push_back({begin + at * 15s, value, {}});
    }
    return series;
}

/// Two versions side by side; version 2 fails in `bad` requests of a hundred.
Result<prometheus::Answer> versions(const QString& expression, Instant from, double bad, int restart)
{
    prometheus::Answer answer;
    answer.type = prometheus::ResultType::Matrix;
    if (from < begin)
        return answer; // nothing is known of the hour before
    if (expression.startsWith("timestamp("_L1)) {
        for (auto series : {counterOf(u"1"_s, 0), counterOf(u"2"_s, 0)}) {
            for (auto& sample : series.samples)
                sample.value = static_cast<double>(toMs(sample.at)) / 1000;
            answer.series.push_back(series);
        }
    } else if (expression.contains("_bucket"_L1)) {
        for (const auto* version : {"1", "2"}) {
            for (const auto* le : {"0.1", "0.5", "+Inf"}) {
                auto series = counterOf(QString::fromLatin1(version), 100, version[0] == '2' ? restart : -1);
                series.labels[u"le"_s] = QString::fromLatin1(le);
                answer.series.push_back(series);
            }
        }
    } else if (expression.contains("5.."_L1)) {
        answer.series = {counterOf(u"1"_s, 0), counterOf(u"2"_s, bad, restart)};
    } else {
        answer.series = {counterOf(u"1"_s, 300), counterOf(u"2"_s, 100, restart)};
    }
    return answer;
}

Json wish(const QString& service = u"payments"_s)
{
    auto args = canary::toJson(canary::PastRange{
        {{u"version"_s, u"1"_s}}, {{u"version"_s, u"2"_s}}, begin, begin + readings * 15s, 15s, std::nullopt});
    args.set(u"service"_s, Json{service});
    return args;
}

Result<engine::Outcome> ask(ScriptedWorld& world, Json args)
{
    std::optional<Result<engine::Outcome>> answered;
    world.core->send(
        {.name = u"canary_past"_s, .actor = u"operator/ana"_s, .at = world.clock.now(), .args = std::move(args)},
        [&answered](Result<engine::Outcome> outcome) { answered = std::move(outcome); });
    world.core->drain();
    return answered ? *answered : failure(ErrorCode::Unavailable, u"no answer"_s);
}

} // namespace

/// Two label sets over a past range, asked of a core.
class PastRangeTest : public QObject
{
    Q_OBJECT

private slots:
    void aSickVersionIsSeenByTheJudges()
    {
        ScriptedWorld world;
        QVERIFY(weigh(world));
        QStringList asked;
        world.metrics.ranges = [&asked](const QString& expression, Instant from, Instant, Milliseconds) {
            asked.append(expression);
            return versions(expression, from, 10, -1);
        };
        const auto before = world.store.events().size();
        const auto answer = ask(world, wish());
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        // A question: nothing of it goes into the journal.
        QCOMPARE(world.store.events().size(), before);
        QVERIFY(asked.first().contains(u"{ version=\"1\" }"_s));
        QVERIFY(asked.first().contains(u"{ version=\"2\" }"_s));

        const auto evidence = canary::pastEvidenceFrom(answer->result);
        QCOMPARE(evidence.percent, 25);
        QCOMPARE(evidence.intervals, readings);
        QCOMPARE(evidence.history, 0);
        const auto trials = canary::judgeByAll(evidence.events, world.state().policy);
        QVERIFY(trials);
        QCOMPARE(trials->size(), std::size_t{3});
        QCOMPARE(trials->front().judge, u"sequential"_s);
        QCOMPARE(trials->front().said.back().verdict, canary::Verdict::Rollback);
        QVERIFY(trials->front().said.size() < 20);
    }
    void aRestartIsNoJumpAndNoFailure()
    {
        ScriptedWorld world;
        QVERIFY(weigh(world));
        world.metrics.ranges = [](const QString& expression, Instant from, Instant, Milliseconds) {
            return versions(expression, from, 0, 40);
        };
        const auto answer = ask(world, wish());
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        const auto evidence = canary::pastEvidenceFrom(answer->result);
        QCOMPARE(evidence.restarts, 1);
        QVERIFY(evidence.others.empty());
        for (const auto& event : evidence.events) {
            const auto& counts = event.payload[u"counts"][u"error_rate"][u"canary"];
            QVERIFY(counts[u"n"].toDouble() >= 0 && counts[u"n"].toDouble() <= 100);
        }
        const auto trials = canary::judgeByAll(evidence.events, world.state().policy);
        QVERIFY(trials);
        for (const auto& trial : *trials)
            QVERIFY(trial.said.back().verdict != canary::Verdict::Rollback);
    }
    void whatCannotBeAskedIsAnError()
    {
        ScriptedWorld world;
        QCOMPARE(ask(world, wish(u"nobody"_s)).error().code, ErrorCode::NotFound);
        // Without weights there is no evidence to weigh.
        QCOMPARE(ask(world, wish()).error().code, ErrorCode::Malformed);
        QVERIFY(weigh(world));
        QCOMPARE(ask(world, wish()).error().code, ErrorCode::Unsupported); // what the source says
        auto same = wish();
        same.set(u"canary"_s, same[u"stable"]);
        QCOMPARE(ask(world, same).error().code, ErrorCode::Malformed);
        world.metrics.ranges = [](const QString&, Instant, Instant, Milliseconds) {
            return Result<prometheus::Answer>{prometheus::Answer{}};
        };
        const auto none = ask(world, wish());
        QCOMPARE(none.error().code, ErrorCode::NotFound);
        QCOMPARE(none.error().where, u"stable"_s);
    }

    void labelsAreReadAsTheyAreQuoted_data()
    {
        QTest::addColumn<QString>("value");
        for (const auto& value : {u"2"_s, u"a b"_s, u"\"} or up #"_s, u"back\\slash"_s, u"two\nlines"_s, QString()})
            QTest::newRow(qPrintable(value)) << value;
    }
    void labelsAreReadAsTheyAreQuoted()
    {
        QFETCH(QString, value);
        const std::map<QString, QString> labels{{u"job"_s, u"shop"_s}, {u"version"_s, value}};
        const auto read = canary::labelSetFrom(u"{%1}"_s.arg(prometheus::matchers(labels)));
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(*read, labels);
    }
};

QTEST_GUILESS_MAIN(PastRangeTest)
#include "tst_pastrange.moc"
