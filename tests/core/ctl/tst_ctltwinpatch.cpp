// `penelopectl twin run PATCH` on a real repository and real sandboxes: what it says, and what is left of it.
// links: penelope-sqlite penelope-system
#include "core/adapters/sqlite/store.h"
#include "core/adapters/system/systemclock.h"
#include "tests/support/scriptedworld.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray page = R"(import http.server, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(open("service.toml", "rb").read())
    def log_message(self, *rest):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
)";

void put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s", qPrintable(file.errorString()));
}

/// Whose command line holds the word.
QStringList processesWith(const QString& word)
{
    QStringList found;
    for (const auto& name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile line(u"/proc/%1/cmdline"_s.arg(name));
        if (name.toInt() > 0 && line.open(QIODevice::ReadOnly) && line.readAll().contains(word.toUtf8()))
            found.append(name);
    }
    return found;
}

QStringList scratchOf(qint64 process)
{
    return QDir(QDir::tempPath()).entryList({u"penelope-sandbox-%1-*"_s.arg(process)}, QDir::Dirs | QDir::Hidden);
}

bool isMountedOf(qint64 process)
{
    QFile mounts(u"/proc/self/mountinfo"_s);
    return mounts.open(QIODevice::ReadOnly) &&
           mounts.readAll().contains("penelope-sandbox-" + QByteArray::number(process));
}

/// A repository, a journal whose core proposed a patch for it and ended, and penelopectl on them.
class Bench
{
public:
    explicit Bench(const QString& programName, const QStringList& tests = {u"true"_s})
        : program(programName)
    {
        makeRepository();
        ScriptedWorld world;
        world.clock.advance(system::SystemClock().now() - world.clock.now() - 5min);
        world.run(1);
        world.change([&](patch::Registration& registration) {
            registration.repository = repository();
            registration.branch = u"main"_s;
            registration.test = tests;
            registration.twin.start = {u"python3"_s, program, u"{{port}}"_s};
            registration.twin.paths = {{u"/{{number}}"_s, 1}};
            registration.twin.rate = 60;
        });
        world.metrics.stable.slowShare = 0.2;
        world.raise(u"high"_s, world.clock.now());
        if (!world.runUntil(u"PatchChecked"_s, 30))
            qFatal("no patch was proposed");
        patch = world.newestPatch()->id.value();
        auto store = sqlite::Store::open({.path = journal(), .create = true});
        if (!store)
            qFatal("%s", qPrintable(store.error().message));
        for (const auto& event : world.store.events()) {
            const journal::Draft draft{
                .kind = event.kind, .stream = event.stream, .payload = event.payload, .actor = event.actor};
            if (!(*store)->append({{draft, event.time, event.streamVersion - 1}}))
                qFatal("the journal cannot be written");
        }
    }

    QString journal() const { return folder.filePath(u"journal.db"_s); }
    QString repository() const { return folder.filePath(u"repository"_s); }
    QString git(const QStringList& words) const
    {
        QProcess process;
        process.start(
            u"git"_s,
            QStringList{u"-c"_s, u"user.name=a"_s, u"-c"_s, u"user.email=a@b"_s, u"-C"_s, repository()} + words);
        process.waitForFinished(-1);
        return QString::fromUtf8(process.readAllStandardOutput());
    }
    /// Of the trials that penelopectl made.
    int worktrees() const { return static_cast<int>(git({u"worktree"_s, u"list"_s}).count(u"/try-"_s)); }
    int branches() const { return static_cast<int>(git({u"branch"_s, u"--list"_s, u"penelope/*try*"_s}).count(u'\n')); }

    void start(QProcess& process, const QStringList& words) const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const auto* name : {"CACHE", "CONFIG", "STATE", "DATA"})
            environment.insert(u"XDG_%1_HOME"_s.arg(QLatin1StringView{name}), folder.filePath(u"xdg"_s));
        environment.insert(u"XDG_RUNTIME_DIR"_s, folder.filePath(u"xdg"_s));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(PENELOPE_BINARIES "/penelopectl"), QStringList{u"--journal"_s, journal()} + words);
    }

    QTemporaryDir folder;
    QString program;
    QString patch;

private:
    void makeRepository() const
    {
        QDir().mkpath(repository());
        QDir().mkpath(folder.filePath(u"xdg"_s));
        put(repository() + u"/service.toml"_s, "# payments\npool = 4\ntimeout = 5\n");
        put(repository() + u'/' + program, page);
        git({u"init"_s, u"-q"_s, u"-b"_s, u"main"_s});
        git({u"add"_s, u"."_s});
        git({u"commit"_s, u"-q"_s, u"-m"_s, u"begin"_s});
    }
};

