// Real programs, ended with all that they started.
// links: penelope-process Qt6::Network
#include "core/adapters/process/processrunner.h"

#include "tests/support/waiting.h"

#include <QDir>
#include <QFile>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

using Finished = CommandRunner::Finished;

Result<Finished> run(const QStringList& argv, const QString& folder = u"/"_s, Milliseconds limit = Milliseconds{60000})
{
    process::ProcessRunner runner;
    return test::awaited<Result<Finished>>([&](auto handler) { runner.run(argv, folder, limit, handler); });
}

Result<QByteArray> ask(const QString& script, const std::map<QString, QString>& environment = {})
{
    process::ProcessRunner runner;
    const CommandRunner::Question question{
        .argv = {u"sh"_s, u"-c"_s, script}, .folder = u"/"_s, .environment = environment, .limit = Milliseconds{60000}};
    return test::awaited<Result<QByteArray>>([&](auto handler) { runner.ask(question, handler); });
}

} // namespace

class TestProcessRunner : public QObject
{
    Q_OBJECT

private slots:
    void exitCodeAndOutputAreTheAnswer();
    void argumentsMeetNoShell();
    void aProgramMayStandInTheFolder();
    void onlyTheTailOfTheOutputIsKept();
    void aMissingProgramIsNamed();
    void noCommandIsMalformed();
    void theLimitEndsTheWholeGroup();
    void aSignalIsNoAnswer();
    void destructionEndsWhatRuns();
    void anAnswerIsStandardOutputAlone();
    void aQuestionHasItsOwnVariables();
    void aQuestionThatFailsIsRefusedWithoutItsOutput();
    void anAnswerWithoutEndIsRefused();
    void readyOnceTheAddressAnswers200();
    void neverReadyNamesTheLastAnswer();
};

void TestProcessRunner::exitCodeAndOutputAreTheAnswer()
{
    const auto finished = run({u"sh"_s, u"-c"_s, u"echo out; echo err >&2; exit 3"_s});
    QVERIFY(finished);
    QCOMPARE(finished->exitCode, 3);
    QCOMPARE(finished->logTail, u"out\nerr\n"_s);
}

void TestProcessRunner::argumentsMeetNoShell()
{
    const auto finished = run({u"echo"_s, u"$HOME; `id`"_s, u"*"_s});
    QVERIFY(finished);
    QCOMPARE(finished->logTail, u"$HOME; `id` *\n"_s);
}

void TestProcessRunner::aProgramMayStandInTheFolder()
{
    const QTemporaryDir folder;
    QFile program(folder.filePath(u"payments-ctl"_s));
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write("#!/bin/sh\npwd\n");
    program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    program.close();
    const auto real = QDir(folder.path()).canonicalPath() + u'\n';
    for (const auto& name : {u"payments-ctl"_s, u"./payments-ctl"_s}) {
        const auto finished = run({name}, folder.path());
        QVERIFY2(finished, finished ? "" : qPrintable(finished.error().message));
        QCOMPARE(finished->logTail, real);
    }
}

void TestProcessRunner::onlyTheTailOfTheOutputIsKept()
{
    const auto finished = run({u"sh"_s, u"-c"_s, u"head -c 300000 /dev/zero | tr '\\0' x; echo end"_s});
    QVERIFY(finished);
    QCOMPARE(finished->logTail.size(), process::ProcessRunner::keptOutput);
    QVERIFY(finished->logTail.endsWith(u"xend\n"_s));
}

void TestProcessRunner::aMissingProgramIsNamed()
{
    const auto finished = run({u"no-such-program-here"_s});
    QVERIFY(!finished);
    QCOMPARE(finished.error().code, ErrorCode::Unsupported);
    QVERIFY(finished.error().message.contains(u"no-such-program-here"_s));
}

void TestProcessRunner::noCommandIsMalformed()
{
    const auto finished = run({});
    QVERIFY(!finished);
    QCOMPARE(finished.error().code, ErrorCode::Malformed);
}

