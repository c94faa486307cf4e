#include "core/adapters/openmetrics/exposition.h"
#include "core/compliance/score.h"
#include "core/engine/metricfamilies.h"
#include "core/engine/reducer.h"
#include "core/engine/scorefacts.h"
#include "tests/support/demostate.h"
#include "tests/support/metricstories.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Labels = std::map<QString, QString>;

const Labels payments{{u"service"_s, u"payments"_s}};

Labels with(const QString& name, const QString& value, Labels labels = {})
{
    labels[name] = value;
    return labels;
}

engine::ConsoleState manyServices(int count)
{
    engine::ConsoleState state;
    state.policy = policy::defaults();
    for (int index = 0; index < count; ++index) {
        patch::Service service;
        service.registration.name = ServiceName{u"service-%1"_s.arg(index)};
        service.registeredAt = instantFromMs(index);
        state.services.insert(service.registration.name, service);
        engine::ServiceTally tally;
        tally.blocked = 1;
        state.tally.services.insert(service.registration.name, tally);
    }
    return state;
}

std::vector<TextFamily> told(engine::ConsoleState state, Instant now)
{
    auto read = parseExposition(openmetrics::exposition(
        engine::families({std::make_shared<const engine::ConsoleState>(std::move(state)), {}}, now)));
    if (!read)
        qFatal("%s at %s", qPrintable(read.error().message), qPrintable(read.error().where));
    return std::move(*read);
}

} // namespace

class MetricFamiliesTest : public QObject
{
    Q_OBJECT

    /// promtool's own opinion of a text; it complains with exit code 3.
    static void promtoolAccepts(const QByteArray& text)
    {
        const auto promtool = QStandardPaths::findExecutable(u"promtool"_s);
        QVERIFY2(!promtool.isEmpty(), "promtool is not installed: apt-get install prometheus");
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(promtool, {u"check"_s, u"metrics"_s});
        process.write(text);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(-1));
        QVERIFY2(process.exitCode() == 0, process.readAll());
    }

