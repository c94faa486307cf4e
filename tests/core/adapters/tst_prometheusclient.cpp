// The client against a scripted server with every recorded answer, and against a live Prometheus.
// links: penelope-prometheus Qt6::Network
#include "core/adapters/prometheus/prometheusclient.h"

#include "core/prometheus/alert.h"
#include "tests/support/fakeclock.h"
#include "tests/support/shared.h"
#include "tests/support/waiting.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QUrlQuery>

using namespace penelope;
using namespace penelope::prometheus;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Asked
{
    QByteArray method;
    QByteArray path;
    QByteArray head;
    QByteArray body;
};

/// Answers each request with the next bytes of its script (the last again and again); empty bytes = silence.
class ScriptedServer : public QObject
{
public:
    explicit ScriptedServer(QList<QByteArray> script, bool closes = false)
        : m_script(std::move(script))
        , m_closes(closes)
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            auto* socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { take(*socket); });
        });
    }
    QUrl url(const QString& path = {}) const
    {
        return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_server.serverPort()).arg(path));
    }

    QList<Asked> asked;

private:
    void take(QTcpSocket& socket)
    {
        auto& read = m_read[&socket];
        read += socket.readAll();
        const auto end = read.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const auto head = read.left(end);
        const auto at = head.toLower().indexOf("content-length: ");
        const auto length = at < 0 ? 0 : head.mid(at + 16, head.indexOf("\r\n", at) - at - 16).toLongLong();
        if (read.size() < end + 4 + length)
            return;
        const auto words = head.left(head.indexOf("\r\n")).split(' ');
        asked.append({words.value(0), words.value(1), head, read.mid(end + 4)});
        m_read.remove(&socket);
        socket.write(m_script.size() > 1 ? m_script.takeFirst() : m_script.first());
        if (m_closes)
            socket.disconnectFromHost();
    }

    QTcpServer m_server;
    QList<QByteArray> m_script;
    QHash<QTcpSocket*, QByteArray> m_read;
    bool m_closes;
};

QByteArray
http(const QByteArray& body, int status = 200, const QByteArray& type = "application/json", const QByteArray& more = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Reason\r\nContent-Type: " + type + "\r\n" + more +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

const QByteArray one = R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"up"},)"
                       R"("value":[1700000000.5,"1"]}]}})";

Endpoint endpoint(const QUrl& url, Milliseconds timeout = Milliseconds{60000})
{
    Endpoint made;
    made.url = url;
    made.timeout = timeout;
    return made;
}

Result<Answer> ask(PrometheusClient& client, const QString& expression = u"up"_s)
{
    return test::awaited<Result<Answer>>([&](auto handler) { client.query(expression, handler); });
}

Result<Answer> askRange(PrometheusClient& client, qint64 start, qint64 end, qint64 step)
{
    return test::awaited<Result<Answer>>([&](auto handler) {
        client.queryRange(u"up"_s, instantFromMs(start), instantFromMs(end), Milliseconds{step}, handler);
    });
}

} // namespace

class TestPrometheusClient : public QObject
{
    Q_OBJECT

private slots:
    void everyRecordedAnswerComesAsItsParserReadsIt_data();
    void everyRecordedAnswerComesAsItsParserReadsIt();
    void aQueryIsAPostedForm();
    void aServerWithoutPostIsAskedByGet_data();
    void aServerWithoutPostIsAskedByGet();
    void aRangeIsAlignedToItsStep();
    void theBaseAddressIsNormalised_data();
    void theBaseAddressIsNormalised();
    void credentialsGoWithTheRequest_data();
    void credentialsGoWithTheRequest();
    void aSecretFileIsReadAtEachRequest();
    void aSecretFileThatIsGoneIsUnavailable();
    void aRedirectIsNamedAndNotFollowed();
    void aPageInsteadOfAnAnswerIsQuotedShort();
    void silenceEndsAtTheDeadline();
    void aTrickleEndsAtTheDeadline();
    void aBodyOverTheLimitIsRefused();
    void aClosedConnectionIsUnavailable();
    void nobodyThereIsUnavailable();
    void aBodyThatEndsEarlyIsNoAnswer();
    void aBodyLongerThanItsLengthIsNoAnswer();
    void theClockOffsetIsReadFromDate();
    void theClockOffsetOfTimeIsExact();
    void destructionCancels();
    void alertsArePolled();
    void aLivePrometheusAnswers();

private:
    test::FakeClock m_clock;
};

