#include "core/engine/restraint.h"
#include "core/engine/restraintviews.h"
#include "tests/support/pureengine.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

Instant at(const QString& iso)
{
    return *instantFromIso(iso);
}

/// A Friday.
const auto friday = u"2026-11-20T12:00:00Z"_s;
const auto sunday = u"2026-11-22T12:00:00Z"_s;
constexpr auto ana = "operator/ana"_L1;
constexpr auto bruno = "operator/bruno"_L1;

PureEngine engineAt(const QString& iso)
{
    PureEngine engine{at(iso)};
    engine.addApprover(u"bruno"_s);
    engine.addService(u"payments"_s, true);
    return engine;
}

std::shared_ptr<const approval::Approval> pending(const PureEngine& engine)
{
    std::shared_ptr<const approval::Approval> found;
    engine.state().approvals.forEach([&found](const ApprovalId&, const auto& row) {
        if (row->isPending())
            found = row;
    });
    return found;
}

void settle(PureEngine& engine)
{
    for (int round = 0; round < 20 && engine.settle(); ++round) {
    }
}

/// From an alert to the request.
bool reachRequest(PureEngine& engine, Severity severity = Severity::P1, const QString& service = u"payments"_s)
{
    engine.raise(service, u"latency_spike"_s, severity);
    settle(engine);
    return pending(engine) != nullptr;
}

Result<Json> approve(PureEngine& engine, const QString& who = bruno)
{
    const auto request = pending(engine);
    if (!request)
        return failure(ErrorCode::NotFound, u"nothing is asked"_s);
    return engine.obey(
        u"approve"_s,
        Json::object(
            {{u"id"_s, request->id.value()},
             {u"version"_s, request->version},
             {u"diff_sha256"_s, request->diffSha256},
             {u"reason"_s, u"reads well"_s}}),
        who);
}

/// A canary at its first share, confirmed.
bool reachCanary(PureEngine& engine)
{
    if (!reachRequest(engine) || !approve(engine))
        return false;
    settle(engine);
    const auto rows = engine.state().canaries.rows();
    return !rows.empty() && rows.back()->status == canary::Status::Running && rows.back()->percent() == 10;
}

Result<Json> freezeAll(PureEngine& engine, const Json& more = {})
{
    auto args = Json::object({{u"reason"_s, u"the database moves"_s}});
    for (const auto& [name, value] : more.toObject())
        args.set(name, value);
    return engine.obey(u"freeze"_s, args, ana);
}

/// A minute of healthy canary, 10 s an interval.
void healthyMinute(PureEngine& engine)
{
    for (int count = 0; count < 6; ++count) {
        engine.pass(10s);
        engine.sample(0.001);
        engine.settle();
    }
}

std::shared_ptr<const canary::Canary> canaryOf(const PureEngine& engine)
{
    const auto rows = engine.state().canaries.rows();
    return rows.empty() ? nullptr : rows.back();
}

std::shared_ptr<const patch::Patch> patchOf(const PureEngine& engine)
{
    const auto rows = engine.state().patches.rows();
    return rows.empty() ? nullptr : rows.back();
}

} // namespace

class TestRestraint : public QObject
{
    Q_OBJECT

private slots:
    // freeze

    void underAFreezeAskingGoesOnAndNothingStarts()
    {
        auto engine = engineAt(friday);
        QVERIFY(freezeAll(engine));
        QVERIFY(reachRequest(engine));
        QVERIFY(approve(engine));
        settle(engine);
        QCOMPARE(engine.count(u"CanaryCreated"_s), 0);
        QCOMPARE(patchOf(engine)->queue->reason, u"freeze"_s);
        QCOMPARE(*patchOf(engine)->queue->until, engine.now() + 4h);
        const auto held = engine::restraint::heldBack(engine.state());
        QCOMPARE(held.size(), std::size_t{1});
        QCOMPARE(held.front().act, u"start"_s);
        QVERIFY(engine.obey(u"unfreeze"_s, Json::object({{u"reason"_s, u"moved"_s}}), bruno));
        engine.pass(1s);
        settle(engine);
        QCOMPARE(engine.count(u"CanaryStarted"_s), 1);
        QVERIFY(engine::restraint::heldBack(engine.state()).empty());
    }

