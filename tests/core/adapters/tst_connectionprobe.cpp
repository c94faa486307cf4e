// The test of a connection, against servers on this machine and a live Prometheus where one is installed.
// links: penelope-prometheus Qt6::Network
#include "core/adapters/prometheus/connectionprobe.h"

#include "tests/support/fakeclock.h"
#include "tests/support/waiting.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::prometheus;
using namespace Qt::Literals::StringLiterals;
using Kind = ProbeStep::Kind;
using Outcome = ProbeStep::Outcome;
using Trouble = ProbeStep::Trouble;

namespace {

/// Answers each request of HTTP by its query; without an answer it stays silent.
class Server : public QObject
{
public:
    explicit Server(std::function<QByteArray(const QByteArray& head)> answer)
        : m_answer(std::move(answer))
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            auto* socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                auto& head = m_heads[socket];
                head += socket->readAll();
                if (!head.contains("\r\n\r\n"))
                    return;
                const auto bytes = m_answer(std::exchange(head, {}));
                if (!bytes.isEmpty())
                    socket->write(bytes);
            });
        });
    }
    QUrl url(const QString& scheme = u"http"_s) const
    {
        return QUrl(u"%1://localhost:%2"_s.arg(scheme).arg(m_server.serverPort()));
    }
    quint16 port() const { return m_server.serverPort(); }

private:
    std::function<QByteArray(const QByteArray&)> m_answer;
    QTcpServer m_server;
    std::map<QTcpSocket*, QByteArray> m_heads;
};

QByteArray http(int status, const QByteArray& body, const QByteArray& more = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) +
           " X\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" +
           more + "\r\n" + body;
}

const QByteArray timeAnswer =
    R"({"status":"success","data":{"resultType":"scalar","result":[1700000000.5,"1700000000.5"]}})";
const QByteArray namesAnswer =
    R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"penelope_up"},"value":[1,"1"]},{"metric":{"__name__":"penelope_wait_seconds_count"},"value":[1,"1"]}]}})";

QByteArray likePrometheus(const QByteArray& head)
{
    return http(200, head.contains("time%28%29") || head.contains("time()") ? timeAnswer : namesAnswer);
}

