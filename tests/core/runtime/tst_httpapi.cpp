// Every route of contracts.md 9 on a real core with a real journal, asked over real sockets.
// links: penelope-runtime penelope-http penelope-config penelope-sqlite Qt6::Network
#include "app/runtime/coreruntime.h"
#include "app/runtime/httpservice.h"
#include "core/adapters/http/tokens.h"
#include "core/engine/decisioncore.h"

#include "tests/support/httpcalls.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray viewer = "pnl_viewer";
const QByteArray worker = "pnl_operator";
const QByteArray approver = "pnl_approver";
const QByteArray admin = "pnl_admin";

QByteArray registrationOf(const QString& folder)
{
    const QByteArray text =
        R"({"folder":"%1","registration":{"format":1,"name":"payments","criticality":"normal","repository":".",)"
        R"("branch":"main","prometheus":"main","arms":{"stable":{"job":"payments"},"canary":{"job":"payments-canary"}},)"
        R"("router":{"kind":"haproxy","socket":"h.sock","backend":"be","stable":["stable"],"canary":["canary"]},)"
        R"("commands":{"start_canary":["true"],"stop_canary":["true"],"promote":["true"]}}})";
    return QByteArray(text).replace("%1", folder.toUtf8());
}

const QByteArray anomaly = R"({"type":"latency_spike","service":"payments","severity":"P2"})";

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

} // namespace

class TestHttpApi : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void everyReadingRouteAnswers_data();
    void everyReadingRouteAnswers();
    void everyWritingRouteReachesItsCommand_data();
    void everyWritingRouteReachesItsCommand();
    void whatTheTableDoesNotHaveYetIsNotThere();
    void aWriteNeedsATokenOfItsRole_data();
    void aWriteNeedsATokenOfItsRole();
    void aWrongTokenIsRefusedEvenForReading();
    void aPageFromElsewhereReadsNothing();
    void aTokenCannotApprove();
    void aTokenNamesNoOperator();
    void refusalsAreRecordedButDoNotFloodTheJournal();
    void tooManyRefusalsDoNotKeepOthersOut();
    void badBodiesAreRefused_data();
    void badBodiesAreRefused();
    void badQueriesAreRefused_data();
    void badQueriesAreRefused();
    void aKeyIsHonoured();
    void aKeyOfAnotherRequestIsRefused();
    void listsComeInPages();
    void eventsAreFilteredAndComeInPages();
    void aProofCanBeCheckedElsewhere();
    void healthAndReadySayWhatIsWrong();
    void metricsAreOfThePublishedSnapshot();
    void theTokenFileMayChange();
    void aWebhookNeedsItsOwnSecret();
    void aWebhookIsAnsweredWhenItIsDurable();
    void aBindBeyondThisMachineIsRefused_data();
    void aBindBeyondThisMachineIsRefused();
    void aTakenPortDoesNotStopTheCore();
    void tokenFilesAreReadStrictly_data();
    void tokenFilesAreReadStrictly();

private:
    Called get(const QByteArray& target, const QByteArray& more = {})
    {
        return call(m_port, "GET", target, {}, {}, more);
    }
    Called post(const QByteArray& target, const QByteArray& token, const QByteArray& body, const QByteArray& more = {})
    {
        return call(m_port, "POST", target, token, body, more);
    }
    void registerService();
    void hearAlertmanager();
    runtime::Options options() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<runtime::CoreRuntime> m_core;
    QString m_tokens;
    quint16 m_port = 0;
};

runtime::Options TestHttpApi::options() const
{
    runtime::Options options{m_folder->filePath(u"journal.db"_s), {}, u"serve"_s, u"test"_s};
    options.config.listen = u"127.0.0.1:0"_s;
    options.config.tokens = m_tokens;
    return options;
}

void TestHttpApi::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_RUNTIME_DIR", m_folder->path().toUtf8());
    m_tokens = m_folder->filePath(u"tokens"_s);
    QByteArray lines = "# who may what\n\n";
    for (const auto& [name, role, text] :
         {std::tuple{u"v"_s, Role::Viewer, viewer}, std::tuple{u"o"_s, Role::Operator, worker},
          std::tuple{u"ap"_s, Role::Approver, approver}, std::tuple{u"ad"_s, Role::Admin, admin}})
        lines += http::tokenLine(name, role, text) + '\n';
    write(m_tokens, lines);
    auto opened = runtime::CoreRuntime::open(options());
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    m_core = std::move(*opened);
    const auto started = m_core->start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().message));
    m_port = m_core->httpPort();
    QVERIFY(m_port > 0);
}

