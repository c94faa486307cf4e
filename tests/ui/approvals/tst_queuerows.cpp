// links: penelope-ui
#include "tests/support/demostate.h"
#include "tests/support/queuelooks.h"
#include "ui/approvals/queuemodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui::approvals;
using namespace std::chrono_literals;
using test::ana;
using test::idOf;
using test::valuesOf;

namespace {

approval::Approval request(int number)
{
    approval::Approval approval;
    approval.id = idOf<ApprovalId>(number);
    approval.service = ServiceName{u"service-%1"_s.arg(number % 7)};
    approval.severity = static_cast<Severity>(1 + number % 3);
    approval.requestedAt = test::demoNow() - std::chrono::minutes{number % 50};
    approval.deadline = test::demoNow() + std::chrono::seconds{900 + number};
    approval.need = 1;
    return approval;
}

engine::ConsoleState waiting(int count)
{
    engine::ConsoleState state;
    for (int number = 0; number < count; ++number)
        state.approvals.insert(idOf<ApprovalId>(number), request(number));
    return state;
}

/// Those from this number on are of anomalies, two each.
constexpr int anomalyPatches = 20;

/// Anything that the queue shows may happen to the state, in any order.
class Fate
{
public:
    explicit Fate(quint32 seed)
        : m_random(seed)
    {}
    void strike(engine::ConsoleState& state, Instant now)
    {
        switch (upTo(8)) {
        case 0: addAnomaly(state, now); return;
        case 1: addPatch(state, now); return;
        case 2: addRequest(state, now); return;
        case 3: state.approvals.erase(idOf<ApprovalId>(upTo(20))); return;
        case 4: state.anomalies.erase(idOf<AnomalyId>(upTo(20))); return;
        case 5: changeService(state); return;
        default: changeRequest(state, now);
        }
    }
    engine::Live live(Instant now)
    {
        engine::Live live;
        for (int at = upTo(6); at > 0; --at)
            live.trials[idOf<PatchId>(upTo(60))] = {engine::TrialLive::Phase::Load, now, 1s * upTo(100)};
        return live;
    }
    int upTo(int limit) { return m_random.bounded(limit); }

private:
    ServiceName service() { return ServiceName{u"service-%1"_s.arg(upTo(4))}; }
    std::optional<Instant> maybe(Instant now)
    {
        return upTo(2) ? std::nullopt : std::optional{now + std::chrono::minutes{upTo(120) - 30}};
    }
    void addAnomaly(engine::ConsoleState& state, Instant now)
    {
        sophia::Anomaly anomaly;
        const int number = upTo(20);
        anomaly.id = idOf<AnomalyId>(number);
        anomaly.service = service();
        anomaly.type = u"latency_spike"_s;
        anomaly.severity = static_cast<Severity>(upTo(4));
        anomaly.detectedAt = now;
        if (upTo(3) > 0) {
            sophia::DecisionRecord record;
            record.decision = static_cast<Decision>(upTo(3));
            record.at = now;
            anomaly.decisions.push_back(record);
        }
        for (int at = 0; at < upTo(3); ++at)
            anomaly.patches.append(idOf<PatchId>(anomalyPatches + 2 * number + at).value());
        if (upTo(3) == 0)
            anomaly.resolvedAt = maybe(now);
        state.anomalies.insert(anomaly.id, anomaly);
    }
    void addPatch(engine::ConsoleState& state, Instant now)
    {
        patch::Patch patch;
        const int number = upTo(60);
        patch.id = idOf<PatchId>(number);
        if (number >= anomalyPatches)
            patch.anomaly = idOf<AnomalyId>((number - anomalyPatches) / 2);
        patch.service = service();
        patch.intent = u"Raise %1"_s.arg(upTo(3));
        patch.status = static_cast<patch::Status>(upTo(8));
        patch.proposer = upTo(2) ? u"operator/ana"_s : u"core"_s;
        patch.proposedAt = now;
        patch.endedAt = maybe(now);
        if (upTo(2))
            patch.competence.emplace();
        state.patches.insert(patch.id, patch);
    }
    void addRequest(engine::ConsoleState& state, Instant now)
    {
        auto approval = request(upTo(20));
        approval.service = service();
        approval.requestedAt = now;
        approval.severity = static_cast<Severity>(upTo(4));
        approval.patch = upTo(2) ? idOf<PatchId>(upTo(60)) : PatchId{};
        approval.anomaly = upTo(2) ? idOf<AnomalyId>(upTo(20)) : AnomalyId{};
        state.approvals.insert(approval.id, approval);
    }
    void changeRequest(engine::ConsoleState& state, Instant now)
    {
        const auto id = idOf<ApprovalId>(upTo(20));
        if (!state.approvals.contains(id))
            return;
        state.approvals.update(id, [&](approval::Approval& approval) {
            approval.acknowledgedBy = upTo(2) ? u"operator/ana"_s : u"operator/bruno"_s;
            approval.acknowledgedUntil = maybe(now);
            approval.snoozedUntil = maybe(now);
            approval.status = upTo(3) ? approval::Status::Pending : static_cast<approval::Status>(upTo(5));
            approval.decidedAt = approval.isPending() ? std::nullopt : maybe(now);
            approval.riskHundredths = upTo(100);
        });
    }
    void changeService(engine::ConsoleState& state)
    {
        state.services.update(service(), [this](patch::Service& changed) {
            changed.registration.criticality = static_cast<Criticality>(upTo(3));
            changed.registration.test = upTo(2) ? QStringList{u"true"_s} : QStringList{};
        });
    }

