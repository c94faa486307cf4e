#include "core/engine/views.h"
#include "core/sophia/events.h"
#include "tests/core/engine/canarystory.h"
#include "tests/support/pureengine.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace std::chrono_literals;
using State = canary::Status;

namespace {

constexpr auto bruno = "operator/bruno"_L1;
constexpr auto ana = "operator/ana"_L1;

void settle(PureEngine& engine)
{
    for (int round = 0; round < 20 && engine.settle(); ++round) {
    }
}

/// Whatever is asked is approved.
void approveAll(PureEngine& engine)
{
    for (const auto& request : engine.state().approvals.rows()) {
        if (!request->isPending())
            continue;
        const auto approved = engine.obey(
            u"approve"_s,
            Json::object(
                {{u"id"_s, request->id.value()},
                 {u"version"_s, request->version},
                 {u"diff_sha256"_s, request->diffSha256},
                 {u"reason"_s, u"reads well"_s}}),
            bruno);
        QVERIFY2(approved, approved ? "" : qPrintable(approved.error().message));
    }
    settle(engine);
}

PureEngine engineWith(const QStringList& services)
{
    PureEngine engine{instantFromMs(1'700'000'000'000)};
    engine.policy(u"rest.weekday"_s, u"none"_s);
    engine.policy(u"budget.hour"_s, 1000);
    engine.policy(u"budget.day"_s, 1000);
    engine.addApprover(u"bruno"_s);
    for (const auto& service : services)
        engine.addService(service, true);
    return engine;
}

std::shared_ptr<const canary::Canary> canaryOf(const PureEngine& engine, const QString& service)
{
    std::shared_ptr<const canary::Canary> newest;
    engine.state().canaries.forEach([&](const CanaryId&, const auto& row) {
        if (row->service.value() == service)
            newest = row;
    });
    return newest;
}

void reachCanary(PureEngine& engine, const QString& service)
{
    engine.raise(service, u"latency_spike"_s, Severity::P1);
    settle(engine);
    approveAll(engine);
    QVERIFY(canaryOf(engine, service));
    QCOMPARE(canaryOf(engine, service)->status, State::Running);
}

Result<Json> order(PureEngine& engine, const QString& verb, const CanaryId& id, Json more, const QString& who = bruno)
{
    more.set(u"id"_s, Json{id.value()});
    return engine.obey(u"canary_"_s + verb, std::move(more), who);
}

Json because(const QString& reason)
{
    return Json::object({{u"reason"_s, reason}});
}

bool registerWith(ScriptedWorld& world, const QString& judge)
{
    auto registration = world.state().services.find(ServiceName{u"payments"_s})->registration;
    for (auto& metric : registration.metrics)
        metric.weight = 0.5;
    registration.judge = judge;
    const auto event = patch::serviceRegistered(registration);
    return !world.send(u"service_register"_s, Json::object({{u"registration"_s, event[u"registration"]}}), u"core"_s);
}

} // namespace

/// What people may order of canaries, and what each canary has of its own.
class CanaryOrders : public QObject
{
    Q_OBJECT

private slots:
    void eachServiceHasItsOwnCanary()
    {
        auto engine = engineWith({u"payments"_s, u"search"_s, u"mail"_s});
        for (const auto& service : {u"payments"_s, u"search"_s, u"mail"_s})
            reachCanary(engine, service);
        QVERIFY(order(engine, u"abort"_s, canaryOf(engine, u"search"_s)->id, {}));
        QVERIFY(order(engine, u"pause"_s, canaryOf(engine, u"mail"_s)->id, because(u"to look"_s)));
        settle(engine);
        for (int count = 0; count < 200 && canaryOf(engine, u"payments"_s)->step() < 2; ++count) {
            engine.pass(10s);
            engine.sample(0.001);
        }
        QCOMPARE(canaryOf(engine, u"payments"_s)->percent(), 25);
        QCOMPARE(canaryOf(engine, u"search"_s)->status, State::Failed);
        QCOMPARE(canaryOf(engine, u"mail"_s)->status, State::Paused);
        QCOMPARE(canaryOf(engine, u"mail"_s)->percent(), 10);
    }

    void promotingFullyGoesToTheLastStepOverTheEvidence()
    {
        auto engine = engineWith({u"payments"_s});
        reachCanary(engine, u"payments"_s);
        const auto id = canaryOf(engine, u"payments"_s)->id;
        const auto full = Json::object({{u"full"_s, true}});
        const auto silent = order(engine, u"promote"_s, id, full);
        QVERIFY(!silent);
        QCOMPARE(silent.error().where, u"reason"_s);
        auto args = because(u"the fix is urgent"_s);
        args.set(u"full"_s, Json{u"yes"_s});
        QCOMPARE(order(engine, u"promote"_s, id, args).error().where, u"full"_s);
        args.set(u"full"_s, true);
        QVERIFY(order(engine, u"promote"_s, id, args));
        QCOMPARE(canaryOf(engine, u"payments"_s)->step(), 4);
        QCOMPARE(canaryOf(engine, u"payments"_s)->percent(), 100);
        QCOMPARE(canaryOf(engine, u"payments"_s)->status, State::Running);
        const auto& decided = engine.events().back();
        QCOMPARE(decided.kind, u"CanaryStepDecided"_s);
        QCOMPARE(decided.payload[u"overrides"].toArray().size(), std::size_t{1});
        QCOMPARE(decided.payload[u"reason"].toString(), u"the fix is urgent"_s);
        QCOMPARE(order(engine, u"promote"_s, id, args).error().code, ErrorCode::Refused);
    }