void TestHttpApi::cleanup()
{
    m_core.reset();
}

void TestHttpApi::registerService()
{
    const auto answer = post("/api/v1/services", admin, registrationOf(m_folder->path()));
    QVERIFY2(answer.status == 200, answer.raw.constData());
}

void TestHttpApi::everyReadingRouteAnswers_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("member");
    QTest::newRow("health") << QByteArray("/health") << 200 << u"beat_age_ms"_s;
    QTest::newRow("ready") << QByteArray("/ready") << 200 << u"checks"_s;
    QTest::newRow("status") << QByteArray("/api/v1/status") << 200 << u"journal_id"_s;
    for (const char* list : {"anomalies", "patches", "approvals", "breakers", "canaries", "services", "policy"})
        QTest::newRow(list) << QByteArray("/api/v1/") + list << 200 << u"items"_s;
    for (const char* list : {"anomalies", "patches", "approvals", "breakers", "canaries", "services"})
        QTest::addRow("one of %s", list) << QByteArray("/api/v1/") + list + "/00000abc" << 404 << u"error"_s;
    QTest::newRow("one policy") << QByteArray("/api/v1/policy/breaker.failures") << 200 << u"value"_s;
    QTest::newRow("no policy") << QByteArray("/api/v1/policy/breaker.nothing") << 404 << u"error"_s;
    QTest::newRow("compliance") << QByteArray("/api/v1/compliance") << 200 << u"principles"_s;
    QTest::newRow("compliance then") << QByteArray("/api/v1/compliance?at=1700000000000&window=3600000") << 200
                                     << u"principles"_s;
    QTest::newRow("events") << QByteArray("/api/v1/events") << 200 << u"items"_s;
    QTest::newRow("event") << QByteArray("/api/v1/events/1") << 200 << u"payload"_s;
    QTest::newRow("no event") << QByteArray("/api/v1/events/9007199254740991") << 404 << u"error"_s;
    QTest::newRow("event 0") << QByteArray("/api/v1/events/0") << 400 << u"error"_s;
    QTest::newRow("proof") << QByteArray("/api/v1/events/1/proof") << 200 << u"proof"_s;
    QTest::newRow("checkpoint") << QByteArray("/api/v1/checkpoint") << 200 << u"checkpoint"_s;
    QTest::newRow("nothing") << QByteArray("/api/v1/nothing") << 404 << u"error"_s;
    QTest::newRow("root") << QByteArray("/") << 404 << u"error"_s;
    QTest::newRow("no version") << QByteArray("/status") << 404 << u"error"_s;
    QTest::newRow("deep") << QByteArray("/api/v1/status/a/b/c") << 404 << u"error"_s;
}

void TestHttpApi::everyReadingRouteAnswers()
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QString, member);
    for (const auto& token : {QByteArray(), viewer}) {
        const auto answer = call(m_port, "GET", target, token);
        QVERIFY2(answer.status == status, answer.raw.constData());
        QVERIFY2(answer.body.contains(member), answer.raw.constData());
        QVERIFY(answer.raw.contains("\r\nContent-Type: application/json\r\n"));
    }
    RawClient client(m_port);
    client.say("HEAD " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    const auto head = client.untilClosed();
    QCOMPARE(statusOf(head), status);
    QCOMPARE(bodyOf(head), QByteArray());
}

