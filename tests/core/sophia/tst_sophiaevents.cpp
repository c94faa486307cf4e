#include "core/sophia/diagnosis.h"
#include "core/sophia/events.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::sophia;

namespace {

constexpr Instant onset{std::chrono::hours{24 * 900}};

journal::Event eventOf(const QString& kind, const Json& payload, qint64 seq = 16)
{
    journal::Event event;
    event.seq = seq;
    event.time = onset + 10s;
    event.kind = kind;
    event.stream = u"anomaly/00000010"_s;
    // What cannot be written cannot be read back either.
    const auto bytes = canonical::encode(payload);
    event.payload = bytes ? canonical::parse(*bytes).value_or(Json{u"broken"_s}) : Json{u"broken"_s};
    return event;
}

Anomaly anomalyOf()
{
    Anomaly anomaly;
    anomaly.id = AnomalyId{u"00000010"_s};
    anomaly.type = u"latency_spike"_s;
    anomaly.service = ServiceName{u"payments"_s};
    anomaly.severity = Severity::P1;
    anomaly.source = u"prometheus"_s;
    anomaly.fingerprint = u"ab12"_s;
    anomaly.startsAt = onset;
    anomaly.detectedAt = onset + 10s;
    anomaly.metrics = {{u"error_rate"_s, Json{0.25}}, {u"zone"_s, Json{u"eu"_s}}};
    anomaly.context = {{u"summary"_s, u"p99 above 500 ms"_s}};
    anomaly.unknown = {u"affected_users"_s};
    return anomaly;
}

Anomalies withOne()
{
    Anomalies anomalies;
    apply(anomalies, eventOf(u"AnomalyDetected"_s, anomalyDetected(anomalyOf())));
    return anomalies;
}

} // namespace

class TestSophiaEvents : public QObject
{
    Q_OBJECT

private slots:
    void detectedReadsBack() { QCOMPARE(*withOne().find(AnomalyId{u"00000010"_s}), anomalyOf()); }

    void aMetricThatIsNoNumberBecomesUnknown()
    {
        auto anomaly = anomalyOf();
        anomaly.metrics[u"p99"_s] = Json{std::nan("")};
        const auto payload = anomalyDetected(anomaly);
        QVERIFY(!payload[u"metrics"].contains(u"p99"));
        QVERIFY(stringList(payload[u"unknown"]).contains(u"p99"_s));
        QVERIFY(canonical::encode(payload));
    }

    void decisionReadsBack()
    {
        JudgeInput input;
        input.anomaly = anomalyOf();
        input.now = onset + 10s;
        input.risk.coverage = Measured{.value = 0.5, .source = u"coverage.json"_s, .age = 90s};
        input.policySeq = 3;
        auto record = judge(input);
        record.durationUs = 17;
        auto anomalies = withOne();
        apply(anomalies, eventOf(u"DecisionMade"_s, decisionMade(record), 20));
        record.seq = 20;
        const auto row = anomalies.find(AnomalyId{u"00000010"_s});
        QCOMPARE(row->decisions.size(), std::size_t{1});
        QCOMPARE(row->decisions.front(), record);
        apply(anomalies, eventOf(u"DecisionMade"_s, decisionMade(record), 21));
        QVERIFY(anomalies.find(AnomalyId{u"00000010"_s})->decisions.back().repeated);
    }

    void diagnosisReadsBack()
    {
        DiagnosisInput input;
        input.anomaly = anomalyOf();
        input.commits = std::vector{CommitSeen{u"c0ffee"_s, u"ana"_s, u"Shrink the pool"_s, onset - 5min}};
        input.saturation = {{u"pool_in_use_ratio"_s, 0.97}, {u"cpu"_s, std::nullopt}};
        const auto diagnosis = diagnose(input);
        auto anomalies = withOne();
        apply(anomalies, eventOf(u"AnomalyDiagnosed"_s, anomalyDiagnosed(diagnosis)));
        QCOMPARE(anomalies.find(AnomalyId{u"00000010"_s})->diagnosis, std::optional{diagnosis});
    }

    void theRestOfAnEpisodeFolds()
    {
        auto anomalies = withOne();
        apply(anomalies, eventOf(u"AnomalySeverityChanged"_s, anomalySeverityChanged(Severity::P1, Severity::P0)));
        apply(anomalies, eventOf(u"ProposalFailed"_s, proposalFailed({u"remedy: none matches"_s})));
        apply(anomalies, eventOf(u"EscalationClosed"_s, escalationClosed(u"handled by hand"_s)));
        apply(anomalies, eventOf(u"AnomalyResolved"_s, anomalyResolved(onset + 1h, u"source/main"_s, true)));
        const auto row = anomalies.find(AnomalyId{u"00000010"_s});
        QCOMPARE(row->severity, Severity::P0);
        QCOMPARE(row->proposalsTried, QStringList{u"remedy: none matches"_s});
        QCOMPARE(row->closeReason, u"handled by hand"_s);
        QCOMPARE(row->resolvedAt, std::optional{onset + 1h});
        QVERIFY(row->withoutIntervention && !row->isOpen());
    }

