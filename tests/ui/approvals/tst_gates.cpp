// links: penelope-ui
#include "tests/support/demostate.h"
#include "ui/approvals/gates.h"

#include <QtTest/QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui::approvals;

namespace {

/// A request that one approver may decide at once, and the input of a person who has looked at everything.
struct Case
{
    engine::ConsoleState state;
    engine::Live live = test::demoLive();
    QString name = u"ana"_s;
    Role role = Role::Approver;
    QString readOnly;
    Verb verb = Verb::Approve;
    int openedVersion = 3;
    QString openedSha = QString(64, u'a');
    bool readable = true;
    Seen seen{2, 2, true, true, false};
    QString reason = u"same fix as before"_s;
    Instant now = test::demoNow();

    Case()
    {
        state.policy = policy::defaults();
        patch::Patch patch;
        patch.id = PatchId{u"patch1"_s};
        patch.proposer = u"core"_s;
        patch.origin = u"remedy"_s;
        patch.diffSha256 = openedSha;
        state.patches.insert(patch.id, patch);
        approval::Approval approval;
        approval.id = ApprovalId{u"approval1"_s};
        approval.patch = patch.id;
        approval.service = ServiceName{u"payments"_s};
        approval.version = 3;
        approval.diffSha256 = openedSha;
        approval.riskHundredths = 20;
        approval.severity = Severity::P2;
        approval.level = Level::Surgical;
        approval.twin = u"unavailable"_s;
        approval.unknown = {u"coverage"_s};
        approval.requestedAt = now - std::chrono::minutes{30};
        approval.deadline = now + std::chrono::minutes{90};
        state.approvals.insert(approval.id, approval);
        live.heartbeat = now;
        live.sources.clear();
        engine::SourceLive source;
        source.lastSampleAt = now - std::chrono::seconds{4};
        live.sources.emplace(u"prometheus/main"_s, source);
    }

    template <typename Change> Case& with(Change&& change)
    {
        state.approvals.update(ApprovalId{u"approval1"_s}, change);
        return *this;
    }
    std::vector<Gate> run() const
    {
        return gates(
            {state, live, now, OperatorName{name}, role, readOnly, verb, ApprovalId{u"approval1"_s}, openedVersion,
             openedSha, readable, seen, reason});
    }
    /// Names of the closed ones, for a readable comparison.
    QList<int> closed() const
    {
        QList<int> ids;
        for (const auto& gate : run()) {
            if (!gate.open)
                ids.append(static_cast<int>(gate.id));
        }
        return ids;
    }
};

QList<int> only(GateId id)
{
    return {static_cast<int>(id)};
}

} // namespace

class GatesTest : public QObject
{
    Q_OBJECT

private slots:
    void everythingSeenOpensAll() { QVERIFY(allOpen(Case{}.run())); }
    void closedGateSaysWhatToDo()
    {
        Case given;
        given.seen.twin = false;
        for (const auto& gate : given.run())
            QCOMPARE(gate.remedy.isEmpty(), gate.open);
    }
    void oneConditionClosesOneGate_data();
    void oneConditionClosesOneGate();
    void lowRiskNeedsNeitherHunksNorReason()
    {
        Case given;
        given.seen.hunks = 0;
        given.reason.clear();
        QVERIFY(allOpen(given.run()));
    }
    void rejectNeedsAReasonAndNotTheTwin()
    {
        Case given;
        given.verb = Verb::Reject;
        given.role = Role::Operator;
        given.seen = {};
        QVERIFY(allOpen(given.run()));
        given.reason = u"  "_s;
        QCOMPARE(given.closed(), only(GateId::Reason));
    }
    void acceptedOlderEvidenceOpens()
    {
        Case given;
        given.live.sources.begin()->second.lastSampleAt = given.now - std::chrono::minutes{6};
        QCOMPARE(given.closed(), only(GateId::Evidence));
        given.seen.olderEvidence = true;
        QVERIFY(allOpen(given.run()));
    }
    void unknownAgeCountsAsOld()
    {
        Case given;
        given.live.sources.clear();
        QCOMPARE(given.closed(), only(GateId::Evidence));
    }
    void missingRequestIsNeverOpen()
    {
        Case given;
        given.state.approvals = {};
        QVERIFY(!allOpen(given.run()));
    }
};