void TestHttpApi::everyWritingRouteReachesItsCommand_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("where");
    const QByteArray because = R"({"reason":"a test"})";
    const auto row = [](const char* target, const QByteArray& body, int status, const QString& where = {}) {
        QTest::newRow(target) << QByteArray("POST") << QByteArray("/api/v1/") + target << body << status << where;
    };
    row("anomalies", anomaly, 202);
    row("patches", R"({"service":"payments","diff":"no diff","intent":"x"})", 202);
    row("notes", R"({"scope":"shift","text":"hello"})", 202);
    // Nothing of that name is there; that the core says so shows that it was asked.
    row("approvals/00000abc/ack", "{}", 404, u"id"_s);
    row("approvals/00000abc/snooze", R"({"until_at":1})", 404, u"id"_s);
    for (const char* verb : {"pause", "resume", "promote", "abort", "cancel"})
        QTest::addRow("canary %s", verb) << QByteArray("POST") << QByteArray("/api/v1/canaries/00000abc/") + verb
                                         << because << 404 << u"id"_s;
    row("patches/00000abc/cancel", because, 404, u"id"_s);
    row("patches/00000abc/twin_cancel", because, 404, u"id"_s);
    row("anomalies/00000abc/close", because, 404, u"id"_s);
    row("breakers/nothing/reset", because, 404, u"service"_s);
    row("operators", R"({"name":"x","public_key":"short","role":"viewer"})", 400, u"public_key"_s);
    QTest::newRow("policy") << QByteArray("PUT") << QByteArray("/api/v1/policy/breaker.failures")
                            << QByteArray(R"({"value":4,"reason":"a test"})") << 200 << QString();
    QTest::newRow("policy, no such key") << QByteArray("PUT") << QByteArray("/api/v1/policy/breaker.nothing")
                                         << QByteArray(R"({"value":4,"reason":"a test"})") << 404 << QString();
}

void TestHttpApi::everyWritingRouteReachesItsCommand()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, where);
    registerService();
    const auto answer = call(m_port, method, target, admin, body);
    if (QByteArray(QTest::currentDataTag()) == "policy, no such key")
        QVERIFY2(answer.status == 404 || answer.status == 400, answer.raw.constData());
    else
        QVERIFY2(answer.status == status, answer.raw.constData());
    if (!where.isEmpty())
        QCOMPARE(answer.where(), where);
    if (answer.status < 300)
        QVERIFY2(answer.body.integer(u"seq").value_or(0) > 0, answer.raw.constData());
    if (answer.status == 202)
        QVERIFY2(answer.body.text(u"id"), answer.raw.constData());
    const auto wrong = call(m_port, "PATCH", target, admin, body);
    QCOMPARE(wrong.status, 405);
    QVERIFY2(wrong.raw.contains("\r\nAllow: ") && wrong.raw.contains(method), wrong.raw.constData());
}

void TestHttpApi::whatTheTableDoesNotHaveYetIsNotThere()
{
    for (const auto& [method, target, command] :
         {std::tuple{"POST", "/api/v1/freeze", u"freeze"_s}, std::tuple{"DELETE", "/api/v1/freeze", u"unfreeze"_s}}) {
        const auto answer = call(m_port, method, target, admin, R"({"reason":"a test"})");
        if (engine::findCommand(command))
            QVERIFY2(answer.status != 404 && answer.status != 405, answer.raw.constData());
        else
            QVERIFY2(answer.status == 404 || answer.status == 405, answer.raw.constData());
    }
    QCOMPARE(post("/api/v1/canaries/1/explode", admin, "{}").status, 404);
    QCOMPARE(post("/api/v1/policy/1/set", admin, "{}").status, 404);
}

void TestHttpApi::aWriteNeedsATokenOfItsRole_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("tooLow");
    QTest::newRow("note") << QByteArray("POST") << QByteArray("/api/v1/notes") << viewer;
    QTest::newRow("anomaly") << QByteArray("POST") << QByteArray("/api/v1/anomalies") << viewer;
    QTest::newRow("patch") << QByteArray("POST") << QByteArray("/api/v1/patches") << viewer;
    QTest::newRow("pause") << QByteArray("POST") << QByteArray("/api/v1/canaries/1/pause") << viewer;
    QTest::newRow("promote") << QByteArray("POST") << QByteArray("/api/v1/canaries/1/promote") << worker;
    QTest::newRow("close") << QByteArray("POST") << QByteArray("/api/v1/anomalies/1/close") << worker;
    QTest::newRow("reset") << QByteArray("POST") << QByteArray("/api/v1/breakers/payments/reset") << approver;
    QTest::newRow("policy") << QByteArray("PUT") << QByteArray("/api/v1/policy/breaker.failures") << approver;
    QTest::newRow("service") << QByteArray("POST") << QByteArray("/api/v1/services") << approver;
    QTest::newRow("operator") << QByteArray("POST") << QByteArray("/api/v1/operators") << approver;
    QTest::newRow("decision") << QByteArray("POST") << QByteArray("/api/v1/approvals/1/decision") << viewer;
}

