#include "core/sophia/events.h"
#include "core/sophia/judge.h"
#include "core/sophia/reasoning.h"

#include <QTest>

#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::sophia;

namespace {

constexpr Instant now{std::chrono::hours{24 * 1000}};

Anomaly anomalyOf(Severity severity)
{
    Anomaly anomaly;
    anomaly.id = AnomalyId{u"00000010"_s};
    anomaly.type = u"latency_spike"_s;
    anomaly.service = ServiceName{u"payments"_s};
    anomaly.severity = severity;
    anomaly.startsAt = now - 1min;
    anomaly.detectedAt = now;
    return anomaly;
}

JudgeInput inputOf(Severity severity)
{
    JudgeInput input;
    input.anomaly = anomalyOf(severity);
    input.now = now;
    input.policySeq = 12;
    return input;
}

wisdom::Match matchOf(
    double similarity, std::optional<wisdom::Outcome> outcome, Decision decision = Decision::Intervene,
    Level level = Level::Config)
{
    wisdom::Precedent precedent;
    precedent.id = u"%1%2"_s.arg(similarity).arg(outcome ? static_cast<int>(*outcome) : 9);
    precedent.outcome = outcome;
    precedent.decision = decision;
    precedent.level = level;
    precedent.patchId = u"000000aa"_s;
    return {std::make_shared<const wisdom::Precedent>(precedent), similarity};
}

Measured measured(double value)
{
    return Measured{.value = value, .source = u"test"_s, .age = {}};
}

RiskInputs riskOf100()
{
    return {measured(0.8), measured(11), measured(4), measured(0.5)};
}

} // namespace

class TestJudge : public QObject
{
    Q_OBJECT

private slots:
    void transientBoundaries_data()
    {
        QTest::addColumn<int>("similar");
        QTest::addColumn<int>("selfResolved");
        QTest::addColumn<bool>("isOne");
        QTest::newRow("4 of 4 are too few") << 4 << 4 << false;
        QTest::newRow("5 of 5") << 5 << 5 << true;
        QTest::newRow("9 of 10 is not more than 90 %") << 10 << 9 << false;
        QTest::newRow("18 of 20 is not more than 90 %") << 20 << 18 << false;
        QTest::newRow("19 of 20") << 20 << 19 << true;
        QTest::newRow("10 of 11") << 11 << 10 << true;
    }
    void transientBoundaries()
    {
        QFETCH(int, similar);
        QFETCH(int, selfResolved);
        QTEST(isTransient(Similar{similar, selfResolved}, Limits{}), "isOne");
    }

    void impactGolden_data()
    {
        QTest::addColumn<int>("severity");
        QTest::addColumn<double>("users");
        QTest::addColumn<double>("rate");
        QTest::addColumn<int>("impact");
        QTest::newRow("P2, 5000 users") << 2 << 5000.0 << 0.0 << 7000;
        QTest::newRow("P2, 1000 users") << 2 << 1000.0 << 0.0 << 5500;
        QTest::newRow("P2, 100 users") << 2 << 100.0 << 0.0 << 4000;
        QTest::newRow("P1, error rate 0.25") << 1 << 0.0 << 0.25 << 7750;
        QTest::newRow("P1, an error rate above 1 counts as 1") << 1 << 0.0 << 7.0 << 10000;
        QTest::newRow("P0 is capped") << 0 << 5000.0 << 1.0 << 10000;
        QTest::newRow("P3") << 3 << 0.0 << 0.0 << 2000;
    }
    void impactGolden()
    {
        QFETCH(int, severity);
        QFETCH(double, users);
        QFETCH(double, rate);
        const std::map<QString, Json> metrics{{u"affected_users"_s, Json{users}}, {u"error_rate"_s, Json{rate}}};
        QTEST(impactTenThousandths(static_cast<Severity>(severity), metrics), "impact");
    }