void TestPrometheusClient::everyRecordedAnswerComesAsItsParserReadsIt_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("location");
    const auto index = parseForeign(test::sharedFile(u"recorded/prometheus/index.json"_s));
    QVERIFY(index);
    for (const auto& entry : index->toArray()) {
        const auto& headers = entry[u"response_headers"];
        QTest::newRow(qPrintable(entry[u"file"].toString()))
            << entry[u"file"].toString() << static_cast<int>(entry[u"status"].toInteger())
            << headers[u"Content-Type"].toString() << headers[u"Location"].toString();
    }
    QVERIFY(index->toArray().size() > 50);
}

void TestPrometheusClient::everyRecordedAnswerComesAsItsParserReadsIt()
{
    QFETCH(const QString, file);
    QFETCH(const int, status);
    QFETCH(const QString, type);
    QFETCH(const QString, location);
    const auto body = test::sharedFile(u"recorded/prometheus/"_s + file);
    const auto more = location.isEmpty() ? QByteArray() : "Location: " + location.toUtf8() + "\r\n";
    const ScriptedServer server({http(body, status, type.toUtf8(), more)});
    PrometheusClient client(endpoint(server.url()), m_clock);
    const auto expected = parseAnswer(body, status, type);

    const auto answer = ask(client);

    QCOMPARE(answer.has_value(), expected.has_value());
    if (answer) {
        auto value = *answer;
        value.clockOffset.reset();
        QCOMPARE(value, *expected);
    } else if (type.startsWith("application/json"_L1)) {
        QCOMPARE(answer.error().code, expected.error().code);
        QCOMPARE(answer.error().message, expected.error().message);
    } else {
        QVERIFY(answer.error().message.size() <= 700);
        QVERIFY2(
            answer.error().message.contains(location.isEmpty() ? u"HTTP %1"_s.arg(status) : u"redirects to"_s),
            qPrintable(answer.error().message));
    }
}

void TestPrometheusClient::aQueryIsAPostedForm()
{
    ScriptedServer server({http(one)});
    PrometheusClient client(endpoint(server.url()), m_clock);
    QVERIFY(ask(client, u"a{b=\"1 + 2 & 3 % ç\"}"_s));
    QCOMPARE(server.asked.size(), 1);
    QCOMPARE(server.asked[0].method, QByteArray("POST"));
    QCOMPARE(server.asked[0].path, QByteArray("/api/v1/query"));
    QVERIFY(server.asked[0].body.startsWith("query=a%7Bb%3D%221%20%2B%202%20%26%203%20%25%20%C3%A7%22%7D&timeout="));
    QVERIFY(server.asked[0].head.contains("Accept-Encoding: identity"));
    QVERIFY(server.asked[0].head.contains("application/x-www-form-urlencoded"));
}

void TestPrometheusClient::aServerWithoutPostIsAskedByGet_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("405") << 405;
    QTest::newRow("501") << 501;
}

void TestPrometheusClient::aServerWithoutPostIsAskedByGet()
{
    QFETCH(const int, status);
    ScriptedServer server({http("no", status, "text/plain"), http(one)});
    PrometheusClient client(endpoint(server.url()), m_clock);
    QVERIFY(ask(client, u"1 + 2"_s));
    QCOMPARE(server.asked.size(), 2);
    QCOMPARE(server.asked[1].method, QByteArray("GET"));
    QVERIFY(server.asked[1].path.startsWith("/api/v1/query?query=1%20%2B%202&"));
}

