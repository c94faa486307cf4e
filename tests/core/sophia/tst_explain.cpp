// What explains a decision is found by judging it again from its event.
#include "core/sophia/changes.h"
#include "core/sophia/events.h"
#include "core/sophia/explaintext.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::sophia;

namespace {

constexpr Instant now{std::chrono::hours{24 * 1000}};

Measured measured(std::optional<double> value)
{
    return {.value = value, .source = value ? u"test"_s : u"no report"_s, .age = 20s};
}

JudgeInput inputOf(Severity severity)
{
    JudgeInput input;
    input.anomaly.id = AnomalyId{u"00000010"_s};
    input.anomaly.type = u"latency_spike"_s;
    input.anomaly.service = ServiceName{u"payments"_s};
    input.anomaly.severity = severity;
    input.anomaly.source = u"prometheus"_s;
    input.anomaly.detectedAt = now - 3s;
    input.now = now;
    input.risk = {measured(0.2), measured(2), measured(1), measured(0.95)};
    return input;
}

wisdom::Match matchOf(int number, double similarity, int outcome, Decision decision)
{
    wisdom::Precedent precedent;
    precedent.id = u"precedent-%1"_s.arg(number);
    if (outcome < 3)
        precedent.outcome = static_cast<wisdom::Outcome>(outcome);
    precedent.decision = decision;
    precedent.level = Level::Config;
    return {std::make_shared<const wisdom::Precedent>(precedent), similarity};
}

/// Anything a service can show, often near a limit.
JudgeInput seeded(quint32 seed)
{
    QRandomGenerator random(seed);
    const auto pick = [&random](std::initializer_list<double> values) {
        return values.begin()[random.bounded(static_cast<int>(values.size()))];
    };
    const auto perhaps = [&](std::initializer_list<double> values) {
        return random.bounded(4) == 0 ? std::optional<double>() : std::optional{pick(values)};
    };
    auto input = inputOf(static_cast<Severity>(random.bounded(4)));
    input.risk = {
        measured(perhaps({0.1, 0.69, 0.7, 0.701, 0.9})), measured(perhaps({0, 9, 10, 11, 40})),
        measured(perhaps({0, 3, 4, 12})), measured(perhaps({0.2, 0.8995, 0.9, 0.95, 1}))};
    if (random.bounded(2) == 0)
        input.anomaly.metrics[u"error_rate"_s] = Json{pick({0, 0.01, 0.12, 0.25, 0.5, 1, 3})};
    if (random.bounded(2) == 0)
        input.anomaly.metrics[u"affected_users"_s] = Json{pick({5, 100, 101, 1000, 1001, 5000})};
    if (random.bounded(4) == 0)
        input.anomaly.unknown = {u"affected_users"_s};
    input.similar.total = random.bounded(24);
    input.similar.selfResolved =
        input.similar.total - std::min(input.similar.total, static_cast<int>(pick({0, 0, 1, 2, 9})));
    for (int at = random.bounded(4); at > 0; --at)
        input.precedents.push_back(matchOf(
            at, pick({0.85, 0.8504, 0.9, 0.95, 1}), random.bounded(4),
            random.bounded(5) == 0 ? Decision::Observe : Decision::Intervene));
    return input;
}

/// As the journal gives it back.
DecisionRecord readBack(const DecisionRecord& record)
{
    const auto bytes = canonical::encode(decisionMade(record));
    const auto payload = bytes ? canonical::parse(*bytes) : Result<Json>{Failure{bytes.error()}};
    return payload ? decisionFrom(*payload) : DecisionRecord{};
}

const RuleLine& fired(const Explanation& explanation)
{
    return *std::find_if(
        explanation.rules.begin(), explanation.rules.end(), [](const auto& line) { return line.fired; });
}

} // namespace

