#include "tests/support/signing.h"

#include <QTest>

using namespace penelope;
using namespace penelope::approval;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using penelope::test::Signer;

namespace {

const Instant t0 = instantFromMs(1'700'000'000'000);

void commit(Approval& approval, const journal::Drafts& drafts, const QString& actor, Instant at)
{
    for (const auto& draft : drafts) {
        journal::Event event;
        event.time = at;
        event.kind = draft.kind;
        event.stream = draft.stream;
        event.actor = draft.actor.isEmpty() ? actor : draft.actor;
        event.payload = draft.payload;
        apply(approval, event);
    }
}

Approval requested(int need, Severity severity)
{
    Approval wanted;
    wanted.id = ApprovalId{u"00000007"_s};
    wanted.patch = PatchId{u"00000004"_s};
    wanted.service = ServiceName{u"payments"_s};
    wanted.diffSha256 = u"abc"_s;
    wanted.severity = severity;
    wanted.need = need;
    wanted.deadline = t0 + 2h;
    Approval approval;
    commit(approval, {request(wanted)}, u"core"_s, t0);
    return approval;
}

} // namespace

class SigningTest : public QObject
{
    Q_OBJECT

    const policy::State m_policy = policy::defaults();
    const Signer m_ana{u"ana"_s, 1};
    const Signer m_bruno{u"bruno"_s, 2};
    const Seen m_seen{1, u"abc"_s, u"looks right"_s, Json::object({{u"hunks"_s, 3}}), {}};

    Result<journal::Drafts> sent(const Seen& seen, Instant now = t0 + 1min) const
    {
        return approve(requested(1, Severity::P1), m_ana.person, u"core"_s, seen, now, m_policy);
    }

private slots:
    void theBytesAreTheContracts()
    {
        const auto said = Json::object(
            {{u"version"_s, 3},
             {u"diff_sha256"_s, u"abc"_s},
             {u"reason"_s, u"fine"_s},
             {u"seen"_s, Json::object({{u"twin"_s, true}})},
             {u"break_glass"_s, true},
             {u"decided_at"_s, qint64{1'700'000'000'000}},
             {u"got"_s, 2},
             {u"signature"_s, u"not signed itself"_s}});
        QCOMPARE(
            signedBytes(u"j"_s, ApprovalId{u"00000007"_s}, u"approve"_s, u"ana"_s, said).value(),
            QByteArray(
                R"({"approval_id":"00000007","break_glass":true,"decided_at":1700000000000,"decision":"approve",)"
                R"("diff_sha256":"abc","journal_id":"j","operator":"ana","reason":"fine","seen":{"twin":true},)"
                R"("version":3})"));
    }

    void whatIsAbsentIsLeftOut()
    {
        const auto said = Json::object({{u"version"_s, 1}, {u"diff_sha256"_s, u"abc"_s}});
        QCOMPARE(
            signedBytes(u"j"_s, ApprovalId{u"7"_s}, u"reject"_s, u"ana"_s, said).value(),
            QByteArray(R"({"approval_id":"7","decision":"reject","diff_sha256":"abc","journal_id":"j",)"
                       R"("operator":"ana","version":1})"));
    }

    void aSignedDecisionStandsProvenInTheJournal()
    {
        const auto drafts = sent(m_ana.over(requested(1, Severity::P1), u"approve"_s, m_seen, t0 + 1min));
        QVERIFY(drafts);
        journal::Event event;
        event.kind = drafts->front().kind;
        event.stream = drafts->front().stream;
        event.actor = m_ana.person.actor;
        event.payload = drafts->front().payload;
        QVERIFY(isProven(event, test::testJournal(), m_ana.person.publicKey));
        QVERIFY(!isProven(event, test::testJournal(), m_bruno.person.publicKey));
        QVERIFY(!isProven(event, u"another journal"_s, m_ana.person.publicKey));
        for (const auto& [name, other] : std::initializer_list<std::pair<QString, Json>>{
                 {u"version"_s, 2},
                 {u"diff_sha256"_s, u"abd"_s},
                 {u"reason"_s, u"looks wrong"_s},
                 {u"seen"_s, Json::object({{u"hunks"_s, 2}})},
                 {u"break_glass"_s, true},
                 {u"decided_at"_s, toMs(t0)}}) {
            auto changed = event;
            changed.payload.set(name, other);
            QVERIFY2(!isProven(changed, test::testJournal(), m_ana.person.publicKey), qPrintable(name));
        }
        auto turned = event;
        turned.kind = u"ApprovalRejected"_s;
        QVERIFY(!isProven(turned, test::testJournal(), m_ana.person.publicKey));
        auto stolen = event;
        stolen.actor = u"operator/bruno"_s;
        QVERIFY(!isProven(stolen, test::testJournal(), m_ana.person.publicKey));
    }

    void whatTheCommandSendsIsWhatTheCoreChecks()
    {
        const auto args = Json::object(
            {{u"id"_s, u"00000007"_s}, {u"version"_s, 1}, {u"diff_sha256"_s, u"abc"_s}, {u"reason"_s, u"yes"_s}});
        const auto made = signedArgs(u"approve"_s, args, test::testJournal(), u"ana"_s, m_ana.key, t0 + 1min);
        QVERIFY(made);
        Seen seen{1, u"abc"_s, u"yes"_s, {}, {}};
        seen.decidedAt = instantFromMs(made->integer(u"decided_at").value());
        seen.signature = (*made)[u"signature"].toString();
        seen.journalId = test::testJournal();
        QVERIFY(sent(seen));
        QCOMPARE((*made)[u"operator"].toString(), u"ana"_s);
    }