    void anAcknowledgementHoldsWhileTheEscalationIsTheSame_data()
    {
        QTest::addColumn<journal::Event>("next");
        QTest::addColumn<bool>("holds");
        const auto judged = [](Decision decision) {
            DecisionRecord record;
            record.decision = decision;
            return eventOf(u"DecisionMade"_s, decisionMade(record));
        };
        auto proposed = eventOf(u"PatchProposed"_s, Json::object({{u"anomaly_id"_s, Json{u"00000010"_s}}}));
        proposed.stream = u"patch/00000020"_s;
        QTest::newRow("looked at again") << judged(Decision::Escalate) << true;
        QTest::newRow("milder") << eventOf(
                                       u"AnomalySeverityChanged"_s, anomalySeverityChanged(Severity::P1, Severity::P2))
                                << true;
        QTest::newRow("worse") << eventOf(
                                      u"AnomalySeverityChanged"_s, anomalySeverityChanged(Severity::P1, Severity::P0))
                               << false;
        QTest::newRow("decided otherwise") << judged(Decision::Intervene) << false;
        QTest::newRow("a patch") << proposed << false;
    }
    void anAcknowledgementHoldsWhileTheEscalationIsTheSame()
    {
        QFETCH(journal::Event, next);
        QFETCH(bool, holds);
        auto anomalies = withOne();
        auto taken = eventOf(u"EscalationAcknowledged"_s, escalationAcknowledged(onset + 15min));
        taken.actor = u"operator/ana"_s;
        apply(anomalies, taken);
        const AnomalyId id{u"00000010"_s};
        const Acknowledgement ana{u"operator/ana"_s, onset + 15min};
        QCOMPARE(anomalies.find(id)->acknowledged, std::optional{ana});
        apply(anomalies, next);
        QCOMPARE(anomalies.find(id)->acknowledged.has_value(), holds);
    }

    void aProposedPatchIsListed()
    {
        auto anomalies = withOne();
        auto event = eventOf(u"PatchProposed"_s, Json::object({{u"anomaly_id"_s, Json{u"00000010"_s}}}));
        event.stream = u"patch/00000020"_s;
        apply(anomalies, event);
        QCOMPARE(anomalies.find(AnomalyId{u"00000010"_s})->patches, QStringList{u"00000020"_s});
    }

    void strangePayloadsChangeNothingElse()
    {
        auto anomalies = withOne();
        for (const auto& kind : {u"DecisionMade"_s, u"AnomalyDiagnosed"_s, u"AnomalySeverityChanged"_s, u"Unheard"_s})
            apply(anomalies, eventOf(kind, Json{Json::Array{Json{1}}}));
        QCOMPARE(anomalies.size(), std::size_t{1});
        QCOMPARE(anomalies.find(AnomalyId{u"00000010"_s})->severity, Severity::P1);
        auto stray = eventOf(u"AnomalyResolved"_s, Json{});
        stray.stream = u"anomaly/ffffffff"_s;
        apply(anomalies, stray);
        QCOMPARE(anomalies.size(), std::size_t{1});
    }

    void aCommitBeforeTheOnsetIsBlamedFirst()
    {
        DiagnosisInput input;
        input.anomaly = anomalyOf();
        input.commits = std::vector{
            CommitSeen{u"after"_s, u"b"_s, u"x"_s, onset + 1min}, CommitSeen{u"near"_s, u"a"_s, u"y"_s, onset - 2min},
            CommitSeen{u"far"_s, u"a"_s, u"z"_s, onset - 2h}};
        input.saturation = {{u"pool"_s, 1.0}};
        const auto diagnosis = diagnose(input);
        QCOMPARE(diagnosis.causeCode, u"recent_commit"_s);
        QCOMPARE(blamedCommit(diagnosis), u"near"_s);
        QCOMPARE(diagnosis.evidence.size(), std::size_t{3}); // commit, saturation, annotation
        QCOMPARE(diagnosis.chain.back().confidence, 1.0);
    }

    void withoutEvidenceTheCauseIsUnknown()
    {
        DiagnosisInput input;
        input.anomaly = anomalyOf();
        input.anomaly.context.clear();
        input.unknownRisk = {u"coverage"_s};
        const auto diagnosis = diagnose(input);
        QCOMPARE(diagnosis.causeCode, u"unknown"_s);
        QCOMPARE(diagnosis.confidence, 0.3);
        QCOMPARE(diagnosis.unknown, QStringList({u"coverage"_s, u"commits"_s, u"affected_users"_s}));
    }

    void confidenceMixesSimilarityAndSuccess()
    {
        wisdom::Precedent good;
        good.outcome = wisdom::Outcome::Success;
        const auto row = std::make_shared<const wisdom::Precedent>(good);
        // Wilson's lower bound of 3 of 3 is 0.43850.
        const auto confidence = confidenceOf({{row, 0.9}, {row, 0.95}, {row, 0.86}}, std::nullopt);
        QVERIFY(std::abs(confidence.value - (0.6 * 0.95 + 0.4 * 0.438494)) < 1e-5);
        QCOMPARE(confidenceOf({}, 0.42).value, 0.42);
        QCOMPARE(confidenceOf({}, 0.42).source, u"caller"_s);
    }
};

QTEST_APPLESS_MAIN(TestSophiaEvents)
#include "tst_sophiaevents.moc"
