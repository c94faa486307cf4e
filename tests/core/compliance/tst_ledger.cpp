#include "core/compliance/ledger.h"

#include <QTest>

#include <random>

using namespace penelope;
using namespace penelope::compliance;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

const Instant t0 = instantFromMs(1'700'000'000'000);

const PrincipleScore& rowOf(const Score& score, Principle principle)
{
    return *std::find_if(score.principles.begin(), score.principles.end(), [principle](const PrincipleScore& row) {
        return row.principle == principle;
    });
}

/// The same facts as a list and as a ledger.
struct World
{
    Facts facts;
    Ledger ledger;
    std::vector<std::pair<Instant, qint64>> seqs; ///< of the fresh decisions
    qint64 seq = 0;

    void decide(Instant at, Decision decision, bool repeated)
    {
        ++seq;
        facts.decisions.push_back({at, decision, repeated});
        if (repeated)
            return;
        seqs.emplace_back(at, seq);
        ledger.decisions.add(at, seq, decision == Decision::Observe, decision == Decision::Escalate);
    }
    void propose(Instant at, int lines)
    {
        facts.patches.push_back({at, lines});
        ledger.patches.add(at, ++seq, lines);
    }
    void finish(Instant at, bool success)
    {
        facts.finished.push_back({at, success});
        ledger.finished.add(at, ++seq, success);
    }
    void deploy(Instant at, bool respected)
    {
        facts.deployments.push_back({at, respected});
        ledger.deployments.add(at, ++seq, respected);
    }
    void act(std::mt19937& random, Instant at)
    {
        const auto dice = [&random](unsigned sides) { return static_cast<int>(random() % sides); };
        switch (dice(4)) {
        case 0: decide(at, static_cast<Decision>(dice(3)), dice(4) == 0); break;
        case 1: propose(at, dice(60)); break;
        case 2: finish(at, dice(3) > 0); break;
        default: deploy(at, dice(5) > 0); break;
        }
    }
};

Score withoutAges(Score score)
{
    for (auto& row : score.principles)
        row.newest.reset();
    return score;
}

} // namespace