    void riskAddsItsFactorsInHundredths()
    {
        QCOMPARE(assessRisk(riskOf100(), Limits{}).totalHundredths, 100);
        // At its limit a factor adds nothing.
        const RiskInputs atLimits{measured(0.7), measured(10), measured(3), measured(0.9)};
        QCOMPARE(assessRisk(atLimits, Limits{}).totalHundredths, 0);
        const RiskInputs three{measured(0.1), measured(11), measured(4), measured(0.89)};
        QCOMPARE(assessRisk(three, Limits{}).totalHundredths, 70);
    }
    void unknownRiskAddsNothingAndIsNamed()
    {
        RiskInputs inputs = riskOf100();
        inputs.coverage.value.reset();
        inputs.complexity.value = std::nan("");
        const auto risk = assessRisk(inputs, Limits{});
        QCOMPARE(risk.totalHundredths, 45);
        QCOMPARE(risk.unknown(), QStringList({u"complexity"_s, u"coverage"_s}));
        QVERIFY(riskText(risk).contains(u"coverage UNKNOWN"_s));
    }
    void complexityIsTheMeanOverFifteen()
    {
        QCOMPARE(complexityShare(4.5), 0.3);
        QCOMPARE(complexityShare(40), 1.0);
    }

    void ruleOneObservesWithTheMeasuredRate()
    {
        auto input = inputOf(Severity::P0);
        input.risk = riskOf100();
        input.similar = {20, 19};
        const auto record = judge(input);
        QCOMPARE(record.rule, 1);
        QCOMPARE(record.decision, Decision::Observe);
        QCOMPARE(record.reviewAt, std::optional{now + 5min});
        QVERIFY2(
            record.reasoning.contains(u"19 of 20"_s) && record.reasoning.contains(u"95 %"_s),
            qPrintable(record.reasoning));
        QVERIFY(record.reasoning.contains(u"5 min"_s));
        QVERIFY(record.wisdomNote.contains(u"Ecclesiastes 3:1"_s));
    }
    void ruleTwoNeedsMoreRiskThanImpact()
    {
        auto input = inputOf(Severity::P1);                                     // impact 0.70
        input.risk = {measured(0.1), measured(11), measured(4), measured(0.5)}; // 0.70
        QCOMPARE(judge(input).rule, 5);
        input.risk = {measured(0.8), measured(11), measured(4), measured(0.9)}; // 0.75
        const auto record = judge(input);
        QCOMPARE(record.rule, 2);
        QCOMPARE(record.decision, Decision::Escalate);
        QVERIFY(record.reasoning.contains(u"0.75"_s) && record.reasoning.contains(u"0.70"_s));
    }
    void ruleThreePrefersASuccessOverANearerFailure()
    {
        auto input = inputOf(Severity::P3);
        input.precedents = {matchOf(0.99, wisdom::Outcome::Rollback), matchOf(0.86, wisdom::Outcome::Success)};
        const auto record = judge(input);
        QCOMPARE(record.rule, 3);
        QCOMPARE(record.decision, Decision::Intervene);
        QCOMPARE(record.precedents.front().outcome, u"success"_s);
    }
    void ruleThreeFitsFromTheThresholdOn()
    {
        auto input = inputOf(Severity::P2);
        input.precedents = {matchOf(0.85, wisdom::Outcome::Success)};
        QCOMPARE(judge(input).rule, 3);
        input.precedents = {matchOf(0.8499, wisdom::Outcome::Success)};
        QCOMPARE(judge(input).rule, 6);
    }
    void ruleThreeTakesTheOwnLevelAboveNinety()
    {
        auto input = inputOf(Severity::P3);
        input.precedents = {matchOf(0.90, wisdom::Outcome::Success)};
        QCOMPARE(judge(input).level, Level::Surgical);
        input.precedents = {matchOf(0.901, wisdom::Outcome::Success)};
        QCOMPARE(judge(input).level, Level::Config);
    }
    void ruleFourNamesTheFailedPrecedent()
    {
        auto input = inputOf(Severity::P1);
        input.precedents = {matchOf(0.9, wisdom::Outcome::Failure)};
        const auto record = judge(input);
        QCOMPARE(record.rule, 4);
        QCOMPARE(record.decision, Decision::Escalate);
        QVERIFY(record.reasoning.contains(record.precedents.front().id.left(12)));
    }
    void precedentsWithoutOutcomeOrOfObserveDoNotCount()
    {
        auto input = inputOf(Severity::P2);
        input.precedents = {
            matchOf(0.99, std::nullopt), matchOf(0.98, wisdom::Outcome::Failure, Decision::Observe),
            matchOf(0.849, wisdom::Outcome::Failure)};
        QCOMPARE(judge(input).rule, 6);
    }
    void ruleFiveIntervenesSurgically()
    {
        const auto record = judge(inputOf(Severity::P1));
        QCOMPARE(record.rule, 5);
        QCOMPARE(record.level, Level::Surgical);
        QVERIFY(!record.reviewAt);
    }
    void ruleSixObservesForTenMinutes()
    {
        const auto record = judge(inputOf(Severity::P2));
        QCOMPARE(record.rule, 6);
        QCOMPARE(record.reviewAt, std::optional{now + 10min});
        QCOMPARE(record.policySeq, qint64{12});
    }
    void theSameDecisionAgainIsARepetition()
    {
        auto input = inputOf(Severity::P2);
        input.anomaly.decisions.push_back(judge(input));
        QVERIFY(judge(input).repeated);
        input.anomaly.severity = Severity::P1;
        QVERIFY(!judge(input).repeated);
    }

