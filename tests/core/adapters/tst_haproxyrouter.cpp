// The router against a real HAProxy, and against scripted sockets for what a real one does only when it is ill.
// links: penelope-haproxy Qt6::Network
#include "core/adapters/haproxy/haproxyrouter.h"

#include "tests/support/realhaproxy.h"
#include "tests/support/waiting.h"

#include <QFile>
#include <QLocalServer>
#include <QLocalSocket>
#include <QNetworkAccessManager>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::haproxy;
using namespace Qt::Literals::StringLiterals;

namespace {

using Split = TrafficRouter::Split;
using test::Backend;
using test::get;
using test::Haproxy;
using test::say;

Json target(
    const QString& socket, const QString& backend = u"be"_s, const QStringList& stable = {u"s1"_s, u"s2"_s},
    const QStringList& canary = {u"c1"_s})
{
    return Json::object(
        {{u"kind"_s, u"haproxy"_s},
         {u"socket"_s, socket},
         {u"backend"_s, backend},
         {u"stable"_s, jsonList(stable)},
         {u"canary"_s, jsonList(canary)}});
}

Result<Split> read(HaproxyRouter& router, const Json& what)
{
    return test::awaited<Result<Split>>([&](auto handler) { router.read(what, handler); });
}

Result<Split> set(HaproxyRouter& router, const Json& what, int percent)
{
    return test::awaited<Result<Split>>([&](auto handler) { router.set(what, percent, handler); });
}

Result<TrafficRouter::Checked> check(HaproxyRouter& router, const Json& what)
{
    return test::awaited<Result<TrafficRouter::Checked>>([&](auto handler) { router.check(what, handler); });
}

/// Reads until another process answers than before.
Result<Split> afterReload(Haproxy& haproxy, HaproxyRouter& router, const Json& what, const Split& before)
{
    haproxy.reload();
    auto split = read(router, what);
    for (int reads = 1; haproxy.runs() && !(split && split->processId != before.processId); ++reads) {
        if (reads % 100 == 0)
            haproxy.reload();
        split = read(router, what);
    }
    return split;
}

/// Says to each connection what the script has next, and keeps what it was asked.
class ScriptedSocket : public QObject
{
public:
    explicit ScriptedSocket(QList<QByteArray> answers)
        : m_answers(std::move(answers))
    {
        if (!m_server.listen(m_folder.filePath(u"fake.sock"_s)))
            qFatal("cannot listen");
        connect(&m_server, &QLocalServer::newConnection, this, [this] {
            auto* socket = m_server.nextPendingConnection();
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
                asked.append(socket->readAll());
                if (m_answers.isEmpty())
                    return; // hangs
                socket->write(m_answers.takeFirst());
                socket->disconnectFromServer();
            });
        });
    }
    QString path() const { return m_server.fullServerName(); }

    QByteArrayList asked;

private:
    QTemporaryDir m_folder;
    QLocalServer m_server;
    QList<QByteArray> m_answers;
};

QByteArray reading(int stable, int canary)
{
    return "Name: HAProxy\nPid: 77\nUptime_sec: 5\n\n"
           "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight\n"
           "3 be 1 s1 127.0.0.1 2 0 " +
           QByteArray::number(stable) + " 100\n3 be 2 c1 127.0.0.1 2 0 " + QByteArray::number(canary) +
           " 0\n\n# pxname,svname,weight,act,bck,lbtot,algo,\nbe,s1," + QByteArray::number(stable) +
           ",1,0,900,,\nbe,c1," + QByteArray::number(canary) + ",1,0,100,,\nbe,BACKEND,100,2,0,1000,roundrobin,\n\n";
}

} // namespace

class TestHaproxyRouter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();

    void theDecidedShareReachesTheCanary_data();
    void theDecidedShareReachesTheCanary();
    void readingTellsCountersAndProcess();
    void goingBackGivesEverythingToStable();
    void aReloadIsAnotherProcessWithTheConfiguredWeights();
    void aStateFileKeepsTheWeightsOverAReload();
    void aStateFileThatCannotBeWrittenIsUnavailable();
    void aServerInMaintenanceTakesNothingAndIsNamed();
    void checkingChangesNothingAndAdvises();
    void checkingRefusesASocketThatMayNotSet();
    void aBackendThatIsNotRoundrobinIsRefused();
    void aServerOfNeitherArmIsRefused();
    void anUnknownBackendOrServerIsNotFound();
    void aMissingSocketIsUnavailable();
    void nobodyOnTheSocketIsUnavailable();
    void silenceIsUnavailable();
    void anyTextAfterSettingIsAnError();
    void anOldProcessIsUnavailable();
    void goingBackRaisesStableFirst();
    void goingForwardRaisesTheCanaryFirst();
    void goingBackIsTriedOnABackendThatIsNoLongerExact();
    void aBadTargetIsMalformed_data();
    void aBadTargetIsMalformed();

