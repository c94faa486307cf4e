// links: penelope-lab-parts
#include "app/lab/narration.h"

#include <QTest>

using namespace penelope;
using namespace penelope::lab;
using namespace Qt::Literals::StringLiterals;

namespace {

Json envelope(qint64 seq, const QString& kind, const QString& stream, Json payload, const QString& actor = u"core"_s)
{
    return Json::object(
        {{u"seq"_s, Json{seq}},
         {u"kind"_s, Json{kind}},
         {u"stream"_s, Json{stream}},
         {u"actor"_s, Json{actor}},
         {u"payload"_s, std::move(payload)}});
}

Json detected()
{
    return envelope(
        1, u"AnomalyDetected"_s, u"anomaly/00000001"_s,
        Json::object(
            {{u"service"_s, Json{u"payments"_s}},
             {u"type"_s, Json{u"latency_spike"_s}},
             {u"severity"_s, Json{u"P1"_s}}}));
}

Json requested(qint64 version)
{
    return envelope(
        2, u"ApprovalRequested"_s, u"approval/00000002"_s,
        Json::object(
            {{u"patch_id"_s, Json{u"00000009"_s}},
             {u"version"_s, Json{version}},
             {u"diff_sha256"_s, Json{u"ab"_s}},
             {u"triggers"_s, jsonList({u"no_precedent"_s, u"confidence"_s})}}));
}

} // namespace

class LabStory : public QObject
{
    Q_OBJECT

private slots:
    void anAnomalyIsOpenUntilItIsResolved();
    void decisionsKeepTheirRule();
    void anAmendmentRaisesTheVersionToApprove();
    void oneVoteOfTwoKeepsTheRequestOpen();
    void aCanaryIsFollowedToItsEnd();
    void anUnknownEventOnlyMovesTheSeq();
    void sentencesNameWhatHappened();
};

void LabStory::anAnomalyIsOpenUntilItIsResolved()
{
    Facts facts;
    facts.apply(detected());
    QVERIFY(facts.openAnomaly(u"payments"_s));
    QVERIFY(!facts.openAnomaly(u"search"_s));

    facts.apply(envelope(2, u"AnomalyResolved"_s, u"anomaly/00000001"_s, {}));

    QVERIFY(!facts.openAnomaly(u"payments"_s));
}

void LabStory::decisionsKeepTheirRule()
{
    Facts facts;
    facts.apply(detected());

    facts.apply(envelope(
        2, u"DecisionMade"_s, u"anomaly/00000001"_s,
        Json::object({{u"decision"_s, Json{u"observe"_s}}, {u"rule"_s, Json{1}}})));

    const auto* anomaly = facts.openAnomaly(u"payments"_s);
    QCOMPARE(anomaly->decisions.size(), std::size_t{1});
    QCOMPARE(anomaly->decisions.back().decision, u"observe"_s);
    QCOMPARE(anomaly->decisions.back().rule, 1);
}

void LabStory::anAmendmentRaisesTheVersionToApprove()
{
    Facts facts;
    facts.apply(requested(1));

    facts.apply(envelope(3, u"ApprovalAmended"_s, u"approval/00000002"_s, Json::object({{u"version"_s, Json{2}}})));

    QCOMPARE(facts.approvals.back().version, 2);
    QVERIFY(facts.approvals.back().open);
}

void LabStory::oneVoteOfTwoKeepsTheRequestOpen()
{
    Facts facts;
    facts.apply(requested(1));
    const auto vote = [](int got) {
        return envelope(
            3, u"ApprovalGranted"_s, u"approval/00000002"_s,
            Json::object({{u"got"_s, Json{got}}, {u"need"_s, Json{2}}}), u"operator/lab-bruno"_s);
    };

    facts.apply(vote(1));
    QVERIFY(facts.approvals.back().open);
    facts.apply(vote(2));

    QVERIFY(!facts.approvals.back().open);
    QVERIFY(facts.approvals.back().granted);
}