class LedgerTest : public QObject
{
    Q_OBJECT

private slots:
    void anyMomentAndWindowIsExact_data()
    {
        QTest::addColumn<int>("seed");
        QTest::addColumn<bool>("steps");
        for (int seed = 1; seed <= 5; ++seed) {
            QTest::addRow("seed %d", seed) << seed << false;
            QTest::addRow("seed %d, the clock steps back", seed) << seed << true;
        }
    }
    void anyMomentAndWindowIsExact()
    {
        QFETCH(int, seed);
        QFETCH(bool, steps);
        std::mt19937 random(static_cast<unsigned>(seed));
        World world;
        std::vector<Instant> moments;
        auto at = t0;
        for (int event = 0; event < 1500; ++event) {
            at += Milliseconds{random() % 120'000};
            if (steps && event % 400 == 399)
                at -= 30min;
            world.act(random, at);
            moments.push_back(at);
        }
        for (int question = 0; question < 400; ++question) {
            // Often exactly at a fact, or one millisecond beside it.
            const auto to = moments[random() % moments.size()] + Milliseconds{static_cast<int>(random() % 3) - 1};
            const auto from = moments[random() % moments.size()] + Milliseconds{static_cast<int>(random() % 3) - 1};
            const auto window = std::chrono::abs(to - from);
            QCOMPARE(withoutAges(score(world.ledger, {}, to, window)), score(world.facts, to, window));
        }
    }

    void theWindowIsOpenOnTheLeft()
    {
        World world;
        world.decide(t0 - 1h, Decision::Observe, false);
        world.decide(t0 - 1h + 1ms, Decision::Escalate, false);
        world.decide(t0, Decision::Observe, false);
        world.decide(t0 + 1ms, Decision::Observe, false);
        const auto row = rowOf(score(world.ledger, {}, t0, 1h), Principle::Sophia);
        QCOMPARE(row.denominator, qint64{2});
        QCOMPARE(row.numerator, qint64{1});
        QCOMPARE(row.newest, std::optional{t0});
    }

    void prudenceIsTheStateAtTheMoment()
    {
        Ledger ledger;
        ledger.known.add(t0, 1, 1);
        ledger.known.add(t0 + 1min, 2, 1);
        ledger.open.add(t0 + 2min, 3, 1);
        ledger.open.add(t0 + 9min, 4, -1);
        ledger.known.add(t0 + 10min, 5, -1);
        const auto value = [&ledger](Milliseconds after) {
            return rowOf(score(ledger, {}, t0 + after, 1min), Principle::Prudence).value;
        };
        QCOMPARE(value(-1ms), std::optional<double>{});
        QCOMPARE(value(0ms), std::optional{0.0});
        QCOMPARE(value(2min), std::optional{0.5});
        QCOMPARE(value(9min - 1ms), std::optional{0.5});
        QCOMPARE(value(9min), std::optional{0.0});
        QCOMPARE(rowOf(score(ledger, {}, t0 + 20min, 1min), Principle::Prudence).denominator, qint64{1});
        QCOMPARE(rowOf(score(ledger, {}, t0 + 20min, 1min), Principle::Prudence).newest, std::optional{t0 + 10min});
    }

    void truthIsWhatWasLookedAt()
    {
        World world;
        for (int decision = 0; decision < 10; ++decision)
            world.decide(t0 + Milliseconds{decision}, Decision::Observe, false); // seq 1 to 10
        const auto truth = [&world](const Verified& verified) {
            return rowOf(score(world.ledger, verified, t0 + 1h, 2h), Principle::Aletheia);
        };
        QVERIFY(!truth({}).value);
        QCOMPARE(truth({.to = 8, .damaged = {}, .trouble = {}}).value, std::optional{1.0});
        QCOMPARE(truth({.to = 8, .damaged = {}, .trouble = {}}).denominator, qint64{8});
        QCOMPARE(truth({.to = 8, .damaged = {}, .trouble = {}}).newest, std::optional{t0 + 7ms});
        QCOMPARE(truth({.to = 10, .damaged = {{3, 4}, {10, 20}}, .trouble = {}}).value, std::optional{0.7});
        QCOMPARE(truth({.to = 10, .damaged = {{1, 100}}, .trouble = {}}).value, std::optional{0.0});
        // Damage outside of the window costs nothing.
        const auto late = rowOf(
            score(world.ledger, {.to = 10, .damaged = {{1, 4}}, .trouble = {}}, t0 + 9ms, 2ms), Principle::Aletheia);
        QCOMPARE(late.value, std::optional{1.0});
        QCOMPARE(late.denominator, qint64{2});
    }

    void scoresAreBetweenZeroAndAHundred()
    {
        std::mt19937 random(7);
        for (int world = 0; world < 50; ++world) {
            World some;
            for (int event = 0; event < static_cast<int>(random() % 40); ++event)
                some.act(random, t0 + Milliseconds{event * 1000});
            const auto result = score(some.ledger, {.to = 20, .damaged = {{3, 9}}, .trouble = {}}, t0 + 1h, 2h);
            QVERIFY(result.low >= 0 && result.low <= result.high && result.high <= 100);
            QVERIFY(!result.total || (*result.total >= 0 && *result.total <= 100));
            QVERIFY(result.total.has_value() == (result.measuredWeight > 0));
            QCOMPARE(result.standing == Standing::Good, result.total && result.low > 90);
        }
    }

    void copiesDoNotSeeWhatComesLater()
    {
        Ledger ledger;
        for (int at = 0; at < 300; ++at)
            ledger.patches.add(t0 + Milliseconds{at}, at, 1);
        const auto copy = ledger;
        ledger.patches.add(t0 + 1s, 300, 5);
        QCOMPARE(copy.patches.within(t0 - 1h, t0 + 1h).count, qint64{300});
        QCOMPARE(ledger.patches.within(t0 - 1h, t0 + 1h).first, qint64{305});
        QVERIFY(!(copy == ledger));
    }
};

QTEST_GUILESS_MAIN(LedgerTest)
#include "tst_ledger.moc"