private slots:
    void everySeriesExistsFromTheStart()
    {
        const ScriptedWorld world;
        const auto all = scraped(world);
        for (const auto& decision : {u"observe"_s, u"intervene"_s, u"escalate"_s}) {
            QCOMPARE(valueIn(all, u"penelope_decisions_total"_s, with(u"decision"_s, decision)), 0.0);
            QCOMPARE(valueIn(all, u"penelope_decisions_logged_total"_s, with(u"decision_type"_s, decision)), 0.0);
        }
        for (const auto& status : {u"pending"_s, u"approved"_s, u"rejected"_s, u"expired"_s, u"cancelled"_s})
            QCOMPARE(valueIn(all, u"penelope_approval_requests_total"_s, with(u"status"_s, status)), 0.0);
        for (const auto& status :
             {u"initializing"_s, u"running"_s, u"paused"_s, u"promoting"_s, u"rolling_back"_s, u"completed"_s,
              u"failed"_s, u"cancelled"_s})
            QCOMPARE(valueIn(all, u"penelope_canary_deployments_total"_s, with(u"status"_s, status, payments)), 0.0);
        for (const auto& reason : engine::rollbackReasons())
            QCOMPARE(valueIn(all, u"penelope_canary_rollback_total"_s, with(u"reason"_s, reason, payments)), 0.0);
        for (const auto& kind : {u"rest_day"_s, u"budget"_s, u"gap"_s, u"breaker"_s})
            QCOMPARE(valueIn(all, u"penelope_patch_deployment_exceptions_total"_s, with(u"kind"_s, kind)), 0.0);
        for (const auto& status : {u"success"_s, u"failure"_s, u"rollback"_s})
            QCOMPARE(valueIn(all, u"penelope_patch_deployments_total"_s, with(u"status"_s, status)), 0.0);
        QCOMPARE(
            valueIn(
                all, u"penelope_circuit_transitions_total"_s,
                {{u"service"_s, u"payments"_s}, {u"from_state"_s, u"closed"_s}, {u"to_state"_s, u"open"_s}}),
            0.0);
        QCOMPARE(
            valueIn(
                all, u"penelope_canary_promotion_duration_seconds_bucket"_s,
                {{u"service"_s, u"payments"_s}, {u"outcome"_s, u"completed"_s}, {u"le"_s, u"7200"_s}}),
            0.0);
        for (const auto& name :
             {u"penelope_circuit_breaker_state"_s, u"penelope_circuit_breaker_failures"_s,
              u"penelope_circuit_cooldown_remaining_seconds"_s, u"penelope_healing_allowed_total"_s,
              u"penelope_healing_blocked_total"_s, u"penelope_canary_active_deployments"_s})
            QCOMPARE(valueIn(all, name, payments), 0.0);
        for (const auto& name :
             {u"penelope_approval_pending"_s, u"penelope_high_risk_patches_total"_s, u"penelope_sabbath_active"_s,
              u"penelope_decision_duration_seconds_count"_s, u"penelope_decision_logging_duration_seconds_count"_s,
              u"penelope_decision_risk_scores_count"_s, u"penelope_approval_response_seconds_count"_s,
              u"penelope_patch_size_lines_count"_s})
            QCOMPARE(valueIn(all, name, {}), 0.0);
    }

    void aHealingIsCounted()
    {
        ScriptedWorld world;
        Recording recording;
        playHealthy(world, recording);
        const auto all = scraped(world);
        QCOMPARE(valueIn(all, u"penelope_decisions_total"_s, with(u"decision"_s, u"intervene"_s)), 1.0);
        QCOMPARE(valueIn(all, u"penelope_approval_requests_total"_s, with(u"status"_s, u"pending"_s)), 1.0);
        QCOMPARE(valueIn(all, u"penelope_approval_requests_total"_s, with(u"status"_s, u"approved"_s)), 1.0);
        QCOMPARE(valueIn(all, u"penelope_approval_response_seconds_count"_s, {}), 1.0);
        QCOMPARE(valueIn(all, u"penelope_approval_response_seconds_sum"_s, {}), 90.0);
        QCOMPARE(valueIn(all, u"penelope_healing_allowed_total"_s, payments), 1.0);
        QCOMPARE(valueIn(all, u"penelope_patch_deployments_total"_s, with(u"status"_s, u"success"_s)), 1.0);
        QCOMPARE(valueIn(all, u"penelope_canary_deployments_total"_s, with(u"status"_s, u"running"_s, payments)), 1.0);
        QCOMPARE(
            valueIn(all, u"penelope_canary_deployments_total"_s, with(u"status"_s, u"completed"_s, payments)), 1.0);
        QCOMPARE(
            valueIn(
                all, u"penelope_canary_promotion_duration_seconds_count"_s,
                with(u"outcome"_s, u"completed"_s, payments)),
            1.0);
        QCOMPARE(valueIn(all, u"penelope_patch_size_lines_sum"_s, {}), 2.0);
        QVERIFY(
            valueIn(all, u"penelope_decision_logging_duration_seconds_count"_s, {}) >=
            valueIn(all, u"penelope_decision_duration_seconds_count"_s, {}));
    }

    void aWorseningIsCounted()
    {
        ScriptedWorld world;
        Recording recording;
        playTroubled(world, recording);
        const auto all = scraped(world);
        QCOMPARE(valueIn(all, u"penelope_patch_deployments_total"_s, with(u"status"_s, u"rollback"_s)), 3.0);
        QCOMPARE(valueIn(all, u"penelope_circuit_breaker_state"_s, payments), 1.0);
        QCOMPARE(valueIn(all, u"penelope_circuit_breaker_failures"_s, payments), 3.0);
        const auto cooldown = valueIn(all, u"penelope_circuit_cooldown_remaining_seconds"_s, payments);
        QVERIFY(cooldown > 0 && cooldown < 3600);
        QCOMPARE(
            valueIn(
                all, u"penelope_circuit_transitions_total"_s,
                {{u"service"_s, u"payments"_s}, {u"from_state"_s, u"closed"_s}, {u"to_state"_s, u"open"_s}}),
            1.0);
        QVERIFY(valueIn(all, u"penelope_healing_blocked_total"_s, payments) >= 1);
        QCOMPARE(valueIn(all, u"penelope_approval_requests_total"_s, with(u"status"_s, u"rejected"_s)), 1.0);
        double rollbacks = 0;
        for (const auto& reason : engine::rollbackReasons())
            rollbacks += valueIn(all, u"penelope_canary_rollback_total"_s, with(u"reason"_s, reason, payments));
        QCOMPARE(rollbacks, 3.0);
        QCOMPARE(valueIn(all, u"penelope_canary_rollback_total"_s, with(u"reason"_s, u"operator"_s, payments)), 0.0);
        QCOMPARE(valueIn(all, u"penelope_canary_deployments_total"_s, with(u"status"_s, u"failed"_s, payments)), 3.0);
    }

    void aLookAgainIsLoggedAndNotCounted()
    {
        ScriptedWorld world;
        world.raise(u"warning"_s, world.clock.now());
        QVERIFY(world.runUntil(u"DecisionMade"_s, 10));
        QVERIFY(world.runUntil(u"DecisionMade"_s, 1200));
        const auto all = scraped(world);
        const double counted = valueIn(all, u"penelope_decision_risk_scores_count"_s, {});
        double logged = 0;
        for (const auto& type : {u"observe"_s, u"intervene"_s, u"escalate"_s})
            logged += valueIn(all, u"penelope_decisions_logged_total"_s, with(u"decision_type"_s, type));
        QCOMPARE(counted, 1.0);
        QCOMPARE(logged, 2.0);
    }

    void aCanarysTrafficSeriesEndsWithIt()
    {
        ScriptedWorld world;
        world.metrics.stable.slowShare = 0.2;
        world.raise(u"high"_s, world.clock.now());
        QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
        QVERIFY(!world.approve());
        QVERIFY(world.runUntil(u"TrafficConfirmed"_s, 20));
        const auto labels = with(u"deployment_id"_s, world.newestCanary()->id.value(), payments);
        QCOMPARE(valueIn(scraped(world), u"penelope_canary_traffic_percentage"_s, labels), 10.0);
        QCOMPARE(valueIn(scraped(world), u"penelope_canary_active_deployments"_s, payments), 1.0);
        QVERIFY(world.runUntil(u"CanaryFinished"_s, 300));
        QVERIFY(!holds(scraped(world), u"penelope_canary_traffic_percentage"_s, labels));
        QCOMPARE(valueIn(scraped(world), u"penelope_canary_active_deployments"_s, payments), 0.0);
    }

    void aCancelledCanaryCountsAsNothing()
    {
        ScriptedWorld world;
        world.metrics.stable.slowShare = 0.2;
        world.raise(u"high"_s, world.clock.now());
        QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
        QVERIFY(!world.approve());
        QVERIFY(world.runUntil(u"TrafficConfirmed"_s, 20));
        QVERIFY(!world.send(
            u"canary_cancel"_s,
            Json::object({{u"id"_s, world.newestCanary()->id.value()}, {u"reason"_s, u"no longer wanted"_s}}),
            u"operator/bruno"_s));
        world.run(60);
        QCOMPARE(world.count(u"PatchRolledBack"_s), 1);
        const auto all = scraped(world);
        QCOMPARE(valueIn(all, u"penelope_patch_deployments_total"_s, with(u"status"_s, u"rollback"_s)), 0.0);
        QCOMPARE(
            valueIn(all, u"penelope_canary_deployments_total"_s, with(u"status"_s, u"cancelled"_s, payments)), 1.0);
        QVERIFY(!holds(all, u"penelope_compliance_principle_score"_s, with(u"principle"_s, u"agape"_s)));
        QVERIFY(engine::scoreFacts(world.state(), world.clock.now()).finished.empty());
    }

    void countersGoOnAfterARestart()
    {
        ScriptedWorld world;
        Recording recording;
        playTroubled(world, recording);
        auto before = engine::families(world.core->snapshot(), world.clock.now());
        world.restart();
        auto after = engine::families(world.core->snapshot(), world.clock.now());
        const auto ofTheProcess = [](const metrics::Family& family) {
            return family.name == u"penelope_decision_logging_duration_seconds"_s;
        };
        std::erase_if(before, ofTheProcess);
        std::erase_if(after, ofTheProcess);
        QCOMPARE(after, before);
    }

    void theScoreIsTheLocalOne()
    {
        ScriptedWorld world;
        Recording recording;
        playHealthy(world, recording);
        const auto all = scraped(world);
        const auto now = world.clock.now();
        const auto score = compliance::score(engine::scoreFacts(world.state(), now), now, 1h);
        QCOMPARE(valueIn(all, u"penelope_compliance_score"_s, {}), *score.total);
        QCOMPARE(valueIn(all, u"penelope_compliance_measured_weight"_s, {}), double(score.measuredWeight));
        for (const auto& one : score.principles) {
            const auto labels = with(u"principle"_s, compliance::toWord(one.principle));
            QCOMPARE(holds(all, u"penelope_compliance_principle_score"_s, labels), one.points.has_value());
            if (one.points)
                QCOMPARE(
                    valueIn(all, u"penelope_compliance_principle_score"_s, labels), *one.points * 100 / one.weight);
        }
    }

    void withoutAMeasureThereIsNoScore()
    {
        engine::ConsoleState state;
        state.policy = policy::defaults();
        const auto all = told(state, demoNow());
        QVERIFY(!holds(all, u"penelope_compliance_score"_s, {}));
        QCOMPARE(valueIn(all, u"penelope_compliance_measured_weight"_s, {}), 0.0);
    }

    void servicesAboveTheLimitAreSummedUp()
    {
        const auto all = told(manyServices(engine::maxServiceSeries + 3), demoNow());
        QCOMPARE(valueIn(all, u"penelope_healing_blocked_total"_s, with(u"service"_s, u"other"_s)), 3.0);
        QCOMPARE(valueIn(all, u"penelope_healing_blocked_total"_s, with(u"service"_s, u"service-7"_s)), 1.0);
        QCOMPARE(valueIn(all, u"penelope_dropped_series_total"_s, {}), 3.0);
        QVERIFY(!holds(all, u"penelope_healing_blocked_total"_s, with(u"service"_s, u"service-201"_s)));
    }

    void aRetiredServiceKeepsItsCountersAndHasNoPresent()
    {
        auto state = manyServices(2);
        state.services.update(ServiceName{u"service-1"_s}, [](patch::Service& service) { service.retired = true; });
        const auto all = told(state, demoNow());
        QCOMPARE(valueIn(all, u"penelope_healing_blocked_total"_s, with(u"service"_s, u"service-1"_s)), 1.0);
        QVERIFY(!holds(all, u"penelope_circuit_breaker_state"_s, with(u"service"_s, u"service-1"_s)));
    }

    void promtoolAcceptsEveryState()
    {
        ScriptedWorld idle;
        promtoolAccepts(scrape(idle));
        Recording recording;
        ScriptedWorld healthy;
        playHealthy(healthy, recording);
        promtoolAccepts(scrape(healthy));
        Recording other;
        ScriptedWorld troubled;
        playTroubled(troubled, other);
        promtoolAccepts(scrape(troubled));
        for (const auto& demo : {demoNight(), demoCalm()}) {
            told(demo, demoNow());
            promtoolAccepts(openmetrics::exposition(
                engine::families({std::make_shared<const engine::ConsoleState>(demo), demoLive()}, demoNow())));
        }
        auto page = engine::families(idle.core->snapshot(), idle.clock.now());
        const auto process = openmetrics::processFamilies();
        page.insert(page.end(), process.begin(), process.end());
        promtoolAccepts(openmetrics::exposition(page));
    }
};

QTEST_GUILESS_MAIN(MetricFamiliesTest)
#include "tst_metricfamilies.moc"
