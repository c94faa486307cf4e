// The queue over a long past that is read from pieces: the same rows, and most of the past is not read for them.
// links: penelope-ui
#include "core/base/binaryvalue.h"
#include "tests/support/demostate.h"
#include "tests/support/queuelooks.h"
#include "tests/support/shelf.h"

#include <QtTest/QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui::approvals;
using namespace std::chrono_literals;
using test::ana;
using test::idOf;
using test::valuesOf;

namespace {

/// A story that came to its end so long ago: an anomaly, a patch of it, and the request for that.
void addEnded(engine::ConsoleState& state, int number, Milliseconds ago)
{
    const auto end = test::demoNow() - ago;
    sophia::Anomaly anomaly;
    anomaly.id = idOf<AnomalyId>(number);
    anomaly.patches = {idOf<PatchId>(number).value()};
    anomaly.resolvedAt = end;
    state.anomalies.insert(anomaly.id, anomaly);
    patch::Patch patch;
    patch.id = idOf<PatchId>(number);
    patch.anomaly = anomaly.id;
    patch.approval = idOf<ApprovalId>(number).value();
    patch.status = patch::Status::RolledBack;
    patch.proposedAt = patch.endedAt.emplace(end);
    state.patches.insert(patch.id, patch);
    approval::Approval approval;
    approval.id = idOf<ApprovalId>(number);
    approval.deadline = test::demoNow() + 1h;
    approval.need = 1;
    approval.anomaly = anomaly.id;
    approval.patch = patch.id;
    approval.status = approval::Status::Approved;
    approval.requestedAt = approval.decidedAt.emplace(end);
    state.approvals.insert(approval.id, approval);
}

/// The same tables in pieces that are read when they are looked at.
void layDown(engine::ConsoleState& state, const std::shared_ptr<test::Shelf>& shelf)
{
    const auto again = [&shelf](auto& table) {
        binary::Writer out(*shelf);
        binary::put(out, table);
        const auto bytes = out.take();
        binary::Reader in(bytes, shelf);
        binary::take(in, table);
    };
    again(state.approvals);
    again(state.anomalies);
    again(state.patches);
}

} // namespace

class QueuePastTest : public QObject
{
    Q_OBJECT

private slots:
    void whatIsOverForLongIsNotLookedAt()
    {
        engine::ConsoleState state;
        for (int number = 0; number < 2000; ++number)
            addEnded(state, number, 15min * (2000 - number));
        for (const int number : {100, 1990}) // requests decided long before their anomalies were over
            state.anomalies.update(
                idOf<AnomalyId>(number), [](auto& anomaly) { anomaly.resolvedAt = test::demoNow() - 1h; });
        state.approvals.update(
            idOf<ApprovalId>(300), [](auto& approval) { approval.status = approval::Status::Pending; });
        state.anomalies.update(idOf<AnomalyId>(700), [](auto& anomaly) { anomaly.resolvedAt.reset(); });
        const auto wanted = ui::approvals::rows(state, test::demoNow(), ana);
        QVERIFY(wanted.size() > 40);
        const auto shelf = std::make_shared<test::Shelf>();
        layDown(state, shelf);

        QueueRows rows;
        rows.take(state, {}, test::demoNow(), ana);
        QVERIFY(valuesOf(rows) == wanted);
        QVERIFY2(
            shelf->reads * 4 < std::ssize(shelf->pieces),
            qPrintable(u"%1 of %2"_s.arg(shelf->reads.load()).arg(shelf->pieces.size())));
    }
};

QTEST_GUILESS_MAIN(QueuePastTest)
#include "tst_queuepast.moc"