    void similarCountsClosedEpisodesOfTheWindow()
    {
        Episodes episodes;
        const auto add = [&episodes](const QString& id, std::optional<Instant> resolved, const QString& service) {
            auto anomaly = anomalyOf(Severity::P2);
            anomaly.id = AnomalyId{id};
            anomaly.service = ServiceName{service};
            anomaly.resolvedAt = resolved;
            anomaly.withoutIntervention = id != u"b"_s;
            episodes.note(anomaly);
        };
        constexpr auto window = std::chrono::hours{24 * 28};
        add(u"a"_s, now - 1h, u"payments"_s);
        add(u"b"_s, now - 2h, u"payments"_s);
        add(u"open"_s, std::nullopt, u"payments"_s);
        add(u"old"_s, now - window, u"payments"_s);
        add(u"other"_s, now - 1h, u"search"_s);
        add(u"00000010"_s, now, u"payments"_s); // the present one
        QCOMPARE(countSimilar(episodes, anomalyOf(Severity::P2), now, window), (Similar{2, 1}));
    }

    void theCountOfEpisodesIsTheCountOfAWalk()
    {
        std::mt19937 random(7);
        const auto below = [&random](int bound) { return static_cast<int>(random() % static_cast<unsigned>(bound)); };
        Episodes episodes;
        std::map<int, Anomaly> all;
        for (int turn = 0; turn < 5'000; ++turn) {
            // Many end at the same moment, some are noted again as they were, some otherwise.
            const int number = below(1'500);
            auto& anomaly = all.try_emplace(number, anomalyOf(Severity::P2)).first->second;
            anomaly.id = AnomalyId{QString::number(number)};
            anomaly.resolvedAt = below(4) > 0 ? std::optional{now - below(60) * 1min} : std::nullopt;
            anomaly.withoutIntervention = below(2) == 0;
            episodes.note(anomaly);
        }
        const auto copied = episodes;
        auto present = all.begin()->second;
        for (const auto window : {0min, 1min, 17min, 59min, 2h + 0min}) {
            Similar walked;
            for (const auto& [number, anomaly] : all) {
                if (anomaly.id == present.id || !anomaly.resolvedAt || *anomaly.resolvedAt <= now - window)
                    continue;
                ++walked.total;
                walked.selfResolved += anomaly.withoutIntervention ? 1 : 0;
            }
            QCOMPARE(countSimilar(episodes, present, now, window), walked);
        }
        present.resolvedAt.reset();
        for (auto& [number, anomaly] : all) {
            anomaly.resolvedAt.reset();
            episodes.note(anomaly);
        }
        QCOMPARE(countSimilar(episodes, present, now, 2h), (Similar{0, 0}));
        QVERIFY(countSimilar(copied, present, now, 2h).total > 100);
    }
};

QTEST_APPLESS_MAIN(TestJudge)
#include "tst_judge.moc"
