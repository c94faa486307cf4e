// The same past under another policy: what would have been decided otherwise, with both reasons.
#include "core/engine/whatif.h"
#include "core/sophia/events.h"
#include "core/sophia/explain.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

void tellApproval(ScriptedWorld& world)
{
    world.metrics.stable.slowShare = 0.2;
    world.raise(u"high"_s, world.clock.now());
    QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
}

engine::WhatIf asked(ScriptedWorld& world, const engine::PolicySettings& settings)
{
    const auto answer = engine::whatIf(world.reader, settings, std::nullopt, std::nullopt);
    return answer ? *answer : engine::WhatIf{};
}

/// The story `regression`: the patch makes requests fail and goes back, a person insists twice, and the third failure
/// opens the breaker. Where Sophia proposes nothing, the person begins. Inputs are the same in every run.
void tellRegression(ScriptedWorld& world)
{
    world.metrics.stable.slowShare = 0.2;
    world.metrics.canary.errorShare = 0.05;
    world.raise(u"high"_s, world.clock.now());
    QVERIFY(world.runUntil(u"DecisionMade"_s, 10));
    for (int failure = 1; failure <= 3; ++failure) {
        world.run(5);
        if (world.count(u"PatchProposed"_s) < failure)
            QVERIFY(!world.send(
                u"patch_submit"_s, Json::object(
                                       {{u"service"_s, u"payments"_s},
                                        {u"diff"_s, world.remedyDiff},
                                        {u"intent"_s, u"once more"_s},
                                        {u"anomaly_id"_s, world.newestAnomaly()->id.value()}})));
        for (int second = 0; second < 60 && world.count(u"ApprovalRequested"_s) < failure; ++second)
            world.run(1);
        QVERIFY(!world.approve());
        for (int second = 0; second < 150 && world.count(u"PatchRolledBack"_s) < failure; ++second)
            world.run(1);
        QCOMPARE(world.count(u"PatchRolledBack"_s), failure);
    }
    world.run(5);
    QCOMPARE(world.count(u"BreakerOpened"_s), 1);
}

void setPolicy(ScriptedWorld& world, const engine::PolicySettings& settings)
{
    for (const auto& [key, value] : settings)
        QVERIFY(!world.send(
            u"policy_set"_s,
            Json::object({{u"key"_s, key}, {u"value"_s, value}, {u"reason"_s, u"another tolerance"_s}}), u"core"_s));
}

/// What the table decided, in order, with the reason; and why people were asked.
struct Judgements
{
    std::vector<qint64> seqs;
    QStringList decisions;
    QStringList reasons;
    std::vector<qint64> requestSeqs;
    QStringList triggers;
};

Judgements judgementsOf(const ScriptedWorld& world)
{
    Judgements all;
    for (const auto& event : world.store.events()) {
        if (event.kind == "ApprovalRequested"_L1) {
            all.requestSeqs.push_back(event.seq);
            all.triggers << stringList(event.payload[u"triggers"]).join(u", "_s);
        }
        if (event.kind != "DecisionMade"_L1)
            continue;
        const auto record = sophia::decisionFrom(event.payload);
        if (sophia::isFollowed(record))
            continue;
        const bool acts = record.decision == Decision::Intervene;
        all.seqs.push_back(event.seq);
        all.decisions
            << (acts ? u"intervene, level %1"_s.arg(static_cast<int>(record.level)) : toWord(record.decision));
        all.reasons << record.reasoning;
    }
    return all;
}

/// The places at which two runs decided otherwise.
std::vector<qsizetype> differences(const QStringList& one, const QStringList& other)
{
    std::vector<qsizetype> places;
    for (qsizetype at = 0; at < one.size(); ++at) {
        if (one[at] != other.value(at))
            places.push_back(at);
    }
    return places;
}

std::vector<engine::Otherwise> ofStage(const engine::WhatIf& answer, QLatin1String stage)
{
    std::vector<engine::Otherwise> all;
    for (const auto& each : answer.otherwise) {
        if (each.stage == stage)
            all.push_back(each);
    }
    return all;
}

} // namespace