void TestHttpApi::aWriteNeedsATokenOfItsRole()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, tooLow);
    const auto before = m_core->core().state().seq;
    const auto none = call(m_port, method, target, {}, "{}");
    QCOMPARE(none.status, 401);
    QVERIFY(none.raw.contains("\r\nWWW-Authenticate: Bearer"));
    QCOMPARE(call(m_port, method, target, "pnl_wrong", "{}").status, 401);
    const auto low = call(m_port, method, target, tooLow, "{}");
    QCOMPARE(low.status, 403);
    QCOMPARE(low.code(), u"not_permitted"_s);
    // Three attempts, three facts, nothing else.
    QTRY_COMPARE(m_core->core().state().seq, before + 3);
}

void TestHttpApi::aWrongTokenIsRefusedEvenForReading()
{
    QCOMPARE(call(m_port, "GET", "/api/v1/status", "pnl_wrong").status, 401);
    QCOMPARE(get("/api/v1/status", "Authorization: Basic cm9vdDpyb290\r\n").status, 401);
    QCOMPARE(get("/api/v1/status", "Authorization: Bearer \r\n").status, 401);
}

void TestHttpApi::aPageFromElsewhereReadsNothing()
{
    // A name that somebody else's DNS points at this machine.
    const auto answer = exchange(m_port, "GET /api/v1/status HTTP/1.1\r\nHost: rebound.example:9797\r\n\r\n");
    QCOMPARE(statusOf(answer), 401);
    QVERIFY(!answer.contains("Access-Control"));
}

void TestHttpApi::aTokenCannotApprove()
{
    for (const QByteArray verb : {"approve", "reject"}) {
        const auto answer =
            post("/api/v1/approvals/1/" + verb, admin, R"({"version":1,"diff_sha256":"00","reason":"x"})");
        QVERIFY2(answer.status == 403 || answer.status == 404, answer.raw.constData());
    }
    const auto unsignedOne = post(
        "/api/v1/approvals/1/decision", admin,
        R"({"decision":"approve","version":1,"diff_sha256":"00","operator":"ana","decided_at":1})");
    QCOMPARE(unsignedOne.status, 400);
    QCOMPARE(unsignedOne.where(), u"signature"_s);
}

void TestHttpApi::aTokenNamesNoOperator()
{
    const auto answer = post("/api/v1/notes", worker, R"({"scope":"shift","text":"hello","operator":"root"})");
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.where(), u"operator"_s);
    const auto own = post("/api/v1/notes", worker, R"({"scope":"shift","text":"hello"})");
    const auto event = get("/api/v1/events/" + QByteArray::number(own.body[u"seq"].toInteger()));
    QCOMPARE(event.body[u"actor"].toString(), u"api/o"_s);
}

void TestHttpApi::refusalsAreRecordedButDoNotFloodTheJournal()
{
    const auto before = m_core->core().state().seq;
    int refused = 0;
    int tooMany = 0;
    for (int attempt = 0; attempt < 40; ++attempt) {
        const auto answer = call(m_port, "POST", "/api/v1/notes", "pnl_guess" + QByteArray::number(attempt), "{}");
        refused += answer.status == 401;
        tooMany += answer.status == 429;
        if (answer.status == 429)
            QVERIFY(answer.raw.contains("\r\nRetry-After: 60\r\n"));
    }
    QCOMPARE(refused, 10);
    QCOMPARE(tooMany, 30);
    QTRY_COMPARE(m_core->core().state().seq, before + 10);
    const auto events = get("/api/v1/events?filter=kind:AccessRefused");
    QCOMPARE(events.body[u"items"].toArray().size(), std::size_t{10});
    const auto& payload = events.body[u"items"].toArray().front()[u"payload"];
    QCOMPARE(payload[u"who"].toString(), u"127.0.0.1"_s);
    QCOMPARE(payload[u"what"].toString(), u"POST /api/v1/notes"_s);
    // What was guessed stands nowhere.
    QVERIFY(!events.raw.contains("pnl_guess"));
}