QString ownWord(const char* name)
{
    return u"%1-%2.py"_s.arg(QLatin1StringView{name}).arg(QCoreApplication::applicationPid());
}

} // namespace

class CtlTwinPatchTest : public QObject
{
    Q_OBJECT

private slots:
    void aPatchIsTriedAsTheCoreTriesIt()
    {
        const Bench bench(ownWord("whole"));
        QProcess process;
        bench.start(process, {u"twin"_s, u"run"_s, bench.patch, u"--soak"_s, u"8"_s});
        process.waitForFinished(-1);
        const auto out = QString::fromUtf8(process.readAllStandardOutput());
        QVERIFY2(process.exitCode() == 0, qPrintable(out + QString::fromUtf8(process.readAllStandardError())));
        QVERIFY2(out.contains(u"passed: exited, code 0"_s), qPrintable(out)); // its tests
        QVERIFY2(out.contains(u"passed: undo tested"_s), qPrintable(out));
        QVERIFY2(out.contains(u"before: "_s) && out.contains(u"after: "_s), qPrintable(out));
        QCOMPARE(bench.worktrees(), 0);
        QCOMPARE(bench.branches(), 0);
    }
    void whatIsNoPatchIsSaid()
    {
        const Bench bench(ownWord("none"));
        QProcess process;
        bench.start(process, {u"twin"_s, u"run"_s, u"ffffffff"_s});
        process.waitForFinished(-1);
        QVERIFY(process.exitCode() != 0);
        QVERIFY(!process.readAllStandardError().isEmpty());
    }

    void aSignalLeavesNothing_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<bool>("underLoad");
        QTest::newRow("SIGINT under load") << SIGINT << true;
        QTest::newRow("SIGINT during its tests") << SIGINT << false;
        QTest::newRow("SIGTERM under load") << SIGTERM << true;
        QTest::newRow("SIGHUP under load") << SIGHUP << true;
    }
    void aSignalLeavesNothing()
    {
        QFETCH(int, number);
        QFETCH(bool, underLoad);
        const auto word = ownWord("signalled");
        const Bench bench(word, underLoad ? QStringList{u"true"_s} : QStringList{u"python3"_s, word, u"8080"_s});
        QProcess process;
        bench.start(process, {u"twin"_s, u"run"_s, bench.patch, u"--soak"_s, u"600"_s});
        QVERIFY(process.waitForStarted());
        const auto ended = process.processId();
        QTRY_VERIFY_WITH_TIMEOUT(!processesWith(word).isEmpty(), 60'000);
        QCOMPARE(bench.worktrees(), 2);
        QVERIFY(!scratchOf(ended).isEmpty());

        QCOMPARE(::kill(static_cast<pid_t>(ended), number), 0);
        process.waitForFinished(-1);
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("ended by a signal"));
        QCOMPARE(processesWith(word), QStringList{});
        QCOMPARE(scratchOf(ended), QStringList{});
        QVERIFY(!isMountedOf(ended));
        QCOMPARE(bench.worktrees(), 0);
        QCOMPARE(bench.branches(), 0);
    }

    /// With SIGKILL nothing can be tidied up on the way out: the kernel ends what runs, the next core does the rest.
    void aKillIsTidiedUpByTheNextCore()
    {
        const auto word = ownWord("killed");
        const Bench bench(word);
        QProcess process;
        bench.start(process, {u"twin"_s, u"run"_s, bench.patch, u"--soak"_s, u"600"_s});
        QVERIFY(process.waitForStarted());
        const auto killed = process.processId();
        QTRY_VERIFY_WITH_TIMEOUT(!processesWith(word).isEmpty(), 60'000);
        QCOMPARE(::kill(static_cast<pid_t>(killed), SIGKILL), 0);
        process.waitForFinished(-1);
        QTRY_COMPARE_WITH_TIMEOUT(processesWith(word), QStringList{}, 60'000);
        QVERIFY(!isMountedOf(killed));
        QCOMPARE(bench.worktrees(), 2);

        QProcess core;
        bench.start(core, {u"serve"_s});
        QVERIFY(core.waitForStarted());
        QTRY_COMPARE_WITH_TIMEOUT(bench.worktrees(), 0, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(scratchOf(killed), QStringList{}, 60'000);
        QCOMPARE(bench.branches(), 0);
        core.terminate();
        QVERIFY(core.waitForFinished(60'000));
        QCOMPARE(core.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(CtlTwinPatchTest)
#include "tst_ctltwinpatch.moc"