std::vector<ProbeStep> steps(const Endpoint& endpoint, const QStringList& wanted = {})
{
    const test::FakeClock clock;
    std::vector<ProbeStep> told;
    bool done = false;
    PrometheusProbe probe(endpoint, wanted, clock);
    probe.start([&told](const ProbeStep& step) { told.push_back(step); }, [&done] { done = true; });
    if (!QTest::qWaitFor([&done] { return done; }, 30'000))
        qFatal("the probe never ended");
    return told;
}

Endpoint at(const QUrl& url, Milliseconds timeout = Milliseconds{5000})
{
    Endpoint endpoint;
    endpoint.url = url;
    endpoint.timeout = timeout;
    return endpoint;
}

Endpoint withBearer(const QUrl& url, const QString& secret)
{
    auto endpoint = at(url);
    endpoint.auth = Endpoint::Auth::Bearer;
    endpoint.secret = secret;
    return endpoint;
}

std::vector<ProbeStep> steps(const QUrl& url)
{
    return steps(at(url, Milliseconds{2000}));
}

QList<Kind> kinds(const std::vector<ProbeStep>& told)
{
    QList<Kind> list;
    for (const auto& step : told)
        list << step.kind;
    return list;
}

} // namespace

class ConnectionProbeTest : public QObject
{
    Q_OBJECT

private slots:
    void everyStepIsToldOnce()
    {
        const Server server(likePrometheus);
        const auto told =
            steps(at(server.url()), {u"penelope_up"_s, u"penelope_wait_seconds"_s, u"penelope_patch_size_lines"_s});
        QCOMPARE(kinds(told), (QList<Kind>{Kind::Dns, Kind::Tcp, Kind::Tls, Kind::Auth, Kind::Query, Kind::Series}));
        QCOMPARE(told[2].outcome, Outcome::Skipped); // plain http
        QCOMPARE(told[3].outcome, Outcome::Skipped); // no secret is set
        QCOMPARE(told[5].found, 2);
        QCOMPARE(told[5].wanted, 3);
        QCOMPARE(told[5].missing, QStringList{u"penelope_patch_size_lines"_s});
        QCOMPARE(told[5].outcome, Outcome::Ok);
    }

    void noAddress()
    {
        for (const auto* url : {"", "prom.internal:9090", "ftp://prom.internal", "http://"}) {
            const auto told = steps(QUrl(QString::fromLatin1(url)));
            QCOMPARE(told.size(), std::size_t{1});
            QCOMPARE(told[0].kind, Kind::Address);
            QCOMPARE(told[0].trouble, Trouble::NoAddress);
        }
    }

    void aNameWithoutAnAddress()
    {
        const auto told = steps(QUrl(u"http://no-such-host.invalid:9090"_s));
        QCOMPARE(told.back().kind, Kind::Dns);
        QCOMPARE(told.back().outcome, Outcome::Failed);
        QCOMPARE(told.back().trouble, Trouble::UnknownHost);
        QCOMPARE(told.back().detail, u"no-such-host.invalid"_s);
    }

    void nothingListens()
    {
        quint16 port = 0;
        {
            QTcpServer gone;
            QVERIFY(gone.listen(QHostAddress::LocalHost));
            port = gone.serverPort();
        }
        const auto told = steps(QUrl(u"http://127.0.0.1:%1"_s.arg(port)));
        QCOMPARE(told.back().kind, Kind::Tcp);
        QCOMPARE(told.back().trouble, Trouble::Refused);
    }

    void aServerWithoutTls()
    {
        const Server server([](const QByteArray&) { return http(400, "{}"); });
        const auto told = steps(server.url(u"https"_s));
        QCOMPARE(told.back().kind, Kind::Tls);
        QCOMPARE(told.back().outcome, Outcome::Failed);
        QVERIFY(told.back().trouble == Trouble::Handshake || told.back().trouble == Trouble::TimedOut);
    }

    void anAuthorityThatCannotBeRead()
    {
        const Server server(likePrometheus);
        auto endpoint = at(server.url(u"https"_s));
        endpoint.ca = u"/no/such/ca.pem"_s;
        const auto told = steps(endpoint);
        QCOMPARE(told.back().kind, Kind::Tls);
        QCOMPARE(told.back().trouble, Trouble::Files);
        QVERIFY(told.back().detail.contains(u"/no/such/ca.pem"_s));
    }

    void aSecretThatCannotBeRead()
    {
        const Server server(likePrometheus);
        const auto told = steps(withBearer(server.url(), u"file:/no/such/secret"_s));
        QCOMPARE(told.back().kind, Kind::Auth);
        QCOMPARE(told.back().trouble, Trouble::Files);
    }

    void answersThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("trouble");
        const auto row = [](const char* name, const QByteArray& answer, Kind kind, Trouble trouble) {
            QTest::newRow(name) << answer << int(kind) << int(trouble);
        };
        row("401", http(401, "{}"), Kind::Auth, Trouble::Unauthorized);
        row("403", http(403, "{}"), Kind::Auth, Trouble::Forbidden);
        row("moved", http(302, "", "Location: https://sso.internal/login\r\n"), Kind::Query, Trouble::Redirected);
        row("a page", http(200, "<html>hello</html>"), Kind::Query, Trouble::Foreign);
        row("a proxy", http(502, "bad gateway"), Kind::Query, Trouble::Foreign);
        row("an error", http(422, R"({"status":"error","errorType":"execution","error":"too many"})"), Kind::Query,
            Trouble::Rejected);
    }
    void answersThatAreNone()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, kind);
        QFETCH(int, trouble);
        const Server server([answer](const QByteArray&) { return answer; });
        const auto told = steps(server.url());
        QCOMPARE(told.back().outcome, Outcome::Failed);
        QCOMPARE(int(told.back().kind), kind);
        QCOMPARE(int(told.back().trouble), trouble);
    }

    void silenceTimesOut()
    {
        const Server server([](const QByteArray&) { return QByteArray(); });
        const auto told = steps(at(server.url(), Milliseconds{50}));
        QCOMPARE(told.back().trouble, Trouble::TimedOut);
        QCOMPARE(told.back().kind, Kind::Auth);
    }

    void theSecretIsSentAndNeverTold()
    {
        QByteArray heard;
        const Server server([&heard](const QByteArray& head) {
            heard += head;
            return likePrometheus(head);
        });
        const auto told = steps(withBearer(server.url(), u"very-secret"_s));
        QVERIFY(heard.contains("Authorization: Bearer very-secret"));
        QCOMPARE(told[3].outcome, Outcome::Ok);
        for (const auto& step : told)
            QVERIFY(!step.detail.contains(u"very-secret"_s));
    }

    void aProbeThatIsLetGoSaysNothing()
    {
        const Server server([](const QByteArray&) { return QByteArray(); });
        const test::FakeClock clock;
        bool done = false;
        {
            PrometheusProbe probe(at(server.url()), {}, clock);
            probe.start([](const ProbeStep&) {}, [&done] { done = true; });
        }
        QCoreApplication::sendPostedEvents();
        QVERIFY(!done);
    }

    void aLivePrometheus()
    {
        const auto program = QStandardPaths::findExecutable(u"prometheus"_s);
        QVERIFY2(!program.isEmpty(), "there is no Prometheus on this machine; app/packages names it");
        QTemporaryDir folder;
        quint16 port = 0;
        {
            QTcpServer gone;
            QVERIFY(gone.listen(QHostAddress::LocalHost));
            port = gone.serverPort();
        }
        QFile config(folder.filePath(u"prometheus.yml"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("global: {}\n");
        config.close();
        QProcess server;
        server.start(
            program, {u"--config.file="_s + config.fileName(), u"--storage.tsdb.path="_s + folder.filePath(u"data"_s),
                      u"--web.listen-address=127.0.0.1:%1"_s.arg(port)});
        const QUrl url(u"http://127.0.0.1:%1"_s.arg(port));
        std::vector<ProbeStep> told;
        QTRY_VERIFY_WITH_TIMEOUT((told = steps(url)).back().kind == Kind::Series, 60'000);
        QCOMPARE(told.back().outcome, Outcome::Ok);
        server.kill();
        server.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(ConnectionProbeTest)
#include "tst_connectionprobe.moc"