void GatesTest::oneConditionClosesOneGate_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<int>("gate");
    int which = 0;
    const auto row = [&which](const char* name, GateId gate) {
        QTest::newRow(name) << which++ << static_cast<int>(gate);
    };
    row("read-only", GateId::Core);
    row("core silent for 3.001 s", GateId::Core);
    row("clock off by 31 s", GateId::Clock);
    row("operator only", GateId::Role);
    row("deadline reached", GateId::Deadline);
    row("already approved", GateId::Deadline);
    row("own proposal", GateId::Quorum);
    row("voted already", GateId::Quorum);
    row("version rose", GateId::Patch);
    row("hash changed", GateId::Patch);
    row("patch text differs from what was asked", GateId::Patch);
    row("risk 0.70, a hunk unseen", GateId::Diff);
    row("level 5, a hunk unseen", GateId::Diff);
    row("P0, a hunk unseen", GateId::Diff);
    row("unreadable diff", GateId::Diff);
    row("twin not looked at", GateId::Twin);
    row("unknown not looked at", GateId::Unknown);
    row("evidence stale", GateId::Evidence);
    row("risk 0.50 without reason", GateId::Reason);
    row("two approvers without reason", GateId::Reason);
}

void GatesTest::oneConditionClosesOneGate()
{
    using Approval = approval::Approval;
    QFETCH(int, which);
    QFETCH(int, gate);
    Case given;
    const auto vote = [](const QString& actor) {
        approval::Vote made;
        made.actor = actor;
        made.version = 3;
        return made;
    };
    const std::vector<std::function<void()>> conditions{
        [&] { given.readOnly = u"Another console writes"_s; },
        [&] { given.live.heartbeat = given.now - Milliseconds{3001}; },
        [&] { given.live.clockOffset = std::chrono::seconds{-31}; },
        [&] { given.role = Role::Operator; },
        [&] { given.with([&](Approval& approval) { approval.deadline = given.now; }); },
        [&] { given.with([&](Approval& approval) { approval.status = approval::Status::Approved; }); },
        [&] {
            given.state.patches.update(
                PatchId{u"patch1"_s}, [](patch::Patch& patch) { patch.proposer = u"operator/ana"_s; });
        },
        [&] {
            given.with([&](Approval& approval) {
                approval.need = 2;
                approval.votes = {vote(u"operator/ana"_s)};
            });
        },
        [&] { given.with([](Approval& approval) { approval.version = 4; }); },
        [&] { given.openedSha = QString(64, u'b'); },
        [&] {
            given.state.patches.update(
                PatchId{u"patch1"_s}, [](patch::Patch& patch) { patch.diffSha256 = QString(64, u'c'); });
        },
        [&] {
            given.with([](Approval& approval) { approval.riskHundredths = 70; });
            given.seen.hunks = 1;
        },
        [&] {
            given.with([](Approval& approval) { approval.level = Level::Redesign; });
            given.seen.hunks = 1;
        },
        [&] {
            given.with([](Approval& approval) { approval.severity = Severity::P0; });
            given.seen.hunks = 1;
        },
        [&] { given.readable = false; },
        [&] { given.seen.twin = false; },
        [&] { given.seen.unknown = false; },
        [&] { given.live.sources.begin()->second.lastSampleAt = given.now - Milliseconds{60001}; },
        [&] {
            given.with([](Approval& approval) { approval.riskHundredths = 50; });
            given.reason.clear();
        },
        [&] {
            given.with([](Approval& approval) { approval.need = 2; });
            given.reason.clear();
        },
    };
    QCOMPARE(conditions.size(), std::size_t{20});
    conditions[static_cast<std::size_t>(which)]();

    QCOMPARE(given.closed(), QList<int>{gate});
}

QTEST_GUILESS_MAIN(GatesTest)
#include "tst_gates.moc"