void TestHttpApi::tooManyRefusalsDoNotKeepOthersOut()
{
    for (int attempt = 0; attempt < 20; ++attempt)
        call(m_port, "POST", "/api/v1/notes", "pnl_guess", "{}");
    QCOMPARE(call(m_port, "POST", "/api/v1/notes", "pnl_guess", "{}").status, 429);
    QCOMPARE(post("/api/v1/notes", worker, R"({"scope":"shift","text":"hello"})").status, 202);
    QCOMPARE(get("/health").status, 200);
}

void TestHttpApi::badBodiesAreRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<int>("status");
    const QByteArray none;
    QTest::newRow("no JSON") << QByteArray("{\"scope\":") << none << 400;
    QTest::newRow("NaN") << QByteArray(R"({"scope":"shift","text":NaN})") << none << 400;
    QTest::newRow("infinite") << QByteArray(R"({"scope":"shift","text":1e999})") << none << 400;
    QTest::newRow("member twice") << QByteArray(R"({"scope":"shift","scope":"shift","text":"x"})") << none << 400;
    QTest::newRow("list") << QByteArray("[]") << none << 400;
    QTest::newRow("text") << QByteArray("\"x\"") << none << 400;
    QTest::newRow("deep") << QByteArray(100000, '[') << none << 400;
    QTest::newRow("no UTF-8") << QByteArray("{\"scope\":\"shift\",\"text\":\"\xff\"}") << none << 400;
    QTest::newRow("missing") << QByteArray(R"({"scope":"shift"})") << none << 400;
    QTest::newRow("empty") << QByteArray(R"({"scope":"shift","text":"  "})") << none << 400;
    QTest::newRow("unknown") << QByteArray(R"({"scope":"shift","text":"x","more":1})") << none << 400;
    QTest::newRow("bad word") << QByteArray(R"({"scope":"elsewhere","text":"x"})") << none << 400;
    QTest::newRow("another type") << QByteArray("scope=shift")
                                  << QByteArray("Content-Type: application/x-www-form-urlencoded\r\n") << 415;
    QTest::newRow("text type") << QByteArray("{}") << QByteArray("Content-Type: text/plain\r\n") << 415;
    QTest::newRow("too long") << QByteArray(5 * 1024 * 1024 + 1, ' ') << none << 413;
    QTest::newRow("bad key") << QByteArray("{}") << QByteArray("Idempotency-Key: a b\r\n") << 400;
}

void TestHttpApi::badBodiesAreRefused()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, more);
    QFETCH(int, status);
    const auto before = m_core->core().state().seq;
    const auto answer = post("/api/v1/notes", worker, body, more);
    QVERIFY2(answer.status == status, answer.raw.constData());
    QVERIFY(!answer.code().isEmpty());
    QVERIFY(!answer.body[u"error"][u"message"].toString().isEmpty());
    QCOMPARE(m_core->core().state().seq, before);
}

void TestHttpApi::badQueriesAreRefused_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("where");
    for (const char* limit : {"0", "1001", "-1", "1e3", "NaN", "", "0x10", "99999999999999999999", "1.5", "%2010"})
        QTest::addRow("limit %s", limit) << QByteArray("/api/v1/anomalies?limit=") + limit << u"limit"_s;
    QTest::newRow("unknown key") << QByteArray("/api/v1/anomalies?offset=1") << u"offset"_s;
    QTest::newRow("no keys here") << QByteArray("/api/v1/status?limit=1") << u"limit"_s;
    QTest::newRow("health") << QByteArray("/health?x=1") << u"x"_s;
    QTest::newRow("window") << QByteArray("/api/v1/compliance?window=0") << u"window"_s;
    QTest::newRow("at") << QByteArray("/api/v1/compliance?at=9007199254740992") << u"at"_s;
    QTest::newRow("after") << QByteArray("/api/v1/events?after=x") << u"after"_s;
    QTest::newRow("filter") << QByteArray("/api/v1/events?filter=seq:x") << u"filter"_s;
    QTest::newRow("seq") << QByteArray("/api/v1/events/x") << u"seq"_s;
}

void TestHttpApi::badQueriesAreRefused()
{
    QFETCH(QByteArray, target);
    QFETCH(QString, where);
    const auto answer = get(target);
    QVERIFY2(answer.status == 400, answer.raw.constData());
    QVERIFY2(answer.where().startsWith(where), answer.raw.constData());
}

