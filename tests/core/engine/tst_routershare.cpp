// What the core makes of a router that counts no requests, and of weights that somebody else changed.
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::test;

namespace {

bool reachTraffic(ScriptedWorld& world)
{
    world.metrics.stable.slowShare = 0.2;
    world.raise(u"high"_s, world.clock.now());
    return world.runUntil(u"ApprovalRequested"_s, 60) && !world.approve() && world.runUntil(u"TrafficConfirmed"_s, 60);
}

std::optional<Json> newest(const ScriptedWorld& world, const QString& kind)
{
    const auto events = world.store.events();
    for (auto at = events.rbegin(); at != events.rend(); ++at) {
        if (at->kind == kind)
            return at->payload;
    }
    return {};
}

} // namespace

class TestRouterShare : public QObject
{
    Q_OBJECT

private slots:
    void withoutCountersTheShareIsMeasuredInPrometheus()
    {
        ScriptedWorld world;
        world.router.split.requests.reset();
        QVERIFY(reachTraffic(world));
        std::optional<Json> payload;
        for (int second = 0; second < 200 && !(payload && payload->contains(u"share")); ++second) {
            world.run(1);
            payload = newest(world, u"TrafficConfirmed"_s);
        }
        QVERIFY(payload->contains(u"share"));
        QCOMPARE(payload->number(u"share"), std::optional{(*payload)[u"percent"].toDouble() / 100});
        QVERIFY((*payload)[u"requests"].toDouble() >= 500);
    }

    void withoutCountersAWrongShareIsNotConfirmed()
    {
        ScriptedWorld world;
        world.router.split.requests.reset();
        QVERIFY(reachTraffic(world));
        for (int second = 0; second < 200 && world.count(u"TrafficUnconfirmed"_s) == 0; ++second) {
            world.metrics.canary.requests += 100; // the mesh sends it three times what was decided
            world.run(1);
        }
        const auto payload = newest(world, u"TrafficUnconfirmed"_s);
        QVERIFY(payload);
        const auto reason = (*payload)[u"reason"].toString();
        QVERIFY2(reason.endsWith(u", not %1 %"_s.arg((*payload)[u"percent"].toInteger())), qPrintable(reason));
    }

    void whoChangedTheWeightsIsNamedAndTheyAreSetAgain()
    {
        ScriptedWorld world;
        QVERIFY(reachTraffic(world));
        world.router.split.canaryPercent = 50;
        world.router.split.setBy = u"argocd-controller"_s;
        QVERIFY(world.runUntil(u"TrafficUnconfirmed"_s, 60));
        const auto payload = newest(world, u"TrafficUnconfirmed"_s);
        QCOMPARE((*payload)[u"reason"].toString(), u"the weights were changed by argocd-controller: 50 %, not 10 %"_s);
        QCOMPARE(payload->integer(u"read_back"), std::optional<qint64>{50});
        world.run(2);
        QCOMPARE(world.router.split.canaryPercent, 10);
        QVERIFY(!world.newestCanary()->trafficTrouble);
    }
};

QTEST_GUILESS_MAIN(TestRouterShare)
#include "tst_routershare.moc"