namespace {

Json arm(double requests, double failures)
{
    return Json::object({{u"n"_s, Json{requests}}, {u"y"_s, Json{failures}}});
}

Json analysed(const QString& verdict, Json rule, Json counts, qint64 fromAt)
{
    return Json::object(
        {{u"verdict"_s, Json{verdict}},
         {u"rule"_s, std::move(rule)},
         {u"from_at"_s, Json{fromAt}},
         {u"to_at"_s, Json{fromAt + 1000}},
         {u"counts"_s, Json::object({{u"error_rate"_s, std::move(counts)}})}});
}

} // namespace

void LabStory::aCanaryIsFollowedToItsEnd()
{
    const auto stream = u"canary/0000000a"_s;
    Facts facts;
    facts.apply(envelope(1, u"CanaryCreated"_s, stream, {}));
    facts.apply(envelope(
        2, u"CanaryStepDecided"_s, stream, Json::object({{u"percent"_s, Json{10}}, {u"by"_s, Json{u"core"_s}}})));
    facts.apply(envelope(3, u"TrafficConfirmed"_s, stream, Json::object({{u"percent"_s, Json{10}}})));
    const auto both = Json::object({{u"stable"_s, arm(300, 1)}, {u"canary"_s, arm(30, 4)}});
    facts.apply(envelope(4, u"CanaryAnalysed"_s, stream, analysed(u"observe"_s, Json{9}, both, 1000)));
    const auto one = Json::object({{u"stable"_s, arm(300, 0)}});
    facts.apply(envelope(5, u"CanaryAnalysed"_s, stream, analysed(u"hold"_s, Json{5}, one, 2000)));
    facts.apply(envelope(6, u"CanaryAnalysed"_s, stream, analysed(u"hold"_s, Json{5}, one, 3000)));
    facts.apply(envelope(
        7, u"CanaryRollbackDecided"_s, stream,
        Json::object({{u"reason"_s, Json::object({{u"code"_s, Json{u"canary_absent"_s}}})}})));
    facts.apply(envelope(8, u"TrafficConfirmed"_s, stream, Json::object({{u"percent"_s, Json{0}}})));
    facts.apply(envelope(9, u"CanaryFinished"_s, stream, Json::object({{u"status"_s, Json{u"failed"_s}}})));

    const auto* canary = facts.canary();
    QVERIFY(canary && canary->confirmed && canary->backConfirmed);
    QCOMPARE(canary->steps, 1);
    QCOMPARE(canary->byPerson, 0);
    QCOMPARE(canary->counted, 1);
    QCOMPARE(canary->verdicts.at(u"hold/5"_s), 2);
    QCOMPARE(canary->lastVerdict, u"hold/5"_s);
    QCOMPARE(canary->missingFrom, std::optional{instantFromMs(2000)});
    QCOMPARE(canary->stepsWhenMissing, 1);
    QCOMPARE(canary->trouble->canaryFailures, 4.0);
    QCOMPARE(canary->rollbackCode, u"canary_absent"_s);
    QCOMPARE(canary->status, u"failed"_s);
    QCOMPARE(facts.canariesFinished, 1);
}

void LabStory::anUnknownEventOnlyMovesTheSeq()
{
    Facts facts;
    facts.apply(envelope(7, u"SomethingNew"_s, u"patch/00000009"_s, {}));

    QCOMPARE(facts.seq, 7);
    QVERIFY(facts.patches.empty());
    QVERIFY(narrate(envelope(7, u"SomethingNew"_s, u"patch/00000009"_s, {}), facts).isEmpty());
}

void LabStory::sentencesNameWhatHappened()
{
    Facts facts;
    QCOMPARE(narrate(detected(), facts), u"Penelope sees latency spike on payments, P1."_s);
    facts.apply(
        envelope(1, u"PatchProposed"_s, u"patch/00000009"_s, Json::object({{u"service"_s, Json{u"payments"_s}}})));

    QCOMPARE(
        narrate(requested(1), facts), u"A person is asked to approve payments (patch 00000009) (request 00000002), "
                                      "because of: no_precedent, confidence."_s);
}

QTEST_GUILESS_MAIN(LabStory)
#include "tst_labstory.moc"