void TestProcessRunner::theLimitEndsTheWholeGroup()
{
    const QTemporaryDir folder;
    // The grandchild would outlive its parent; it tells its id.
    const auto finished = run(
        {u"sh"_s, u"-c"_s, u"sleep 600 & echo $! > pid.new; mv pid.new pid; wait"_s}, folder.path(), Milliseconds{500});
    QVERIFY(!finished);
    QCOMPARE(finished.error().code, ErrorCode::Unavailable);
    QFile file(folder.filePath(u"pid"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto pid = file.readAll().trimmed().toInt();
    QVERIFY(pid > 1);
    const auto gone = [pid] {
        QFile state(u"/proc/%1/stat"_s.arg(pid));
        return !state.open(QIODevice::ReadOnly) || state.readAll().contains(") Z ");
    };
    QTRY_VERIFY_WITH_TIMEOUT(gone(), 60000);
}

void TestProcessRunner::aSignalIsNoAnswer()
{
    const auto finished = run({u"sh"_s, u"-c"_s, u"echo dying; kill -9 $$"_s});
    QVERIFY(!finished);
    QCOMPARE(finished.error().code, ErrorCode::Unavailable);
    QVERIFY(finished.error().message.contains(u"signal 9"_s));
}

void TestProcessRunner::destructionEndsWhatRuns()
{
    const QTemporaryDir folder;
    bool called = false;
    {
        process::ProcessRunner runner;
        runner.run(
            {u"sh"_s, u"-c"_s, u"echo $$ > pid.new; mv pid.new pid; sleep 600"_s}, folder.path(), Milliseconds{600000},
            [&called](const auto&) { called = true; });
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.filePath(u"pid"_s)), 60000);
    }
    QFile file(folder.filePath(u"pid"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(::kill(file.readAll().trimmed().toInt(), 0), -1);
    QVERIFY(!called);
}

void TestProcessRunner::anAnswerIsStandardOutputAlone()
{
    const auto answer = ask(u"echo noise >&2; printf '\\303\\244'; echo more >&2"_s);
    QVERIFY(answer);
    QCOMPARE(*answer, QByteArray("\xc3\xa4"));
}

void TestProcessRunner::aQuestionHasItsOwnVariables()
{
    const auto answer = ask(u"echo \"$PLUGIN $HOME\""_s, {{u"PLUGIN"_s, u"a b"_s}});
    QVERIFY(answer);
    QCOMPARE(*answer, "a b " + qgetenv("HOME") + '\n');
}

void TestProcessRunner::aQuestionThatFailsIsRefusedWithoutItsOutput()
{
    const auto answer = ask(u"echo secret; echo log in >&2; exit 4"_s);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Refused);
    QCOMPARE(answer.error().message, u"sh exited 4: log in\n"_s);
}

void TestProcessRunner::anAnswerWithoutEndIsRefused()
{
    const auto answer = ask(u"head -c 3000000 /dev/zero"_s);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Refused);
}

void TestProcessRunner::readyOnceTheAddressAnswers200()
{
    int asked = 0;
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, &server, [&] {
        auto* socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&asked, socket] {
            socket->readAll();
            const QByteArray status = ++asked < 3 ? "503 Service Unavailable" : "200 OK";
            socket->write("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    process::ProcessRunner runner;
    const auto ready = test::awaited<Status>([&](auto handler) {
        runner.waitReady(u"http://127.0.0.1:%1/health"_s.arg(server.serverPort()), Milliseconds{60000}, handler);
    });
    QVERIFY(ready);
    QCOMPARE(asked, 3);
}

void TestProcessRunner::neverReadyNamesTheLastAnswer()
{
    process::ProcessRunner runner;
    const auto url = u"http://127.0.0.1:%1/health"_s.arg(test::freePort());
    const auto ready = test::awaited<Status>([&](auto handler) { runner.waitReady(url, Milliseconds{300}, handler); });
    QVERIFY(!ready);
    QCOMPARE(ready.error().code, ErrorCode::Unavailable);
    QCOMPARE(ready.error().where, url);
    QVERIFY2(ready.error().message.contains(u"refused"_s, Qt::CaseInsensitive), qPrintable(ready.error().message));
}

QTEST_GUILESS_MAIN(TestProcessRunner)
#include "tst_processrunner.moc"
