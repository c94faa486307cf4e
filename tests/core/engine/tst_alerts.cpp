// From alerts to episodes: what begins one, what ends it, and what does neither.
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestAlerts : public QObject
{
    Q_OBJECT

private:
    static std::vector<Alert> alert(const ScriptedWorld& world, bool suppressed = false)
    {
        Alert made;
        made.labels = {{u"alertname"_s, u"LatencySpike"_s}, {u"job"_s, u"payments"_s}, {u"severity"_s, u"low"_s}};
        made.startsAt = world.clock.now();
        made.suppressed = suppressed;
        return {made};
    }

    static std::optional<Result<engine::Outcome>> receive(ScriptedWorld& world, std::vector<Alert> alerts)
    {
        std::optional<Result<engine::Outcome>> answered;
        world.core->receiveAlerts(
            std::move(alerts), [&answered](Result<engine::Outcome> outcome) { answered = std::move(outcome); });
        world.core->drain();
        return answered;
    }

private slots:
    void aSilencedAlertBeginsNothing()
    {
        ScriptedWorld world;
        world.alerts.firing = alert(world, true);
        world.run(10);
        QCOMPARE(world.count(u"AnomalyDetected"_s), 0);
        // The silence ends, the alert is still there.
        world.alerts.firing.front().suppressed = false;
        world.run(10);
        QCOMPARE(world.count(u"AnomalyDetected"_s), 1);
        QCOMPARE(world.newestAnomaly()->startsAt, world.alerts.firing.front().startsAt);
    }

    void aSilenceEndsNothing()
    {
        ScriptedWorld world;
        world.alerts.firing = alert(world);
        world.run(3);
        QCOMPARE(world.count(u"AnomalyDetected"_s), 1);
        world.alerts.firing.front().suppressed = true;
        world.run(30);
        QCOMPARE(world.count(u"AnomalyResolved"_s), 0);
        world.alerts.firing.front().suppressed = false;
        world.run(10);
        QCOMPARE(world.count(u"AnomalyDetected"_s), 1);
        world.clear();
        world.run(3);
        QCOMPARE(world.count(u"AnomalyResolved"_s), 1);
    }

    void oneMissingAnswerEndsNothing()
    {
        ScriptedWorld world;
        const auto firing = alert(world);
        world.alerts.firing = firing;
        world.run(3);
        for (int each = 0; each < 5; ++each) {
            world.clear();
            world.run(1);
            world.alerts.firing = firing;
            world.run(1);
        }
        QCOMPARE(world.count(u"AnomalyResolved"_s), 0);
    }

    void aSourceThatJustStartedEndsNothing()
    {
        ScriptedWorld world;
        world.alerts.firing = alert(world);
        world.run(3);
        world.clear();
        world.alerts.young = true;
        world.run(30);
        QCOMPARE(world.count(u"AnomalyResolved"_s), 0);
        // What was missing meanwhile does not count afterwards.
        world.alerts.young = false;
        world.run(1);
        QCOMPARE(world.count(u"AnomalyResolved"_s), 0);
        world.run(2);
        QCOMPARE(world.count(u"AnomalyResolved"_s), 1);
    }

    void aYoungSourceBeginsEpisodes()
    {
        ScriptedWorld world;
        world.alerts.young = true;
        world.alerts.firing = alert(world);
        world.run(3);
        QCOMPARE(world.count(u"AnomalyDetected"_s), 1);
    }

    void aFlapIsANewEpisode()
    {
        ScriptedWorld world;
        world.alerts.firing = alert(world);
        world.run(3);
        world.alerts.firing = alert(world);
        world.run(5);
        QCOMPARE(world.count(u"AnomalyDetected"_s), 2);
        QCOMPARE(world.count(u"AnomalyResolved"_s), 1);
        QVERIFY(world.newestAnomaly()->isOpen());
    }

    void whatIsSentIsDurableWhenItIsAnswered()
    {
        ScriptedWorld world;
        const auto answer = receive(world, alert(world));
        QVERIFY(answer && *answer);
        QCOMPARE(world.count(u"AnomalyDetected"_s), 1);
        const auto& event = world.store.events().at(static_cast<std::size_t>((*answer)->seq) - 1);
        QCOMPARE(event.kind, u"AnomalyDetected"_s);
    }

    void sentAndPolledIsOneAnomaly()
    {
        ScriptedWorld world;
        const auto firing = alert(world);
        QVERIFY(receive(world, firing).has_value());
        QVERIFY(receive(world, firing).has_value());
        world.alerts.firing = firing;
        world.run(5);
        QVERIFY(receive(world, firing).has_value());
        QCOMPARE(world.count(u"AnomalyDetected"_s), 1);
    }

    void whatIsSentTooLateBeginsNothingAgain()
    {
        ScriptedWorld world;
        const auto firing = alert(world);
        world.alerts.firing = firing;
        world.run(3);
        world.clear();
        world.run(3);
        QCOMPARE(world.count(u"AnomalyResolved"_s), 1);
        QVERIFY(receive(world, firing).has_value());
        QCOMPARE(world.count(u"AnomalyDetected"_s), 1);
    }

    void aStoreThatFailsIsNoSuccess()
    {
        ScriptedWorld world;
        world.store.failNext(1);
        const auto answer = receive(world, alert(world));
        QVERIFY(answer && !*answer);
        QCOMPARE(answer->error().code, ErrorCode::Storage);
        QCOMPARE(world.count(u"AnomalyDetected"_s), 0);
    }

    void aCoreThatStoppedSaysSo()
    {
        ScriptedWorld world;
        QVERIFY(world.core->stop(u"test"_s));
        const auto answer = receive(world, alert(world));
        QVERIFY(answer && !*answer);
        QCOMPARE(answer->error().code, ErrorCode::Unavailable);
    }

    void aDeniedAttemptIsAFact()
    {
        ScriptedWorld world;
        world.core->observe(engine::AccessDenied{u"127.0.0.1"_s, u"POST /api/v1/notes"_s, u"no token"_s});
        world.core->drain();
        QCOMPARE(world.count(u"AccessRefused"_s), 1);
        QCOMPARE(world.store.events().back().payload[u"what"].toString(), u"POST /api/v1/notes"_s);
    }

    void aTokenActsByTheRoleItBrings()
    {
        ScriptedWorld world;
        const auto send = [&world](const QString& name, const Json& args, std::optional<Role> role) {
            std::optional<Error> error;
            world.core->send(
                {.name = name, .actor = u"api/ci"_s, .at = world.clock.now(), .args = args, .role = role},
                [&error](const Result<engine::Outcome>& outcome) {
                    if (!outcome)
                        error = outcome.error();
                });
            world.core->drain();
            return error;
        };
        const auto note = Json::object({{u"scope"_s, u"shift"_s}, {u"text"_s, u"hello"_s}});
        QVERIFY(!send(u"note"_s, note, Role::Operator));
        QCOMPARE(world.store.events().back().actor, u"api/ci"_s);
        QCOMPARE(send(u"note"_s, note, Role::Viewer)->code, ErrorCode::NotPermitted);
        QCOMPARE(send(u"note"_s, note, std::nullopt)->code, ErrorCode::NotPermitted);
    }

    void aTokenDecidesNothing()
    {
        ScriptedWorld world;
        world.metrics.stable.slowShare = 0.2;
        world.raise(u"high"_s, world.clock.now());
        QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
        const auto approval = world.newestApproval();
        std::optional<Error> error;
        world.core->send(
            {.name = u"approve"_s,
             .actor = u"api/ci"_s,
             .at = world.clock.now(),
             .args = Json::object(
                 {{u"id"_s, approval->id.value()},
                  {u"version"_s, approval->version},
                  {u"diff_sha256"_s, approval->diffSha256},
                  {u"reason"_s, u"reads well"_s}}),
             .role = Role::Admin},
            [&error](const Result<engine::Outcome>& outcome) {
                if (!outcome)
                    error = outcome.error();
            });
        world.core->drain();
        QVERIFY(error);
        QCOMPARE(error->code, ErrorCode::NotPermitted);
        QCOMPARE(world.count(u"ApprovalGranted"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestAlerts)
#include "tst_alerts.moc"
