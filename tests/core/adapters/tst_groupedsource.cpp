// Questions that one request can answer: against a scripted source, and against a live Prometheus that scrapes labels
// no one would choose.
// links: penelope-prometheus Qt6::Network
#include "core/adapters/prometheus/groupedsource.h"
#include "core/adapters/prometheus/prometheusclient.h"
#include "core/prometheus/promql.h"
#include "tests/support/fakeclock.h"
#include "tests/support/waiting.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::prometheus;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int longest = 60'000; ///< ms, for what takes a moment

QString question(const QString& metric, const QString& service, const QString& arm)
{
    return u"%1{ service=\"%2\", arm=\"%3\" }"_s.arg(metric, escapeValue(service), escapeValue(arm));
}

/// 200 services × 3 metrics × 2 arms.
QStringList poll()
{
    QStringList all;
    for (int service = 0; service < 200; ++service) {
        for (const auto& metric : {u"total"_s, u"bad"_s, u"bucket"_s}) {
            for (const auto& arm : {u"stable"_s, u"canary"_s})
                all << question(metric, u"service-%1"_s.arg(service), arm);
        }
    }
    return all;
}

/// Keeps what it is asked; the test answers.
class Source final : public MetricSource
{
public:
    void query(const QString& expression, Handler handler) override
    {
        asked.push_back(expression);
        m_handlers.push_back(std::move(handler));
    }
    void queryRange(const QString& expression, Instant, Instant, Milliseconds, Handler handler) override
    {
        query(expression, std::move(handler));
    }
    void answerAll(const Result<Answer>& answer)
    {
        for (auto& handler : std::exchange(m_handlers, {}))
            handler(answer);
    }
    std::vector<QString> asked;

private:
    std::vector<Handler> m_handlers;
};

Answer ofServices(const QStringList& services)
{
    Answer answer;
    for (const auto& service : services)
        answer.series.push_back(
            {{{u"__name__"_s, u"total"_s}, {u"service"_s, service}, {u"arm"_s, u"stable"_s}},
             {{Instant{}, 1.0, QByteArray::number(service.size())}}});
    return answer;
}

struct Asking
{
    explicit Asking(GroupedSource::Limits limits = {})
        : grouped(source, clock, limits)
    {}
    void ask(const QStringList& questions)
    {
        told.clear();
        for (qsizetype at = 0; at < questions.size(); ++at) {
            told.push_back(std::nullopt);
            grouped.query(questions[at], [this, at](Result<Answer> answer) {
                told[static_cast<std::size_t>(at)] = std::move(answer);
            });
        }
        QCoreApplication::sendPostedEvents();
    }
    test::FakeClock clock;
    Source source;
    GroupedSource grouped;
    std::vector<std::optional<Result<Answer>>> told;
};

/// A target whose series have these services.
class Target : public QObject
{
public:
    explicit Target(const QStringList& services)
    {
        for (const auto& service : services) {
            auto value = service;
            value.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1).replace(u'\n', "\\n"_L1);
            m_page += "total{service=\"" + value.toUtf8() + "\",arm=\"stable\"} " +
                      QByteArray::number(services.indexOf(service)) + "\n";
        }
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            auto* socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                if (!socket->readAll().contains("\r\n\r\n"))
                    return;
                socket->write(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nConnection: close\r\n"
                    "Content-Length: " +
                    QByteArray::number(m_page.size()) + "\r\n\r\n" + m_page);
                socket->disconnectFromHost();
            });
        });
    }
    quint16 port() const { return m_server.serverPort(); }

private:
    QByteArray m_page;
    QTcpServer m_server;
};

} // namespace

