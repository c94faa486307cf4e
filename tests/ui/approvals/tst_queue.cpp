// links: penelope-ui
#include "tests/support/demostate.h"
#include "tests/support/words.h"
#include "ui/approvals/filter.h"
#include "ui/approvals/queuemodel.h"
#include "ui/approvals/queuerows.h"
#include "ui/approvals/rows.h"
#include "ui/approvals/sentences.h"
#include "ui/shell/waiting.h"
#include "ui/widgets/diffindex.h"

#include <QAbstractItemModelTester>
#include <QtTest/QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;
using namespace penelope::ui::approvals;

namespace {

const Viewer ana{OperatorName{u"ana"_s}, Role::Approver};

approval::Approval request(const QString& id, Severity severity, int minutesLeft)
{
    approval::Approval approval;
    approval.id = ApprovalId{id};
    approval.service = ServiceName{u"service-"_s + id};
    approval.severity = severity;
    approval.requestedAt = test::demoNow() - std::chrono::minutes{20};
    approval.deadline = test::demoNow() + std::chrono::minutes{minutesLeft};
    return approval;
}

sophia::Anomaly judged(const QString& id, Decision decision)
{
    sophia::Anomaly anomaly;
    anomaly.id = AnomalyId{id};
    anomaly.type = u"latency_spike"_s;
    anomaly.service = ServiceName{u"search"_s};
    sophia::DecisionRecord record;
    record.decision = decision;
    record.at = test::demoNow() - std::chrono::minutes{5};
    record.reviewAt = test::demoNow() + std::chrono::minutes{5};
    anomaly.decisions.push_back(record);
    return anomaly;
}

QStringList idsIn(const std::vector<Row>& all, Group group)
{
    QStringList ids;
    for (const auto& row : all) {
        if (row.group == group)
            ids.append(row.id);
    }
    return ids;
}

struct Night : engine::ConsoleState
{
    void add(const approval::Approval& approval) { approvals.insert(approval.id, approval); }
    void add(const sophia::Anomaly& anomaly) { anomalies.insert(anomaly.id, anomaly); }
    std::vector<Row> look() const { return rows(*this, test::demoNow(), ana); }
};

} // namespace