class TestWhatIf : public QObject
{
    Q_OBJECT

private slots:
    void thePolicyInForceChangesNothing()
    {
        ScriptedWorld world;
        tellApproval(world);
        const auto& settings = world.state().policy.settings;
        for (const auto& [name, setting] : settings.asKeyValueRange()) {
            const auto answer = asked(world, {{name, setting.value}});
            QVERIFY2(answer.otherwise.empty(), qPrintable(name));
            QCOMPARE(answer.judged, 3); // a decision, a patch, a request
            QCOMPARE(answer.incomplete, 0);
        }
    }

    void aLowerImpactWouldHaveEscalated()
    {
        ScriptedWorld world;
        tellApproval(world);
        const auto answer = asked(world, {{u"sophia.impact_p1"_s, Json{0.0}}, {u"sophia.coverage"_s, Json{1.0}}});
        const auto decision = std::find_if(answer.otherwise.begin(), answer.otherwise.end(), [](const auto& each) {
            return each.stage == "decision"_L1;
        });
        QVERIFY(decision != answer.otherwise.end());
        QCOMPARE(
            decision->was,
            u"intervene, level 2"_s.replace(
                u'2', QString::number(static_cast<int>(world.newestAnomaly()->decisions.front().level))));
        QCOMPARE(decision->would, u"escalate"_s);
        QCOMPARE(decision->reasonWas, world.newestAnomaly()->decisions.front().reasoning);
        QVERIFY(!decision->reasonWould.isEmpty() && decision->reasonWould != decision->reasonWas);
        QCOMPARE(decision->seq, world.newestAnomaly()->decisions.front().seq);
    }