void TestPrometheusClient::aRangeIsAlignedToItsStep()
{
    ScriptedServer server({http(test::sharedFile(u"recorded/prometheus/09_range_empty.json"_s))});
    PrometheusClient client(endpoint(server.url()), m_clock);
    QVERIFY(askRange(client, 1'000'000'007'250, 1'000'000'061'999, 5000));
    const QUrlQuery form(QString::fromUtf8(server.asked[0].body));
    QCOMPARE(server.asked[0].path, QByteArray("/api/v1/query_range"));
    QCOMPARE(form.queryItemValue(u"start"_s), u"1000000005.000"_s);
    QCOMPARE(form.queryItemValue(u"end"_s), u"1000000060.000"_s);
    QCOMPARE(form.queryItemValue(u"step"_s), u"5.000"_s);
}

void TestPrometheusClient::theBaseAddressIsNormalised_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("asked");
    QTest::newRow("bare") << QString() << QByteArray("/api/v1/query");
    QTest::newRow("slash") << u"/"_s << QByteArray("/api/v1/query");
    QTest::newRow("prefix") << u"/prom"_s << QByteArray("/prom/api/v1/query");
    QTest::newRow("prefix and slashes") << u"/prom//"_s << QByteArray("/prom/api/v1/query");
    QTest::newRow("query and fragment") << u"/prom/?x=1#y"_s << QByteArray("/prom/api/v1/query");
}

void TestPrometheusClient::theBaseAddressIsNormalised()
{
    QFETCH(const QString, path);
    QFETCH(const QByteArray, asked);
    ScriptedServer server({http(one)});
    PrometheusClient client(endpoint(server.url(path)), m_clock);
    QVERIFY(ask(client));
    QCOMPARE(server.asked[0].path, asked);
}

void TestPrometheusClient::credentialsGoWithTheRequest_data()
{
    QTest::addColumn<Endpoint::Auth>("auth");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("basic") << Endpoint::Auth::Basic << QByteArray("Authorization: Basic YW5hOnM=");
    QTest::newRow("bearer") << Endpoint::Auth::Bearer << QByteArray("Authorization: Bearer s");
    QTest::newRow("none") << Endpoint::Auth::None << QByteArray("X-Scope-OrgID: ops");
}

void TestPrometheusClient::credentialsGoWithTheRequest()
{
    QFETCH(const Endpoint::Auth, auth);
    QFETCH(const QByteArray, header);
    ScriptedServer server({http(one)});
    auto where = endpoint(server.url());
    where.auth = auth;
    where.user = u"ana"_s;
    where.secret = u"s"_s;
    where.headers[u"X-Scope-OrgID"_s] = u"ops"_s;
    PrometheusClient client(where, m_clock);
    QVERIFY(ask(client));
    QVERIFY(server.asked[0].head.contains(header));
    QVERIFY(server.asked[0].head.contains("X-Scope-OrgID: ops"));
}

void TestPrometheusClient::aSecretFileIsReadAtEachRequest()
{
    const QTemporaryDir folder;
    const auto write = [&folder](const QByteArray& token) {
        QFile file(folder.filePath(u"token"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(token);
    };
    ScriptedServer server({http(one)});
    auto where = endpoint(server.url());
    where.auth = Endpoint::Auth::Bearer;
    where.secret = u"file:"_s + folder.filePath(u"token"_s);
    PrometheusClient client(where, m_clock);
    write("first\n");
    QVERIFY(ask(client));
    write("second\n");
    QVERIFY(ask(client));
    QVERIFY(server.asked[0].head.contains("Bearer first"));
    QVERIFY(server.asked[1].head.contains("Bearer second"));
}

void TestPrometheusClient::aSecretFileThatIsGoneIsUnavailable()
{
    ScriptedServer server({http(one)});
    auto where = endpoint(server.url());
    where.auth = Endpoint::Auth::Bearer;
    where.secret = u"file:/nowhere/token"_s;
    PrometheusClient client(where, m_clock);
    const auto answer = ask(client);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    QCOMPARE(answer.error().where, u"/nowhere/token"_s);
    QVERIFY(server.asked.isEmpty());
}

void TestPrometheusClient::aRedirectIsNamedAndNotFollowed()
{
    ScriptedServer server({http("", 302, "text/html", "Location: http://user:pw@other.host/login\r\n"), http(one)});
    PrometheusClient client(endpoint(server.url()), m_clock);
    const auto answer = ask(client);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Refused);
    QVERIFY(answer.error().message.contains(u"http://other.host/login"_s));
    QVERIFY(!answer.error().message.contains(u"pw"_s));
    QCOMPARE(server.asked.size(), 1);
}

void TestPrometheusClient::aPageInsteadOfAnAnswerIsQuotedShort()
{
    const ScriptedServer server({http("<html>" + QByteArray(10000, 'x'), 502, "text/html")});
    PrometheusClient client(endpoint(server.url()), m_clock);
    const auto answer = ask(client);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Malformed);
    QVERIFY(answer.error().message.contains(u"HTTP 502"_s));
    QVERIFY(answer.error().message.contains(QString(400, u'x')));
    QVERIFY(!answer.error().message.contains(QString(501, u'x')));
}

