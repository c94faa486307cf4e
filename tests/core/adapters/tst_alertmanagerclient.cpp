// What an Alertmanager says, every recorded body of it, and the client against scripted answers.
// links: penelope-alertmanager Qt6::Network
#include "core/adapters/alertmanager/body.h"
#include "core/adapters/alertmanager/client.h"

#include "tests/support/fakeclock.h"
#include "tests/support/shared.h"
#include "tests/support/waiting.h"

#include <QTcpSocket>
#include <QTest>

using namespace penelope;
using namespace penelope::alertmanager;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray recorded(const QString& name)
{
    return test::sharedFile(u"recorded/alertmanager/"_s + name);
}

QByteArray listed(const QByteArray& state, const QByteArray& more = {})
{
    return R"([{"labels":{"alertname":"A","service":"payments")" + more +
           R"(},"annotations":{},"startsAt":"2026-11-23T08:22:42.568Z","status":{"state":")" + state + R"("}}])";
}

QByteArray http(const QByteArray& body, int status = 200, const QByteArray& more = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Reason\r\nContent-Type: application/json\r\n" + more +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

/// Answers by the last part of the path; empty bytes = silence.
class ScriptedManager : public QObject
{
public:
    ScriptedManager()
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            auto* socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                const auto head = socket->readAll();
                asked.append(head);
                socket->write(head.contains("/status ") ? status : alerts);
                if (closes)
                    socket->disconnectFromHost();
            });
        });
    }
    QUrl url(const QString& path = {}) const
    {
        return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_server.serverPort()).arg(path));
    }
    void startedAt(const QByteArray& moment, const QByteArray& date = "Mon, 23 Nov 2026 08:30:00 GMT")
    {
        status = http("{\"uptime\":\"" + moment + "\"}", 200, "Date: " + date + "\r\n");
    }

    QByteArray status;
    QByteArray alerts = http("[]");
    QList<QByteArray> asked;
    bool closes = true;

private:
    QTcpServer m_server;
};

Result<std::vector<Alert>> poll(Client& client)
{
    return test::awaited<Result<std::vector<Alert>>>([&](auto handler) { client.poll(handler); });
}

} // namespace

class TestAlertmanager : public QObject
{
    Q_OBJECT

private slots:
    void theRecordedListIsRead()
    {
        const auto alerts = parseAlerts(recorded(u"list_alerts.json"_s), 200, u"application/json"_s);
        QVERIFY(alerts);
        QCOMPARE(alerts->size(), std::size_t{1});
        const auto& alert = alerts->front();
        QCOMPARE(alert.labels.at(u"alertname"_s), u"HighErrorRate"_s);
        QCOMPARE(alert.annotations.at(u"summary"_s), u"error rate 100% on payment-api"_s);
        QCOMPARE(toIso(alert.startsAt), u"2026-11-23T08:22:42.568Z"_s);
        QVERIFY(!alert.suppressed);
    }

    void theRecordedWebhookNamesTheSameEpisode()
    {
        const auto notice = parseWebhook(recorded(u"webhook_firing.json"_s));
        QVERIFY(notice);
        const auto listedOnes = parseAlerts(recorded(u"list_alerts.json"_s), 200, {});
        QVERIFY(listedOnes);
        QCOMPARE(notice->firing, *listedOnes);
        QCOMPARE(notice->resolved, 0);
    }

    void theRecordedResolutionResolvesNothing()
    {
        const auto notice = parseWebhook(recorded(u"webhook_resolved.json"_s));
        QVERIFY(notice);
        QVERIFY(notice->firing.empty());
        QCOMPARE(notice->resolved, 1);
    }

    void nanosecondsAreCut()
    {
        const auto notice = parseWebhook(
            recorded(u"webhook_resolved.json"_s).replace("\"status\":\"resolved\"", "\"status\":\"firing\""));
        QVERIFY(notice);
        QCOMPARE(toIso(notice->firing.front().startsAt), u"2026-11-23T08:34:53.096Z"_s);
    }