class GroupedSourceTest : public QObject
{
    Q_OBJECT

private slots:
    void onePollOfAllServicesIsSixRequests()
    {
        Asking asking;
        asking.ask(poll());
        QCOMPARE(asking.source.asked.size(), std::size_t{6});
        QCOMPARE(asking.grouped.requests(), 6);
        asking.source.answerAll(Answer{});
        QVERIFY(std::all_of(asking.told.begin(), asking.told.end(), [](const auto& one) { return one && *one; }));
    }
    void eachIsToldItsOwnPart()
    {
        Asking asking;
        asking.ask(
            {question(u"total"_s, u"a"_s, u"stable"_s), question(u"total"_s, u"bb"_s, u"stable"_s),
             question(u"total"_s, u"none"_s, u"stable"_s), question(u"total"_s, u"a"_s, u"stable"_s)});
        QCOMPARE(asking.source.asked, std::vector{u"total{arm=\"stable\",service=~\"a|bb|none\"}"_s});
        auto answer = ofServices({u"a"_s, u"bb"_s});
        answer.warnings = {u"incomplete"_s};
        asking.source.answerAll(answer);
        QCOMPARE((*asking.told[0])->series, ofServices({u"a"_s}).series);
        QCOMPARE((*asking.told[1])->series, ofServices({u"bb"_s}).series);
        QVERIFY((*asking.told[2])->series.empty());
        QCOMPARE((*asking.told[3])->series, ofServices({u"a"_s}).series);
        for (const auto& told : asking.told)
            QCOMPARE((*told)->warnings, QStringList{u"incomplete"_s});
    }
    void whatCannotBeGroupedIsAskedAsItIs()
    {
        const QStringList questions{
            u"time()"_s,
            u"sum(rate(total{service=\"a\"}[1m]))"_s,
            u"total{service=\"a\"} offset 5m"_s,
            u"total{service=\"a\"}[5m]"_s,
            u"total"_s,
            u"total{service='a'}"_s,
            u"total{service=\"\\x61\"}"_s,
            u"total{service=~\"a|b\"}"_s,
            u"total{service=\"\"}"_s,
            u"total{service=\"a\",service=\"b\"}"_s,
            u"total{service=\"a\"} # why"_s,
            u"other{service=\"a\"}"_s,
            u"total{job=\"a\",track!=\"x\"}"_s};
        Asking asking;
        asking.ask(questions);
        QCOMPARE(QStringList(asking.source.asked.begin(), asking.source.asked.end()), questions);
    }
    void otherMatchersMustBeTheSame()
    {
        Asking asking;
        asking.ask(
            {u"total{job=\"a\", code=~\"5..\"}"_s, u"total{ code=~\"5..\", job=\"b\" }"_s,
             u"total{job=\"a\", code=~\"4..\"}"_s, u"total{job=\"a\"}"_s});
        QCOMPARE(asking.source.asked.size(), std::size_t{3});
        QCOMPARE(asking.source.asked.front(), u"total{code=~\"5..\",job=~\"a|b\"}"_s);
    }
    void anErrorIsToldToEachMember()
    {
        Asking asking;
        asking.ask({question(u"total"_s, u"a"_s, u"x"_s), question(u"total"_s, u"b"_s, u"x"_s)});
        asking.source.answerAll(failure(ErrorCode::Unavailable, u"closed"_s));
        QCOMPARE(asking.source.asked.size(), std::size_t{1});
        for (const auto& told : asking.told)
            QCOMPARE(told->error().message, u"closed"_s);
    }
    void aRefusedGroupIsAskedOneByOne()
    {
        Asking asking;
        const QStringList questions{question(u"total"_s, u"a"_s, u"x"_s), question(u"total"_s, u"b"_s, u"x"_s)};
        asking.ask(questions);
        asking.source.answerAll(failure(ErrorCode::Refused, u"too much"_s));
        QCOMPARE(asking.source.asked.size(), std::size_t{3});
        QCOMPARE(asking.source.asked[1], questions[0]);
        asking.source.answerAll(Answer{});
        QVERIFY(*asking.told[0] && *asking.told[1]);
    }
    void aGroupTooLargeIsHalvedFromTheNextPollOnAndGrowsAgain()
    {
        Asking asking({.bytes = 2000});
        QStringList questions;
        QStringList services;
        for (int at = 0; at < 100; ++at) {
            services << u"service-%1"_s.arg(at);
            questions << question(u"total"_s, services.back(), u"stable"_s);
        }
        const auto requestsOf = [&](const Answer& answer) {
            const auto before = asking.grouped.requests();
            asking.ask(questions);
            asking.source.answerAll(answer);
            return asking.grouped.requests() - before;
        };
        QCOMPARE(requestsOf(ofServices(services)), 1);
        QCOMPARE(requestsOf(ofServices({u"service-1"_s})), 2);
        QCOMPARE((*asking.told[1])->series.size(), std::size_t{1});
        QCOMPARE(requestsOf(Answer{}), 1);
    }
    void aSlowGroupIsHalvedFromTheNextPollOn()
    {
        Asking asking({.time = 5s});
        QStringList questions;
        for (int at = 0; at < 100; ++at)
            questions << question(u"total"_s, u"service-%1"_s.arg(at), u"stable"_s);
        for (const std::size_t expected : {1, 2, 4, 8, 8}) { // never below sixteen members
            asking.source.asked.clear();
            asking.ask(questions);
            QCOMPARE(asking.source.asked.size(), expected);
            asking.clock.advance(5s);
            asking.source.answerAll(failure(ErrorCode::Unavailable, u"no answer within 5 s"_s));
            QVERIFY(!*asking.told[99]);
        }
    }
    void nobodyIsAskedOrToldAfterTheEnd()
    {
        test::FakeClock clock;
        Source source;
        auto grouped = std::make_unique<GroupedSource>(source, clock, GroupedSource::Limits{});
        int told = 0;
        grouped->query(u"a{b=\"c\"}"_s, [&told](const auto&) { ++told; });
        QCoreApplication::sendPostedEvents();
        grouped.reset();
        source.answerAll(Answer{});
        QCOMPARE(told, 0);
    }
    void aRealServerAnswersEachAsIfAskedAlone()
    {
        QVERIFY2(!QStandardPaths::findExecutable(u"prometheus"_s).isEmpty(), "prometheus is not installed");
        const QStringList services{u"plain"_s,          u"a.b"_s,         u"axb"_s,     u"a|b"_s,
                                   u"(x)[y]{z}^$*+?"_s, u"back\\slash"_s, u"quo\"te"_s, u"line\nbreak"_s,
                                   u"ação µ 日本"_s,    u".*"_s,          u"a"_s,       u"\\d"_s};
        const Target target(services);
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"prometheus.yml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "global: {scrape_interval: 1s}\nscrape_configs:\n- {job_name: x, static_configs: [{targets: ['127.0.0.1:" +
            QByteArray::number(target.port()) + "']}]}\n");
        file.close();
        const auto port = test::freePort();
        QProcess process;
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(
            u"prometheus"_s,
            {u"--config.file="_s + file.fileName(), u"--storage.tsdb.path="_s + folder.filePath(u"data"_s),
             u"--web.listen-address=127.0.0.1:%1"_s.arg(port), u"--log.level=error"_s});
        QVERIFY(process.waitForStarted());
        test::FakeClock clock;
        Endpoint endpoint;
        endpoint.url = QUrl(u"http://127.0.0.1:%1"_s.arg(port));
        PrometheusClient client(endpoint, clock);
        GroupedSource grouped(client, clock, {});
        std::map<QString, std::optional<Result<Answer>>> told;
        const auto askAll = [&](MetricSource& source) {
            told.clear();
            for (const auto& service : services)
                told[service];
            for (const auto& service : services)
                source.query(question(u"total"_s, service, u"stable"_s), [&told, service](Result<Answer> answer) {
                    told[service] = std::move(answer);
                });
            return QTest::qWaitFor(
                [&told] {
                    return std::all_of(
                        told.begin(), told.end(), [](const auto& one) { return one.second.has_value(); });
                },
                longest);
        };
        QVERIFY(QTest::qWaitFor(
            [&] {
                return askAll(client) && std::all_of(told.begin(), told.end(), [](const auto& one) {
                           return *one.second && (*one.second)->series.size() == 1;
                       });
            },
            longest));
        const auto alone = told;
        QVERIFY(askAll(grouped));
        QCOMPARE(grouped.requests(), 1);
        for (const auto& service : services) {
            QVERIFY2(*told[service], qPrintable(service));
            const auto& series = (*told[service])->series;
            QVERIFY2(series.size() == 1, qPrintable(service));
            QCOMPARE(series.front().labels, (*alone.at(service))->series.front().labels);
            QCOMPARE(series.front().samples.front().value, std::optional<double>(services.indexOf(service)));
        }
        process.kill();
        process.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(GroupedSourceTest)
#include "tst_groupedsource.moc"