private:
    std::unique_ptr<Backend> m_stable;
    std::unique_ptr<Backend> m_canary;
    std::unique_ptr<Haproxy> m_haproxy;
    QNetworkAccessManager m_network;
};

void TestHaproxyRouter::initTestCase()
{
    m_stable = std::make_unique<Backend>("stable");
    m_canary = std::make_unique<Backend>("canary");
    m_haproxy = std::make_unique<Haproxy>(QList<quint16>{m_stable->port(), m_canary->port()});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_haproxy->socket()), 60000);
}

void TestHaproxyRouter::cleanupTestCase()
{
    m_haproxy.reset();
}

void TestHaproxyRouter::init()
{
    HaproxyRouter router;
    QVERIFY(set(router, target(m_haproxy->socket()), 0));
}

void TestHaproxyRouter::theDecidedShareReachesTheCanary_data()
{
    QTest::addColumn<int>("percent");
    for (const int percent : {0, 10, 25, 50, 100})
        QTest::addRow("%d %%", percent) << percent;
}

void TestHaproxyRouter::theDecidedShareReachesTheCanary()
{
    QFETCH(const int, percent);
    constexpr int requests = 500; // as the Gateway API's conformance suite: 500 requests, ± 5 points
    HaproxyRouter router;

    const auto before = set(router, target(m_haproxy->socket()), percent);
    QVERIFY(before);
    QCOMPARE(before->canaryPercent, percent);
    int canary = 0;
    for (int i = 0; i < requests; ++i)
        canary += get(m_network, m_haproxy->url()) == "canary" ? 1 : 0;

    const auto after = read(router, target(m_haproxy->socket()));
    QVERIFY(after);
    const auto share = 100.0 * canary / requests;
    QVERIFY2(std::abs(share - percent) <= 5, qPrintable(u"%1 % of the requests"_s.arg(share)));
    QCOMPARE(after->requests->canary - before->requests->canary, static_cast<quint64>(canary));
    QCOMPARE(after->requests->stable - before->requests->stable, static_cast<quint64>(requests - canary));
}

void TestHaproxyRouter::readingTellsCountersAndProcess()
{
    HaproxyRouter router;
    const auto split = read(router, target(m_haproxy->socket()));
    QVERIFY(split);
    QVERIFY(split->processId.startsWith(QString::number(m_haproxy->pid()) + u'@'));
}

void TestHaproxyRouter::aReloadIsAnotherProcessWithTheConfiguredWeights()
{
    Haproxy haproxy({m_stable->port(), m_canary->port()}, Haproxy::Kind::Reloadable);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(haproxy.socket()), 60000);
    HaproxyRouter router;
    const auto before = set(router, target(haproxy.socket()), 25);
    QVERIFY(before);

    const auto after = afterReload(haproxy, router, target(haproxy.socket()), *before);

    QVERIFY2(after, qPrintable(after ? QString() : after.error().message));
    QCOMPARE(after->canaryPercent, 0);
    // On a slow machine a second reload may be under way, which undoes what was set: the core sets it again then.
    auto again = set(router, target(haproxy.socket()), 25);
    for (int tries = 1; tries < 100 && !again && haproxy.runs(); ++tries)
        again = set(router, target(haproxy.socket()), 25);
    QVERIFY2(again, qPrintable(again ? QString() : again.error().message));
    QCOMPARE(again->canaryPercent, 25);
}

void TestHaproxyRouter::aStateFileKeepsTheWeightsOverAReload()
{
    Haproxy haproxy({m_stable->port(), m_canary->port()}, Haproxy::Kind::Reloadable);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(haproxy.socket()), 60000);
    HaproxyRouter router;
    auto kept = target(haproxy.socket());
    kept.set(u"state_file"_s, haproxy.stateFile());
    const auto before = set(router, kept, 25);
    QVERIFY2(before, qPrintable(before ? QString() : before.error().message));

    const auto after = afterReload(haproxy, router, kept, *before);
    QVERIFY2(after, qPrintable(after ? QString() : after.error().message));
    QCOMPARE(after->canaryPercent, 25);
}