    void withAKeyNothingCountsUnsigned()
    {
        const auto unsignedOne = sent(m_seen);
        QVERIFY(!unsignedOne);
        QCOMPARE(unsignedOne.error().code, ErrorCode::NotPermitted);
        QCOMPARE(unsignedOne.error().where, u"signature"_s);
        auto seen = m_ana.over(requested(1, Severity::P1), u"approve"_s, m_seen, t0 + 1min);
        seen.decidedAt.reset();
        QCOMPARE(sent(seen).error().where, u"decided_at"_s);
        QVERIFY(!reject(requested(1, Severity::P1), m_ana.person, m_seen, t0));
    }

    void aForeignOrMovedSignatureIsRefused()
    {
        const auto approval = requested(1, Severity::P1);
        const auto good = m_ana.over(approval, u"approve"_s, m_seen, t0 + 1min);
        auto other = m_bruno.over(approval, u"approve"_s, m_seen, t0 + 1min);
        QCOMPARE(sent(other).error().code, ErrorCode::NotPermitted);
        auto reworded = good;
        reworded.reason = u"another reason"_s;
        QCOMPARE(sent(reworded).error().code, ErrorCode::NotPermitted);
        auto unseen = good;
        unseen.detail.reset();
        QCOMPARE(sent(unseen).error().code, ErrorCode::NotPermitted);
        // A rejection cannot be turned into an approval, nor one request's approval into another's.
        QCOMPARE(sent(m_ana.over(approval, u"reject"_s, m_seen, t0 + 1min)).error().code, ErrorCode::NotPermitted);
        auto elsewhere = approval;
        elsewhere.id = ApprovalId{u"00000008"_s};
        QCOMPARE(sent(m_ana.over(elsewhere, u"approve"_s, m_seen, t0 + 1min)).error().code, ErrorCode::NotPermitted);
        auto broken = good;
        broken.signature.replace(0, 1, broken.signature.startsWith(u'A') ? u"B"_s : u"A"_s);
        QCOMPARE(sent(broken).error().code, ErrorCode::NotPermitted);
        broken.signature = u"not base64"_s;
        QCOMPARE(sent(broken).error().code, ErrorCode::NotPermitted);
        QVERIFY(sent(good));
    }

    void theSendersClockMayBeOffByThirtySeconds_data()
    {
        QTest::addColumn<int>("offMs");
        QTest::addColumn<bool>("taken");
        QTest::newRow("30 s behind") << -30'000 << true;
        QTest::newRow("30 s ahead") << 30'000 << true;
        QTest::newRow("1 ms more behind") << -30'001 << false;
        QTest::newRow("1 ms more ahead") << 30'001 << false;
    }
    void theSendersClockMayBeOffByThirtySeconds()
    {
        QFETCH(int, offMs);
        QFETCH(bool, taken);
        const auto now = t0 + 10min;
        const auto seen = m_ana.over(requested(1, Severity::P1), u"approve"_s, m_seen, now + Milliseconds{offMs});
        const auto answer = sent(seen, now);
        QCOMPARE(answer.has_value(), taken);
        if (!taken) {
            QCOMPARE(answer.error().code, ErrorCode::Refused);
            QCOMPARE(answer.error().where, u"decided_at"_s);
        }
    }

    void lateByTheSendersOwnClockIsLate()
    {
        const auto approval = requested(1, Severity::P1);
        const auto now = t0 + 2h - 1s;
        QVERIFY(sent(m_ana.over(approval, u"approve"_s, m_seen, t0 + 2h - 1ms), now));
        QCOMPARE(sent(m_ana.over(approval, u"approve"_s, m_seen, t0 + 2h), now).error().code, ErrorCode::Expired);
        // And what was signed in time but arrives late counts for nothing either.
        QCOMPARE(
            sent(m_ana.over(approval, u"approve"_s, m_seen, t0 + 2h - 1s), t0 + 2h).error().code, ErrorCode::Expired);
    }

    void withoutAKeyOnePersonDecidesByNameButNotOneOfTwo()
    {
        const Person carla{u"operator/carla"_s, Role::Approver, true};
        const auto alone = approve(requested(1, Severity::P1), carla, u"core"_s, m_seen, t0, m_policy);
        QVERIFY(alone);
        QVERIFY(!alone->front().payload.contains(u"signature"));
        const auto ofTwo = approve(requested(2, Severity::P1), carla, u"core"_s, m_seen, t0, m_policy);
        QVERIFY(!ofTwo);
        QCOMPARE(ofTwo.error().code, ErrorCode::NotPermitted);
        QVERIFY(reject(requested(2, Severity::P1), carla, m_seen, t0));
        auto claimed = m_seen;
        claimed.signature = u"AAAA"_s;
        QCOMPARE(
            approve(requested(1, Severity::P1), carla, u"core"_s, claimed, t0, m_policy).error().code,
            ErrorCode::NotPermitted);
    }
};

QTEST_GUILESS_MAIN(SigningTest)
#include "tst_signing.moc"
