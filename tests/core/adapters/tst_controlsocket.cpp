// Server and client of the control socket, each also against raw lines.
// links: penelope-control Qt6::Network
#include "core/adapters/control/controlclient.h"
#include "core/adapters/control/controlserver.h"

#include "tests/support/waiting.h"

#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <sys/stat.h>

using namespace penelope;
using namespace penelope::control;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Answers "echo" with its args, "later" when told, and refuses the rest.
class ScriptedCore : public ControlPort
{
public:
    Greeting greeting() const override { return {u"j-1"_s, u"console"_s, seq}; }
    void ask(const QString& command, const Json& args, const QString& user, Answer answer) override
    {
        lastUser = user;
        if (command == "echo"_L1)
            return answer(Answered{seq, args});
        if (command == "later"_L1)
            return waiting.push_back(std::move(answer));
        answer(failure(ErrorCode::Conflict, u"bruno was first"_s, u"approval/7"_s));
    }
    Result<std::vector<Json>> events(qint64 after, int limit) override
    {
        std::vector<Json> all;
        for (qint64 each = after + 1; each <= seq && static_cast<int>(all.size()) < limit; ++each)
            all.push_back(Json::object({{u"seq"_s, each}, {u"text"_s, QString(1000, u'x')}}));
        return all;
    }

    qint64 seq = 3;
    QString lastUser;
    std::vector<Answer> waiting;
};

/// A peer that speaks raw lines, on the test's own event loop.
class RawPeer
{
public:
    explicit RawPeer(const QString& path)
    {
        m_socket.connectToServer(path);
        if (!m_socket.waitForConnected())
            qFatal("cannot connect");
    }
    void say(const QByteArray& line) { m_socket.write(line + '\n'); }
    Json next()
    {
        QEventLoop loop;
        QObject::connect(&m_socket, &QLocalSocket::readyRead, &loop, &QEventLoop::quit);
        QObject::connect(&m_socket, &QLocalSocket::disconnected, &loop, &QEventLoop::quit);
        while (!m_socket.canReadLine() && m_socket.state() == QLocalSocket::ConnectedState)
            loop.exec();
        const auto line = parseForeign(m_socket.readLine());
        return line ? *line : Json(u"closed"_s);
    }
    bool closes()
    {
        QEventLoop loop;
        QObject::connect(&m_socket, &QLocalSocket::disconnected, &loop, &QEventLoop::quit);
        if (m_socket.state() == QLocalSocket::ConnectedState)
            loop.exec();
        return m_socket.state() != QLocalSocket::ConnectedState;
    }

private:
    QLocalSocket m_socket;
};

} // namespace

class TestControlSocket : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void theSocketIsPrivate();
    void theGreetingComesFirst();
    void aCommandIsAnsweredWithItsId();
    void anErrorKeepsCodeAndPlace();
    void answersMayOvertakeEachOther();
    void aBadLineIsAnsweredAndTheNextStillWorks_data();
    void aBadLineIsAnsweredAndTheNextStillWorks();
    void aLineOverTheLimitEndsTheSession();
    void aSubscriberGetsOldAndNewEventsInOrder();
    void aSubscriberThatReadsSlowlyLosesNothing();
    void aDeadSocketIsTakenOverALiveOneIsNot();
    void aForeignFileIsNotRemoved();
    void anAnswerToAPeerThatLeftIsDropped();
    void theClientAsksAndFollows();
    void theClientTellsWhoDoesNotAnswer();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedCore> m_core;
    std::unique_ptr<ControlServer> m_server;
    QString m_path;
};

void TestControlSocket::init()
{
    m_server.reset();
    m_core = std::make_unique<ScriptedCore>();
    m_server = std::make_unique<ControlServer>(*m_core);
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"run/core.sock"_s);
    QVERIFY(m_server->listen(m_path));
}

void TestControlSocket::theSocketIsPrivate()
{
    struct stat socket
    {};
    struct stat folder
    {};
    QCOMPARE(::stat(m_path.toUtf8().constData(), &socket), 0);
    QCOMPARE(::stat(QFileInfo(m_path).path().toUtf8().constData(), &folder), 0);
    QCOMPARE(socket.st_mode & 0777, mode_t{0600});
    QCOMPARE(folder.st_mode & 0777, mode_t{0700});
}