void TestHaproxyRouter::aStateFileThatCannotBeWrittenIsUnavailable()
{
    HaproxyRouter router;
    auto kept = target(m_haproxy->socket());
    kept.set(u"state_file"_s, u"/nowhere/state"_s);
    const auto answer = set(router, kept, 10);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    QCOMPARE(answer.error().where, u"/nowhere/state"_s);
}

void TestHaproxyRouter::aServerInMaintenanceTakesNothingAndIsNamed()
{
    HaproxyRouter router;
    QVERIFY(set(router, target(m_haproxy->socket()), 10));
    say(m_haproxy->socket(), "set server be/c1 state maint");
    const auto refused = read(router, target(m_haproxy->socket()));
    const auto back = set(router, target(m_haproxy->socket()), 0);
    say(m_haproxy->socket(), "set server be/c1 state ready");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    QVERIFY2(refused.error().message.contains(u"server c1 of backend be"_s), qPrintable(refused.error().message));
    QVERIFY(back);
    QCOMPARE(back->canaryPercent, 0);
}

void TestHaproxyRouter::checkingChangesNothingAndAdvises()
{
    HaproxyRouter router;
    auto kept = target(m_haproxy->socket());
    kept.set(u"state_file"_s, m_haproxy->stateFile());
    const auto sound = check(router, kept);
    QVERIFY(sound);
    QCOMPARE(sound->split.canaryPercent, 0);
    QCOMPARE(sound->advice, QStringList());

    const auto careless = check(router, target(m_haproxy->socket(), u"careless"_s, {u"s1"_s}));
    QVERIFY(careless);
    QCOMPARE(careless->split.canaryPercent, 5);
    QCOMPARE(careless->advice.size(), 4);
    QVERIFY(careless->advice[0].contains(u"no backup server"_s));
    QVERIFY(careless->advice[1].contains(u"c1 begins with weight 5"_s));
    QVERIFY(careless->advice[2].contains(u"cookie SRV"_s));
    QVERIFY(careless->advice[3].contains(u"state_file"_s));
}

void TestHaproxyRouter::checkingRefusesASocketThatMayNotSet()
{
    HaproxyRouter router;
    const auto refused = check(router, target(m_haproxy->operatorSocket()));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    QVERIFY2(refused.error().message.contains(u"level is operator"_s), qPrintable(refused.error().message));
}

void TestHaproxyRouter::goingBackGivesEverythingToStable()
{
    HaproxyRouter router;
    QVERIFY(set(router, target(m_haproxy->socket()), 100));
    QCOMPARE(get(m_network, m_haproxy->url()), QByteArray("canary"));

    const auto back = set(router, target(m_haproxy->socket()), 0);

    QVERIFY(back);
    QCOMPARE(back->canaryPercent, 0);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(get(m_network, m_haproxy->url()), QByteArray("stable"));
}

void TestHaproxyRouter::aBackendThatIsNotRoundrobinIsRefused()
{
    HaproxyRouter router;
    const auto drifting = target(m_haproxy->socket(), u"drifting"_s, {u"s1"_s});
    const auto refused = set(router, drifting, 10);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    QVERIFY(refused.error().message.contains(u"leastconn"_s));
}

void TestHaproxyRouter::aServerOfNeitherArmIsRefused()
{
    HaproxyRouter router;
    const auto refused = set(router, target(m_haproxy->socket(), u"strange"_s, {u"s1"_s}), 10);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    QVERIFY(refused.error().message.contains(u"other"_s));
}

void TestHaproxyRouter::anUnknownBackendOrServerIsNotFound()
{
    HaproxyRouter router;
    const auto noBackend = read(router, target(m_haproxy->socket(), u"nowhere"_s));
    QVERIFY(!noBackend);
    QCOMPARE(noBackend.error().code, ErrorCode::NotFound);
    const auto noServer = set(router, target(m_haproxy->socket(), u"be"_s, {u"s1"_s, u"s2"_s}, {u"c9"_s}), 10);
    QVERIFY(!noServer);
    QCOMPARE(noServer.error().code, ErrorCode::NotFound);
}

void TestHaproxyRouter::aMissingSocketIsUnavailable()
{
    HaproxyRouter router;
    const auto answer = read(router, target(u"/nowhere/haproxy.sock"_s));
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    QCOMPARE(answer.error().where, u"/nowhere/haproxy.sock"_s);
}

