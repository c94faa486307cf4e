#include "core/engine/reducer.h"
#include "core/engine/scorefacts.h"
#include "core/engine/views.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A night with a patch that goes back, people who insist and a breaker that opens.
void liveThroughANight(ScriptedWorld& world)
{
    world.metrics.canary.errorShare = 0.05;
    world.metrics.stable.slowShare = 0.2;
    world.raise(u"high"_s, world.clock.now());
    world.runUntil(u"ApprovalRequested"_s, 10);
    world.approve();
    world.runUntil(u"PatchRolledBack"_s, 120);
    for (int again = 0; again < 2; ++again) {
        world.run(3);
        world.send(
            u"patch_submit"_s, Json::object(
                                   {{u"service"_s, u"payments"_s},
                                    {u"diff"_s, world.remedyDiff},
                                    {u"intent"_s, u"once more"_s},
                                    {u"anomaly_id"_s, world.newestAnomaly()->id.value()}}));
        world.runUntil(u"ApprovalRequested"_s, 30);
        world.approve();
        const auto before = world.count(u"PatchRolledBack"_s);
        for (int second = 0; second < 120 && world.count(u"PatchRolledBack"_s) == before; ++second)
            world.run(1);
    }
    world.run(5);
}

engine::Snapshot snapshotOf(const engine::ConsoleState& state)
{
    return {std::make_shared<const engine::ConsoleState>(state), {}};
}

Json principleOf(const Json& view, const QString& name)
{
    for (const auto& row : view[u"principles"].toArray()) {
        if (row[u"principle"].toString() == name)
            return row;
    }
    return {};
}

} // namespace

class ScoreLedgerTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { liveThroughANight(m_world); }

    void theNightHadWhatIsCounted()
    {
        QVERIFY(m_world.count(u"BreakerOpened"_s) > 0);
        QVERIFY(m_world.count(u"CanaryStarted"_s) >= 3);
    }

    void atEveryEventThePastIsAsTheFoldUpToIt()
    {
        auto events = m_world.reader.read(1, 100'000);
        QVERIFY(events);
        const auto whole = snapshotOf(m_world.state());
        engine::ConsoleState past;
        for (std::size_t at = 0; at < events->size(); ++at) {
            engine::apply(past, (*events)[at]);
            const auto moment = (*events)[at].time;
            if (at + 1 < events->size() && (*events)[at + 1].time == moment)
                continue;
            for (const auto window : {Milliseconds{1s}, Milliseconds{60s}, Milliseconds{1h}}) {
                auto told = engine::scoreAt(whole, moment, window);
                for (auto& row : told.principles)
                    row.newest.reset();
                QCOMPARE(told, compliance::score(engine::scoreFacts(past, moment), moment, window));
            }
        }
    }

    void anOldMomentIsAskedForByTheView()
    {
        const auto snapshot = snapshotOf(m_world.state());
        const auto now = m_world.clock.now();
        const auto view = engine::readView(
            snapshot, u"compliance"_s, Json::object({{u"at"_s, toMs(now)}, {u"window"_s, qint64{3'600'000}}}), now);
        QVERIFY(view);
        QCOMPARE((*view)[u"window_ms"].toInteger(), qint64{3'600'000});
        const auto agape = principleOf(*view, u"agape"_s);
        QCOMPARE(agape[u"value"].toDouble(-1), 0.0);
        QCOMPARE(agape[u"lost"].toDouble(-1), 15.0);
        QVERIFY(agape.contains(u"age_ms"));
        QVERIFY(!principleOf(*view, u"aletheia"_s).contains(u"value"));
        const auto before =
            engine::readView(snapshot, u"compliance"_s, Json::object({{u"at"_s, u"2000-01-01T00:00:00Z"_s}}), now);
        QVERIFY(before && !before->contains(u"total"));
    }

    void nonsenseIsRefusedByName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("at") << u"at"_s << u"yesterday"_s;
        QTest::newRow("window") << u"window"_s << u"0"_s;
        QTest::newRow("negative window") << u"window"_s << u"-5"_s;
    }
    void nonsenseIsRefusedByName()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        const auto view = engine::readView(
            snapshotOf(m_world.state()), u"compliance"_s, Json::object({{name, value}}), m_world.clock.now());
        QVERIFY(!view);
        QCOMPARE(view.error().where, name);
    }

    void whatWasVerifiedReachesTheScore()
    {
        m_world.core->noteVerified({.to = m_world.state().seq, .damaged = {}, .trouble = {}});
        const auto score = engine::scoreAt(m_world.core->snapshot(), m_world.clock.now(), 1h);
        const auto& truth = score.principles.back();
        QCOMPARE(truth.principle, compliance::Principle::Aletheia);
        QCOMPARE(truth.value, std::optional{1.0});
        QCOMPARE(truth.denominator, score.principles.front().denominator);
    }

    void competenceIsCounted()
    {
        const auto view = engine::readView(snapshotOf(m_world.state()), u"competence"_s, Json{}, m_world.clock.now());
        QVERIFY(view);
        const auto judged =
            (*view)[u"autonomous"].toInteger() + (*view)[u"assisted"].toInteger() + (*view)[u"deferred"].toInteger();
        QCOMPARE(judged, static_cast<qint64>(m_world.count(u"CompetenceJudged"_s)));
        QVERIFY(!(*view)[u"false_confidence"].contains(u"rate")); // none was autonomous: unmeasured, not 0
        const auto& lessons = (*view)[u"lessons"].toArray();
        QCOMPARE(static_cast<int>(lessons.size()), m_world.count(u"LessonRecorded"_s));
        // The cause names the evidence that failed: the metric, what was measured, and its limit.
        QVERIFY2(
            lessons.front()[u"root_cause"].toString().contains(u"error_rate was 0.05"_s),
            qPrintable(lessons.front()[u"root_cause"].toString()));
    }

private:
    ScriptedWorld m_world;
};

QTEST_GUILESS_MAIN(ScoreLedgerTest)
#include "tst_scoreledger.moc"
