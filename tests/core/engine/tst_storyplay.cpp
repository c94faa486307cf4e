#include "core/approval/signing.h"
#include "core/engine/generator/generator.h"
#include "core/engine/reducer.h"
#include "core/engine/storyplay.h"
#include "tests/support/memorystore.h"

#include <QTest>

using namespace penelope;
using namespace penelope::engine;
using namespace Qt::Literals::StringLiterals;

namespace {

std::vector<journal::Event> toldEvents()
{
    std::vector<journal::Event> told;
    generator::generate(generator::demoOptions(), [&told](const generator::Line& line) {
        auto event = journal::decode(QByteArray(line.body.data(), static_cast<qsizetype>(line.body.size())));
        if (!event)
            qFatal("%s", qPrintable(event.error().message));
        told.push_back(std::move(*event));
        return true;
    });
    return told;
}

/// The demonstration at the moment at which it opens: the race waits for its second approver.
struct Played
{
    Played() { played = play.playTo(generator::demoOpens); }

    const approval::Approval* race() const
    {
        const approval::Approval* found = nullptr;
        play.state().approvals.forEach([&found](const ApprovalId&, const auto& each) {
            if (each->service == ServiceName{u"auth-service"_s})
                found = each.get();
        });
        return found;
    }
    Json argsOf(const approval::Approval& request, const QString& reason) const
    {
        return Json::object(
            {{u"id"_s, request.id.value()},
             {u"version"_s, request.version},
             {u"diff_sha256"_s, request.diffSha256},
             {u"reason"_s, reason},
             {u"seen"_s, Json::object({{u"hunks"_s, 1}, {u"hunks_total"_s, 1}, {u"twin"_s, true}})}});
    }

    test::MemoryStore store;
    StoryPlay play{
        store, toldEvents(), {OperatorName{u"ana"_s}, generator::personalKey(generator::demoOptions(), u"ana"_s)}};
    Status played;
};

int count(const test::MemoryStore& store, const QString& kind)
{
    return static_cast<int>(store.kinds().count(kind));
}

} // namespace

class StoryPlayTest : public QObject
{
    Q_OBJECT

private slots:
    void theStoryIsTheSameEveryTime()
    {
        const auto once = toldEvents();
        QVERIFY(once.size() > 300);
        QCOMPARE(once, toldEvents());
    }

    void theEveningHoldsWhatItPromises()
    {
        Played demo;
        QVERIFY(demo.play.playTo(generator::demoBegins + generator::demoLasts));
        QCOMPARE(count(demo.store, u"ApprovalExpired"_s), 1);
        QCOMPARE(count(demo.store, u"BreakerOpened"_s), 1);
        QCOMPARE(count(demo.store, u"CanaryHeld"_s), 4);
        QCOMPARE(count(demo.store, u"RestDayBegan"_s), 1);
        QCOMPARE(count(demo.store, u"PatchQueued"_s), 1);
        QStringList feed;
        for (const auto& event : demo.store.events()) {
            if (event.kind == "SourceFreshnessChanged"_L1 &&
                event.payload[u"source"].toString() == "prometheus/main"_L1)
                feed << event.payload[u"to"].toString();
        }
        QCOMPARE(feed, (QStringList{u"fresh"_s, u"late"_s, u"stale"_s, u"lost"_s, u"fresh"_s}));
        QCOMPARE(demo.play.state().unknownEvents, 0);
        QVERIFY(demo.race()->severity == Severity::P0);
        const auto& last = demo.store.events().back();
        QVERIFY(last.time <= generator::demoBegins + generator::demoLasts);
    }

    void playedWithoutAnybodyItIsTheJournalAsTold()
    {
        Played demo;
        QVERIFY(demo.play.playTo(generator::demoBegins + generator::demoLasts));
        const auto told = toldEvents();
        QCOMPARE(demo.store.events().size(), told.size());
        for (std::size_t index = 0; index < told.size(); ++index) {
            QCOMPARE(demo.store.events()[index].kind, told[index].kind);
            QCOMPARE(demo.store.events()[index].payload, told[index].payload);
            QCOMPARE(demo.store.events()[index].cause, told[index].cause);
        }
    }

    void itOpensWhereOneApproverIsMissing()
    {
        const Played demo;
        QVERIFY(demo.played);
        const auto* race = demo.race();
        QVERIFY(race && race->isPending());
        QCOMPARE(race->need, 2);
        QCOMPARE(race->got(), 1);
    }

