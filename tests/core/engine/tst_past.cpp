// Replay: a stretch of the journal in memory is the same past as the journal itself.
#include "core/engine/lanes.h"
#include "core/engine/reducer.h"
#include "core/engine/suggestions.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// From the alert over approval and canary to the rollback.
void tellRollback(ScriptedWorld& world)
{
    world.metrics.canary.errorShare = 0.05;
    world.metrics.stable.slowShare = 0.2;
    world.raise(u"critical"_s, world.clock.now());
    QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
    QVERIFY(!world.approve());
    if (world.newestApproval()->isPending())
        QVERIFY(!world.approve(u"operator/ana"_s));
    QVERIFY(world.runUntil(u"PatchRolledBack"_s, 120));
    world.run(3);
}

engine::Span whole(const ScriptedWorld& world)
{
    return {.from = world.store.events().front().time, .to = world.clock.now()};
}

template <typename Rows> bool sameRows(const Rows& left, const Rows& right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const auto& one, const auto& other) {
        return *one == *other;
    });
}

/// By value: some lists of a state are shared pointers, compared by their rows, not by where these lie.
bool same(const engine::ConsoleState& left, const engine::ConsoleState& right)
{
    const bool rows = sameRows(left.lessons, right.lessons) && sameRows(left.decided, right.decided) &&
                      sameRows(left.deployments, right.deployments) && sameRows(left.reflections, right.reflections);
    bool canaries = left.canaries.size() == right.canaries.size();
    left.canaries.forEach([&](const CanaryId& id, const auto& one) {
        const auto other = right.canaries.find(id);
        canaries = canaries && other && sameRows(one->analyses, other->analyses) && one->status == other->status &&
                   one->stepLog == other->stepLog && one->stepClock == other->stepClock;
    });
    return rows && canaries && left.seq == right.seq && left.at == right.at && left.epoch == right.epoch &&
           left.policy == right.policy && left.anomalies == right.anomalies && left.patches == right.patches &&
           left.approvals == right.approvals && left.breakers == right.breakers && left.notes == right.notes &&
           left.sources == right.sources && left.streamVersions == right.streamVersions &&
           left.ledger == right.ledger && left.services == right.services && left.episodes == right.episodes;
}

} // namespace

class TestPast : public QObject
{
    Q_OBJECT

private slots:
    void everyMomentIsWhatTheJournalFoldsTo()
    {
        ScriptedWorld world;
        tellRollback(world);
        const auto past = engine::readPast(world.reader, whole(world));
        QVERIFY(past);
        QVERIFY(past->events.size() > 40);
        for (auto at = past->span.from - 1s; at <= past->span.to + 1s; at += 1s)
            QVERIFY(same(
                engine::stateAt(*past, std::max(at, past->span.from)),
                *engine::fold(world.reader, std::max(at, past->span.from))));
    }

    void aPartOfItIsTheSamePast()
    {
        ScriptedWorld world;
        tellRollback(world);
        auto span = whole(world);
        span.from += (span.to - span.from) / 2;
        const auto past = engine::readPast(world.reader, span);
        QVERIFY(past);
        QVERIFY(past->events.front().time > span.from);
        QVERIFY(same(engine::stateAt(*past, span.from), *engine::fold(world.reader, span.from)));
        QVERIFY(same(engine::stateAt(*past, span.to), world.state()));
    }

    void aPartInMemoryIsThatPart()
    {
        ScriptedWorld world;
        tellRollback(world);
        const auto past = engine::readPast(world.reader, whole(world));
        QVERIFY(past);
        auto span = past->span;
        span.from += (span.to - span.from) / 3;
        span.to -= (span.to - span.from) / 4;
        const auto part = engine::partOf(*past, span);
        const auto read = engine::readPast(world.reader, span);
        QVERIFY(read);
        QVERIFY(part.events == read->events);
        QVERIFY(!part.events.empty());
        QCOMPARE(part.checkpoints.size(), read->checkpoints.size());
        QVERIFY(same(part.checkpoints.front(), read->checkpoints.front()));
    }

    void aRangeThatEndsBeforeItBeginsIsRefused()
    {
        ScriptedWorld world;
        auto span = whole(world);
        std::swap(span.from, span.to);
        span.to -= 1s;
        const auto past = engine::readPast(world.reader, span);
        QVERIFY(!past);
        QCOMPARE(past.error().code, ErrorCode::Malformed);
    }

    void aStopEndsTheReading()
    {
        ScriptedWorld world;
        std::stop_source source;
        source.request_stop();
        QCOMPARE(engine::readPast(world.reader, whole(world), source.get_token()).error().code, ErrorCode::Unavailable);
    }