void TestControlSocket::theGreetingComesFirst()
{
    RawPeer peer(m_path);
    QCOMPARE(
        peer.next(),
        Json::object({{u"penelope"_s, 1}, {u"journal_id"_s, u"j-1"_s}, {u"mode"_s, u"console"_s}, {u"seq"_s, 3}}));
}

void TestControlSocket::aCommandIsAnsweredWithItsId()
{
    RawPeer peer(m_path);
    peer.next();
    peer.say(R"({"id":41,"command":"echo","args":{"x":1}})");
    QCOMPARE(
        peer.next(),
        Json::object({{u"id"_s, 41}, {u"ok"_s, true}, {u"seq"_s, 3}, {u"result"_s, Json::object({{u"x"_s, 1}})}}));
    QVERIFY(!m_core->lastUser.isEmpty());
}

void TestControlSocket::anErrorKeepsCodeAndPlace()
{
    RawPeer peer(m_path);
    peer.next();
    peer.say(R"({"id":1,"command":"approve"})");
    const auto answer = peer.next();
    QCOMPARE(answer.boolean(u"ok"), false);
    QCOMPARE(
        answer[u"error"],
        Json::object(
            {{u"code"_s, u"conflict"_s}, {u"message"_s, u"bruno was first"_s}, {u"where"_s, u"approval/7"_s}}));
}

void TestControlSocket::answersMayOvertakeEachOther()
{
    RawPeer peer(m_path);
    peer.next();
    peer.say(R"({"id":1,"command":"later"})");
    peer.say(R"({"id":2,"command":"echo"})");
    QCOMPARE(peer.next().integer(u"id"), qint64{2});
    m_core->waiting.front()(ControlPort::Answered{9, {}});
    const auto late = peer.next();
    QCOMPARE(late.integer(u"id"), qint64{1});
    QCOMPARE(late.integer(u"seq"), qint64{9});
}

void TestControlSocket::aBadLineIsAnsweredAndTheNextStillWorks_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no JSON") << QByteArray("approve 7");
    QTest::newRow("no object") << QByteArray("[1]");
    QTest::newRow("no command") << QByteArray(R"({"id":1})");
    QTest::newRow("args are a list") << QByteArray(R"({"id":1,"command":"echo","args":[1]})");
    QTest::newRow("no id") << QByteArray(R"({"command":"echo"})");
    QTest::newRow("not UTF-8") << QByteArray("{\"id\":1,\"command\":\"\xff\"}");
}

void TestControlSocket::aBadLineIsAnsweredAndTheNextStillWorks()
{
    QFETCH(const QByteArray, line);
    RawPeer peer(m_path);
    peer.next();
    peer.say(line);
    const auto answer = peer.next();
    QCOMPARE(answer.boolean(u"ok"), false);
    QCOMPARE(answer[u"error"].text(u"code"), u"malformed"_s);
    peer.say(R"({"id":2,"command":"echo"})");
    QCOMPARE(peer.next().integer(u"id"), qint64{2});
}

void TestControlSocket::aLineOverTheLimitEndsTheSession()
{
    RawPeer peer(m_path);
    peer.next();
    peer.say(QByteArray(maxLine + 10, 'x'));
    QCOMPARE(peer.next()[u"error"].text(u"code"), u"malformed"_s);
    QVERIFY(peer.closes());
}

void TestControlSocket::aSubscriberGetsOldAndNewEventsInOrder()
{
    RawPeer peer(m_path);
    peer.next();
    peer.say(R"({"command":"subscribe","args":{"after":1}})");
    QCOMPARE(peer.next()[u"event"].integer(u"seq"), qint64{2});
    QCOMPARE(peer.next()[u"event"].integer(u"seq"), qint64{3});
    m_core->seq = 5;
    m_server->announce(5);
    QCOMPARE(peer.next()[u"event"].integer(u"seq"), qint64{4});
    QCOMPARE(peer.next()[u"event"].integer(u"seq"), qint64{5});
}