    void theRecordedStatusTellsSinceWhen()
    {
        const auto since = parseStatus(recorded(u"status.json"_s), 200, u"application/json"_s);
        QVERIFY(since);
        QCOMPARE(toIso(*since), u"2026-11-23T08:34:50.674Z"_s);
    }

    void whatIsSomethingElseIsRefused_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file :
             {"alert_groups.json", "receivers.json", "silences.json", "slack_danger.json", "slack_good.json",
              "status.json", "webhook_firing.json", "email_firing.eml", "email_resolved.eml"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }
    void whatIsSomethingElseIsRefused()
    {
        QFETCH(QString, file);
        const auto body = recorded(file);
        const auto alerts = parseAlerts(body, 200, u"application/json"_s);
        QVERIFY(!alerts);
        QCOMPARE(alerts.error().code, ErrorCode::Malformed);
        QVERIFY(!alerts.error().message.isEmpty());
        if (file != "webhook_firing.json"_L1)
            QVERIFY(!parseWebhook(body));
        if (file != "status.json"_L1)
            QVERIFY(!parseStatus(body, 200, {}));
    }

    void aSilencedAlertIsMarked()
    {
        QVERIFY(parseAlerts(listed("suppressed"), 200, {})->front().suppressed);
        QVERIFY(!parseAlerts(listed("active"), 200, {})->front().suppressed);
        QVERIFY(!parseAlerts(listed("unprocessed"), 200, {})->front().suppressed);
        QVERIFY(!parseAlerts(listed("resolved"), 200, {}));
    }

    void ourOwnAlertsAreLeftOut()
    {
        QVERIFY(parseAlerts(listed("active", R"(,"source":"penelope")"), 200, {})->empty());
        QCOMPARE(parseAlerts(listed("active", R"(,"source":"other")"), 200, {})->size(), std::size_t{1});
    }

    void aLongAnnotationIsCut()
    {
        const auto body = listed("active").replace(
            R"("annotations":{})", R"("annotations":{"summary":")" + QByteArray(100000, 'x') + R"("})");
        QCOMPARE(parseAlerts(body, 200, {})->front().annotations.at(u"summary"_s).size(), 4097);
    }

    void anErrorAnswerSaysWhatItSaid()
    {
        const auto text = parseAlerts(R"("bad matcher format")", 400, u"application/json"_s);
        QCOMPARE(text.error().code, ErrorCode::Refused);
        QVERIFY(text.error().message.contains(u"bad matcher format"_s));
        const auto object = parseAlerts(R"({"code":601,"message":"limit in query"})", 422, u"application/json"_s);
        QVERIFY(object.error().message.contains(u"limit in query"_s));
        QVERIFY(parseAlerts("<html>login", 200, u"text/html"_s).error().message.contains(u"text/html"_s));
    }

