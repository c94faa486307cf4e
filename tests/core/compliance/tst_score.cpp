#include "core/compliance/score.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace penelope;
using namespace penelope::compliance;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class ScoreTest : public QObject
{
    Q_OBJECT

    const Instant m_now = instantFromMs(1'700'000'000'000);

    /// Everything at its "good" mark.
    Facts good() const
    {
        Facts facts;
        for (int index = 0; index < 10; ++index) {
            const auto decision = index < 8 ? Decision::Observe : index == 8 ? Decision::Escalate : Decision::Intervene;
            facts.decisions.push_back({m_now - 1min, decision, false});
        }
        facts.patches.push_back({m_now - 1min, 5});
        facts.finished.push_back({m_now - 1min, true});
        facts.deployments.push_back({m_now - 1min, true});
        facts.breakersKnown = 3;
        facts.entriesVerified = facts.entriesCounted = 10;
        return facts;
    }

private slots:
    void everyMarkIsHit_data()
    {
        QTest::addColumn<int>("principle");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("points");
        const auto row = [](const char* name, Principle principle, double value, double points) {
            QTest::newRow(name) << static_cast<int>(principle) << value << points;
        };
        row("sophia 0.25", Principle::Sophia, 0.25, 25);
        row("sophia 0.65", Principle::Sophia, 0.65, 75);
        row("sophia above", Principle::Sophia, 1, 100);
        row("praotes below", Principle::Praotes, 0, 100);
        row("praotes 10", Principle::Praotes, 10, 75);
        row("praotes 20", Principle::Praotes, 20, 25);
        row("praotes above", Principle::Praotes, 100, 0);
        row("humility none", Principle::Tapeinophrosyne, 0, 0);
        row("humility plateau", Principle::Tapeinophrosyne, 0.15, 100);
        row("humility 0.35", Principle::Tapeinophrosyne, 0.35, 75);
        row("humility all", Principle::Tapeinophrosyne, 1, 0);
        row("prudence", Principle::Prudence, 0.25, 75);
        row("agape 0.7", Principle::Agape, 0.7, 50);
        row("agape 0.85", Principle::Agape, 0.85, 75);
        row("sabbath", Principle::Sabbath, 0.5, 50);
        row("not a number", Principle::Sophia, std::numeric_limits<double>::quiet_NaN(), 0);
    }
    void everyMarkIsHit()
    {
        QFETCH(int, principle);
        QFETCH(double, value);
        QFETCH(double, points);
        QVERIFY(std::abs(compliance::points(static_cast<Principle>(principle), value) - points) < 1e-9);
    }

    void allGoodIsAHundred()
    {
        const auto result = score(good(), m_now, 1h);
        QCOMPARE(result.measuredWeight, 100);
        QVERIFY(result.total);
        QCOMPARE(*result.total, 100.0);
        QCOMPARE(result.low, 100.0);
        QCOMPARE(result.high, 100.0);
        QCOMPARE(result.standing, Standing::Good);
    }

    void nothingMeasuredIsNoScore()
    {
        const auto result = score({}, m_now, 1h);
        QVERIFY(!result.total);
        QCOMPARE(result.measuredWeight, 0);
        QCOMPARE(result.low, 0.0);
        QCOMPARE(result.high, 100.0);
        QCOMPARE(result.standing, Standing::Unmeasured);
    }

    void whatIsNotMeasuredWidensTheRange()
    {
        auto facts = good();
        facts.finished.clear();
        facts.deployments.clear();
        const auto result = score(facts, m_now, 1h);
        QCOMPARE(result.measuredWeight, 75);
        QCOMPARE(*result.total, 100.0);
        QCOMPARE(result.low, 75.0);
        QCOMPARE(result.high, 100.0);
        QCOMPARE(result.standing, Standing::Caution);
    }

    void theWindowIsLeftOpen()
    {
        Facts facts;
        facts.decisions = {
            {m_now - 1h, Decision::Observe, false},
            {m_now - 1h + 1ms, Decision::Escalate, false},
            {m_now, Decision::Observe, false},
            {m_now + 1ms, Decision::Observe, false}};
        const auto result = score(facts, m_now, 1h);
        QCOMPARE(result.principles.front().denominator, qint64{2});
        QCOMPARE(result.principles.front().numerator, qint64{1});
    }

    void aLookAgainIsCountedOnce()
    {
        Facts facts;
        facts.decisions = {{m_now, Decision::Observe, false}, {m_now, Decision::Observe, true}};
        QCOMPARE(score(facts, m_now, 1h).principles.front().denominator, qint64{1});
    }

    void theMeanOfLinesIsMeasured()
    {
        Facts facts;
        facts.patches = {{m_now, 10}, {m_now, 20}};
        const auto row = score(facts, m_now, 1h).principles[1];
        QCOMPARE(*row.value, 15.0);
        QCOMPARE(*row.points, 7.5);
    }

    void strangeInputsGiveNoNaN()
    {
        Facts facts = good();
        facts.breakersKnown = 0;
        facts.breakersOpen = 5;
        facts.entriesCounted = -1;
        const auto result = score(facts, m_now, -1h);
        QVERIFY(std::isfinite(result.points) && std::isfinite(result.low) && std::isfinite(result.high));
        QVERIFY(!result.total);
    }
};

QTEST_GUILESS_MAIN(ScoreTest)
#include "tst_score.moc"
