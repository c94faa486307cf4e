// The server against raw bytes: what it accepts, what it refuses, and what no client can make it do.
// links: penelope-http Qt6::Network
#include "core/adapters/http/answers.h"
#include "core/adapters/http/httpserver.h"
#include "core/adapters/http/requesthead.h"

#include "tests/support/fakeclock.h"
#include "tests/support/rawhttp.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace penelope;
using namespace penelope::http;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Answers what it was asked, "/later" when told, and admits bodies of 100 bytes but under "/closed".
class ScriptedPort : public HttpPort
{
public:
    tl::expected<qint64, HttpAnswer> admit(const HttpRequest& head) override
    {
        ++admitted;
        if (head.path.value(0) == "closed"_L1)
            return tl::unexpected(errorAnswer(401, u"unauthorized"_s, u"no"_s));
        return 100;
    }
    void handle(HttpRequest request, Reply reply) override
    {
        asked.append(request);
        if (request.path.value(0) == "later"_L1)
            return waiting.push_back(std::move(reply));
        reply(
            {.type = "text/plain",
             .body = request.method + ' ' + request.path.join(u'|').toUtf8() + ' ' + request.body});
    }

    int admitted = 0;
    QList<HttpRequest> asked;
    std::vector<Reply> waiting;
};

} // namespace

class TestHttpServer : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void aRequestIsAnswered();
    void aBodyArrivesWhole();
    void aChunkedBodyArrivesWhole();
    void headHasNoBody();
    void theSameConnectionIsUsedAgain();
    void aReplyMayComeLater();
    void repliesMayOvertakeEachOther();
    void aReplyToAClientThatLeftIsDropped();
    void whatIsNoRequestIsRefused_data();
    void whatIsNoRequestIsRefused();
    void aRefusedBodyIsNotTakenForTheNextRequest();
    void aLongBodyIsRefusedUnread();
    void aLongChunkedBodyIsRefused();
    void longHeadersAreRefused();
    void aSlowRequestIsCutOff();
    void anAnswerThatDoesNotComeIsUnavailable();
    void tooManyConnectionsOfOneClientAreClosed();
    void aTakenPortIsAConflict();
    void theEndAnswersWhatIsOnItsWay();
    void theEndRefusesNewRequests();
    void loopbackNames_data();
    void loopbackNames();

private:
    void serve(Limits limits);
    QByteArray exchange(const QByteArray& bytes) { return test::exchange(m_server->listeningPort(), bytes); }

    test::FakeClock m_clock;
    std::unique_ptr<ScriptedPort> m_port;
    std::unique_ptr<HttpServer> m_server;
};

void TestHttpServer::serve(Limits limits)
{
    m_server.reset();
    m_port = std::make_unique<ScriptedPort>();
    m_server = std::make_unique<HttpServer>(*m_port, m_clock, limits);
    const auto listening = m_server->listen(QHostAddress::LocalHost, 0);
    QVERIFY2(listening, qPrintable(listening ? QString() : listening.error().message));
}

void TestHttpServer::init()
{
    // The clock stands still unless a test moves it: nothing is ever too late by itself.
    serve({});
}

void TestHttpServer::aRequestIsAnswered()
{
    const auto answer =
        exchange("GET /api/v1/a%20b?x=1&y=a+b HTTP/1.1\r\nHost: localhost\r\nX-Two: a\r\nx-two: b\r\n\r\n");
    QCOMPARE(test::statusOf(answer), 200);
    QCOMPARE(test::bodyOf(answer), "GET api|v1|a b ");
    QVERIFY(answer.contains("\r\nContent-Type: text/plain\r\n"));
    QVERIFY(answer.contains("\r\nX-Content-Type-Options: nosniff\r\n"));
    const auto& asked = m_port->asked.constFirst();
    QCOMPARE(asked.query.at(1).second, u"a b"_s);
    QCOMPARE(asked.header("x-two"), "a, b");
    QCOMPARE(asked.peer, u"127.0.0.1"_s);
    QVERIFY(asked.fromLoopback);
}

