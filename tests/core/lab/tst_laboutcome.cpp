// links: penelope-lab-parts
#include "app/lab/canaryoutcome.h"

#include <QTest>

#include <algorithm>

using namespace penelope;
using namespace penelope::lab;
using namespace Qt::Literals::StringLiterals;

namespace {

bool holds(Scenario scenario, const Facts::Canary& canary)
{
    Facts facts;
    facts.canaries.push_back(canary);
    const auto checks = canaryChecks(scenario, facts);
    return std::all_of(checks.begin(), checks.end(), [](const Check& check) { return check.holds; });
}

Facts::Canary rolledBack(const QString& code, int percent)
{
    Facts::Canary canary;
    canary.steps = percent > 10 ? 2 : 1;
    canary.percent = canary.rollbackPercent = percent;
    canary.rollbackCode = code;
    canary.backConfirmed = true;
    canary.status = u"failed"_s;
    return canary;
}

Facts::Canary lostCanary()
{
    auto canary = rolledBack(u"canary_absent"_s, 10);
    canary.verdicts = {{u"hold/5"_s, 11}, {u"rollback/5"_s, 1}};
    canary.missingFrom = instantFromMs(100'000);
    canary.rollbackAt = instantFromMs(112'300);
    canary.stepsWhenMissing = 1;
    return canary;
}

Facts::Canary leakingCanary()
{
    auto canary = rolledBack(u"evidence"_s, 25);
    canary.verdicts = {{u"rollback/2"_s, 1}};
    canary.canaryFailures = 8;
    return canary;
}

} // namespace

/// The end of a canary's story is as judge.md demands, or it is not.
class LabOutcome : public QObject
{
    Q_OBJECT

private slots:
    void aStoryWithoutACanaryNeedsNone()
    {
        for (const auto scenario : {Scenario::Calm, Scenario::Transient})
            QVERIFY(canaryChecks(scenario, Facts{}).empty());
        QVERIFY(!canaryChecks(Scenario::SlowLeak, Facts{}).empty());
    }
    void withoutACanaryNothingHolds() { QVERIFY(!canaryChecks(Scenario::SlowLeak, {}).front().holds); }

    void aLeakGoesBackByEvidenceAfterItsFirstStep()
    {
        QVERIFY(holds(Scenario::SlowLeak, leakingCanary()));
        auto early = leakingCanary();
        early.rollbackPercent = 10;
        QVERIFY(!holds(Scenario::SlowLeak, early));
        auto byLimit = leakingCanary();
        byLimit.rollbackCode = u"threshold"_s;
        QVERIFY(!holds(Scenario::SlowLeak, byLimit));
        auto unconfirmed = leakingCanary();
        unconfirmed.backConfirmed = false;
        QVERIFY(!holds(Scenario::SlowLeak, unconfirmed));
    }

    void fewRequestsEndWithAQuestion()
    {
        Facts::Canary canary;
        canary.steps = 1;
        canary.percent = 10;
        canary.paused = u"error_rate is not certain yet: 57 more requests without a failure would be needed"_s;
        QVERIFY(holds(Scenario::LowTraffic, canary));
        auto promoted = canary;
        promoted.steps = 2;
        QVERIFY(!holds(Scenario::LowTraffic, promoted));
        auto back = canary;
        back.rollbackCode = u"evidence"_s;
        QVERIFY(!holds(Scenario::LowTraffic, back));
        auto silent = canary;
        silent.paused.clear();
        QVERIFY(!holds(Scenario::LowTraffic, silent));
    }

    void aSharedOutageIsHeldAndGoneThrough()
    {
        Facts::Canary canary;
        canary.steps = 5;
        canary.verdicts = {{u"hold/4"_s, 20}};
        canary.canaryFailures = 150;
        canary.stableFailures = 400;
        QVERIFY(holds(Scenario::BothArmsOutage, canary));
        auto neverSeen = canary;
        neverSeen.stableFailures = 0;
        QVERIFY(!holds(Scenario::BothArmsOutage, neverSeen));
        auto back = canary;
        back.rollbackCode = u"limit"_s;
        QVERIFY(!holds(Scenario::BothArmsOutage, back));
        auto notHeld = canary;
        notHeld.verdicts.clear();
        QVERIFY(!holds(Scenario::BothArmsOutage, notHeld));
    }

    void aLostCanaryGoesBackInTime()
    {
        for (const auto scenario : {Scenario::CanaryCrash, Scenario::SilentCanary}) {
            QVERIFY(holds(scenario, lostCanary()));
            auto hasty = lostCanary();
            hasty.rollbackAt = instantFromMs(111'000);
            QVERIFY(!holds(scenario, hasty));
            auto late = lostCanary();
            late.rollbackAt = instantFromMs(117'000);
            QVERIFY(!holds(scenario, late));
            auto promoted = lostCanary();
            promoted.steps = 2;
            QVERIFY(!holds(scenario, promoted));
            auto neverMissed = lostCanary();
            neverMissed.missingFrom.reset();
            QVERIFY(!holds(scenario, neverMissed));
        }
    }
};

QTEST_GUILESS_MAIN(LabOutcome)
#include "tst_laboutcome.moc"