    void aRetryIsANewCanaryThroughAllGates()
    {
        auto engine = engineWith({u"payments"_s});
        reachCanary(engine, u"payments"_s);
        const auto first = canaryOf(engine, u"payments"_s)->id;
        QCOMPARE(order(engine, u"retry"_s, first, because(u"again"_s), ana).error().code, ErrorCode::Refused);
        QVERIFY(order(engine, u"abort"_s, first, {}));
        settle(engine);
        engine.pass(24h);
        settle(engine);
        const auto requests = engine.count(u"ApprovalRequested"_s);
        const auto retried = order(engine, u"retry"_s, first, because(u"the database was down"_s), ana);
        QVERIFY2(retried, retried ? "" : qPrintable(retried.error().message));
        const auto patch = engine.state().patches.find(PatchId{(*retried)[u"id"].toString()});
        QCOMPARE(patch->retryOf, first.value());
        QCOMPARE(patch->proposer, ana);
        settle(engine);
        QCOMPARE(engine.count(u"ApprovalRequested"_s), requests + 1);
        approveAll(engine);
        const auto second = canaryOf(engine, u"payments"_s);
        QVERIFY(second->id != first);
        QCOMPARE(second->status, State::Running);
        QCOMPARE(second->patch, patch->id);
        QCOMPARE(engine.state().canaries.find(first)->status, State::Failed);
    }

    void theJudgeIsTheRegistrationsAndElseThePolicys_data()
    {
        QTest::addColumn<QString>("judge");
        QTest::addColumn<QString>("expected");
        QTest::newRow("policy") << QString{} << u"sequential"_s;
        QTest::newRow("registration") << u"mann_whitney"_s << u"mann_whitney"_s;
    }
    void theJudgeIsTheRegistrationsAndElseThePolicys()
    {
        QFETCH(QString, judge);
        ScriptedWorld world;
        QVERIFY(registerWith(world, judge));
        QVERIFY(reachApproved(world));
        world.run(2);
        QVERIFY(world.newestCanary());
        QTEST(world.newestCanary()->judge, "expected");
        const auto view = engine::readView(world.core->snapshot(), u"canaries"_s, {}, world.clock.now());
        QVERIFY(view);
        QTEST((*view)[u"items"].toArray().front()[u"judge"].toString(), "expected");
    }

    void aProposalMayNameTheJudgeOfItsCanary()
    {
        ScriptedWorld world;
        QVERIFY(registerWith(world, u"mann_whitney"_s));
        auto args = Json::object(
            {{u"service"_s, u"payments"_s},
             {u"diff"_s, world.remedyDiff},
             {u"intent"_s, u"Raise the pool"_s},
             {u"judge"_s, u"oracle"_s}});
        const auto refused = world.send(u"patch_submit"_s, args);
        QVERIFY(refused);
        QCOMPARE(refused->where, u"judge"_s);
        args.set(u"judge"_s, u"thresholds"_s);
        QVERIFY(!world.send(u"patch_submit"_s, args));
        world.run(2);
        QVERIFY(world.newestApproval());
        const auto approved = world.approve();
        QVERIFY2(!approved, approved ? qPrintable(approved->message) : "");
        world.run(2);
        QVERIFY(world.newestCanary());
        QCOMPARE(world.newestCanary()->judge, u"thresholds"_s);
    }

    void anApprovalOfAnotherRiskIsAskedForAnew()
    {
        auto engine = engineWith({u"payments"_s});
        const auto anomaly = engine.raise(u"payments"_s, u"latency_spike"_s, Severity::P1);
        settle(engine);
        QVERIFY(engine.obey(u"freeze"_s, because(u"the database moves"_s), ana));
        approveAll(engine);
        QCOMPARE(engine.count(u"CanaryCreated"_s), 0);
        auto record = *engine.state().anomalies.find(anomaly)->decision();
        record.risk.totalHundredths += 30;
        engine.write(
            {.kind = u"DecisionMade"_s, .stream = sophia::streamOf(anomaly), .payload = sophia::decisionMade(record)});
        QVERIFY(engine.obey(u"unfreeze"_s, because(u"it has moved"_s), bruno));
        engine.pass(1s);
        settle(engine);
        QCOMPARE(engine.count(u"ApprovalRequested"_s), 2);
        QCOMPARE(engine.count(u"CanaryCreated"_s), 0);
        approveAll(engine);
        QCOMPARE(engine.count(u"CanaryCreated"_s), 1);
    }
};

QTEST_GUILESS_MAIN(CanaryOrders)
#include "tst_canaryorders.moc"