void TestHttpApi::aKeyIsHonoured()
{
    const QByteArray body = R"({"scope":"shift","text":"once"})";
    const auto first = post("/api/v1/notes", worker, body, "Idempotency-Key: k-1\r\n");
    const auto second = post("/api/v1/notes", worker, body, "Idempotency-Key: k-1\r\n");
    QCOMPARE(first.status, 202);
    QCOMPARE(second.status, 202);
    QCOMPARE(second.body, first.body);
    QCOMPARE(get("/api/v1/events?filter=kind:NoteAdded").body[u"items"].toArray().size(), std::size_t{1});
    // The key of another token is another key.
    const auto other = post("/api/v1/notes", admin, body, "Idempotency-Key: k-1\r\n");
    QCOMPARE(other.status, 202);
    QVERIFY(other.body != first.body);
}

void TestHttpApi::aKeyOfAnotherRequestIsRefused()
{
    QCOMPARE(post("/api/v1/notes", worker, R"({"scope":"shift","text":"a"})", "Idempotency-Key: k\r\n").status, 202);
    const auto other = post("/api/v1/notes", worker, R"({"scope":"shift","text":"b"})", "Idempotency-Key: k\r\n");
    QCOMPARE(other.status, 422);
    QCOMPARE(other.where(), u"idempotency-key"_s);
}

void TestHttpApi::listsComeInPages()
{
    registerService();
    QStringList reported;
    for (int each = 0; each < 3; ++each)
        reported.prepend(post("/api/v1/anomalies", worker, anomaly).body[u"id"].toString());
    QTRY_COMPARE(get("/api/v1/anomalies").body[u"items"].toArray().size(), std::size_t{3});
    const auto first = get("/api/v1/anomalies?limit=2");
    QCOMPARE(first.body[u"items"].toArray().size(), std::size_t{2});
    QCOMPARE(first.body[u"next"].toString(), reported[1]);
    const auto second = get("/api/v1/anomalies?limit=2&after=" + reported[1].toUtf8());
    QCOMPARE(second.body[u"items"].toArray().size(), std::size_t{1});
    QCOMPARE(second.body[u"items"].toArray().front()[u"id"].toString(), reported[2]);
    QVERIFY(!second.body.contains(u"next"));
    const auto one = get("/api/v1/anomalies/" + reported[0].toUtf8());
    QCOMPARE(one.body[u"source"].toString(), u"api"_s);
}

void TestHttpApi::eventsAreFilteredAndComeInPages()
{
    for (int each = 0; each < 3; ++each)
        QCOMPARE(post("/api/v1/notes", worker, R"({"scope":"shift","text":"again"})").status, 202);
    qint64 after = 0;
    QList<qint64> seqs;
    for (int page = 0; page < 3; ++page) {
        const auto answer =
            get("/api/v1/events?filter=kind:Note*+actor:api/o&limit=1&after=" + QByteArray::number(after));
        QCOMPARE(answer.body[u"items"].toArray().size(), std::size_t{1});
        seqs.append(answer.body[u"items"].toArray().front()[u"seq"].toInteger());
        after = answer.body.integer(u"next").value_or(seqs.last());
    }
    QCOMPARE(seqs[1], seqs[0] + 1);
    QCOMPARE(seqs[2], seqs[0] + 2);
    const auto none = get("/api/v1/events?filter=kind:NoteAdded&after=" + QByteArray::number(seqs[2]));
    QVERIFY(none.body[u"items"].toArray().empty());
    QVERIFY(none.body[u"complete"].toBool());
}

void TestHttpApi::aProofCanBeCheckedElsewhere()
{
    const auto proof = get("/api/v1/events/1/proof", "Accept: text/plain\r\n");
    QVERIFY(bodyOf(proof.raw).startsWith("c2sp.org/tlog-proof@v1\n"));
    const auto note = get("/api/v1/checkpoint", "Accept: text/plain\r\n");
    QVERIFY(proof.raw.endsWith(bodyOf(note.raw)));
    // Written after the last checkpoint: nothing covers it yet, and the answer says so.
    const auto seq = post("/api/v1/notes", worker, R"({"scope":"shift","text":"x"})").body[u"seq"].toInteger();
    const auto late = get("/api/v1/events/" + QByteArray::number(seq) + "/proof");
    QCOMPARE(late.status, 404);
    QVERIFY(late.raw.contains("no checkpoint covers"));
}