    void anApprovalIsSignedAppendedAndGoesOnAsTold()
    {
        Played demo;
        const auto before = demo.store.lastSeq();
        const auto answer =
            demo.play.send(u"approve"_s, demo.argsOf(*demo.race(), u"the lock is missing"_s), generator::demoOpens);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QVERIFY(demo.store.lastSeq() > before);
        const auto& event = demo.store.events()[static_cast<std::size_t>(before)];
        QCOMPARE(event.kind, u"ApprovalGranted"_s);
        QCOMPARE(event.actor, u"operator/ana"_s);
        const auto publicKey = generator::personalKey(generator::demoOptions(), u"ana"_s).publicKey();
        QVERIFY(approval::isProven(
            event, demo.play.state().journalId, QByteArray(reinterpret_cast<const char*>(publicKey.data()), 32)));
        QVERIFY(demo.play.playTo(generator::demoBegins + generator::demoLasts));
        // Carla is no longer needed, and the canary runs as told.
        QVERIFY(!demo.store.kinds().isEmpty());
        for (const auto& each : demo.store.events())
            QVERIFY(!(each.kind == "ApprovalGranted"_L1 && each.actor == "operator/carla"_L1));
        QCOMPARE(count(demo.store, u"CanaryHeld"_s), 4);
        QCOMPARE(demo.play.state().unknownEvents, 0);
    }

    void aRejectionEndsWhatWasToldOfIt()
    {
        Played demo;
        const auto answer =
            demo.play.send(u"reject"_s, demo.argsOf(*demo.race(), u"not tonight"_s), generator::demoOpens);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QVERIFY(demo.play.playTo(generator::demoBegins + generator::demoLasts));
        QCOMPARE(count(demo.store, u"CanaryHeld"_s), 0);
        for (const auto& event : demo.store.events())
            QVERIFY(!(event.kind == "CanaryCreated"_L1 && event.payload[u"service"].toString() == "auth-service"_L1));
        QCOMPARE(count(demo.store, u"BreakerOpened"_s), 1); // the rest of the evening goes on
    }

    void whatWouldNeedSomethingBehindItIsRefusedWithTheReason()
    {
        Played demo;
        const auto before = demo.store.lastSeq();
        const auto answer = demo.play.send(
            u"breaker_reset"_s, Json::object({{u"service"_s, u"inventory"_s}, {u"reason"_s, u"try"_s}}),
            generator::demoOpens);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::NotPermitted);
        QVERIFY(answer.error().message.contains(u"nothing behind the story"_s));
        QCOMPARE(demo.store.lastSeq(), before);
    }

    void aNoteTakesAPlaceInTheJournalAndCausesStayRight()
    {
        Played demo;
        QVERIFY(demo.play.send(
            u"note"_s, Json::object({{u"scope"_s, u"shift"_s}, {u"text"_s, u"hello"_s}}), generator::demoOpens));
        QVERIFY(demo.play.playTo(generator::demoBegins + generator::demoLasts));
        for (const auto& event : demo.store.events()) {
            if (event.kind != "PatchProposed"_L1 || !event.cause)
                continue;
            const auto& cause = demo.store.events()[static_cast<std::size_t>(*event.cause - 1)];
            QCOMPARE(cause.kind, u"DecisionMade"_s);
            QCOMPARE(cause.stream, event.correlation);
        }
    }

    void aFailedWriteLosesNothing()
    {
        Played demo;
        const auto before = demo.store.lastSeq();
        demo.store.failNext(1);
        QVERIFY(!demo.play.playTo(generator::demoBegins + std::chrono::hours{2}));
        QCOMPARE(demo.store.lastSeq(), before);
        QVERIFY(demo.play.playTo(generator::demoBegins + generator::demoLasts));
        QCOMPARE(demo.store.events().size(), toldEvents().size());
    }

    void aLostFeedIsShownAsLost()
    {
        Played demo;
        const auto at = generator::demoBegins + std::chrono::minutes{66};
        QVERIFY(demo.play.playTo(at));
        const auto sources = demo.play.sources(at);
        QVERIFY(freshness(sources.at(u"prometheus/main"_s), at) == Freshness::Lost);
        QVERIFY(freshness(sources.at(u"alerts"_s), at) == Freshness::Fresh);
    }
};

QTEST_APPLESS_MAIN(StoryPlayTest)
#include "tst_storyplay.moc"
