// Decisions over HTTP: what a signature lets in, and what the second one hears.
// links: penelope-runtime penelope-http Qt6::Network
#include "app/runtime/httpdecision.h"
#include "app/runtime/httpservice.h"
#include "core/adapters/http/tokens.h"
#include "core/approval/signing.h"
#include "core/base/ed25519.h"

#include "tests/support/httpcalls.h"
#include "tests/support/scriptedworld.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray token = "pnl_operator";

ed25519::SigningKey keyOf(const QString& name)
{
    ed25519::Seed seed{};
    seed[0] = static_cast<std::uint8_t>(name.size());
    return ed25519::SigningKey(seed);
}

} // namespace

class TestHttpDecision : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aSignedApprovalIsGranted();
    void aSignedRejectionIsTaken();
    void whatWasChangedAfterSigningIsRefused_data();
    void whatWasChangedAfterSigningIsRefused();
    void aSignatureOfAnotherIsRefused();
    void anOldDecisionIsRefused();
    void theSecondHearsWhoWasFirst();
    void afterTheDeadlineItIsGone();
    void anotherVersionIsRefusedByTheRule();

private:
    Json decision(const QString& word, const QString& name) const;
    void sign(Json& decision) const;
    Called send(const Json& decision);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedWorld> m_world;
    std::unique_ptr<runtime::HttpService> m_service;
};