void TestHttpApi::healthAndReadySayWhatIsWrong()
{
    const auto ready = get("/ready");
    QCOMPARE(ready.status, 200);
    QCOMPARE(ready.body[u"status"].toString(), u"ready"_s);
    m_core.reset();
    // A Prometheus that nobody runs.
    auto given = options();
    given.config.prometheus[u"main"_s].url = u"http://127.0.0.1:1"_s;
    given.config.prometheus[u"main"_s].poll = Milliseconds{50};
    auto opened = runtime::CoreRuntime::open(given);
    QVERIFY(opened);
    m_core = std::move(*opened);
    QVERIFY(m_core->start());
    m_port = m_core->httpPort();
    QTRY_COMPARE(get("/ready").status, 503);
    const auto unready = get("/ready");
    QCOMPARE(unready.body[u"status"].toString(), u"not ready"_s);
    QVERIFY2(unready.raw.contains("source prometheus/main"), unready.raw.constData());
    QCOMPARE(get("/health").status, 200);
}

void TestHttpApi::metricsAreOfThePublishedSnapshot()
{
    const auto answer = get("/metrics");
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.raw.contains("\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"));
    QVERIFY(bodyOf(answer.raw).contains("\npenelope_decisions_total{decision=\"observe\"} 0\n"));
    QVERIFY(bodyOf(answer.raw).contains("\nprocess_start_time_seconds "));
}

void TestHttpApi::theTokenFileMayChange()
{
    QCOMPARE(post("/api/v1/notes", "pnl_new", R"({"scope":"shift","text":"x"})").status, 401);
    write(m_tokens, http::tokenLine(u"new"_s, Role::Operator, "pnl_new") + '\n');
    QCOMPARE(post("/api/v1/notes", "pnl_new", R"({"scope":"shift","text":"x"})").status, 202);
    QCOMPARE(post("/api/v1/notes", admin, R"({"scope":"shift","text":"x"})").status, 401);
    // A file that cannot be read lets nobody in.
    write(m_tokens, "new operator\n");
    const auto answer = post("/api/v1/notes", "pnl_new", R"({"scope":"shift","text":"x"})");
    QCOMPARE(answer.status, 503);
}

void TestHttpApi::hearAlertmanager()
{
    m_core.reset();
    write(m_folder->filePath(u"hook"_s), "hush\n");
    auto given = options();
    given.config.alerts.source = u"alertmanager"_s;
    given.config.alerts.url = u"http://127.0.0.1:1"_s;
    given.config.alerts.webhookSecret = u"file:"_s + m_folder->filePath(u"hook"_s);
    auto opened = runtime::CoreRuntime::open(given);
    QVERIFY(opened);
    m_core = std::move(*opened);
    QVERIFY(m_core->start());
    m_port = m_core->httpPort();
    registerService();
}

void TestHttpApi::aWebhookNeedsItsOwnSecret()
{
    const QByteArray empty = R"({"version":"4","alerts":[]})";
    // None is configured.
    QCOMPARE(post("/api/v1/alertmanager", admin, empty).status, 404);
    hearAlertmanager();
    QCOMPARE(post("/api/v1/alertmanager", {}, empty).status, 401);
    QCOMPARE(post("/api/v1/alertmanager", admin, empty).status, 401);
    QCOMPARE(post("/api/v1/alertmanager", "hush", empty).status, 200);
    // It opens nothing else.
    QCOMPARE(post("/api/v1/notes", "hush", R"({"scope":"shift","text":"x"})").status, 401);
    QCOMPARE(post("/api/v1/alertmanager", "hush", R"({"version":"3","alerts":[]})").status, 400);
    QCOMPARE(post("/api/v1/alertmanager", "hush", QByteArray(1024 * 1024 + 1, ' ')).status, 413);
}