void TestPrometheusClient::silenceEndsAtTheDeadline()
{
    const ScriptedServer server({QByteArray()});
    PrometheusClient client(endpoint(server.url(), Milliseconds{50}), m_clock);
    const auto answer = ask(client);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    QVERIFY2(answer.error().message.contains(u"0.05 s"_s), qPrintable(answer.error().message));
}

void TestPrometheusClient::aTrickleEndsAtTheDeadline()
{
    // Headers and a byte now and then keep a transfer time-out from ever firing.
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTimer drip;
    connect(&server, &QTcpServer::newConnection, &server, [&] {
        auto* socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, &drip] {
            socket->readAll();
            socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n");
            drip.start(10);
        });
        connect(&drip, &QTimer::timeout, socket, [socket] { socket->write(" "); });
    });
    PrometheusClient client(
        endpoint(QUrl(u"http://127.0.0.1:%1"_s.arg(server.serverPort())), Milliseconds{200}), m_clock);
    const auto answer = ask(client);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
}

void TestPrometheusClient::aBodyOverTheLimitIsRefused()
{
    const ScriptedServer server({http(QByteArray(300000, ' '))});
    PrometheusClient client(endpoint(server.url()), m_clock, 100000);
    const auto answer = ask(client);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Refused);
    QVERIFY(answer.error().message.contains(u"100000 bytes"_s));
}

void TestPrometheusClient::aClosedConnectionIsUnavailable()
{
    const ScriptedServer server({QByteArray()}, true);
    PrometheusClient client(endpoint(server.url()), m_clock);
    const auto answer = ask(client);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
}

void TestPrometheusClient::nobodyThereIsUnavailable()
{
    const auto url = QUrl(u"http://ana:pw@127.0.0.1:%1"_s.arg(test::freePort()));
    PrometheusClient client(endpoint(url), m_clock);
    const auto answer = ask(client);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    QVERIFY(!answer.error().where.contains(u"pw"_s));
    QVERIFY(answer.error().where.contains(u"127.0.0.1"_s));
}

void TestPrometheusClient::aBodyThatEndsEarlyIsNoAnswer()
{
    auto bytes = http(one + QByteArray(100, ' '));
    bytes.chop(100);
    const ScriptedServer server({bytes}, true);
    PrometheusClient client(endpoint(server.url()), m_clock);
    const auto answer = ask(client);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Malformed);
}

void TestPrometheusClient::aBodyLongerThanItsLengthIsNoAnswer()
{
    auto bytes = http(one);
    bytes.replace("Content-Length: " + QByteArray::number(one.size()), "Content-Length: 40");
    const ScriptedServer server({bytes}, true);
    PrometheusClient client(endpoint(server.url()), m_clock);
    const auto answer = ask(client);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Malformed);
}

