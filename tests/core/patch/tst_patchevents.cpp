#include "core/patch/coverage.h"
#include "core/patch/events.h"
#include "core/patch/remedy.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::patch;

namespace {

const PatchId id{u"00000020"_s};

journal::Event eventOf(const QString& kind, const Json& payload, const QString& stream = u"patch/00000020"_s)
{
    journal::Event event;
    event.time = Instant{100s};
    event.kind = kind;
    event.stream = stream;
    event.actor = u"core"_s;
    const auto bytes = canonical::encode(payload);
    event.payload = bytes ? canonical::parse(*bytes).value_or(Json{u"broken"_s}) : Json{u"broken"_s};
    return event;
}

Patch proposed()
{
    Patch patch;
    patch.id = id;
    patch.service = ServiceName{u"payments"_s};
    patch.anomaly = AnomalyId{u"00000010"_s};
    patch.origin = u"remedy"_s;
    patch.proposer = u"core"_s;
    patch.diff = u"--- a/x\n"_s;
    patch.diffSha256 = u"ab"_s;
    patch.baseCommit = u"c0"_s;
    patch.intent = u"Raise the pool"_s;
    patch.rollbackNote = u"Lower it"_s;
    patch.linesAdded = 2;
    patch.linesRemoved = 1;
    patch.level = Level::Config;
    patch.forced = true;
    patch.proposedAt = Instant{100s};
    return patch;
}

Patches withOne()
{
    Patches patches;
    apply(patches, eventOf(u"PatchProposed"_s, patchProposed(proposed())), 10min);
    return patches;
}

Remedy remedyOf(const QString& name)
{
    Remedy remedy;
    remedy.name = name;
    return remedy;
}

} // namespace

class TestPatchEvents : public QObject
{
    Q_OBJECT

private slots:
    void theProposalReadsBack() { QCOMPARE(*withOne().find(id), proposed()); }

    void theGatesReadBack()
    {
        Gentleness gentleness;
        gentleness.result = u"too_invasive"_s;
        gentleness.score = 0.45;
        gentleness.lines = 26;
        gentleness.functions = {u"a.py: f"_s};
        gentleness.reversibilityHundredths = 89;
        gentleness.violations = {u"lines"_s};
        gentleness.suggestions = {u"split"_s};
        CompetenceReport report;
        report.level = Competence::Assisted;
        report.overallRisk = u"high"_s;
        report.points = 3;
        report.factors = {u"low_confidence"_s};
        auto patches = withOne();
        const auto add = [&patches](const QString& kind, const Json& payload) {
            apply(patches, eventOf(kind, payload), 10min);
        };
        add(u"PatchChecked"_s, patchChecked(true, {u"x"_s}, {u"ci: x"_s}));
        add(u"PraotesJudged"_s, praotesJudged(gentleness));
        add(u"CompetenceJudged"_s, competenceJudged(report));
        Twin twin;
        twin.result = u"unavailable"_s;
        twin.reason = u"no sandbox"_s;
        add(u"TwinFinished"_s, twinFinished(twin));
        add(u"PatchExcepted"_s, patchExcepted(u"budget"_s, u"p0"_s, u"P0"_s));
        const auto row = patches.find(id);
        QCOMPARE(row->status, patch::Status::Checked);
        QCOMPARE(row->fileViolations, QStringList{u"ci: x"_s});
        QCOMPARE(row->gentleness, std::optional{gentleness});
        QCOMPARE(row->competence, std::optional{report});
        QCOMPARE(row->twinResult, u"unavailable"_s);
        QCOMPARE(row->exceptions, QStringList{u"budget:p0"_s});
    }

    void waitingRunningPromotedWatched()
    {
        auto patches = withOne();
        apply(patches, eventOf(u"PatchQueued"_s, patchQueued(Queue{u"rest_day"_s, Instant{9h}})), 10min);
        QCOMPARE(patches.find(id)->queue->until, std::optional{Instant{9h}});
        QCOMPARE(patches.find(id)->status, patch::Status::Waiting);
        apply(patches, eventOf(u"PatchReleased"_s, patchReleased()), 10min);
        QVERIFY(!patches.find(id)->queue);
        const auto link = Json::object({{u"patch_id"_s, Json{id.value()}}});
        apply(patches, eventOf(u"ApprovalRequested"_s, link, u"approval/00000021"_s), 10min);
        QCOMPARE(patches.find(id)->approval, u"00000021"_s);
        apply(patches, eventOf(u"CanaryCreated"_s, link, u"canary/00000022"_s), 10min);
        QCOMPARE(patches.find(id)->status, patch::Status::Running);
        QCOMPARE(patches.find(id)->canary, u"00000022"_s);
        apply(patches, eventOf(u"PatchPromoted"_s, patchPromoted(u"c1"_s)), 10min);
        QCOMPARE(patches.find(id)->watchUntil, std::optional{Instant{100s} + 10min});
        QVERIFY(!patches.find(id)->isFinished());
        apply(patches, eventOf(u"WatchFinished"_s, watchFinished(true, 0.001, 0.0012)), 10min);
        QVERIFY(patches.find(id)->isFinished());
        QVERIFY(!patches.find(id)->watchUntil);
    }

