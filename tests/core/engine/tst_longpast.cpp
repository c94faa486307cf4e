// The core over a long past that is read from pieces: it decides the same, and most of the past is not read for it.
#include "core/engine/decide.h"
#include "core/engine/effects/newestcanaries.h"
#include "core/engine/leaving.h"
#include "core/engine/statusview.h"
#include "core/engine/wanted.h"
#include "tests/support/longpast.h"

#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace std::chrono_literals;
using test::idOf;

namespace {

constexpr Instant now{std::chrono::hours{24 * 20'000}};
constexpr int stories = 2000;

engine::Episode episodeAt(Instant start)
{
    engine::Episode episode;
    episode.fingerprint = u"f00d"_s;
    episode.type = u"errors"_s;
    episode.service = ServiceName{u"checkout"_s};
    episode.startsAt = start;
    return episode;
}

/// Three weeks in which nothing is left open but one anomaly, and an alert that went on after its anomaly was over.
engine::ConsoleState longPast()
{
    engine::ConsoleState state;
    state.policy = policy::defaults();
    state.seq = stories;
    state.at = now - 1s;
    state.services.insert(ServiceName{u"checkout"_s}, {});
    for (int number = 0; number < stories; ++number)
        test::addEnded(state, number, now - 15min * (stories - number));
    state.anomalies.update(idOf<AnomalyId>(700), [](auto& anomaly) { anomaly.resolvedAt.reset(); });
    state.anomalies.update(idOf<AnomalyId>(1990), [](auto& anomaly) {
        const auto episode = episodeAt(now - 150min);
        anomaly.fingerprint = episode.fingerprint;
        anomaly.startsAt = episode.startsAt;
        anomaly.source = u"prometheus"_s;
    });
    for (int number = 0; number < 400; ++number) {
        canary::Canary canary;
        canary.id = idOf<CanaryId>(number);
        canary.service = ServiceName{u"service-%1"_s.arg(number % 7)};
        canary.status = canary::Status::Completed;
        canary.createdAt = canary.finishedAt.emplace(now - 1h * (400 - number));
        state.canaries.insert(canary.id, canary);
    }
    return state;
}

struct Past
{
    Past() { test::layDown(laidDown, shelf); }
    bool isMostlyUnread() const { return shelf->reads * 4 < std::ssize(shelf->pieces); }

    const engine::ConsoleState whole = longPast();
    engine::ConsoleState laidDown = longPast();
    std::shared_ptr<test::Shelf> shelf = std::make_shared<test::Shelf>();
};

QStringList told(const journal::Drafts& drafts)
{
    QStringList lines;
    for (const auto& draft : drafts)
        lines << draft.kind + u' ' + draft.stream + u' ' + QString::fromUtf8(toJsonText(draft.payload));
    return lines;
}

template <typename Rows> int chunksThere(const Rows& rows)
{
    return static_cast<int>(std::count_if(
        rows.chunks().begin(), rows.chunks().end(), [](const auto& chunk) { return chunk->entries.isThere(); }));
}

} // namespace

class LongPastTest : public QObject
{
    Q_OBJECT

private slots:
    void decisionsLookAtWhatGoesOn_data()
    {
        QTest::addColumn<int>("which");
        QTest::addRow("time passes") << 0;
        QTest::addRow("a new alert") << 1;
        QTest::addRow("an alert that is known") << 2;
    }
    void decisionsLookAtWhatGoesOn()
    {
        QFETCH(const int, which);
        const Past past;
        const engine::Observation observation =
            which == 0 ? engine::Observation{engine::TimePassed{}}
                       : engine::Observation{engine::AlertsObserved{
                             u"prometheus"_s, {episodeAt(which == 1 ? now - 1min : now - 150min)}, {}}};
        const auto drafts = engine::decide(past.laidDown, observation, now);
        QCOMPARE(drafts.empty(), which != 1);
        QVERIFY(told(drafts) == told(engine::decide(past.whole, observation, now)));
        QVERIFY2(
            past.isMostlyUnread(),
            qPrintable(u"%1 of %2"_s.arg(past.shelf->reads.load()).arg(past.shelf->pieces.size())));
    }

    void theStatusCountsWhatGoesOn()
    {
        const Past past;
        const auto status = [](const engine::ConsoleState& state) {
            engine::Snapshot snapshot;
            snapshot.state = std::make_shared<const engine::ConsoleState>(state);
            return engine::statusView(snapshot, now);
        };
        QVERIFY(status(past.laidDown) == status(past.whole));
        QVERIFY(past.isMostlyUnread());
    }

    void theNewestCanaryOfAServiceIsKnownAndThePastIsNotKept()
    {
        Past past;
        engine::NewestCanaries newest;
        const auto first = newest.in(past.laidDown);
        QCOMPARE(first.size(), 7u);
        for (const auto& [service, canary] : first)
            QVERIFY(canary->id >= idOf<CanaryId>(393));
        QCOMPARE(chunksThere(past.laidDown.canaries), 0);

        const int reads = past.shelf->reads;
        canary::Canary young = *first.begin()->second;
        young.id = idOf<CanaryId>(5000);
        past.laidDown.canaries.insert(young.id, young);
        QCOMPARE(newest.in(past.laidDown).at(young.service)->id, young.id);
        QVERIFY(past.shelf->reads <= reads + 1); // the chunk that it stands in
    }

    void whatMayLeaveIsSeenWithoutKeepingThePast()
    {
        Past past;
        const engine::retirement::Spans spans{.rows = 24h * 7, .alerts = 24h * 7};
        const auto leaving = engine::retirement::leavingFrom(past.laidDown, spans);
        QVERIFY(!leaving.isEmpty());
        const auto wanted = engine::retirement::leavingFrom(past.whole, spans);
        for (const auto table : {engine::retirement::Table::Anomalies, engine::retirement::Table::Patches}) {
            const auto& ids = leaving.of(table);
            QVERIFY(std::distance(ids.begin(), ids.end()) > stories / 2);
            QVERIFY(
                QSet<QString>(ids.begin(), ids.end()) ==
                QSet<QString>(wanted.of(table).begin(), wanted.of(table).end()));
        }
        QCOMPARE(chunksThere(past.laidDown.patches), 0);
        QCOMPARE(chunksThere(past.laidDown.anomalies), 0);
    }

    void aPatchThatIsToBeTakenBackGoesOn()
    {
        patch::Patch patch;
        patch.status = patch::Status::Promoted;
        patch.watchHealthy = false;
        QVERIFY(!patch.overSince());
        patch.watchHealthy = true;
        QVERIFY(patch.overSince());
    }
};

QTEST_GUILESS_MAIN(LongPastTest)
#include "tst_longpast.moc"
