#include "core/engine/reducer.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestCore : public QObject
{
    Q_OBJECT

private slots:
    void everyCommandIsInTheTableOnce()
    {
        QStringList names;
        for (const auto& entry : engine::commandTable()) {
            QVERIFY2(!names.contains(entry.name), qPrintable(entry.name));
            names.append(entry.name);
            QCOMPARE(engine::findCommand(entry.name), &entry);
        }
        QCOMPARE(engine::findCommand(u"propose_patch"_s), engine::findCommand(u"patch_submit"_s));
        QVERIFY(!engine::findCommand(u"make_coffee"_s));
    }

    void aWrongArgumentIsNamed()
    {
        const auto* approve = engine::findCommand(u"approve"_s);
        const auto missing = engine::checkArgs(*approve, Json::object({{u"id"_s, u"1"_s}}));
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::Malformed);
        QCOMPARE(missing.error().where, u"version"_s);
        const auto unknown = engine::checkArgs(*approve, Json::object({{u"colour"_s, u"red"_s}}));
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().where, u"colour"_s);
    }

    void aNewJournalHoldsItsOwnDefaults()
    {
        ScriptedWorld world;
        for (const auto& key : policy::registry())
            QVERIFY2(world.state().policy.settings.contains(key.name), qPrintable(key.name));
        QCOMPARE(world.state().operators.at(OperatorName{u"ana"_s}).role, Role::Admin);
        QCOMPARE(world.store.events().front().kind, u"JournalCreated"_s);
        QCOMPARE(world.store.events().front().epoch, 1);
    }

    void eachStartBeginsAnEpoch()
    {
        ScriptedWorld world;
        const auto before = world.state().epoch;
        world.restart();
        QCOMPARE(world.state().epoch, before + 1);
    }

    void theFoldOfTheJournalIsTheState()
    {
        ScriptedWorld world;
        world.raise(u"high"_s, world.clock.now());
        QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
        QVERIFY(!world.approve());
        world.run(30);
        const auto folded = engine::fold(world.reader);
        QVERIFY(folded);
        const auto& live = world.state();
        QCOMPARE(folded->unknownEvents, 0);
        QCOMPARE(folded->seq, live.seq);
        QVERIFY(folded->at == live.at);
        QVERIFY(folded->policy == live.policy);
        QVERIFY(folded->operators == live.operators);
        QVERIFY(folded->services == live.services);
        QVERIFY(folded->anomalies == live.anomalies);
        QVERIFY(folded->patches == live.patches);
        QVERIFY(folded->approvals == live.approvals);
        QVERIFY(folded->sources == live.sources);
        QVERIFY(folded->streamVersions == live.streamVersions);
        QCOMPARE(folded->decided.size(), live.decided.size());
        // Analyses are compared by what they say: each fold makes its own rows.
        const auto then = folded->canaries.rows().back();
        const auto now = world.newestCanary();
        QVERIFY(then->stepLog == now->stepLog);
        QVERIFY(!now->analyses.empty());
        QCOMPARE(then->analyses.size(), now->analyses.size());
        for (std::size_t index = 0; index < now->analyses.size(); ++index)
            QVERIFY(*then->analyses[index] == *now->analyses[index]);
    }

    void aFoldStopsAtItsMoment()
    {
        ScriptedWorld world;
        world.raise(u"high"_s, world.clock.now());
        QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
        const auto then = world.clock.now();
        QVERIFY(!world.approve());
        world.run(30);
        const auto folded = engine::fold(world.reader, then - 1ms);
        QVERIFY(folded);
        QVERIFY(folded->at < then);
        QVERIFY(folded->canaries.empty());
    }

    void whatANewerVersionWroteIsCountedAndChangesNothing()
    {
        engine::ConsoleState state;
        journal::Event event;
        event.seq = 1;
        event.kind = u"AnomalyDetected"_s;
        event.version = 2;
        event.stream = u"anomaly/00000001"_s;
        event.streamVersion = 1;
        engine::apply(state, event);
        event.seq = 2;
        event.kind = u"MoonPhaseChanged"_s;
        event.version = 1;
        event.streamVersion = 2;
        engine::apply(state, event);
        QCOMPARE(state.unknownEvents, 2);
        QVERIFY(state.anomalies.empty());
        QCOMPARE(state.seq, 2);
    }

    void strangePayloadsNeverStopTheFold()
    {
        ScriptedWorld world;
        world.raise(u"high"_s, world.clock.now());
        QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
        QVERIFY(!world.approve());
        world.run(30);
        for (const Json& strange : {Json{}, Json{1}, Json{u"text"_s}, Json::array()}) {
            engine::ConsoleState state;
            for (auto event : world.store.events()) {
                event.payload = strange;
                engine::apply(state, event);
            }
            QCOMPARE(state.seq, world.state().seq);
        }
    }

    void linksAnswerOnTheirOwnThread()
    {
        ScriptedWorld world;
        Mailbox home;
        const auto link = world.core->link(home);
        std::optional<Result<engine::Outcome>> answered;
        link->send(
            {.name = u"note"_s,
             .actor = u"operator/ana"_s,
             .at = {},
             .args = Json::object({{u"scope"_s, u"shift"_s}, {u"text"_s, u"quiet"_s}})},
            [&answered](Result<engine::Outcome> outcome) { answered = std::move(outcome); });
        QVERIFY(!answered);
        for (int round = 0; round < 5 && !answered; ++round)
            QCoreApplication::sendPostedEvents();
        QVERIFY(answered);
        QVERIFY(answered->has_value());
        QCOMPARE((*answered)->seq, world.store.lastSeq());
    }

    void aLinkOutlivesItsCore()
    {
        ScriptedWorld world;
        Mailbox home;
        const auto link = world.core->link(home);
        world.core.reset();
        std::optional<Result<engine::Outcome>> answered;
        link->send({.name = u"note"_s, .actor = u"operator/ana"_s, .at = {}, .args = {}}, [&](auto outcome) {
            answered = std::move(outcome);
        });
        QCoreApplication::sendPostedEvents();
        QVERIFY(answered);
        QVERIFY(!answered->has_value());
        QCOMPARE(answered->error().code, ErrorCode::Unavailable);
    }

    void snapshotsComeAtMostTenTimesASecond()
    {
        ScriptedWorld world;
        world.run(2);
        int published = 0;
        world.core->listen([&published](const engine::Snapshot&) { ++published; });
        for (int note = 0; note < 50; ++note) {
            QVERIFY(
                !world.send(u"note"_s, Json::object({{u"scope"_s, u"shift"_s}, {u"text"_s, QString::number(note)}})));
            world.clock.advance(10ms);
        }
        QVERIFY(published >= 4);
        QVERIFY(published <= 6);
    }

    void aStepOfTheWallClockIsAnEvent()
    {
        ScriptedWorld world;
        world.run(2);
        world.clock.step(-1h);
        world.run(1);
        QCOMPARE(world.count(u"ClockStepped"_s), 1);
        world.run(5);
        QCOMPARE(world.count(u"ClockStepped"_s), 1);
    }

    void theStartSaysOfASourceOnlyWhatItAnswered()
    {
        ScriptedWorld world;
        world.run(3);
        QCOMPARE(world.count(u"SourceFreshnessChanged"_s), 2);
        for (const auto& [name, source] : world.state().sources)
            QCOMPARE(source.freshness, Freshness::Fresh);
    }

    void aSourceThatIsGoneShowsWithinFourIntervalsAndComesBack()
    {
        ScriptedWorld world;
        world.run(3);
        QCOMPARE(world.state().sources.at(u"prometheus/main"_s).freshness, Freshness::Fresh);
        world.metrics.broken = true;
        world.run(6);
        QCOMPARE(world.state().sources.at(u"prometheus/main"_s).freshness, Freshness::Lost);
        world.metrics.broken = false;
        world.run(2);
        QCOMPARE(world.state().sources.at(u"prometheus/main"_s).freshness, Freshness::Fresh);
    }

    void aSourceThatIsBackIsSeenWithinFiveSecondsHoweverSeldomItIsAsked()
    {
        ScriptedWorld world;
        world.metricsPoll = 15s;
        world.restart();
        world.run(20);
        world.metrics.broken = true;
        world.run(80);
        QCOMPARE(world.state().sources.at(u"prometheus/main"_s).freshness, Freshness::Lost);
        world.metrics.broken = false;
        world.run(5);
        QCOMPARE(world.state().sources.at(u"prometheus/main"_s).freshness, Freshness::Fresh);
    }

    void aKeyBelongsToOneOperatorForEver()
    {
        ScriptedWorld world;
        const auto add = [&world](const QString& name, const QByteArray& key) {
            return world.send(
                u"operator_add"_s, Json::object(
                                       {{u"name"_s, name},
                                        {u"role"_s, u"approver"_s},
                                        {u"public_key"_s, QString::fromLatin1(key.toBase64())}}));
        };
        QVERIFY(!add(u"carla"_s, QByteArray(32, 'k')));
        QCOMPARE(world.state().operators.at(OperatorName{u"carla"_s}).role, Role::Approver);
        QCOMPARE(add(u"carla"_s, QByteArray(32, 'x'))->code, ErrorCode::Conflict);
        QCOMPARE(add(u"dora"_s, QByteArray(32, 'k'))->code, ErrorCode::Conflict);
        QCOMPARE(add(u"dora"_s, QByteArray(31, 'd'))->where, u"public_key"_s);
        QCOMPARE(add(u"Dora Diaz"_s, QByteArray(32, 'd'))->where, u"name"_s);
    }

    void stoppingIsWritten()
    {
        ScriptedWorld world;
        QVERIFY(world.core->stop(u"the window was closed"_s));
        QCOMPARE(world.store.kinds().last(), u"CoreStopped"_s);
        QVERIFY(!world.state().coreRunning);
    }
};

QTEST_GUILESS_MAIN(TestCore)
#include "tst_core.moc"