void TestHttpApi::aWebhookIsAnsweredWhenItIsDurable()
{
    hearAlertmanager();
    const QByteArray firing =
        R"({"version":"4","alerts":[{"status":"firing","labels":{"alertname":"Slow","service":"payments"},)"
        R"("annotations":{},"startsAt":"2026-11-23T08:34:53.096192456Z"}]})";
    const auto answer = post("/api/v1/alertmanager", "hush", firing);
    QCOMPARE(answer.status, 200);
    // No waiting: what was answered is in the journal.
    const auto events = get("/api/v1/events?filter=kind:AnomalyDetected");
    QCOMPARE(events.body[u"items"].toArray().size(), std::size_t{1});
    QCOMPARE(events.body[u"items"].toArray().front()[u"actor"].toString(), u"source/alertmanager"_s);
    // Sent again by the other one of a pair; and what it says is over is for the polls to confirm.
    QCOMPARE(post("/api/v1/alertmanager", "hush", firing).status, 200);
    QCOMPARE(post("/api/v1/alertmanager", "hush", QByteArray(firing).replace("firing", "resolved")).status, 200);
    QCOMPARE(get("/api/v1/events?filter=kind:AnomalyDetected").body[u"items"].toArray().size(), std::size_t{1});
    QCOMPARE(get("/api/v1/events?filter=kind:AnomalyResolved").body[u"items"].toArray().size(), std::size_t{0});
}

void TestHttpApi::aBindBeyondThisMachineIsRefused_data()
{
    QTest::addColumn<QString>("listen");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QString>("says");
    QTest::newRow("everywhere") << u"0.0.0.0:9797"_s << false << u"http.tls_cert"_s;
    QTest::newRow("everywhere, six") << u"[::]:9797"_s << false << u"http.tls_cert"_s;
    QTest::newRow("an address") << u"192.0.2.1:9797"_s << false << u"http.tls_cert"_s;
    QTest::newRow("with TLS") << u"0.0.0.0:9797"_s << true << u"TLS"_s;
    QTest::newRow("no port") << u"127.0.0.1"_s << false << u"an address and a port"_s;
    QTest::newRow("a name") << u"example.org:80"_s << false << u"an address and a port"_s;
    QTest::newRow("a great port") << u"127.0.0.1:70000"_s << false << u"an address and a port"_s;
}

void TestHttpApi::aBindBeyondThisMachineIsRefused()
{
    QFETCH(QString, listen);
    QFETCH(bool, tls);
    QFETCH(QString, says);
    config::Config config;
    config.listen = listen;
    config.tokens = m_tokens;
    if (tls) {
        config.tlsCert = u"/cert"_s;
        config.tlsKey = u"/key"_s;
    }
    const auto plan = runtime::httpPlan(config);
    QVERIFY(!plan);
    QVERIFY2(plan.error().message.contains(says), qPrintable(plan.error().message));
    QCOMPARE(plan.error().where, u"http.listen"_s);
}

void TestHttpApi::aTakenPortDoesNotStopTheCore()
{
    QTemporaryDir folder;
    auto given = options();
    given.journal = folder.filePath(u"other.db"_s);
    given.config.listen = u"127.0.0.1:%1"_s.arg(m_port);
    auto opened = runtime::CoreRuntime::open(given);
    QVERIFY(opened);
    QVERIFY((*opened)->start());
    QCOMPARE((*opened)->httpPort(), quint16{0});
    QCOMPARE((*opened)->troubles().size(), 1);
    QVERIFY((*opened)->troubles().front().contains(QString::number(m_port)));
}

void TestHttpApi::tokenFilesAreReadStrictly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("where");
    const QByteArray hash(64, 'a');
    QTest::newRow("two words") << QByteArray("a viewer") << u"f:1"_s;
    QTest::newRow("name") << "Ä viewer " + hash << u"f:1"_s;
    QTest::newRow("role") << "a king " + hash << u"f:1"_s;
    QTest::newRow("short hash") << QByteArray("a viewer aa") << u"f:1"_s;
    QTest::newRow("capitals") << "a viewer " + hash.toUpper() << u"f:1"_s;
    QTest::newRow("name twice") << "a viewer " + hash + "\n# c\na admin " + QByteArray(64, 'b') << u"f:3"_s;
    QTest::newRow("hash twice") << "a viewer " + hash + "\nb admin " + hash << u"f:2"_s;
}

void TestHttpApi::tokenFilesAreReadStrictly()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, where);
    const auto tokens = http::parseTokens(text, u"f"_s);
    QVERIFY(!tokens);
    QCOMPARE(tokens.error().where, where);
}

QTEST_GUILESS_MAIN(TestHttpApi)
#include "tst_httpapi.moc"