void TestHttpDecision::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QFile file(m_folder->filePath(u"tokens"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(http::tokenLine(u"bot"_s, Role::Operator, token));
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    m_world = std::make_unique<ScriptedWorld>();
    for (const auto& name : {u"clara"_s, u"dieter"_s}) {
        const auto error = m_world->send(
            u"operator_add"_s, Json::object(
                                   {{u"name"_s, name},
                                    {u"public_key"_s, ed25519::toBase64(keyOf(name).publicKey())},
                                    {u"role"_s, u"approver"_s}}));
        QVERIFY2(!error, error ? qPrintable(error->message) : "");
    }
    m_world->metrics.stable.slowShare = 0.2;
    m_world->raise(u"high"_s, m_world->clock.now());
    QVERIFY(m_world->runUntil(u"ApprovalRequested"_s, 10));
    runtime::HttpPlan plan;
    plan.isOn = true;
    plan.address = QHostAddress(QHostAddress::LocalHost);
    plan.tokens = file.fileName();
    auto service = runtime::HttpService::start(plan, u"/no/journal"_s, {}, *m_world->core, m_world->clock);
    QVERIFY(service);
    m_service = std::move(*service);
}

void TestHttpDecision::cleanup()
{
    m_service.reset();
    m_world.reset();
}

Json TestHttpDecision::decision(const QString& word, const QString& name) const
{
    const auto approval = m_world->newestApproval();
    auto made = Json::object(
        {{u"decision"_s, word},
         {u"version"_s, approval->version},
         {u"diff_sha256"_s, approval->diffSha256},
         {u"seen"_s, Json::object({{u"hunks"_s, 1}, {u"hunks_total"_s, 1}})},
         {u"reason"_s, u"read it"_s},
         {u"operator"_s, name},
         {u"decided_at"_s, toMs(m_world->clock.now())}});
    sign(made);
    return made;
}

void TestHttpDecision::sign(Json& made) const
{
    const auto bytes = approval::signedBytes(
        m_world->state().journalId, m_world->newestApproval()->id, made[u"decision"].toString(),
        made[u"operator"].toString(), made);
    if (!bytes)
        qFatal("cannot be signed");
    made.set(u"signature"_s, Json{ed25519::toBase64(keyOf(made[u"operator"].toString()).sign(*bytes))});
}

Called TestHttpDecision::send(const Json& made)
{
    const auto id = m_world->newestApproval()->id.value().toUtf8();
    return call(m_service->port(), "POST", "/api/v1/approvals/" + id + "/decision", token, toJsonText(made));
}

void TestHttpDecision::aSignedApprovalIsGranted()
{
    const auto answer = send(decision(u"approve"_s, u"clara"_s));
    QVERIFY2(answer.status == 200, answer.raw.constData());
    QCOMPARE(answer.body[u"status"].toString(), u"approved"_s);
    QCOMPARE(m_world->newestApproval()->decidedBy, u"operator/clara"_s);
}

void TestHttpDecision::aSignedRejectionIsTaken()
{
    const auto answer = send(decision(u"reject"_s, u"clara"_s));
    QVERIFY2(answer.status == 200, answer.raw.constData());
    QCOMPARE(m_world->newestApproval()->status, approval::Status::Rejected);
}

void TestHttpDecision::whatWasChangedAfterSigningIsRefused_data()
{
    QTest::addColumn<QString>("member");
    for (const char* member : {"decision", "version", "diff_sha256", "reason", "operator", "decided_at", "seen"})
        QTest::newRow(member) << QString::fromLatin1(member);
}

void TestHttpDecision::whatWasChangedAfterSigningIsRefused()
{
    QFETCH(QString, member);
    auto made = decision(u"reject"_s, u"clara"_s);
    const std::map<QString, Json> others{
        {u"decision"_s, Json{u"approve"_s}},
        {u"version"_s, Json{2}},
        {u"diff_sha256"_s, Json{QString(64, u'0')}},
        {u"reason"_s, Json{u"another"_s}},
        {u"operator"_s, Json{u"dieter"_s}},
        {u"decided_at"_s, Json{toMs(m_world->clock.now()) + 1}},
        {u"seen"_s, Json{}}};
    made.set(member, others.at(member));
    const auto answer = send(made);
    QCOMPARE(answer.status, 403);
    QCOMPARE(answer.where(), u"signature"_s);
    QVERIFY(m_world->newestApproval()->isPending());
}

void TestHttpDecision::aSignatureOfAnotherIsRefused()
{
    auto made = decision(u"approve"_s, u"clara"_s);
    made.set(u"signature"_s, Json{decision(u"approve"_s, u"dieter"_s)[u"signature"].toString()});
    QCOMPARE(send(made).status, 403);
    made.set(u"operator"_s, Json{u"nobody"_s});
    QCOMPARE(send(made).where(), u"operator"_s);
    QTRY_COMPARE(m_world->count(u"AccessRefused"_s), 2);
}

void TestHttpDecision::anOldDecisionIsRefused()
{
    for (const qint64 away : {-31000, 31000}) {
        auto made = decision(u"approve"_s, u"clara"_s);
        made.set(u"decided_at"_s, Json{toMs(m_world->clock.now()) + away});
        sign(made);
        const auto answer = send(made);
        QCOMPARE(answer.status, 422);
        QCOMPARE(answer.where(), u"decided_at"_s);
    }
}

void TestHttpDecision::theSecondHearsWhoWasFirst()
{
    const auto second = decision(u"reject"_s, u"dieter"_s);
    QCOMPARE(send(decision(u"approve"_s, u"clara"_s)).status, 200);
    const auto answer = send(second);
    QVERIFY2(answer.status == 409, answer.raw.constData());
    QCOMPARE(answer.body[u"winner"].toString(), u"operator/clara"_s);
    QCOMPARE(answer.body[u"at"].toInteger(), toMs(m_world->clock.now()));
}

void TestHttpDecision::afterTheDeadlineItIsGone()
{
    const auto approval = m_world->newestApproval();
    m_world->clock.advance(approval->deadline - m_world->clock.now());
    m_world->core->tick();
    const auto answer = send(decision(u"approve"_s, u"clara"_s));
    QVERIFY2(answer.status == 410, answer.raw.constData());
    QCOMPARE(answer.code(), u"expired"_s);
}

void TestHttpDecision::anotherVersionIsRefusedByTheRule()
{
    auto made = decision(u"approve"_s, u"clara"_s);
    made.set(u"version"_s, Json{7});
    sign(made);
    const auto answer = send(made);
    QCOMPARE(answer.status, 422);
    QCOMPARE(answer.where(), u"version"_s);
}

QTEST_GUILESS_MAIN(TestHttpDecision)
#include "tst_httpdecision.moc"