    void anExpiredFreezeLetsGoOn()
    {
        auto engine = engineAt(friday);
        QVERIFY(freezeAll(engine));
        QVERIFY(reachRequest(engine));
        QVERIFY(approve(engine));
        settle(engine);
        engine.pass(4h - 1s);
        settle(engine);
        QCOMPARE(engine.count(u"CanaryCreated"_s), 0);
        engine.pass(1s);
        settle(engine);
        QCOMPARE(engine.count(u"FreezeExpired"_s), 1);
        QCOMPARE(engine.count(u"CanaryStarted"_s), 1);
    }

    void aCanaryUnderAFreezeKeepsItsShareAndMayGoBack()
    {
        auto engine = engineAt(friday);
        QVERIFY(reachCanary(engine));
        QVERIFY(freezeAll(engine));
        healthyMinute(engine);
        QCOMPARE(canaryOf(engine)->percent(), 10);
        QCOMPARE(canaryOf(engine)->stepClock, Milliseconds{});
        const auto id = canaryOf(engine)->id.value();
        const auto refused =
            engine.obey(u"canary_promote"_s, Json::object({{u"id"_s, id}, {u"reason"_s, u"now"_s}}), bruno);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Refused);
        QVERIFY(refused.error().message.contains(u"frozen"_s));
        for (int count = 0; count < 3; ++count) {
            engine.pass(10s);
            engine.sample(0.2);
        }
        QCOMPARE(canaryOf(engine)->status, canary::Status::RollingBack);
    }

    void aFreezeMayTakeCanariesBack()
    {
        auto engine = engineAt(friday);
        QVERIFY(reachCanary(engine));
        QVERIFY(freezeAll(engine, Json::object({{u"running_canaries"_s, u"go_back"_s}})));
        settle(engine);
        QCOMPARE(canaryOf(engine)->status, canary::Status::Cancelled);
        QCOMPARE(engine.count(u"BreakerFailureRecorded"_s), 0);
        QCOMPARE(patchOf(engine)->endReason, u"cancelled"_s);
    }

    void aShareThatWasDecidedAndNotSetIsTakenBack()
    {
        auto engine = engineAt(friday);
        QVERIFY(reachCanary(engine));
        for (int count = 0; count < 10 && canaryOf(engine)->step() == 1; ++count) {
            engine.pass(10s);
            engine.sample(0.001);
        }
        QCOMPARE(canaryOf(engine)->percent(), 25);
        QVERIFY(!canaryOf(engine)->stepLog.back().confirmedAt);
        QVERIFY(freezeAll(engine));
        QCOMPARE(canaryOf(engine)->percent(), 10);
        settle(engine);
        QVERIFY(canaryOf(engine)->stepLog.back().confirmedAt);
        healthyMinute(engine);
        QCOMPARE(canaryOf(engine)->percent(), 10);
    }

    void aStartThatWasOnItsWayWaits()
    {
        auto engine = engineAt(friday);
        QVERIFY(reachRequest(engine));
        QVERIFY(approve(engine));
        for (int round = 0; round < 5 && engine.count(u"CanaryCreated"_s) == 0; ++round) {
            const auto patch = patchOf(engine);
            engine.observe(engine::PatchLooked{patch->id, PatchRepository::Checked{engine.base, {}}});
        }
        QCOMPARE(engine.count(u"CanaryCreated"_s), 1);
        QVERIFY(freezeAll(engine));
        settle(engine);
        QCOMPARE(engine.count(u"CanaryStarted"_s), 0);
        QCOMPARE(engine::restraint::heldBack(engine.state()).size(), std::size_t{1});
        engine.pass(4h);
        settle(engine);
        QCOMPARE(engine.count(u"CanaryStarted"_s), 1);
    }

    void aScopeHoldsOnlyWhatItNames()
    {
        auto engine = engineAt(friday);
        engine.addService(u"search"_s, true);
        QVERIFY(freezeAll(engine, Json::object({{u"scope"_s, u"service:search"_s}})));
        QVERIFY(reachCanary(engine));
        healthyMinute(engine);
        QVERIFY(canaryOf(engine)->percent() > 10);
        const auto unknown = freezeAll(engine, Json::object({{u"scope"_s, u"service:moon"_s}}));
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, ErrorCode::NotFound);
    }

    void aLabelOfTheAlertIsAScope()
    {
        auto engine = engineAt(friday);
        QVERIFY(freezeAll(engine, Json::object({{u"scope"_s, u"label:cluster=eu"_s}})));
        QVERIFY(reachRequest(engine));
        QVERIFY(approve(engine));
        settle(engine);
        QCOMPARE(engine.count(u"CanaryCreated"_s), 0);
    }

    void anyOperatorFreezesAnApproverEndsIt()
    {
        auto engine = engineAt(friday);
        const auto key = QString::fromLatin1(QByteArray(32, 77).toBase64());
        QVERIFY(engine.obey(
            u"operator_add"_s,
            Json::object({{u"name"_s, u"dora"_s}, {u"public_key"_s, key}, {u"role"_s, u"operator"_s}})));
        const auto reason = Json::object({{u"reason"_s, u"strange noise"_s}});
        QVERIFY(engine.obey(u"freeze"_s, reason, u"operator/dora"_s));
        const auto refused = engine.obey(u"unfreeze"_s, reason, u"operator/dora"_s);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::NotPermitted);
        QVERIFY(engine.obey(u"unfreeze"_s, reason, bruno));
    }

    void aFreezeSurvivesTheProcessAndEndsByItself()
    {
        ScriptedWorld world;
        QVERIFY(!world.send(u"freeze"_s, Json::object({{u"reason"_s, u"the database moves"_s}})));
        world.restart();
        QCOMPARE(world.state().freeze.freezes.size(), std::size_t{1});
        world.clock.advance(4h);
        world.restart();
        world.run(1);
        QCOMPARE(world.count(u"FreezeExpired"_s), 1);
        QVERIFY(world.state().freeze.freezes.empty());
    }

    void aFreezeHoldsTheRealShareFromTheNextScrapeOn()
    {
        ScriptedWorld world;
        world.metrics.stable.slowShare = 0.2;
        world.raise(u"high"_s, world.clock.now());
        QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
        QVERIFY(!world.approve());
        QVERIFY(world.runUntil(u"TrafficConfirmed"_s, 30));
        // One second before the step would end.
        while (world.newestCanary()->stepClock < 19s)
            world.run(1);
        QVERIFY(!world.send(u"freeze"_s, Json::object({{u"reason"_s, u"the database moves"_s}})));
        world.run(120);
        QCOMPARE(world.newestCanary()->step(), 1);
        QCOMPARE(world.router.split.canaryPercent, 10);
        QVERIFY(!world.send(u"unfreeze"_s, Json::object({{u"reason"_s, u"it has moved"_s}})));
        world.run(3);
        QCOMPARE(world.router.split.canaryPercent, 25);
    }

    void aRouterThatTookNoWeightsIsNotSetHigherUnderAFreeze()
    {
        ScriptedWorld world;
        world.metrics.stable.slowShare = 0.2;
        world.raise(u"high"_s, world.clock.now());
        QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
        QVERIFY(!world.approve());
        QVERIFY(world.runUntil(u"TrafficConfirmed"_s, 30));
        world.run(15);
        world.router.stuck = true;
        for (int second = 0; second < 60 && world.newestCanary()->step() == 1; ++second)
            world.run(1);
        QCOMPARE(world.newestCanary()->percent(), 25);
        QVERIFY(!world.send(u"freeze"_s, Json::object({{u"reason"_s, u"the database moves"_s}})));
        world.router.stuck = false;
        world.run(120);
        QCOMPARE(world.router.split.canaryPercent, 10);
    }

    void commitsOfPeopleAreSeenWhileAServiceIsInShadow()
    {
        ScriptedWorld world;
        QVERIFY(!world.send(
            u"arm"_s,
            Json::object({{u"service"_s, u"payments"_s}, {u"to"_s, u"shadow"_s}, {u"reason"_s, u"to learn"_s}})));
        world.metrics.stable.slowShare = 0.2;
        world.raise(u"high"_s, world.clock.now());
        QVERIFY(world.runUntil(u"PatchShadowed"_s, 10));
        world.run(30);
        world.repository.commits = {{u"1234567"_s, u"a person"_s, world.clock.now(), u"Raise the pool"_s, {}}};
        world.run(70);
        world.clear();
        QVERIFY(world.runUntil(u"AnomalyResolved"_s, 10));
        QCOMPARE(world.count(u"ServiceCommitSeen"_s), 1);
        const auto view =
            engine::shadowView(world.state(), Json::object({{u"service"_s, u"payments"_s}}), world.clock.now());
        QVERIFY(view);
        QCOMPARE((*view)[u"all"][u"as_people_did"].toInteger(), 1);
        QCOMPARE(world.count(u"CanaryCreated"_s), 0);
    }

    void theViewSaysWhatIsFrozenAndWhatItHolds()
    {
        auto engine = engineAt(friday);
        QVERIFY(reachCanary(engine));
        QVERIFY(freezeAll(engine));
        const auto view = engine::freezeView(engine.state());
        QVERIFY(view[u"frozen"].toBool());
        QCOMPARE(view[u"items"].toArray().front()[u"actor"].toString(), QString{ana});
        QCOMPARE(view[u"held_back"].toArray().front()[u"act"].toString(), u"go_up"_s);
        QCOMPARE(view[u"held_back"].toArray().front()[u"percent"].toInteger(), 10);
    }

    // arming

    void aNewServiceIsInShadow()
    {
        PureEngine engine{at(friday)};
        engine.addService(u"payments"_s, false);
        QCOMPARE(engine.state().services.find(ServiceName{u"payments"_s})->arming, Arming::Shadow);
        const auto& events = engine.events();
        QCOMPARE(events.back().kind, u"ServiceArmed"_s);
        QCOMPARE(events[events.size() - 2].kind, u"ServiceRegistered"_s);
        QCOMPARE(events.back().payload[u"from"].toString(), u"off"_s);
    }

    void inShadowNothingActsAndNobodyIsAsked()
    {
        PureEngine engine{at(friday)};
        engine.addService(u"payments"_s, false);
        engine.raise(u"payments"_s, u"latency_spike"_s, Severity::P1);
        settle(engine);
        engine.pass(24h);
        settle(engine);
        QCOMPARE(engine.count(u"PatchProposed"_s), 1);
        QCOMPARE(engine.count(u"PatchShadowed"_s), 1);
        QCOMPARE(engine.count(u"ApprovalRequested"_s), 0);
        QCOMPARE(engine.count(u"CanaryCreated"_s), 0);
        QCOMPARE(patchOf(engine)->status, patch::Status::Shadowed);
    }

    void offIsWatchedAndJudgedAndNeverProposedFor()
    {
        PureEngine engine{at(friday)};
        engine.addService(u"payments"_s, false);
        QVERIFY(engine.obey(
            u"arm"_s, Json::object({{u"service"_s, u"payments"_s}, {u"to"_s, u"off"_s}, {u"reason"_s, u"not yet"_s}})));
        engine.raise(u"payments"_s, u"latency_spike"_s, Severity::P1);
        settle(engine);
        QCOMPARE(engine.count(u"DecisionMade"_s), 1);
        QCOMPARE(engine.count(u"PatchProposed"_s), 0);
        const auto submitted = engine.obey(
            u"patch_submit"_s,
            Json::object({{u"service"_s, u"payments"_s}, {u"diff"_s, engine.diff}, {u"intent"_s, u"by hand"_s}}), ana);
        QVERIFY(!submitted);
        QCOMPARE(submitted.error().code, ErrorCode::Refused);
    }

    void armingIsAnApproversAndCarriesTheScore()
    {
        PureEngine engine{at(friday)};
        engine.addApprover(u"bruno"_s);
        engine.addService(u"payments"_s, false);
        engine.raise(u"payments"_s, u"latency_spike"_s, Severity::P1);
        settle(engine);
        engine.pass(1h);
        const auto armed = engine.obey(
            u"arm"_s,
            Json::object({{u"service"_s, u"payments"_s}, {u"to"_s, u"armed"_s}, {u"reason"_s, u"a good month"_s}}),
            bruno);
        QVERIFY(armed);
        QCOMPARE((*armed)[u"shadow_score"][u"not_gradable"].toInteger(), 1);
        QCOMPARE(engine.events().back().kind, u"ServiceArmed"_s);
        QCOMPARE(engine.events().back().payload[u"from"].toString(), u"shadow"_s);
        QCOMPARE(engine.events().back().payload[u"shadow_score"][u"not_gradable"].toInteger(), 1);
        for (const auto* to : {"armed", "half"}) {
            QVERIFY(!engine.obey(
                u"arm"_s,
                Json::object(
                    {{u"service"_s, u"payments"_s}, {u"to"_s, QString::fromLatin1(to)}, {u"reason"_s, u"again"_s}})));
        }
    }

    void disarmingEndsWhatHasNotStarted()
    {
        auto engine = engineAt(friday);
        QVERIFY(reachRequest(engine));
        const auto args =
            Json::object({{u"service"_s, u"payments"_s}, {u"to"_s, u"shadow"_s}, {u"reason"_s, u"not sure"_s}});
        QVERIFY(engine.obey(u"arm"_s, args, bruno));
        QVERIFY(!pending(engine));
        QCOMPARE(patchOf(engine)->status, patch::Status::Cancelled);
    }

    void aServiceWithACanaryUnderWayIsNotDisarmed()
    {
        auto engine = engineAt(friday);
        QVERIFY(reachCanary(engine));
        const auto refused = engine.obey(
            u"arm"_s, Json::object({{u"service"_s, u"payments"_s}, {u"to"_s, u"off"_s}, {u"reason"_s, u"not sure"_s}}),
            bruno);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Refused);
        QVERIFY(refused.error().message.contains(canaryOf(engine)->id.value()));
    }

    // rest day and budget

    void onTheRestDayApprovingGoesOnAndTheStartWaits()
    {
        auto engine = engineAt(sunday);
        QVERIFY(reachRequest(engine));
        QCOMPARE(toIso(*pending(engine)->earliest), u"2026-11-23T00:01:00Z"_s);
        QVERIFY(approve(engine));
        settle(engine);
        QCOMPARE(engine.count(u"CanaryCreated"_s), 0);
        QCOMPARE(patchOf(engine)->queue->reason, u"rest_day"_s);
        QCOMPARE(toIso(*patchOf(engine)->queue->until), u"2026-11-23T00:01:00Z"_s);
        engine.pass(at(u"2026-11-23T00:00:59Z"_s) - engine.now());
        settle(engine);
        QCOMPARE(engine.count(u"CanaryCreated"_s), 0);
        engine.pass(1s);
        settle(engine);
        QCOMPARE(engine.count(u"CanaryStarted"_s), 1);
        QCOMPARE(engine.count(u"ApprovalRequested"_s), 1);
    }

    void whatWaitsIsJudgedAgain_data()
    {
        QTest::addColumn<QString>("change");
        QTest::newRow("the anomaly is over") << u"over"_s;
        QTest::newRow("the branch has moved on") << u"base"_s;
    }
    void whatWaitsIsJudgedAgain()
    {
        QFETCH(QString, change);
        auto engine = engineAt(sunday);
        QVERIFY(reachRequest(engine));
        QVERIFY(approve(engine));
        settle(engine);
        if (change == u"over"_s)
            engine.resolve(patchOf(engine)->anomaly);
        else
            engine.base = u"another"_s;
        engine.pass(at(u"2026-11-23T00:01:00Z"_s) - engine.now());
        settle(engine);
        QCOMPARE(engine.count(u"CanaryCreated"_s), 0);
        if (change == u"over"_s)
            QCOMPARE(patchOf(engine)->status, patch::Status::Cancelled);
        else
            QVERIFY(pending(engine));
    }

    void theQueueGoesOnInOrder()
    {
        auto engine = engineAt(sunday);
        engine.policy(u"budget.hour"_s, 1);
        engine.addService(u"search"_s, true);
        QVERIFY(reachRequest(engine));
        QVERIFY(approve(engine));
        QVERIFY(reachRequest(engine, Severity::P1, u"search"_s));
        QVERIFY(approve(engine));
        settle(engine);
        QCOMPARE(engine::restraint::heldBack(engine.state()).size(), std::size_t{2});
        engine.pass(at(u"2026-11-23T00:01:00Z"_s) - engine.now());
        settle(engine);
        QCOMPARE(engine.state().canaries.size(), std::size_t{1});
        QCOMPARE(canaryOf(engine)->service.value(), u"payments"_s);
        const auto held = engine::restraint::heldBack(engine.state());
        QCOMPARE(held.size(), std::size_t{1});
        QCOMPARE(held.front().service.value(), u"search"_s);
        QCOMPARE(held.front().reason, u"budget"_s);
        QVERIFY(engine::restraint::usedUpBudget(engine.state(), engine.now()));
        QCOMPARE(engine.count(u"PatchRefused"_s), 0);
        engine.pass(1h);
        settle(engine);
        QCOMPARE(engine.state().canaries.size(), std::size_t{2});
    }

    void aCanaryKeepsItsShareThroughTheRestDay()
    {
        auto engine = engineAt(u"2026-11-21T23:59:00Z"_s);
        QVERIFY(reachCanary(engine));
        engine.pass(2min);
        QVERIFY(engine.state().restDay);
        healthyMinute(engine);
        QCOMPARE(canaryOf(engine)->percent(), 10);
        QVERIFY(!engine.obey(
            u"canary_promote"_s, Json::object({{u"id"_s, canaryOf(engine)->id.value()}, {u"reason"_s, u"now"_s}}),
            bruno));
        engine.pass(24h);
        healthyMinute(engine);
        QVERIFY(canaryOf(engine)->percent() > 10);
    }

    void p0IsAnExceptionByItself()
    {
        auto engine = engineAt(sunday);
        QVERIFY(reachRequest(engine, Severity::P0));
        QVERIFY(approve(engine, ana));
        QVERIFY(approve(engine, bruno));
        QCOMPARE(engine.count(u"PatchExcepted"_s), 0);
        settle(engine);
        QCOMPARE(engine.count(u"CanaryStarted"_s), 1);
        QCOMPARE(patchOf(engine)->exceptions, QStringList{u"rest_day:p0"_s});
        healthyMinute(engine);
        QVERIFY(canaryOf(engine)->percent() > 10);
        QVERIFY(!engine.state().deployments.back()->respectedRest);
    }

    void aDeclaredExceptionStartsOnTheRestDay()
    {
        auto engine = engineAt(sunday);
        QVERIFY(reachRequest(engine));
        QVERIFY(approve(engine));
        settle(engine);
        const auto args = [&engine](const QString& kind) {
            return Json::object(
                {{u"id"_s, patchOf(engine)->id.value()}, {u"kind"_s, kind}, {u"reason"_s, u"keys leak"_s}});
        };
        QCOMPARE(engine.obey(u"except"_s, args(u"boredom"_s), bruno).error().code, ErrorCode::Malformed);
        QVERIFY(engine.obey(u"except"_s, args(u"security_breach"_s), bruno));
        const auto& event = engine.events().back();
        QCOMPARE(event.kind, u"PatchExcepted"_s);
        QCOMPARE(event.payload[u"gate"].toString(), u"rest_day"_s);
        QCOMPARE(event.payload[u"kind"].toString(), u"security_breach"_s);
        QCOMPARE(event.payload[u"reason"].toString(), u"keys leak"_s);
        QCOMPARE(engine.obey(u"except"_s, args(u"data_loss"_s), bruno).error().code, ErrorCode::Refused);
        engine.pass(1s);
        settle(engine);
        QCOMPARE(engine.count(u"CanaryStarted"_s), 1);
        QCOMPARE(engine.count(u"PatchExcepted"_s), 1);
    }

    void onAWorkingDayNothingIsExcepted()
    {
        auto engine = engineAt(friday);
        QVERIFY(reachRequest(engine));
        const auto refused = engine.obey(
            u"except"_s,
            Json::object(
                {{u"id"_s, patchOf(engine)->id.value()}, {u"kind"_s, u"data_loss"_s}, {u"reason"_s, u"to be sure"_s}}),
            bruno);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Refused);
        QCOMPARE(engine.count(u"PatchExcepted"_s), 0);
    }

    void theRestDayEndsWithTheWeek()
    {
        auto engine = engineAt(u"2026-11-20T12:00:00Z"_s);
        QVERIFY(reachCanary(engine));
        for (int count = 0; count < 3; ++count) {
            engine.pass(10s);
            engine.sample(0.2);
        }
        settle(engine);
        QCOMPARE(engine.count(u"PatchRolledBack"_s), 1);
        engine.pass(at(u"2026-11-22T08:00:00Z"_s) - engine.now());
        engine.pass(at(u"2026-11-23T00:00:00Z"_s) - engine.now());
        QCOMPARE(engine.state().reflections.size(), std::size_t{1});
        const auto& report = engine.state().reflections.front()->report;
        QCOMPARE(toIso(instantFromMs(report[u"from_at"].toInteger())), u"2026-11-16T00:00:00Z"_s);
        QCOMPARE(toIso(instantFromMs(report[u"to_at"].toInteger())), u"2026-11-23T00:00:00Z"_s);
        QCOMPARE(report[u"decisions"][u"intervene"].toInteger(), 1);
        QCOMPARE(report[u"approvals"][u"approved"].toInteger(), 1);
        QCOMPARE(report[u"canaries"].toInteger(), 1);
        QCOMPARE(report[u"outcomes"][u"rolled_back"].toInteger(), 1);
        QCOMPARE(report[u"lessons_total"].toInteger(), 1);
        QVERIFY(!report[u"lessons"].toArray().front()[u"lesson"].toString().isEmpty());
    }

    void aStepOfTheClockNeitherRefillsNorEmptiesTheBudget_data()
    {
        QTest::addColumn<int>("hours");
        QTest::newRow("forward") << 8;
        QTest::newRow("back") << -8;
    }
    void aStepOfTheClockNeitherRefillsNorEmptiesTheBudget()
    {
        QFETCH(int, hours);
        auto engine = engineAt(u"2026-11-18T12:00:00Z"_s);
        engine.policy(u"budget.hour"_s, 1);
        QVERIFY(reachCanary(engine));
        engine.pass(10min);
        const auto before = engine::restraint::usedUpBudget(engine.state(), engine.now());
        QVERIFY(before);
        const auto left = before->until - engine.now();
        engine.step(std::chrono::hours{hours});
        const auto after = engine::restraint::usedUpBudget(engine.state(), engine.now());
        QVERIFY(after);
        QCOMPARE(after->until - engine.now(), left);
    }
};

QTEST_GUILESS_MAIN(TestRestraint)
#include "tst_restraint.moc"
