#include "core/canary/judge/vectors.h"
#include "core/canary/retrial.h"
#include "tests/core/canary/world.h"

#include <QJsonArray>

#include <algorithm>

using namespace penelope;
using namespace penelope::canary;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A canary led by the judge of evidence: well for its first step, then it fails more than it did, below the limit.
World leakingWorld()
{
    World world;
    world.policy.settings[u"canary.judge"_s].value = u"sequential"_s;
    auto metrics = World::metrics();
    metrics.front().weight = 1.0;
    world.commit(create({CanaryId{u"0000000a"_s}, PatchId{u"p"_s}, ServiceName{u"payments"_s}, metrics}, world.policy));
    world.commit(canary::start(world.canary, u"c0ffee"_s));
    world.confirm();
    const auto look = [&world](double failures) {
        world.look(world.interval(Counts{1800, 0, {}}, Counts{200, failures, {}}));
    };
    while (world.canary.step() == 1 && world.log.size() < 300)
        look(0);
    world.confirm();
    while (world.canary.status == canary::Status::Running && world.log.size() < 300)
        look(2);
    return world;
}

QStringList writtenBy(const World& world)
{
    QStringList all;
    for (const auto& analysis : world.canary.analyses)
        all.append(toWord(analysis->verdict) + u'/' + analysis->rule);
    return all;
}

} // namespace

class RetrialTest : public QObject
{
    Q_OBJECT

private slots:
    void theSameJudgeSaysTheSame()
    {
        const auto world = leakingWorld();
        QCOMPARE(world.canary.status, canary::Status::RollingBack);

        const auto again = judgeAgain(world.log, u"sequential"_s, world.policy);

        QVERIFY(again);
        QStringList said;
        for (const auto& one : again->said)
            said.append(toWord(one.verdict) + u'/' + one.rule);
        QCOMPARE(said, writtenBy(world));
        QCOMPARE(again->said.back().verdict, Verdict::Rollback);
        QVERIFY(again->said.back().acts);
        QVERIFY(again->said.back().text.contains(u"error_rate"_s));
        QVERIFY(again->said.back().failures >= 5);
    }

    void anotherJudgeIsBlindBelowItsLimit()
    {
        const auto world = leakingWorld();

        const auto plain = judgeAgain(world.log, u"thresholds"_s, world.policy);

        QVERIFY(plain);
        QVERIFY(std::none_of(
            plain->said.begin(), plain->said.end(), [](const Said& one) { return one.verdict == Verdict::Rollback; }));
        // One promotion of the first step, though the journal's canary stayed in it for a while after.
        const auto promotions = std::count_if(plain->said.begin(), plain->said.end(), [](const Said& one) {
            return one.acts && one.step == 1 && one.verdict == Verdict::Promote;
        });
        QCOMPARE(promotions, 1);
    }

    void aCanaryIsAVectorToo()
    {
        const auto world = leakingWorld();

        const auto vector = vectorOf(world.log);

        QVERIFY(vector);
        const auto answer = judge::judgeIntervals(*vector, u"sequential"_s);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        auto said = QStringList{};
        for (const auto& one : (*answer)[u"verdicts"].toArray())
            said.append(one.toString().toLower());
        QCOMPARE(said, writtenBy(world));
    }

    void whatIsNoCanaryIsRefused()
    {
        const auto world = leakingWorld();
        QVERIFY(!judgeAgain({}, u"sequential"_s, world.policy));
        QVERIFY(!vectorOf({}));
        const auto unknown = judgeAgain(world.log, u"dice"_s, world.policy);
        QVERIFY(!unknown);
        QVERIFY(unknown.error().message.contains(u"dice"_s));
    }
};

QTEST_GUILESS_MAIN(RetrialTest)
#include "tst_retrial.moc"