    void everyEndIsAnEnd()
    {
        auto refused = withOne();
        const Refusal refusal{u"breaker"_s, u"open"_s, Json{3}, Json{3}};
        apply(refused, eventOf(u"PatchRefused"_s, patchRefused(refusal)), 10min);
        QCOMPARE(refused.find(id)->refusal, std::optional{refusal});
        QCOMPARE(refused.find(id)->status, patch::Status::Refused);
        auto rolledBack = withOne();
        apply(rolledBack, eventOf(u"PatchRolledBack"_s, patchRolledBack(u"threshold"_s, u"5 %"_s, {})), 10min);
        QCOMPARE(rolledBack.find(id)->endReason, u"threshold"_s);
        QVERIFY(rolledBack.find(id)->isFinished() && rolledBack.find(id)->revertCommit.isEmpty());
        auto cancelled = withOne();
        apply(cancelled, eventOf(u"PatchCancelled"_s, patchCancelled(u"resolved"_s)), 10min);
        QCOMPARE(cancelled.find(id)->status, patch::Status::Cancelled);
    }

    void strangePayloadsAreFoldedToo()
    {
        auto patches = withOne();
        for (const auto& kind :
             {u"PatchChecked"_s, u"PraotesJudged"_s, u"PatchQueued"_s, u"PatchRefused"_s, u"CanaryCreated"_s,
              u"Unheard"_s})
            apply(patches, eventOf(kind, Json{7}), 10min);
        QCOMPARE(patches.size(), std::size_t{1});
        apply(patches, eventOf(u"PatchPromoted"_s, patchPromoted(u"c"_s), u"patch/ffffffff"_s), 10min);
        QCOMPARE(patches.size(), std::size_t{1});
    }

    void remediesMatchWholeTextsAndExpressions()
    {
        auto remedy = remedyOf(u"pool"_s);
        remedy.type = u"latency_spike"_s;
        remedy.service = u"/^pay/"_s;
        remedy.labels = {{u"alertname"_s, u"PaymentsSlow"_s}};
        const Symptom symptom{u"latency_spike"_s, u"payments"_s, {{u"alertname"_s, u"PaymentsSlow"_s}}};
        QVERIFY(matches(remedy, symptom));
        remedy.type = u"latency"_s;
        QVERIFY(!matches(remedy, symptom));
        remedy.type = u"/latency/"_s;
        QVERIFY(matches(remedy, symptom));
        remedy.labels[u"zone"_s] = u"/.*/"_s; // a missing label matches nothing
        QVERIFY(!matches(remedy, symptom));
        remedy.type = u"/(/"_s;
        QVERIFY(!matches(remedy, symptom));
        QCOMPARE(checkRemedy(remedy).error().where, u"match.type"_s);
    }

    void moreConditionsComeFirstThenTheName()
    {
        auto precise = remedyOf(u"z"_s);
        precise.type = u"t"_s;
        const auto found = candidates({remedyOf(u"b"_s), remedyOf(u"a"_s), precise}, Symptom{u"t"_s, {}, {}});
        QCOMPARE(found.size(), std::size_t{3});
        QCOMPARE(found[0].name, u"z"_s);
        QCOMPARE(found[1].name, u"a"_s);
    }

    void coverageReports_data()
    {
        QTest::addColumn<QByteArray>("report");
        QTest::addColumn<double>("coverage"); // negative = refused
        QTest::newRow("share") << QByteArray("{\"coverage\": 0.94}") << 0.94;
        QTest::newRow("counts") << QByteArray("{\"covered\": 9, \"total\": 10}") << 0.9;
        QTest::newRow("coverage.py") << QByteArray("{\"totals\": {\"percent_covered\": 50}}") << 0.5;
        QTest::newRow("cobertura") << QByteArray(
                                          "<?xml version=\"1.0\"?>\n<coverage version=\"1\" line-rate=\"0.75\"/>")
                                   << 0.75;
        QTest::newRow("lcov") << QByteArray("SF:a\nLF:10\nLH:5\nend_of_record\nSF:b\nLF:10\nLH:10\n") << 0.75;
        QTest::newRow("no lines") << QByteArray("{\"covered\": 0, \"total\": 0}") << -1.0;
        QTest::newRow("percent") << QByteArray("{\"coverage\": 94}") << -1.0;
        QTest::newRow("cut off") << QByteArray("{\"coverage\": 0.9") << -1.0;
        QTest::newRow("no rate") << QByteArray("<coverage>") << -1.0;
        QTest::newRow("empty") << QByteArray() << -1.0;
        QTest::newRow("more hit than found") << QByteArray("LF:1\nLH:2\n") << -1.0;
    }
    void coverageReports()
    {
        QFETCH(QByteArray, report);
        QTEST(readCoverage(report).value_or(-1), "coverage");
    }
};

QTEST_APPLESS_MAIN(TestPatchEvents)
#include "tst_patchevents.moc"