void TestHaproxyRouter::nobodyOnTheSocketIsUnavailable()
{
    const QTemporaryDir folder;
    const auto path = folder.filePath(u"dead.sock"_s);
    {
        // A socket file stays when its process is killed: made by a listener under another name.
        QLocalServer server;
        QVERIFY(server.listen(folder.filePath(u"live.sock"_s)));
        QVERIFY(QFile::rename(folder.filePath(u"live.sock"_s), path));
    }
    QVERIFY(QFile::exists(path));
    HaproxyRouter router;
    const auto answer = read(router, target(path));
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
}

void TestHaproxyRouter::silenceIsUnavailable()
{
    ScriptedSocket socket({});
    HaproxyRouter router(Milliseconds{50});
    const auto answer = read(router, target(socket.path()));
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    QVERIFY(answer.error().message.contains(u"does not answer"_s));
}

void TestHaproxyRouter::anyTextAfterSettingIsAnError()
{
    ScriptedSocket socket({reading(100, 0), "Permission denied\n\n"});
    HaproxyRouter router;
    const auto answer = set(router, target(socket.path(), u"be"_s, {u"s1"_s}), 10);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Refused);
    QVERIFY(answer.error().message.contains(u"Permission denied"_s));
}

void TestHaproxyRouter::anOldProcessIsUnavailable()
{
    ScriptedSocket socket({reading(100, 0), "Proxy is disabled.\n\nProxy is disabled.\n\n"});
    HaproxyRouter router;
    const auto answer = set(router, target(socket.path(), u"be"_s, {u"s1"_s}), 10);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
}

void TestHaproxyRouter::goingBackRaisesStableFirst()
{
    ScriptedSocket socket({reading(50, 50), "\n\n", reading(100, 0)});
    HaproxyRouter router;
    const auto answer = set(router, target(socket.path(), u"be"_s, {u"s1"_s}), 0);
    QVERIFY(answer);
    QCOMPARE(*answer, (Split{0, TrafficRouter::Requests{100, 900}, u"77"_s, {}}));
    QCOMPARE(socket.asked[1], QByteArray("set weight be/s1 100;set weight be/c1 0\n"));
}

void TestHaproxyRouter::goingForwardRaisesTheCanaryFirst()
{
    ScriptedSocket socket({reading(100, 0), "\n\n", reading(0, 100)});
    HaproxyRouter router;
    QVERIFY(set(router, target(socket.path(), u"be"_s, {u"s1"_s}), 100));
    QCOMPARE(socket.asked[1], QByteArray("set weight be/c1 100;set weight be/s1 0\n"));
}

void TestHaproxyRouter::goingBackIsTriedOnABackendThatIsNoLongerExact()
{
    auto drifted = reading(50, 50);
    drifted.replace("roundrobin", "leastconn");
    ScriptedSocket socket({drifted, "\n\n", drifted});
    HaproxyRouter router;
    const auto answer = set(router, target(socket.path(), u"be"_s, {u"s1"_s}), 0);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Refused);
    QCOMPARE(socket.asked.value(1), QByteArray("set weight be/s1 100;set weight be/c1 0\n"));
}

void TestHaproxyRouter::aBadTargetIsMalformed_data()
{
    QTest::addColumn<QString>("socket");
    QTest::addColumn<QString>("backend");
    QTest::addColumn<QStringList>("canary");
    QTest::newRow("relative socket") << u"x.sock"_s << u"be"_s << QStringList{u"c1"_s};
    QTest::newRow("a second command") << u"/x.sock"_s << u"be;shutdown"_s << QStringList{u"c1"_s};
    QTest::newRow("a blank in a server") << u"/x.sock"_s << u"be"_s << QStringList{u"c1 9"_s};
    QTest::newRow("no canary") << u"/x.sock"_s << u"be"_s << QStringList{};
    QTest::newRow("in both arms") << u"/x.sock"_s << u"be"_s << QStringList{u"s1"_s};
}

void TestHaproxyRouter::aBadTargetIsMalformed()
{
    QFETCH(const QString, socket);
    QFETCH(const QString, backend);
    QFETCH(const QStringList, canary);
    HaproxyRouter router;
    const auto answer = read(router, target(socket, backend, {u"s1"_s}, canary));
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Malformed);
}

QTEST_GUILESS_MAIN(TestHaproxyRouter)
#include "tst_haproxyrouter.moc"