class QueueTest : public QObject
{
    Q_OBJECT

private slots:
    void severityThenDeadline()
    {
        Night state;
        state.add(request(u"p2"_s, Severity::P2, 5));
        state.add(request(u"late"_s, Severity::P1, 60));
        state.add(request(u"soon"_s, Severity::P1, 10));
        state.add(request(u"p0"_s, Severity::P0, 100));
        QCOMPARE(idsIn(state.look(), Group::Waiting), (QStringList{u"p0"_s, u"soon"_s, u"late"_s, u"p2"_s}));
    }
    void escalationWaitsWithoutAPatch()
    {
        Night state;
        state.add(judged(u"a1"_s, Decision::Escalate));
        const auto all = state.look();
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all.front().group, Group::Waiting);
        QCOMPARE(all.front().subject, Subject::Escalation);
        QCOMPARE(all.front().need, 0);
    }
    void anEscalationThatSomebodyHas_data()
    {
        QTest::addColumn<QString>("by");
        QTest::addColumn<Severity>("severity");
        QTest::addColumn<Group>("group");
        QTest::addColumn<QString>("says");
        QTest::newRow("mine") << u"operator/ana"_s << Severity::P1 << Group::Waiting << u"seen by ana"_s;
        QTest::newRow("another's") << u"operator/rui"_s << Severity::P1 << Group::Acknowledged << u"seen by rui"_s;
        QTest::newRow("another's P0") << u"operator/rui"_s << Severity::P0 << Group::Waiting << u"seen by rui"_s;
    }
    void anEscalationThatSomebodyHas()
    {
        QFETCH(QString, by);
        QFETCH(Severity, severity);
        QFETCH(Group, group);
        QFETCH(QString, says);
        const auto now = test::demoNow();
        Night state;
        auto anomaly = judged(u"a1"_s, Decision::Escalate);
        anomaly.severity = severity;
        anomaly.acknowledged = sophia::Acknowledgement{by, now + std::chrono::minutes{15}};
        state.add(anomaly);

        QueueRows queue;
        queue.take(state, {}, now, ana);
        const auto row = queue.lines().front().row;
        QCOMPARE(row->group, group);
        QCOMPARE(row->subject, Subject::Escalation);
        QCOMPARE(stateText(*row, now), says);
        QVERIFY(!row->unacknowledged);
        QCOMPARE(waitingAt(state, ana.name, now).total(), group == Group::Waiting ? 1 : 0);

        const auto later = now + std::chrono::minutes{15}; // nothing happened but that the time is over
        queue.take(state, {}, later, ana);
        QCOMPARE(queue.lines().front().row->group, Group::Waiting);
        QCOMPARE(stateText(*queue.lines().front().row, later), u"escalated"_s);
        QCOMPARE(waitingAt(state, ana.name, later).total(), 1);
    }
    void requestSpeaksForItsAnomaly()
    {
        Night state;
        auto approval = request(u"r1"_s, Severity::P1, 60);
        approval.anomaly = AnomalyId{u"a1"_s};
        state.add(judged(u"a1"_s, Decision::Escalate));
        state.add(approval);
        QCOMPARE(idsIn(state.look(), Group::Waiting), QStringList{u"r1"_s});
    }
    void anApprovalSpeaksForItsAnomalyWhileItsPatchStands_data()
    {
        QTest::addColumn<patch::Status>("status");
        QTest::addColumn<bool>("waits");
        QTest::addColumn<QString>("says");
        QTest::newRow("not begun") << patch::Status::Waiting << false << u"approved"_s;
        QTest::newRow("on its way") << patch::Status::Running << false << u"approved · running"_s;
        QTest::newRow("in production") << patch::Status::Promoted << false << u"approved · promoted"_s;
        QTest::newRow("rolled back") << patch::Status::RolledBack << true << u"approved · rolled back"_s;
        QTest::newRow("cancelled") << patch::Status::Cancelled << true << u"approved · cancelled"_s;
        QTest::newRow("refused") << patch::Status::Refused << true << u"approved · refused"_s;
    }
    void anApprovalSpeaksForItsAnomalyWhileItsPatchStands()
    {
        QFETCH(patch::Status, status);
        QFETCH(bool, waits);
        Night state;
        auto approval = request(u"r1"_s, Severity::P1, 60);
        approval.anomaly = AnomalyId{u"a1"_s};
        approval.patch = PatchId{u"patch1"_s};
        approval.status = approval::Status::Approved;
        approval.decidedAt = test::demoNow() - std::chrono::minutes{5};
        auto anomaly = judged(u"a1"_s, Decision::Escalate);
        anomaly.patches = {u"patch1"_s};
        patch::Patch patch;
        patch.id = PatchId{u"patch1"_s};
        patch.anomaly = anomaly.id;
        patch.status = status;
        if (status == patch::Status::Promoted)
            patch.watchHealthy = true;
        state.patches.insert(patch.id, patch);
        state.add(anomaly);
        state.add(approval);

        QCOMPARE(idsIn(state.look(), Group::Waiting), waits ? QStringList{u"a1"_s} : QStringList{});
        QCOMPARE(idsIn(state.look(), Group::Decided), QStringList{u"r1"_s});
        QCOMPARE(waitingAt(state, ana.name, test::demoNow()).total(), waits ? 1 : 0); // the strip says the same
        const auto all = state.look();
        const auto row = std::find_if(all.begin(), all.end(), [](const Row& each) { return each.id == "r1"_L1; });
        QTEST(stateText(*row, test::demoNow()), "says");
    }
    void observedWaitsForNobody()
    {
        Night state;
        state.add(judged(u"a1"_s, Decision::Observe));
        QCOMPARE(idsIn(state.look(), Group::Observed), QStringList{u"a1"_s});
    }
    void acknowledgedByAnotherLeavesUnlessP0()
    {
        Night state;
        for (const auto severity : {Severity::P0, Severity::P1}) {
            auto approval = request(toWord(severity), severity, 60);
            approval.acknowledgedBy = u"operator/bruno"_s;
            approval.acknowledgedUntil = test::demoNow() + std::chrono::minutes{5};
            state.add(approval);
        }
        QCOMPARE(idsIn(state.look(), Group::Waiting), QStringList{u"P0"_s});
        QCOMPARE(idsIn(state.look(), Group::Acknowledged), QStringList{u"P1"_s});
    }
    void endedAcknowledgementComesBack()
    {
        Night state;
        auto approval = request(u"r1"_s, Severity::P1, 60);
        approval.acknowledgedBy = u"operator/bruno"_s;
        approval.acknowledgedUntil = test::demoNow();
        state.add(approval);
        QCOMPARE(idsIn(state.look(), Group::Waiting), QStringList{u"r1"_s});
    }
    void snoozedStandsApart()
    {
        Night state;
        auto approval = request(u"r1"_s, Severity::P2, 60);
        approval.snoozedUntil = test::demoNow() + std::chrono::minutes{1};
        state.add(approval);
        QCOMPARE(idsIn(state.look(), Group::Snoozed), QStringList{u"r1"_s});
    }
    void decidedStaysTwelveHours()
    {
        Night state;
        for (const auto& [id, hours] : {std::pair{u"in"_s, 11}, std::pair{u"out"_s, 12}}) {
            auto approval = request(id, Severity::P2, 60);
            approval.status = approval::Status::Approved;
            approval.decidedAt = test::demoNow() - std::chrono::hours{hours};
            state.add(approval);
        }
        QCOMPARE(idsIn(state.look(), Group::Decided), QStringList{u"in"_s});
    }
    void ownProposalDoesNotNeedMe()
    {
        Night state;
        patch::Patch patch;
        patch.id = PatchId{u"p1"_s};
        patch.proposer = u"operator/ana"_s;
        state.patches.insert(patch.id, patch);
        auto approval = request(u"r1"_s, Severity::P2, 60);
        approval.patch = patch.id;
        state.add(approval);
        QVERIFY(!state.look().front().needsMe);
    }
    void filterFindsAndExcludes()
    {
        Night state;
        state.add(request(u"a"_s, Severity::P0, 60));
        state.add(request(u"b"_s, Severity::P2, 60));
        const auto all = state.look();
        const auto kept = [&all](const QString& text) {
            const auto filter = parseFilter(text);
            return std::count_if(all.begin(), all.end(), [&filter](const Row& row) { return matches(*filter, row); });
        };
        QCOMPARE(kept(u""_s), 2);
        QCOMPARE(kept(u"sev:P0"_s), 1);
        QCOMPARE(kept(u"-sev:p0 needs:me"_s), 1);
        QCOMPARE(kept(u"service-b"_s), 1);
        QCOMPARE(kept(u"state:snoozed"_s), 0);
    }
    void filterNamesTheColumn()
    {
        QCOMPARE(parseFilter(u"sev:P0 colour:red"_s).error().where, u"col 8"_s);
        QCOMPARE(parseFilter(u"sev:P0 -sev:"_s).error().where, u"col 13"_s);
        const test::InLanguage marked(std::make_unique<test::MarkedWords>());
        QCOMPARE(parseFilter(u"colour:red"_s).error().where, u"\u00ABcol 1\u00BB"_s);
    }
    void modelKeepsItsOrderUntilApplied()
    {
        Night state;
        QueueModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        state.add(request(u"b"_s, Severity::P2, 60));
        state.add(request(u"c"_s, Severity::P1, 60));
        model.take(state, {}, test::demoNow(), ana, true);
        QCOMPARE(model.indexOf(u"c"_s).row(), 0);

        state.add(request(u"a"_s, Severity::P0, 60));
        state.approvals.update(
            ApprovalId{u"b"_s}, [](approval::Approval& approval) { approval.severity = Severity::P0; });
        model.take(state, {}, test::demoNow(), ana, false);
        QCOMPARE(model.indexOf(u"c"_s).row(), 0);
        QCOMPARE(model.newCount(), 1);
        QCOMPARE(model.rowAt(model.indexOf(u"b"_s))->severity, Severity::P0);

        model.apply();
        QCOMPARE(model.indexOf(u"c"_s).row(), 2);
        QVERIFY(!model.isPending());
    }
    void diffLinesKnowTheirNumbers()
    {
        const DiffIndex index("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -3,3 +3,3 @@ f\n one\n-two\n+zwei\n three\n");
        QVERIFY(index.isReadable());
        QCOMPARE(index.hunks().size(), std::size_t{1});
        QCOMPARE(index.files().front(), u"x"_s);
        const auto& added = index.lines()[6];
        QCOMPARE(added.newNumber, 4);
        QCOMPARE(added.oldNumber, 0);
        QCOMPARE(index.shown(added), u"zwei"_s);
        QCOMPARE(index.lines()[7].oldNumber, 5);
    }
    void truncatedOrForeignBytesAreNoDiff()
    {
        QVERIFY(!DiffIndex("@@ -1,2 +1,2 @@\n one\n").isReadable());
        QVERIFY(!DiffIndex("\xff\xfe binary").isReadable());
        QVERIFY(!DiffIndex(QByteArray{}).isReadable());
    }
    void removedLineThatLooksLikeAHeadIsContent()
    {
        const DiffIndex index("--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n--- old\n+++ new\n");
        QVERIFY(index.isReadable());
        QCOMPARE(index.files().size(), std::size_t{1});
        QCOMPARE(index.shown(index.lines()[3]), u"-- old"_s);
    }
    void hiddenCharactersAreShown()
    {
        QCOMPARE(visibleText(u"a\u202Eb\u200Bc"_s), u"a⟨RLO⟩b⟨ZWSP⟩c"_s);
        QCOMPARE(visibleText(u"\tx"_s), u"    x"_s);
        QCOMPARE(visibleText(QString(QChar(0x07))), u"⟨U+0007⟩"_s);
    }
    void blanksOnlyAreMarked()
    {
        const DiffIndex index("--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-a b\n+a  b\n");
        QVERIFY(index.lines()[3].spacesOnly);
        QVERIFY(index.lines()[4].spacesOnly);
    }
};

QTEST_GUILESS_MAIN(QueueTest)
#include "tst_queue.moc"
