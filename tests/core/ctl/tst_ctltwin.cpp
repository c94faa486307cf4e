// `penelopectl twin run` on real sandboxes: two versions of a small service side by side, and what a kill leaves.
// alone: the times of both are compared
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/json.h"

#include <csignal>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Ran
{
    int code = -1;
    QString out;
    QString err;
    Json json() const { return parseForeign(out.toUtf8()).value_or(Json{}); }
};

/// A service of one page. The words of its settings file say how it misbehaves.
const QByteArray service = R"(import ctypes, http.server, os, sys
words = open("settings").read().split()
if "no-start" in words:
    sys.exit(7)
if "unshares" in words:
    ctypes.CDLL(None).unshare(0x10000000)
class Page(http.server.BaseHTTPRequestHandler):
    answered = 0
    def do_GET(self):
        Page.answered += 1
        if "crashes" in words and Page.answered > 100:
            os._exit(9)
        self.send_response(500 if "fails" in words and self.path != "/health" else 200)
        self.end_headers()
        self.wfile.write(b"well")
    def log_message(self, *rest):
        pass
if "writes" in words:
    open(sys.argv[2] + "/format", "w").write("2")
elif os.path.exists(sys.argv[2] + "/format"):
    sys.exit("a format of the future")
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
)";

void put(const QString& path, const QByteArray& bytes)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

Json job(const QString& name)
{
    return Json::object({{u"job"_s, Json{name}}});
}

/// Whose command line begins so.
QStringList processesOf(const QByteArray& words)
{
    QStringList found;
    for (const auto& name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile line(u"/proc/%1/cmdline"_s.arg(name));
        if (name.toInt() > 0 && line.open(QIODevice::ReadOnly) && line.readAll().startsWith(words))
            found.append(name);
    }
    return found;
}

QStringList scratchOf(qint64 process)
{
    return QDir(QDir::tempPath()).entryList({u"penelope-sandbox-%1-*"_s.arg(process)}, QDir::Dirs | QDir::Hidden);
}

} // namespace

class CtlTwinTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString tree(const QString& words)
    {
        const auto name = u"tree-"_s + (words.isEmpty() ? u"plain"_s : words);
        const auto folder = m_folder.filePath(name);
        const auto registration = Json::object(
            {{u"format"_s, Json{1}},
             {u"name"_s, Json{u"page"_s}},
             {u"repository"_s, Json{u"."_s}},
             {u"branch"_s, Json{u"main"_s}},
             {u"prometheus"_s, Json{u"main"_s}},
             {u"arms"_s, Json::object({{u"stable"_s, job(u"page"_s)}, {u"canary"_s, job(u"page-canary"_s)}})},
             {u"router"_s, Json::object(
                               {{u"kind"_s, Json{u"haproxy"_s}},
                                {u"socket"_s, Json{u"haproxy.sock"_s}},
                                {u"backend"_s, Json{u"be_page"_s}},
                                {u"stable"_s, jsonList({u"stable"_s})},
                                {u"canary"_s, jsonList({u"canary"_s})}})},
             {u"ready"_s, Json::object(
                              {{u"stable"_s, Json{u"http://127.0.0.1:8180/health"_s}},
                               {u"canary"_s, Json{u"http://127.0.0.1:8181/health"_s}}})},
             {u"commands"_s, Json::object(
                                 {{u"start_canary"_s, jsonList({u"true"_s})},
                                  {u"stop_canary"_s, jsonList({u"true"_s})},
                                  {u"promote"_s, jsonList({u"true"_s})},
                                  {u"test"_s, jsonList({u"true"_s})}})},
             {u"twin"_s, Json::object(
                             {{u"start"_s, jsonList({u"python3"_s, u"serve.py"_s, u"{{port}}"_s, u"{{data}}"_s})},
                              {u"paths"_s, Json::object({{u"/registered"_s, Json{1}}})},
                              {u"rate"_s, Json{60}}})}});
        put(folder + u"/penelope-service.json"_s, toJsonText(registration));
        put(folder + u"/settings"_s, words.toUtf8());
        put(folder + u"/serve.py"_s, service);
        return folder;
    }

    /// The tree's service is this file of it.
    static void startWith(const QString& folder, const QString& file)
    {
        QFile registered(folder + u"/penelope-service.json"_s);
        QVERIFY(registered.open(QIODevice::ReadOnly));
        auto json = parseForeign(registered.readAll()).value_or(Json{});
        auto twin = json[u"twin"];
        twin.set(u"start"_s, jsonList({u"python3"_s, file, u"{{port}}"_s, u"{{data}}"_s}));
        json.set(u"twin"_s, twin);
        put(registered.fileName(), toJsonText(json));
    }

    static QString program() { return QStringLiteral(PENELOPE_BINARIES "/penelopectl"); }
    static Ran ctl(const QStringList& arguments)
    {
        QProcess process;
        process.start(program(), arguments);
        process.waitForFinished(-1);
        return {
            process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
    }
    Ran sideBySide(const QString& after, const QStringList& more = {})
    {
        return ctl(
            QStringList{u"twin"_s, u"run"_s, u"--tree"_s, tree(after), u"--before"_s, tree({}), u"--soak"_s, u"8"_s} +
            more);
    }

private slots:
    void theSameTreeTwicePasses()
    {
        const auto ran = sideBySide({});
        QVERIFY2(ran.code == 0, qPrintable(ran.out + ran.err));
        QVERIFY2(ran.out.contains(u"passed: undo tested"_s), qPrintable(ran.out));
        QVERIFY2(ran.out.contains(u"before: "_s) && ran.out.contains(u"after: "_s), qPrintable(ran.out));
        QVERIFY(!ran.out.contains(u"refused:"_s));
    }

    void whatDoesNotStandTheLoadIsNotPassed_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("result");
        QTest::addColumn<QString>("cause");
        QTest::newRow("does not start") << u"no-start"_s << u"failed"_s << u"start"_s;
        QTest::newRow("crashes") << u"crashes"_s << u"failed"_s << u"crash"_s;
        QTest::newRow("fails") << u"fails"_s << u"failed"_s << u"errors"_s;
        QTest::newRow("no way back") << u"writes"_s << u"unavailable"_s << u"undo"_s;
    }
    void whatDoesNotStandTheLoadIsNotPassed()
    {
        QFETCH(QString, words);
        QFETCH(QString, result);
        QFETCH(QString, cause);
        const auto ran = sideBySide(words, {u"--json"_s});
        QVERIFY2(ran.code == 1, qPrintable(ran.out + ran.err));
        QCOMPARE(ran.json()[u"result"].toString(), result);
        QCOMPARE(ran.json()[u"cause"].toString(), cause);
        QVERIFY(!ran.json()[u"reason"].toString().isEmpty());
    }

    void whatTheSandboxRefusedIsShown()
    {
        const auto told = u"the system call unshare"_s;
        const auto ran = sideBySide(u"unshares"_s);
        QVERIFY2(ran.code == 0, qPrintable(ran.out + ran.err));
        QVERIFY2(ran.out.contains(u"refused: "_s + told), qPrintable(ran.out));
        const auto json = sideBySide(u"unshares"_s, {u"--json"_s}).json();
        QCOMPARE(stringList(json[u"refused"]), QStringList{told});
    }

    /// An operator of the machine, or its kernel, ends a service that did nothing: that is no fault of the patch.
    void anEndFromOutsideIsPlayedAgain()
    {
        const auto word = u"ended-%1"_s.arg(QCoreApplication::applicationPid());
        const auto folder = tree({});
        put(folder + u'/' + word, service);
        startWith(folder, word);
        QProcess process;
        process.start(
            program(), {u"twin"_s, u"run"_s, u"--tree"_s, folder, u"--before"_s, folder, u"--soak"_s, u"8"_s});
        const auto played = "python3" + QByteArray(1, '\0') + word.toUtf8();
        QTRY_COMPARE_WITH_TIMEOUT(processesOf(played).size(), 2, 60'000);
        QCOMPARE(::kill(processesOf(played).front().toInt(), SIGTERM), 0);
        process.waitForFinished(-1);
        const auto out = QString::fromUtf8(process.readAllStandardOutput());
        QVERIFY2(process.exitCode() == 0, qPrintable(out));
        QVERIFY2(out.contains(u"passed: undo tested"_s), qPrintable(out));
        QVERIFY2(out.contains(u"played a second time, since the "_s) && out.contains(u"signal 15"_s), qPrintable(out));
    }

    void theMixComesFromTheAccessLog()
    {
        const auto log = m_folder.filePath(u"access.log"_s);
        put(log, "192.0.2.7 - ana [10/Oct/2026:13:55:36 +0000] \"GET /items/7?key=abc HTTP/1.1\" 200 5\n");
        const auto ran = sideBySide({}, {u"--access-log"_s, log});
        QVERIFY2(ran.code == 0, qPrintable(ran.out + ran.err));
        QVERIFY2(ran.out.contains(u"load: "_s) && !ran.out.contains(u"abc"_s), qPrintable(ran.out));
    }

    void whatCannotBePlayedIsSaid()
    {
        const auto empty = m_folder.filePath(u"empty"_s);
        QVERIFY(QDir().mkpath(empty));
        const auto none = ctl({u"twin"_s, u"run"_s, u"--tree"_s, empty, u"--before"_s, tree({})});
        QVERIFY(none.code != 0 && none.err.contains(u"penelope-service.json"_s));
        const auto gone = ctl({u"twin"_s, u"run"_s, u"--tree"_s, tree({}), u"--before"_s, empty + u"/gone"_s});
        QVERIFY2(gone.code != 0 && gone.out.contains(u"no tree"_s), qPrintable(gone.out + gone.err));
        const auto log = sideBySide({}, {u"--access-log"_s, empty + u"/gone.log"_s});
        QVERIFY2(log.code != 0 && log.err.contains(u"gone.log"_s), qPrintable(log.out + log.err));
        const auto alone = ctl({u"twin"_s, u"run"_s, u"--tree"_s, tree({}), u"--soak"_s, u"10"_s});
        QVERIFY(alone.code != 0 && alone.err.contains(u"--before"_s));
        const auto soak = sideBySide({}, {u"--rate"_s, u"0"_s});
        QVERIFY(soak.code != 0 && soak.err.contains(u"--rate"_s));
    }

    /// With SIGKILL nothing can be tidied up on the way out: the kernel ends what runs, the next start removes the
    /// copies.
    void aKillLeavesNothing_data()
    {
        QTest::addColumn<bool>("underLoad");
        QTest::newRow("during its tests") << false;
        QTest::newRow("under load") << true;
    }
    void aKillLeavesNothing()
    {
        QFETCH(bool, underLoad);
        const auto word = u"killed-%1-%2"_s.arg(QCoreApplication::applicationPid()).arg(underLoad);
        const auto folder = tree({});
        put(folder + u'/' + word, service);
        QProcess process;
        QStringList arguments{u"twin"_s, u"run"_s, u"--tree"_s, folder};
        if (underLoad) {
            startWith(folder, word);
            arguments += QStringList{u"--before"_s, folder, u"--soak"_s, u"600"_s};
        } else {
            arguments += QStringList{u"--"_s, u"python3"_s, word, u"8080"_s, u"/tmp"_s};
        }
        process.start(program(), arguments);
        QVERIFY(process.waitForStarted());
        const auto killed = process.processId();
        const auto played = "python3" + QByteArray(1, '\0') + word.toUtf8();
        QTRY_VERIFY_WITH_TIMEOUT(!processesOf(played).isEmpty(), 60'000);
        QVERIFY(!scratchOf(killed).isEmpty());
        QCOMPARE(::kill(static_cast<pid_t>(killed), SIGKILL), 0);
        process.waitForFinished(-1);

        QTRY_COMPARE_WITH_TIMEOUT(processesOf(played), QStringList{}, 60'000);
        QFile mounts(u"/proc/self/mountinfo"_s);
        QVERIFY(mounts.open(QIODevice::ReadOnly));
        QVERIFY(!mounts.readAll().contains("penelope-sandbox-" + QByteArray::number(killed)));
        QCOMPARE(ctl({u"twin"_s, u"run"_s, u"--tree"_s, folder, u"--"_s, u"true"_s}).code, 0);
        QCOMPARE(scratchOf(killed), QStringList{});
    }
};

QTEST_GUILESS_MAIN(CtlTwinTest)
#include "tst_ctltwin.moc"
