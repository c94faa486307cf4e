// The same past under another policy: what would have been decided otherwise, with both reasons.
#include "core/engine/whatif.h"
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