class TestExplain : public QObject
{
    Q_OBJECT

private slots:
    void theEventHoldsEveryInput()
    {
        for (quint32 seed = 1; seed <= 1000; ++seed) {
            const auto input = seeded(seed);
            const auto record = judge(input);
            QStringList missing;
            const auto facts = factsFrom(readBack(record), missing);
            QCOMPARE(missing, QStringList{});
            QCOMPARE(verdictOf(facts), (Verdict{record.rule, record.decision, record.level}));
            QCOMPARE(assessRisk(facts.risk, facts.limits), record.risk);
            QCOMPARE(facts.precedents, factsOf(input).precedents);
            QCOMPARE(facts.similar, input.similar);
            QCOMPARE(facts.errorRate, metricOf(input.anomaly.metrics, u"error_rate"_s));
            QCOMPARE(facts.affectedUsers, metricOf(input.anomaly.metrics, u"affected_users"_s));
        }
    }

    void theFirstRuleThatFitsIsTheOneThatFired()
    {
        QSet<int> seen;
        for (quint32 seed = 1; seed <= 1000; ++seed) {
            const auto record = judge(seeded(seed));
            const auto explanation = explain(readBack(record));
            QCOMPARE(explanation.rules.size(), std::size_t{6});
            QCOMPARE(fired(explanation).rule, record.rule);
            QCOMPARE(fired(explanation).decides, record.decision);
            QVERIFY(fired(explanation).fits);
            for (int rule = 1; rule < record.rule; ++rule)
                QVERIFY(!explanation.rules[static_cast<std::size_t>(rule - 1)].fits);
            seen.insert(record.rule);
        }
        QCOMPARE(seen.size(), 6);
    }

    void judgingAgainWithTheChangeFlipsTheDecision()
    {
        QSet<QString> inputs;
        for (quint32 seed = 1; seed <= 1000; ++seed) {
            const auto record = readBack(judge(seeded(seed)));
            const auto explanation = explain(record);
            QStringList missing;
            const auto facts = factsFrom(record, missing);
            // An observed transient that would be observed anyway takes two changes to become anything else.
            if (record.rule != 1)
                QVERIFY2(explanation.nearest(), qPrintable(QString::number(seed)));
            for (const auto& change : explanation.changes) {
                const auto after = verdictOf(changed(facts, change));
                QVERIFY2(after.decision != record.decision, qPrintable(changeText(change)));
                QCOMPARE(after, change.verdict);
                QVERIFY(change.distance > 0);
                inputs.insert(change.input);
            }
        }
        // Every input decides somewhere.
        for (const auto& name :
             {u"similar"_s, u"self_resolved"_s, u"severity"_s, u"error_rate"_s, u"affected_users"_s, u"complexity"_s,
              u"dependencies"_s, u"recent_commits"_s, u"coverage"_s, u"precedent_outcome"_s, u"precedent_similarity"_s,
              u"precedent"_s})
            QVERIFY2(inputs.contains(name), qPrintable(name));
    }

    /// The oracle tries every value of a fine grid, not the boundaries.
    void noSmallerChangeOfANumberFlipsIt()
    {
        struct Range
        {
            QString input;
            double perOne; ///< steps of the grid
            double most;
            double span;
        };
        const std::vector<Range> ranges{{u"complexity"_s, 1000, 1, 1},  {u"coverage"_s, 1000, 1, 1},
                                        {u"dependencies"_s, 1, 60, 10}, {u"recent_commits"_s, 1, 20, 3},
                                        {u"error_rate"_s, 10000, 1, 1}, {u"affected_users"_s, 1, 6000, 1000}};
        for (quint32 seed = 1; seed <= 60; ++seed) {
            const auto record = readBack(judge(seeded(seed)));
            const auto explanation = explain(record);
            QStringList missing;
            const auto facts = factsFrom(record, missing);
            for (const auto& range : ranges) {
                const auto found = std::find_if(
                    explanation.changes.begin(), explanation.changes.end(),
                    [&range](const Change& change) { return change.input == range.input; });
                for (double at = 0; at <= range.most * range.perOne; ++at) {
                    Change tried{
                        .input = range.input,
                        .precedent = {},
                        .from = {},
                        .to = Json{at / range.perOne},
                        .distance = 0,
                        .verdict = {}};
                    if (verdictOf(changed(facts, tried)).decision == record.decision)
                        continue;
                    QVERIFY2(
                        found != explanation.changes.end(), qPrintable(u"%1 of seed %2"_s.arg(range.input).arg(seed)));
                    if (!found->from.isNumber())
                        break;
                    const double distance = std::abs(at / range.perOne - found->from.toDouble()) / range.span;
                    QVERIFY2(
                        found->distance <= distance + 1e-9,
                        qPrintable(u"seed %1: %2, not %3"_s.arg(seed).arg(changeText(*found)).arg(at / range.perOne)));
                }
            }
        }
    }