void TestHttpServer::aBodyArrivesWhole()
{
    const auto answer = exchange("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
    QCOMPARE(test::bodyOf(answer), "POST a hello");
}

void TestHttpServer::aChunkedBodyArrivesWhole()
{
    const auto answer =
        exchange("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");
    QCOMPARE(test::bodyOf(answer), "POST a hello");
}

void TestHttpServer::headHasNoBody()
{
    test::RawClient client(m_server->listeningPort());
    client.say("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto head = client.untilHead();
    QVERIFY(head.contains("\r\nContent-Length: 6\r\n"));
    client.say("GET /b HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto answer = client.untilAnswer();
    // Nothing stood between the two.
    QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer.constData());
    QCOMPARE(test::bodyOf(answer), "GET b ");
}

void TestHttpServer::theSameConnectionIsUsedAgain()
{
    test::RawClient client(m_server->listeningPort());
    for (int each = 0; each < 3; ++each) {
        client.say("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n" + QByteArray::number(each));
        QCOMPARE(test::bodyOf(client.untilAnswer()), "POST a " + QByteArray::number(each));
    }
}

void TestHttpServer::aReplyMayComeLater()
{
    test::RawClient client(m_server->listeningPort());
    client.say("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(m_port->waiting.size(), std::size_t{1});
    // Others are served meanwhile.
    QCOMPARE(test::statusOf(exchange("GET /a HTTP/1.1\r\nHost: x\r\n\r\n")), 200);
    m_port->waiting.front()({.body = "now"});
    QCOMPARE(test::bodyOf(client.untilAnswer()), "now");
}

void TestHttpServer::repliesMayOvertakeEachOther()
{
    test::RawClient first(m_server->listeningPort());
    test::RawClient second(m_server->listeningPort());
    first.say("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(m_port->waiting.size(), std::size_t{1});
    second.say("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(m_port->waiting.size(), std::size_t{2});
    m_port->waiting.at(1)({.body = "second"});
    QCOMPARE(test::bodyOf(second.untilAnswer()), "second");
    m_port->waiting.at(0)({.body = "first"});
    QCOMPARE(test::bodyOf(first.untilAnswer()), "first");
}

void TestHttpServer::aReplyToAClientThatLeftIsDropped()
{
    {
        test::RawClient client(m_server->listeningPort());
        client.say("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_COMPARE(m_port->waiting.size(), std::size_t{1});
    }
    m_port->waiting.front()({.body = "now"});
    m_port->waiting.front()({.body = "and again"});
    QCOMPARE(test::statusOf(exchange("GET /a HTTP/1.1\r\nHost: x\r\n\r\n")), 200);
}

void TestHttpServer::whatIsNoRequestIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray host = "Host: x\r\n";
    QTest::newRow("no request") << QByteArray("\x16\x03\x01 hello\r\n\r\n");
    QTest::newRow("no version") << QByteArray("GET /a\r\n\r\n");
    QTest::newRow("HTTP/2 preface") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    QTest::newRow("no Host") << QByteArray("GET /a HTTP/1.1\r\n\r\n");
    QTest::newRow("two Hosts") << "GET /a HTTP/1.1\r\n" + host + host + "\r\n";
    QTest::newRow("two lengths") << "POST /a HTTP/1.1\r\n" + host +
                                        "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello";
    QTest::newRow("two other lengths") << "POST /a HTTP/1.1\r\n" + host +
                                              "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!";
    QTest::newRow("list of lengths") << "POST /a HTTP/1.1\r\n" + host + "Content-Length: 5, 5\r\n\r\nhello";
    QTest::newRow("length and chunks") << "POST /a HTTP/1.1\r\n" + host +
                                              "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    QTest::newRow("unknown coding") << "POST /a HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n";
    QTest::newRow("negative length") << "POST /a HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n";
    QTest::newRow("signed length") << "POST /a HTTP/1.1\r\n" + host + "Content-Length: +5\r\n\r\nhello";
    QTest::newRow("hex length") << "POST /a HTTP/1.1\r\n" + host + "Content-Length: 0x5\r\n\r\nhello";
    QTest::newRow("huge length") << "POST /a HTTP/1.1\r\n" + host +
                                        "Content-Length: 99999999999999999999999999\r\n\r\n";
    QTest::newRow("blank before the colon") << "POST /a HTTP/1.1\r\n" + host + "Content-Length : 5\r\n\r\nhello";
    QTest::newRow("name with a blank") << "GET /a HTTP/1.1\r\n" + host + "X Y: 5\r\n\r\n";
    QTest::newRow("dots") << "GET /a/../b HTTP/1.1\r\n" + host + "\r\n";
    QTest::newRow("escaped dots") << "GET /a/%2e%2e/b HTTP/1.1\r\n" + host + "\r\n";
    QTest::newRow("escaped slash") << "GET /a%2fb HTTP/1.1\r\n" + host + "\r\n";
    QTest::newRow("empty part") << "GET /a//b HTTP/1.1\r\n" + host + "\r\n";
    QTest::newRow("no escape") << "GET /a%zz HTTP/1.1\r\n" + host + "\r\n";
    QTest::newRow("cut escape") << "GET /a%2 HTTP/1.1\r\n" + host + "\r\n";
    QTest::newRow("escaped zero") << "GET /a%00b HTTP/1.1\r\n" + host + "\r\n";
    QTest::newRow("escaped line end") << "GET /a%0d%0ab HTTP/1.1\r\n" + host + "\r\n";
    QTest::newRow("no UTF-8") << "GET /a%ff HTTP/1.1\r\n" + host + "\r\n";
    QTest::newRow("overlong UTF-8") << "GET /a%c0%ae HTTP/1.1\r\n" + host + "\r\n";
    QTest::newRow("absolute target") << "GET http://elsewhere/a HTTP/1.1\r\n" + host + "\r\n";
    QTest::newRow("query twice") << "GET /a?x=1&x=2 HTTP/1.1\r\n" + host + "\r\n";
    QTest::newRow("query without name") << "GET /a?=1 HTTP/1.1\r\n" + host + "\r\n";
    QTest::newRow("small letters") << "get /a HTTP/1.1\r\n" + host + "\r\n";
    QTest::newRow("deep path") << "GET /1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7 HTTP/1.1\r\n" + host + "\r\n";
}

void TestHttpServer::whatIsNoRequestIsRefused()
{
    QFETCH(QByteArray, bytes);
    test::RawClient client(m_server->listeningPort());
    client.say(bytes);
    client.finish();
    const auto answer = client.untilClosed();
    // Where the library itself cannot read it, it may end the connection without a word.
    if (!answer.isEmpty())
        QVERIFY2(test::statusOf(answer) >= 400 && test::statusOf(answer) < 600, answer.constData());
    QCOMPARE(answer.count("HTTP/1.1 "), answer.isEmpty() ? 0 : 1);
    QVERIFY2(m_port->asked.isEmpty(), "it reached the handler");
}

void TestHttpServer::aRefusedBodyIsNotTakenForTheNextRequest()
{
    const QByteArray hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";
    for (const QByteArray method : {"POST", "PUT", "DELETE", "GET"}) {
        test::RawClient client(m_server->listeningPort());
        client.say(
            method + " /closed HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(hidden.size()) +
            "\r\n\r\n" + hidden);
        const auto answer = client.untilClosed();
        QCOMPARE(test::statusOf(answer), 401);
        QCOMPARE(answer.count("HTTP/1.1 "), 1);
    }
    QVERIFY(m_port->asked.isEmpty());
}

void TestHttpServer::aLongBodyIsRefusedUnread()
{
    // Whoever asks first, or would send without end, hears it before a byte of the body.
    const QByteArray asking = "POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ";
    QCOMPARE(test::statusOf(exchange(asking + "101\r\n\r\n")), 413);
    const QByteArray telling = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: ";
    QCOMPARE(test::statusOf(exchange(telling + "99999999999\r\n\r\n")), 413);
    // Whoever sends at once hears it, too: the answer is not lost with the bytes nobody read.
    QCOMPARE(test::statusOf(exchange(telling + "6000000\r\n\r\n" + QByteArray(6000000, 'x'))), 413);
    QCOMPARE(
        test::statusOf(
            exchange("POST /closed HTTP/1.1\r\nHost: x\r\nContent-Length: 6000000\r\n\r\n" + QByteArray(6000000, 'x'))),
        401);
    QVERIFY(m_port->asked.isEmpty());
    QCOMPARE(
        test::statusOf(exchange("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n" + QByteArray(100, 'x'))),
        200);
}

void TestHttpServer::aLongChunkedBodyIsRefused()
{
    const auto answer = exchange(
        "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" + QByteArray(0x65, 'x') +
        "\r\n0\r\n\r\n");
    QCOMPARE(test::statusOf(answer), 413);
    QVERIFY(m_port->asked.isEmpty());
}

void TestHttpServer::longHeadersAreRefused()
{
    const auto ask = [this](qsizetype size) {
        return test::statusOf(exchange(
            "GET /a HTTP/1.1\r\nHost: x\r\nX-Long: " + QByteArray(size, 'x') + "\r\nConnection: close\r\n\r\n"));
    };
    QCOMPARE(ask(15000), 200);
    QCOMPARE(ask(17000), 431);
    // More than the library itself holds.
    const auto far = ask(1000000);
    QVERIFY2(far == 431 || far == 413 || far == 0, qPrintable(QString::number(far)));
    QCOMPARE(m_port->asked.size(), 1);
}

void TestHttpServer::aSlowRequestIsCutOff()
{
    serve({.request = Milliseconds{5000}});
    test::RawClient dripping(m_server->listeningPort());
    dripping.say("GET /a HTTP/1.1\r\nHo");
    test::RawClient idle(m_server->listeningPort());
    test::RawClient body(m_server->listeningPort());
    body.say("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhe");
    QTRY_COMPARE(m_port->admitted, 1);
    QCOMPARE(test::statusOf(exchange("GET /a HTTP/1.1\r\nHost: x\r\n\r\n")), 200);
    // A byte now and then does not help.
    m_clock.advance(Milliseconds{3000});
    dripping.say("st: ");
    m_clock.advance(Milliseconds{3000});
    QCOMPARE(dripping.untilClosed(), QByteArray());
    QCOMPARE(idle.untilClosed(), QByteArray());
    QCOMPARE(body.untilClosed(), QByteArray());
    QCOMPARE(m_port->asked.size(), 1);
    QCOMPARE(test::statusOf(exchange("GET /a HTTP/1.1\r\nHost: x\r\n\r\n")), 200);
}

void TestHttpServer::anAnswerThatDoesNotComeIsUnavailable()
{
    serve({.answer = Milliseconds{5000}});
    test::RawClient client(m_server->listeningPort());
    client.say("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(m_port->waiting.size(), std::size_t{1});
    m_clock.advance(Milliseconds{6000});
    QCOMPARE(test::statusOf(client.untilAnswer()), 503);
    m_port->waiting.front()({.body = "too late"});
}

void TestHttpServer::tooManyConnectionsOfOneClientAreClosed()
{
    serve({.perClient = 2});
    test::RawClient first(m_server->listeningPort());
    test::RawClient second(m_server->listeningPort());
    first.say("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(m_port->waiting.size(), std::size_t{1});
    second.say("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(m_port->waiting.size(), std::size_t{2});
    test::RawClient third(m_server->listeningPort());
    third.say("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(third.untilClosed(), QByteArray());
    m_port->waiting.at(0)({.body = "one"});
    QCOMPARE(test::bodyOf(first.untilAnswer()), "one");
}

void TestHttpServer::aTakenPortIsAConflict()
{
    HttpServer other(*m_port, m_clock);
    const auto listening = other.listen(QHostAddress::LocalHost, m_server->listeningPort());
    QVERIFY(!listening);
    QCOMPARE(listening.error().code, ErrorCode::Conflict);
    QVERIFY(listening.error().message.contains(QString::number(m_server->listeningPort())));
}

void TestHttpServer::theEndAnswersWhatIsOnItsWay()
{
    test::RawClient client(m_server->listeningPort());
    client.say("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(m_port->waiting.size(), std::size_t{1});
    m_server->close(Milliseconds{1000});
    QCOMPARE(test::statusOf(client.untilClosed()), 503);
    m_port->waiting.front()({.body = "too late"});
    m_server.reset();
    m_port->waiting.front()({.body = "later still"});
}

void TestHttpServer::theEndRefusesNewRequests()
{
    test::RawClient kept(m_server->listeningPort());
    kept.say("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(test::statusOf(kept.untilAnswer()), 200);
    m_server->quiesce();
    kept.say("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(test::statusOf(kept.untilClosed()), 503);
}

void TestHttpServer::loopbackNames_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("loopback");
    QTest::newRow("name") << QByteArray("localhost:9797") << true;
    QTest::newRow("four") << QByteArray("127.0.0.1:9797") << true;
    QTest::newRow("six") << QByteArray("[::1]:9797") << true;
    QTest::newRow("elsewhere") << QByteArray("attacker.example:9797") << false;
    QTest::newRow("looks like it") << QByteArray("localhost.attacker.example") << false;
    QTest::newRow("another address") << QByteArray("10.0.0.1") << false;
    QTest::newRow("none") << QByteArray() << false;
}

void TestHttpServer::loopbackNames()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, loopback);
    QCOMPARE(namesLoopback(host), loopback);
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