    void aFreshRunUnderAnotherRiskToleranceDecidesWhatIsListed_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value");
        QTest::addColumn<bool>("decides");
        QTest::newRow("no risk is worth it") << u"sophia.impact_p1"_s << 0.0 << true;
        QTest::newRow("any doubt asks") << u"approval.confidence"_s << 0.0 << false;
    }
    void aFreshRunUnderAnotherRiskToleranceDecidesWhatIsListed()
    {
        QFETCH(const QString, key);
        QFETCH(const double, value);
        QFETCH(const bool, decides);
        // What is covered a little less than wholly is a risk, in both runs.
        const engine::PolicySettings usual{{u"sophia.coverage"_s, Json{1.0}}};
        const engine::PolicySettings other{{key, Json{value}}};
        ScriptedWorld told;
        setPolicy(told, usual);
        tellRegression(told);
        ScriptedWorld fresh;
        setPolicy(fresh, usual);
        setPolicy(fresh, other);
        tellRegression(fresh);

        const auto answer = asked(told, other);
        QCOMPARE(answer.incomplete, 0);
        const auto was = judgementsOf(told);
        const auto would = judgementsOf(fresh);
        QCOMPARE(would.decisions.size(), was.decisions.size());
        QCOMPARE(would.triggers.size(), was.triggers.size());

        const auto decisions = ofStage(answer, "decision"_L1);
        const auto otherwise = differences(was.decisions, would.decisions);
        QCOMPARE(!otherwise.empty(), decides);
        QCOMPARE(decisions.size(), otherwise.size());
        for (std::size_t at = 0; at < decisions.size(); ++at) {
            QCOMPARE(decisions[at].seq, was.seqs[static_cast<std::size_t>(otherwise[at])]);
            QCOMPARE(decisions[at].was, was.decisions[otherwise[at]]);
            QCOMPARE(decisions[at].would, would.decisions[otherwise[at]]);
            QCOMPARE(decisions[at].reasonWould, would.reasons[otherwise[at]]);
        }

        const auto requests = ofStage(answer, "approval"_L1);
        const auto otherwiseAsked = differences(was.triggers, would.triggers);
        QCOMPARE(!otherwiseAsked.empty(), !decides);
        QCOMPARE(requests.size(), otherwiseAsked.size());
        for (std::size_t at = 0; at < requests.size(); ++at) {
            QCOMPARE(requests[at].seq, was.requestSeqs[static_cast<std::size_t>(otherwiseAsked[at])]);
            QVERIFY(requests[at].reasonWould.endsWith(would.triggers[otherwiseAsked[at]]));
        }
        QCOMPARE(answer.otherwise.size(), decisions.size() + requests.size());
    }

    void aStricterPatchLimitWouldHaveRefused()
    {
        ScriptedWorld world;
        tellApproval(world);
        const auto answer = asked(world, {{u"praotes.lines"_s, Json{1}}});
        const auto gentle = std::find_if(answer.otherwise.begin(), answer.otherwise.end(), [](const auto& each) {
            return each.stage == "gentleness"_L1;
        });
        QVERIFY(gentle != answer.otherwise.end());
        QCOMPARE(gentle->was, u"approved"_s);
        QCOMPARE(gentle->would, u"too_invasive"_s);
        QVERIFY(gentle->reasonWould.contains(u"over the limit: lines"_s));
        // A patch that is not gentle makes a person be asked for that too.
        QVERIFY(std::any_of(answer.otherwise.begin(), answer.otherwise.end(), [](const auto& each) {
            return each.stage == "approval"_L1 && each.reasonWould.contains(u"praotes"_s);
        }));
    }

    void theRangeIsOpenAtItsBeginning()
    {
        ScriptedWorld world;
        tellApproval(world);
        const auto at = world.newestAnomaly()->decisions.front().at;
        const engine::PolicySettings settings{{u"sophia.impact_p1"_s, Json{0.0}}, {u"sophia.coverage"_s, Json{1.0}}};
        QCOMPARE(engine::whatIf(world.reader, settings, at, std::nullopt)->judged, 0);
        QCOMPARE(engine::whatIf(world.reader, settings, at - 1ms, at)->judged, 3);
        QCOMPARE(engine::whatIf(world.reader, settings, at, at - 1s).error().code, ErrorCode::Malformed);
    }

    void aPastInMemoryAnswersTheSame()
    {
        ScriptedWorld world;
        tellApproval(world);
        const engine::PolicySettings settings{{u"praotes.lines"_s, Json{1}}};
        const auto past =
            engine::readPast(world.reader, {.from = world.store.events().front().time - 1ms, .to = world.clock.now()});
        QVERIFY(past);
        QCOMPARE(engine::whatIf(*past, settings), asked(world, settings));
    }

    void whatFollowedFromAPatchIsNotJudgedAgain()
    {
        ScriptedWorld world;
        tellApproval(world);
        const auto approval = world.newestApproval();
        QVERIFY(!world.send(
            u"reject"_s,
            Json::object(
                {{u"id"_s, approval->id.value()},
                 {u"version"_s, approval->version},
                 {u"diff_sha256"_s, approval->diffSha256},
                 {u"reason"_s, u"not now"_s}}),
            u"operator/bruno"_s));
        QCOMPARE(asked(world, {{u"praotes.lines"_s, Json{25}}}).followed, 1);
    }

    void aKeyOfALaterVersionHadItsDefault()
    {
        ScriptedWorld world;
        tellApproval(world);
        auto past =
            *engine::readPast(world.reader, {.from = world.store.events().front().time - 1ms, .to = world.clock.now()});
        std::erase_if(past.events, [](const auto& event) {
            return event.kind == "PolicyChanged"_L1 && event.payload[u"key"].toString() == "praotes.weight_lines"_L1;
        });
        const auto answer = engine::whatIf(past, {{u"praotes.lines"_s, Json{25}}});
        QVERIFY(answer.otherwise.empty());
        QCOMPARE(answer.judged, 3);
    }

    void aKeyThatNothingLooksAtIsNamed()
    {
        ScriptedWorld world;
        QCOMPARE(asked(world, {{u"canary.watch"_s, Json{70'000}}}).without, QStringList{u"canary.watch"_s});
    }

    void anUnknownKeyOrAWrongValueIsRefused()
    {
        ScriptedWorld world;
        const auto unknown = engine::whatIf(world.reader, {{u"moon.phase"_s, Json{1}}}, std::nullopt, std::nullopt);
        QVERIFY(!unknown);
        QVERIFY(unknown.error().message.contains(u"moon.phase"_s));
        QVERIFY(!engine::checkSettings({{u"praotes.lines"_s, Json{u"many"_s}}}));
        QVERIFY(engine::checkSettings({{u"praotes.lines"_s, Json{30}}}));
    }
};

QTEST_GUILESS_MAIN(TestWhatIf)
#include "tst_whatif.moc"