    void whatIsUnknownIsNamedAndWeighed()
    {
        auto input = inputOf(Severity::P2);
        input.risk.coverage = measured(std::nullopt);
        input.risk.recentCommits = measured(4);
        const auto explanation = explain(readBack(judge(input)));
        QCOMPARE(explanation.unknown, QStringList{u"coverage"_s});
        QCOMPARE(explanation.risk.totalHundredths, 25);
        QCOMPARE(explanation.riskAtMostHundredths, 50);
        const auto coverage =
            std::find_if(explanation.changes.begin(), explanation.changes.end(), [](const auto& each) {
                return each.input == "coverage"_L1;
            });
        QVERIFY(coverage != explanation.changes.end()); // below the limit, the risk would pass the impact of 0.40
        QCOMPARE(coverage->verdict, (Verdict{2, Decision::Escalate, Level::Observe}));
        QCOMPARE(coverage->from, Json{});
    }

    void valuesComeWithTheirSourceAndAge()
    {
        const auto explanation = explain(readBack(judge(inputOf(Severity::P1))));
        const auto& severity = explanation.rules[4].comparisons.front();
        QCOMPARE(severity.source, u"prometheus"_s);
        QCOMPARE(severity.age, std::optional{Milliseconds{3s}});
        QCOMPARE(explanation.risk.factors.back().age, std::optional{Milliseconds{20s}});
    }

    void aDecisionThatFollowedAPatchSaysSo()
    {
        auto record = judge(inputOf(Severity::P1));
        record.decision = Decision::Escalate;
        record.inputs.push_back(
            {.name = u"rejected"_s, .value = Json{u"not now"_s}, .limit = {}, .source = u"core"_s, .age = {}});
        const auto explanation = explain(readBack(record));
        QCOMPARE(explanation.followed, u"rejected"_s);
        QCOMPARE(explanation.followedDetail, u"not now"_s);
        QCOMPARE(explanation.nearest()->verdict, (Verdict{5, Decision::Intervene, Level::Surgical}));
    }

    void anEventOfAnEarlierVersionIsExplainedInPart()
    {
        auto input = inputOf(Severity::P1);
        input.precedents = {matchOf(1, 0.9, 0, Decision::Intervene)};
        auto record = judge(input);
        record.precedents.front().decision.reset();
        const auto explanation = explain(readBack(record));
        QCOMPARE(explanation.missing, QStringList{u"precedent precedent-1"_s});
        QVERIFY(explanation.changes.empty());
        QCOMPARE(explanation.verdict.rule, 3);
    }

    void anythingCanBeExplained()
    {
        const auto explanation = explain(DecisionRecord{});
        QCOMPARE(explanation.rules.size(), std::size_t{6});
        QVERIFY(!explanation.missing.isEmpty());
        QVERIFY(canonical::encode(toJson(explanation)));
    }

    void theAnswerSaysItInWords()
    {
        auto input = inputOf(Severity::P1);
        input.risk = {measured(0.9), measured(11), measured(2), measured(0.95)}; // 0.50 against 0.70
        const auto answer = toJson(explain(judge(input)));
        QVERIFY(canonical::encode(answer));
        QCOMPARE(answer[u"rules"].toArray().size(), std::size_t{6});
        QCOMPARE(
            answer[u"rules"].toArray()[1][u"comparisons"].toArray().front()[u"sentence"].toString(),
            u"risk 0.5 is not more than 0.7"_s);
        QCOMPARE(
            answer[u"nearest"][u"sentence"].toString(),
            u"with coverage 0.899 instead of 0.95 rule 2 would have decided escalate"_s);
    }
};

QTEST_APPLESS_MAIN(TestExplain)
#include "tst_explain.moc"