    QRandomGenerator m_random;
};

/// What a view is told of a model.
struct Told
{
    explicit Told(const QueueModel& model)
        : changed(&model, &QAbstractItemModel::dataChanged)
        , removed(&model, &QAbstractItemModel::rowsRemoved)
        , inserted(&model, &QAbstractItemModel::rowsInserted)
        , moved(&model, &QAbstractItemModel::layoutChanged)
        , placed(&model, &QueueModel::placed)
        , reset(&model, &QAbstractItemModel::modelReset)
    {}
    QSignalSpy changed, removed, inserted, moved, placed, reset;
};

} // namespace

class QueueRowsTest : public QObject
{
    Q_OBJECT

private slots:
    /// Rows kept from before and rows made anew are the same, whatever happened and however the clock went.
    void keptRowsAreWhatANewLookWouldMake()
    {
        for (quint32 seed = 1; seed <= 20; ++seed) {
            Fate fate(seed);
            engine::ConsoleState state;
            QueueRows rows;
            auto now = test::demoNow();
            auto viewer = ana;
            for (int round = 0; round < 150; ++round) {
                for (int at = fate.upTo(4); at > 0; --at)
                    fate.strike(state, now);
                now += fate.upTo(30) == 0 ? Milliseconds{-1h} : Milliseconds{1min * fate.upTo(40)};
                if (fate.upTo(40) == 0)
                    viewer.role = static_cast<Role>(fate.upTo(4));
                const auto live = fate.live(now);

                rows.take(state, live, now, viewer);

                const auto wanted = ui::approvals::rows(state, now, viewer, live);
                QVERIFY2(
                    valuesOf(rows) == wanted, qPrintable(u"seed %1, round %2: %3 rows, %4 wanted"_s.arg(seed)
                                                             .arg(round)
                                                             .arg(rows.lines().size())
                                                             .arg(wanted.size())));
            }
        }
    }
    /// A model that took every step shows what one shows that saw only the end.
    void modelComesToTheSameHoweverItGotThere()
    {
        Fate fate(5);
        engine::ConsoleState state;
        QueueModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto filter = parseFilter(u"service-1"_s).value();
        auto now = test::demoNow();
        for (int round = 0; round < 300; ++round) {
            for (int at = fate.upTo(6); at > 0; --at)
                fate.strike(state, now);
            now += 1min * fate.upTo(5);
            const auto live = fate.live(now);
            const auto group = allGroups[static_cast<std::size_t>(fate.upTo(5))];
            const bool filtered = fate.upTo(2);
            model.take(state, live, now, ana, fate.upTo(2));
            model.setGroupOpen(group, fate.upTo(2));
            model.setFilter(filtered ? filter : Filter{});
            model.apply();

            QueueModel fresh;
            fresh.setFilter(filtered ? filter : Filter{});
            fresh.take(state, live, now, ana, true);
            for (const auto each : allGroups)
                fresh.setGroupOpen(each, model.isGroupOpen(each));
            QCOMPARE(model.rowCount(), fresh.rowCount());
            for (int row = 0; row < model.rowCount(); ++row) {
                for (int column = 0; column < model.columnCount(); ++column)
                    QCOMPARE(model.index(row, column).data(), fresh.index(row, column).data());
            }
            QCOMPARE(model.totalCount(), fresh.totalCount());
            QCOMPARE(model.shownCount(), fresh.shownCount());
        }
    }
    /// Whatever happened between, and however the chunks lie: what is told turns the one into the other.
    void changesOfAMapLeadFromOneToTheOther()
    {
        QRandomGenerator random(1);
        SharedMap<int, int> map;
        SeenMap<int, int> seen;
        for (int round = 0; round < 300; ++round) {
            auto made = map;
            for (int at = random.bounded(60); at > 0; --at) {
                const int key = random.bounded(900);
                if (random.bounded(3) == 0)
                    map.erase(key);
                else
                    map.insert(key, random.bounded(1000));
            }
            seen.take(
                map, [&made](int key, const std::shared_ptr<const int>& was, const std::shared_ptr<const int>& is) {
                    QVERIFY(was != is);
                    QCOMPARE(made.find(key), was);
                    if (is)
                        made.insert(key, *is);
                    else
                        made.erase(key);
                });
            QVERIFY(made == map);
            seen.take(map, [](int, const auto&, const auto&) { QFAIL("nothing changed"); });
        }
    }
    void aRowUnderAnotherKeyIsAChange()
    {
        const auto row = std::make_shared<const int>(7);
        SharedMap<int, int> map;
        map.insert(1, 1);
        SeenMap<int, int> seen;
        std::vector<int> keys;
        const auto note = [&keys](int key, const auto&, const auto&) { keys.push_back(key); };
        map.share(5, row);
        seen.take(map, note);
        map.erase(5);
        map.share(6, row);
        seen.take(map, note);
        QCOMPARE(keys, (std::vector{1, 5, 5, 6}));
    }
    /// A chunk that turns out to be unreadable has no rows.
    void aChunkThatCannotBeReadIsPassedOver()
    {
        using Map = SharedMap<int, int>;
        const auto row = std::make_shared<const int>(7);
        const auto unreadable = [](int first) {
            return std::make_shared<Map::Chunk>(first, 2, PieceId{}, std::nullopt, [] { return Map::Entries{}; });
        };
        const auto map =
            Map::fromChunks({unreadable(1), std::make_shared<Map::Chunk>(Map::Entries{{5, row}}), unreadable(8)});
        QVERIFY(map);
        SeenMap<int, int> seen;
        std::vector<int> keys;
        const auto note = [&keys](int key, const auto&, const auto&) { keys.push_back(key); };
        seen.take(*map, note);
        QCOMPARE(keys, std::vector{5});
        seen.take({}, note);
        QCOMPARE(keys, (std::vector{5, 5}));
    }
    void onlyChangedRowsAreMade()
    {
        auto state = waiting(1000);
        QueueRows rows;
        rows.take(state, {}, test::demoNow(), ana);
        QCOMPARE(rows.madeCount(), 1000);
        for (int at = 0; at < 10; ++at)
            state.approvals.update(idOf<ApprovalId>(100 * at), [](auto& approval) { ++approval.riskHundredths; });
        rows.take(state, {}, test::demoNow(), ana);
        QCOMPARE(rows.madeCount(), 10);
        rows.take(state, {}, test::demoNow() + 1s, ana);
        QCOMPARE(rows.madeCount(), 0);
    }
    void aSnapshotTellsTheRunsThatChangedAndNothingElse()
    {
        auto state = waiting(300);
        QueueModel model;
        model.take(state, {}, test::demoNow(), ana, true);
        const Told told(model);
        // The order is that of severity, then of numbers: these stand beside each other.
        for (const int number : {30, 33, 36, 201})
            state.approvals.update(idOf<ApprovalId>(number), [](auto& approval) { ++approval.riskHundredths; });
        model.take(state, {}, test::demoNow(), ana, true);
        QCOMPARE(told.changed.count(), 2);
        QCOMPARE(told.removed.count() + told.inserted.count() + told.moved.count() + told.placed.count(), 0);
        model.take(state, {}, test::demoNow() + 1s, ana, true);
        QCOMPARE(told.changed.count(), 2);
    }
    void aFilterIsOneChangeOfTheLayout()
    {
        QueueModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.take(waiting(1000), {}, test::demoNow(), ana, true);
        const QPersistentModelIndex kept = model.indexOf(idOf<ApprovalId>(7).value());
        const Told told(model);

        model.setFilter(parseFilter(u"service:service-0"_s).value());
        QCOMPARE(model.rowCount(), 143);
        QCOMPARE(told.moved.count(), 1);
        QCOMPARE(told.removed.count(), 1);
        QVERIFY(kept.isValid());
        QCOMPARE(kept.row(), model.indexOf(idOf<ApprovalId>(7).value()).row());

        model.setFilter({});
        QCOMPARE(model.rowCount(), 1000);
        QCOMPARE(told.moved.count(), 2);
        QCOMPARE(told.inserted.count(), 1);
        QCOMPARE(told.placed.count(), 2);
        QCOMPARE(told.reset.count(), 0);
        QCOMPARE(kept.row(), model.indexOf(idOf<ApprovalId>(7).value()).row());
    }
    void timeChangesOnlyTheCellsInViewWhoseTextIsAnother()
    {
        QueueModel model;
        model.take(waiting(1000), {}, test::demoNow(), ana, true);
        const Told told(model);
        model.setNow(test::demoNow(), {0, 19});
        QCOMPARE(told.changed.count(), 0);
        model.setNow(test::demoNow() + 1h, {0, 19});
        QCOMPARE(told.changed.count(), 20);
    }
};

QTEST_GUILESS_MAIN(QueueRowsTest)
#include "tst_queuerows.moc"