void TestPrometheusClient::theClockOffsetIsReadFromDate()
{
    const auto theirs = QDateTime::fromMSecsSinceEpoch(toMs(m_clock.now()) + 90'000, Qt::UTC);
    const auto date = QLocale::c().toString(theirs, u"ddd, dd MMM yyyy hh:mm:ss"_s).toLatin1();
    const ScriptedServer server({http(one, 200, "application/json", "Date: " + date + " GMT\r\n")});
    PrometheusClient client(endpoint(server.url()), m_clock);
    const auto answer = ask(client);
    QVERIFY(answer);
    QCOMPARE(answer->clockOffset, std::optional(Milliseconds{90'500}));
    QCOMPARE(client.clockOffset(), answer->clockOffset);
    QCOMPARE(client.latency(), std::optional(Milliseconds{0}));
}

void TestPrometheusClient::theClockOffsetOfTimeIsExact()
{
    const auto body = R"({"status":"success","data":{"resultType":"scalar","result":[1700000001.25,"1700000001.25"]}})";
    const ScriptedServer server({http(body)});
    PrometheusClient client(endpoint(server.url()), m_clock);
    const auto answer = ask(client, u" time() "_s);
    QVERIFY(answer);
    QCOMPARE(answer->clockOffset, std::optional(Milliseconds{1250}));
}

void TestPrometheusClient::destructionCancels()
{
    ScriptedServer server({http(one)});
    bool called = false;
    {
        PrometheusClient client(endpoint(server.url()), m_clock);
        client.query(u"up"_s, [&called](const auto&) { called = true; });
    }
    PrometheusClient other(endpoint(server.url()), m_clock);
    QVERIFY(ask(other));
    QVERIFY(!called);
}

void TestPrometheusClient::alertsArePolled()
{
    const auto body = test::sharedFile(u"recorded/prometheus/33_alerts.json"_s);
    ScriptedServer server({http(body)});
    PrometheusClient client(endpoint(server.url()), m_clock);
    const auto alerts = test::awaited<Result<std::vector<Alert>>>([&](auto handler) { client.poll(handler); });
    QVERIFY(alerts);
    QCOMPARE(*alerts, *parseAlerts(body, 200, u"application/json"_s));
    QCOMPARE(server.asked[0].method, QByteArray("GET"));
    QCOMPARE(server.asked[0].path, QByteArray("/api/v1/alerts"));
}

void TestPrometheusClient::aLivePrometheusAnswers()
{
    const auto program = QStandardPaths::findExecutable(u"prometheus"_s);
    QVERIFY2(!program.isEmpty(), "prometheus is missing: install the package prometheus");
    const QTemporaryDir folder;
    const auto port = test::freePort();
    QFile config(folder.filePath(u"prometheus.yml"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(
        "global: {scrape_interval: 1s, evaluation_interval: 1s}\nrule_files: [rules.yml]\nscrape_configs:\n"
        "- job_name: self\n  static_configs: [{targets: ['127.0.0.1:" +
        QByteArray::number(port) + "']}]\n");
    config.close();
    QFile rules(folder.filePath(u"rules.yml"_s));
    QVERIFY(rules.open(QIODevice::WriteOnly));
    rules.write("groups: [{name: g, rules: [{alert: Always, expr: vector(1), labels: {service: payments}}]}]\n");
    rules.close();
    QProcess server;
    server.start(
        program, {u"--config.file="_s + config.fileName(), u"--storage.tsdb.path="_s + folder.filePath(u"data"_s),
                  u"--web.listen-address=127.0.0.1:%1"_s.arg(port)});
    QVERIFY(server.waitForStarted());
    const auto stop = qScopeGuard([&server] {
        server.kill();
        server.waitForFinished();
    });
    PrometheusClient client(endpoint(QUrl(u"http://127.0.0.1:%1/"_s.arg(port))), m_clock);

    QTRY_VERIFY_WITH_TIMEOUT(ask(client, u"time()"_s).has_value(), 60000);
    const auto scalar = ask(client, u"1 + 2"_s);
    QVERIFY(scalar);
    QCOMPARE(scalar->series[0].samples[0].value, std::optional(3.0));
    const auto refused = ask(client, u"sum("_s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    const auto range = askRange(client, 1'700'000'000'000, 1'700'000'060'000, 15'000);
    QVERIFY(range);
    QVERIFY(range->series.empty());
    const auto poll = [&client] {
        return test::awaited<Result<std::vector<Alert>>>([&](auto handler) { client.poll(handler); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(poll().value_or(std::vector<Alert>{}).size() == 1, 60000);
    const auto alert = poll()->front();
    QCOMPARE(alert.labels.at(u"alertname"_s), u"Always"_s);
    QCOMPARE(alert.labels.at(u"service"_s), u"payments"_s);
}

QTEST_GUILESS_MAIN(TestPrometheusClient)
#include "tst_prometheusclient.moc"