void TestControlSocket::aSubscriberThatReadsSlowlyLosesNothing()
{
    constexpr qint64 many = 20000; // 20 MB, more than is queued for one peer
    RawPeer peer(m_path);
    peer.next();
    m_core->seq = many;
    peer.say(R"({"command":"subscribe","args":{"after":0}})");
    for (qint64 seq = 1; seq <= many; ++seq)
        QCOMPARE(peer.next()[u"event"].integer(u"seq"), seq);
}

void TestControlSocket::aDeadSocketIsTakenOverALiveOneIsNot()
{
    ControlServer second(*m_core);
    const auto refused = second.listen(m_path);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Conflict);

    const auto dead = m_folder->filePath(u"dead.sock"_s);
    {
        // As after a kill: the file stays, nobody listens.
        QLocalServer server;
        QVERIFY(server.listen(m_folder->filePath(u"live.sock"_s)));
        QVERIFY(QFile::rename(m_folder->filePath(u"live.sock"_s), dead));
    }
    QVERIFY(second.listen(dead));
    RawPeer peer(dead);
    QCOMPARE(peer.next().integer(u"penelope"), qint64{1});
}

void TestControlSocket::aForeignFileIsNotRemoved()
{
    QFile file(m_folder->filePath(u"notes"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    ControlServer second(*m_core);
    QCOMPARE(second.listen(file.fileName()).error().code, ErrorCode::Conflict);
    QVERIFY(file.exists());
}

void TestControlSocket::anAnswerToAPeerThatLeftIsDropped()
{
    {
        RawPeer peer(m_path);
        peer.next();
        peer.say(R"({"id":1,"command":"later"})");
        peer.say(R"({"id":2,"command":"echo"})");
        peer.next();
    }
    RawPeer next(m_path);
    next.next();
    m_core->waiting.front()(ControlPort::Answered{9, {}});
    next.say(R"({"id":3,"command":"echo"})");
    QCOMPARE(next.next().integer(u"id"), qint64{3});
}

void TestControlSocket::theClientAsksAndFollows()
{
    // The client blocks, so it has a thread of its own here; it hands its findings over when it is done.
    struct Found
    {
        ControlClient::Greeting greeting;
        Result<ControlClient::Answered> echo;
        Result<ControlClient::Answered> refused;
        Result<Json> event;
    };
    QEventLoop loop;
    auto work = std::async(std::launch::async, [this, &loop]() -> Result<Found> {
        auto client = ControlClient::connect(m_path);
        const auto done = qScopeGuard([&loop] { QMetaObject::invokeMethod(&loop, "quit", Qt::QueuedConnection); });
        if (!client)
            return Failure{client.error()};
        auto echo = client->ask(u"echo"_s, Json::object({{u"x"_s, 1}}));
        auto refused = client->ask(u"approve"_s, {});
        const auto subscribed = client->subscribe(2);
        if (!subscribed)
            return Failure{subscribed.error()};
        return Found{client->greeting(), std::move(echo), std::move(refused), client->nextEvent(Milliseconds{30000})};
    });
    loop.exec();
    const auto found = work.get();

    QVERIFY2(found, found ? "" : qPrintable(found.error().message));
    QCOMPARE(found->greeting.journalId, u"j-1"_s);
    QVERIFY(found->echo);
    QCOMPARE(found->echo->seq, qint64{3});
    QCOMPARE(found->echo->result.integer(u"x"), qint64{1});
    QVERIFY(!found->refused);
    QCOMPARE(found->refused.error(), (Error{ErrorCode::Conflict, u"bruno was first"_s, u"approval/7"_s}));
    QVERIFY(found->event);
    QCOMPARE(found->event->integer(u"seq"), qint64{3});
}

void TestControlSocket::theClientTellsWhoDoesNotAnswer()
{
    const auto nobody = ControlClient::connect(m_folder->filePath(u"absent.sock"_s));
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().code, ErrorCode::Unavailable);
    // The server's loop does not run while the client blocks: silence.
    const auto silent = ControlClient::connect(m_path, Milliseconds{50});
    QVERIFY(!silent);
    QCOMPARE(silent.error().code, ErrorCode::Unavailable);
}

QTEST_GUILESS_MAIN(TestControlSocket)
#include "tst_controlsocket.moc"