    void badWebhooksNameThePlace_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("where");
        QTest::newRow("version") << QByteArray(R"({"version":"3","alerts":[]})") << u"version"_s;
        QTest::newRow("no alerts") << QByteArray(R"({"version":"4"})") << u"alerts"_s;
        QTest::newRow("no object") << QByteArray(R"({"version":"4","alerts":[1]})") << u"alerts[0]"_s;
        QTest::newRow("no labels") << QByteArray(R"({"version":"4","alerts":[{"status":"firing"}]})") << u"alerts[0]"_s;
        QTest::newRow("label no text")
            << QByteArray(
                   R"({"version":"4","alerts":[{"status":"firing","labels":{"a":1},"startsAt":"2026-11-23T08:22:42Z"}]})")
            << u"alerts[0]"_s;
        QTest::newRow("no time")
            << QByteArray(R"({"version":"4","alerts":[{"status":"firing","labels":{"a":"b"},"startsAt":"soon"}]})")
            << u"alerts[0]"_s;
        QTest::newRow("no status")
            << QByteArray(R"({"version":"4","alerts":[{"labels":{"a":"b"},"startsAt":"2026-11-23T08:22:42Z"}]})")
            << u"alerts[0]"_s;
    }
    void badWebhooksNameThePlace()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, where);
        const auto notice = parseWebhook(body);
        QVERIFY(!notice);
        QCOMPARE(notice.error().code, ErrorCode::Malformed);
        QCOMPARE(notice.error().where, where);
    }

    void aPollAsksForAgeAndAlerts()
    {
        ScriptedManager manager;
        manager.startedAt("2026-11-23T08:00:00Z");
        manager.alerts = http(recorded(u"list_alerts.json"_s));
        test::FakeClock clock;
        Client client({.url = manager.url(u"/am/"_s)}, clock);
        const auto alerts = poll(client);
        QVERIFY(alerts);
        QCOMPARE(alerts->size(), std::size_t{1});
        QVERIFY(manager.asked.at(0).startsWith("GET /am/api/v2/status "));
        QVERIFY(manager.asked.at(1).startsWith("GET /am/api/v2/alerts "));
    }

    void aYoungOneDoesNotKnowAll()
    {
        ScriptedManager manager;
        // By its own clock: ours is years away.
        test::FakeClock clock;
        Client client({.url = manager.url(), .restartGrace = Milliseconds{60000}}, clock);
        QVERIFY(!client.knowsAll());
        manager.startedAt("2026-11-23T08:29:30.000Z");
        QVERIFY(poll(client));
        QVERIFY(!client.knowsAll());
        manager.startedAt("2026-11-23T08:29:00.000Z");
        QVERIFY(poll(client));
        QVERIFY(client.knowsAll());
        manager.startedAt("2026-11-23T08:29:59.000Z");
        QVERIFY(poll(client));
        QVERIFY(!client.knowsAll());
    }

    void troubleNamesTheAddressWithoutThePassword_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("alerts");
        QTest::addColumn<int>("code");
        const auto fine = http(R"({"uptime":"2026-11-23T08:00:00Z"})");
        QTest::newRow("error") << fine << http("\"boom\"", 500) << static_cast<int>(ErrorCode::Refused);
        QTest::newRow("no status") << http("\"gone\"", 404) << http("[]") << static_cast<int>(ErrorCode::Refused);
        QTest::newRow("redirect") << fine << http("", 302, "Location: http://elsewhere/\r\n")
                                  << static_cast<int>(ErrorCode::Refused);
        QTest::newRow("cut short") << fine << http("[]").chopped(1) << static_cast<int>(ErrorCode::Malformed);
        QTest::newRow("closed") << fine << QByteArray() << static_cast<int>(ErrorCode::Unavailable);
        QTest::newRow("no list") << fine << http("{}") << static_cast<int>(ErrorCode::Malformed);
    }
    void troubleNamesTheAddressWithoutThePassword()
    {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, alerts);
        QFETCH(int, code);
        ScriptedManager manager;
        manager.status = status;
        manager.alerts = alerts;
        auto url = manager.url();
        url.setUserInfo(u"me:secret"_s);
        test::FakeClock clock;
        Client client({.url = url}, clock);
        const auto answer = poll(client);
        QVERIFY(!answer);
        QCOMPARE(static_cast<int>(answer.error().code), code);
        QVERIFY2(answer.error().where.contains(u"/api/v2/"_s), qPrintable(answer.error().where));
        QVERIFY(!answer.error().where.contains(u"secret"_s));
        QVERIFY(manager.asked.front().contains("Authorization: Basic " + QByteArray("me:secret").toBase64()));
    }

    void silenceIsUnavailable()
    {
        ScriptedManager manager;
        manager.closes = false;
        test::FakeClock clock;
        Client client({.url = manager.url(), .timeout = Milliseconds{100}}, clock);
        const auto answer = poll(client);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Unavailable);
        // Nobody at all.
        Client nobody({.url = QUrl(u"http://127.0.0.1:%1"_s.arg(test::freePort()))}, clock);
        QCOMPARE(poll(nobody).error().code, ErrorCode::Unavailable);
    }
};

QTEST_GUILESS_MAIN(TestAlertmanager)
#include "tst_alertmanagerclient.moc"