    void stepsGoFromEventToEventAndBack()
    {
        ScriptedWorld world;
        tellRollback(world);
        const auto past = engine::readPast(world.reader, whole(world));
        QVERIFY(past);
        std::vector<Instant> wanted;
        for (const auto& event : past->events) {
            if (engine::isStep(event) && event.time > past->span.from && (wanted.empty() || wanted.back() < event.time))
                wanted.push_back(event.time);
        }
        QVERIFY(!wanted.empty());
        std::vector<Instant> walked;
        for (const auto* event = engine::nextStep(*past, past->span.from); event;
             event = engine::nextStep(*past, event->time))
            walked.push_back(event->time);
        QVERIFY(walked == wanted);
        std::vector<Instant> back;
        for (const auto* event = engine::previousStep(*past, past->span.to + 1s); event;
             event = engine::previousStep(*past, event->time))
            back.insert(back.begin(), event->time);
        QVERIFY(back == wanted);
        QVERIFY(!engine::previousStep(*past, past->span.from));
    }

    void lanesTellTheStory()
    {
        ScriptedWorld world;
        tellRollback(world);
        const auto past = engine::readPast(world.reader, whole(world));
        QVERIFY(past);
        const auto lanes = engine::lanesOf(*past);
        QCOMPARE(lanes.anomalies.size(), std::size_t{1});
        QCOMPARE(lanes.anomalies.front().severity, std::optional{Severity::P0});
        QCOMPARE(lanes.anomalies.front().from, world.newestAnomaly()->detectedAt);
        QVERIFY(lanes.anomalies.front().goesOn);
        QStringList ticks;
        for (const auto& tick : lanes.approvals)
            ticks << tick.code;
        QCOMPARE(ticks.front(), u"asked"_s);
        QVERIFY(ticks.contains(u"approved"_s));
        QVERIFY(!lanes.canaries.empty());
        QCOMPARE(lanes.canaries.front().percent, 10);
        QCOMPARE(lanes.canaries.back().to, *world.newestCanary()->finishedAt);
        QVERIFY(lanes.breakers.empty()); // one failure leaves it closed
        for (const auto& bar : lanes.canaries)
            QVERIFY(bar.from >= past->span.from && bar.to <= past->span.to && bar.from <= bar.to);
    }

    void whatWasStaleIsAGap()
    {
        ScriptedWorld world;
        world.raise(u"warning"_s, world.clock.now());
        world.run(5);
        world.metrics.broken = true;
        QVERIFY(world.runUntil(u"SourceFreshnessChanged"_s, 300));
        world.run(300);
        const auto past = engine::readPast(world.reader, whole(world));
        QVERIFY(past);
        const auto lanes = engine::lanesOf(*past);
        QVERIFY(!lanes.gaps.empty());
        QCOMPARE(lanes.gaps.back().to, past->span.to);
    }

    void whoHadAnEscalationIsATick()
    {
        ScriptedWorld world;
        tellRollback(world); // which leaves it to a person
        const auto id = world.newestAnomaly()->id.value();
        QVERIFY(!world.send(u"anomaly_ack"_s, Json::object({{u"id"_s, id}}), u"operator/bruno"_s));
        const auto past = engine::readPast(world.reader, whole(world));
        QVERIFY(past);
        const auto tick = engine::lanesOf(*past).approvals.back();
        QCOMPARE(tick.code, u"acknowledged"_s);
        QCOMPARE(tick.actor, u"operator/bruno"_s);
        QCOMPARE(tick.service, world.newestAnomaly()->service);
    }

    void theTimeWithoutACoreIsKnown()
    {
        ScriptedWorld world;
        world.raise(u"warning"_s, world.clock.now());
        world.run(5);
        const auto running = engine::readPast(world.reader, whole(world));
        QVERIFY(running && engine::lanesOf(*running).off.empty());
        const auto stopped = world.clock.now();
        QVERIFY(world.core->stop(u"asked to end"_s));
        world.clock.advance(std::chrono::minutes{10});
        const auto off = engine::readPast(world.reader, whole(world));
        QVERIFY(off);
        QCOMPARE(engine::lanesOf(*off).off, (std::vector{engine::Span{stopped, off->span.to}}));
        // A stretch within it is off from end to end.
        const engine::Span within{stopped + std::chrono::minutes{2}, stopped + std::chrono::minutes{5}};
        const auto part = engine::readPast(world.reader, within);
        QVERIFY(part);
        QCOMPARE(engine::lanesOf(*part).off, std::vector{within});
    }

    void rangesWorthLookingAtAreSuggested()
    {
        ScriptedWorld world;
        tellRollback(world);
        const auto found = engine::suggestions(world.state(), world.clock.now());
        QStringList codes;
        for (const auto& each : found) {
            codes << each.code;
            QVERIFY(each.span.from < each.at && each.at <= each.span.to && each.span.to <= world.clock.now());
        }
        QCOMPARE(codes, (QStringList{u"rolled_back"_s, u"p0"_s}));
        QVERIFY(engine::suggestions(world.state(), world.clock.now() + std::chrono::hours{24 * 31}).empty());
        const engine::ConsoleState young;
        QVERIFY(engine::suggestions(young, world.clock.now()).empty());
    }
};

QTEST_GUILESS_MAIN(TestPast)
#include "tst_past.moc"
