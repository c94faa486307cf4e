// links: penelope-sandbox penelope-system Qt6::Network
#include "core/adapters/sandbox/bubblewrap.h"
#include "core/adapters/sandbox/scratch.h"
#include "core/adapters/system/systemclock.h"
#include "tests/support/waiting.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::sandbox;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QStringList scratchFolders()
{
    // Others may play in sandboxes at the same time.
    const auto ours = u"penelope-sandbox-%1-*"_s.arg(QCoreApplication::applicationPid());
    return QDir(QDir::tempPath()).entryList({ours}, QDir::Dirs | QDir::Hidden);
}

/// Processes of this machine whose command line holds the word.
int processesWith(const QByteArray& word)
{
    int found = 0;
    for (const auto& name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile line(u"/proc/%1/cmdline"_s.arg(name));
        if (name.toInt() > 0 && line.open(QIODevice::ReadOnly) && line.readAll().contains(word))
            ++found;
    }
    return found;
}

} // namespace

class TestSandbox final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    system::SystemClock m_clock;

    QString tree() const { return m_folder.filePath(u"tree"_s); }

    Result<Sandbox::Outcome> play(Sandbox::Job job)
    {
        Bubblewrap sandbox(m_clock);
        job.tree = job.tree.isEmpty() ? tree() : job.tree;
        return test::awaited<Result<Sandbox::Outcome>>([&](auto handler) { sandbox.run(std::move(job), handler); });
    }
    Result<Sandbox::Outcome> shell(const QString& script, Sandbox::Limits limits = {})
    {
        return play({.argv = {u"sh"_s, u"-c"_s, script}, .tree = {}, .limits = limits});
    }

private slots:
    void init()
    {
        QDir(tree()).removeRecursively();
        QVERIFY(QDir().mkpath(tree() + u"/src"_s));
        QVERIFY(QDir().mkpath(tree() + u"/.git"_s));
        write(tree() + u"/service.toml"_s, "pool = 4\n");
        write(tree() + u"/src/main.py"_s, "print('hello')\n");
        write(tree() + u"/.git/config"_s, "[core]\n");
    }
    void cleanup() { QVERIFY2(scratchFolders().isEmpty(), "a copy was left behind"); }

    void aProgramRunsInACopyOfTheTree()
    {
        const auto outcome = shell(u"pwd; cat service.toml; ls -A; cat; exit 3"_s);
        QVERIFY2(outcome.has_value(), qPrintable(outcome ? QString{} : outcome.error().message));
        QCOMPARE(outcome->ending, Sandbox::Ending::Exited);
        QCOMPARE(outcome->code, 3);
        QCOMPARE(outcome->output, QByteArray("/work\npool = 4\nservice.toml\nsrc\n"));
        QVERIFY(outcome->changes.empty());
    }
    void itIsGivenItsInput()
    {
        const auto outcome = play({.argv = {u"cat"_s}, .tree = {}, .input = "{\"format\":1}"});
        QVERIFY(outcome.has_value());
        QCOMPARE(outcome->output, QByteArray("{\"format\":1}"));
    }
    void whatItWroteIsTold()
    {
        const auto outcome = shell(u"echo more >> service.toml; mkdir out; echo x > out/new; rm src/main.py; "
                                   "ln -s /etc/passwd out/link"_s);
        QVERIFY(outcome.has_value());
        const std::vector<Sandbox::Change> expected{
            {Sandbox::ChangeKind::Added, u"out/link"_s},
            {Sandbox::ChangeKind::Added, u"out/new"_s},
            {Sandbox::ChangeKind::Changed, u"service.toml"_s},
            {Sandbox::ChangeKind::Removed, u"src/main.py"_s}};
        QCOMPARE(outcome->changes, expected);
        QFile untouched(tree() + u"/service.toml"_s);
        QVERIFY(untouched.open(QIODevice::ReadOnly));
        QCOMPARE(untouched.readAll(), QByteArray("pool = 4\n"));
    }

    /// Each tries something that must not work, and exits with 0 where it did.
    void itCannot_data()
    {
        QTest::addColumn<QString>("script");
        const auto row = [](const char* name, const QString& script) { QTest::newRow(name) << script; };
        row("read /etc/shadow", u"cat /etc/shadow"_s);
        row("read /etc at all", u"ls /etc"_s);
        row("read the root's home", u"ls /root"_s);
        row("see the machine's files", u"ls /home /var /opt /srv /mnt 2>/dev/null | grep ."_s);
        row("write to /usr", u"touch /usr/bin/penelope-was-here"_s);
        row("write to the root", u"touch /penelope-was-here"_s);
        row("see other processes", u"test $(ls /proc | grep -c '^[0-9]') -gt 12"_s);
        row("read another's environment", u"tr '\\0' '\\n' < /proc/1/environ | grep -av ^PATH= | grep -a ."_s);
        row("signal the parent", u"kill -9 -1 2>/dev/null; kill -0 2 2>/dev/null; exit 1"_s);
        row("mount", u"mount -t tmpfs none /tmp"_s);
        row("make a namespace", u"unshare -U true"_s);
        row("become another user", u"setpriv --reuid 1 true"_s);
        row("keep a capability", u"grep -E 'CapEff:\\s+0*[1-9a-f]' /proc/self/status"_s);
        row("gain a privilege", u"grep 'NoNewPrivs:\\s*0' /proc/self/status"_s);
        row("make a device", u"mknod /tmp/sda b 8 0"_s);
        row("raise its limits", u"ulimit -n 1000000"_s);
        row("change the clock", u"date -s 2001-01-01"_s);
        row("use another's descriptor", u"ls -l /proc/self/fd | grep -E 'pipe|socket' | grep -vE ' (0|1|2) ->'"_s);
        row("see the environment", u"env | grep -E 'PENELOPE|XDG|SSH|TOKEN'"_s);
        row("read the kernel's log", u"dmesg"_s);
        row("leave through the tree", u"cat ../../../../etc/shadow"_s);
        row("follow a link out", u"ln -s /etc/shadow out; cat out"_s);
    }
    void itCannot()
    {
        QFETCH(QString, script);
        qputenv("PENELOPE_SECRET_OF_THE_TEST", "1");
        const auto outcome = shell(script);
        qunsetenv("PENELOPE_SECRET_OF_THE_TEST");
        QVERIFY2(outcome.has_value(), qPrintable(outcome ? QString{} : outcome.error().message));
        QVERIFY2(outcome->ending != Sandbox::Ending::Exited || outcome->code != 0, qPrintable(outcome->logTail));
    }
    void itCannotReachTheMachinesLoopback()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto outcome = play(
            {.argv = {u"bash"_s, u"-c"_s, u"echo hello > /dev/tcp/127.0.0.1/%1"_s.arg(server.serverPort())},
             .tree = {}});
        QVERIFY(outcome.has_value());
        QVERIFY(outcome->code != 0);
        QVERIFY(!server.hasPendingConnections());
    }
    void itHasALoopbackOfItsOwn()
    {
        const auto outcome = shell(u"grep -c lo: /proc/net/dev; ls /sys/class/net 2>/dev/null"_s);
        QVERIFY(outcome.has_value());
        QCOMPARE(outcome->output, QByteArray("1\n"));
    }

    void timeEndsIt()
    {
        Sandbox::Limits limits;
        limits.time = 500ms;
        const auto outcome = shell(u"trap '' TERM HUP INT; (setsid sleep 9871 &) ; sleep 9872"_s, limits);
        QVERIFY(outcome.has_value());
        QCOMPARE(outcome->ending, Sandbox::Ending::TimedOut);
        QCOMPARE(processesWith("987"), 0);
    }
    void whatItLeavesRunningDiesWithIt()
    {
        const auto outcome = shell(u"(setsid sleep 9873 >/dev/null 2>&1 &); exit 0"_s);
        QVERIFY(outcome.has_value());
        QCOMPARE(outcome->code, 0);
        QCOMPARE(processesWith("9873"), 0);
    }
    void forkingWithoutEndEnds()
    {
        Sandbox::Limits limits;
        limits.processes = 30;
        limits.time = 20s;
        const auto outcome = shell(u"for i in $(seq 1 100); do sleep 60 & done; echo survived"_s, limits);
        QVERIFY(outcome.has_value());
        QVERIFY(!outcome->output.contains("survived"));
        QVERIFY2(outcome->logTail.contains(u"fork"_s), qPrintable(outcome->logTail));
    }
    void aFileHasAnEnd()
    {
        Sandbox::Limits limits;
        limits.fileBytes = 1024 * 1024;
        const auto outcome = shell(u"head -c 4000000 /dev/zero > big; echo $?; wc -c < big"_s, limits);
        QVERIFY(outcome.has_value());
        QVERIFY2(outcome->output.endsWith("1048576\n"), outcome->output.constData());
    }
    void temporaryFilesHaveAnEnd()
    {
        Sandbox::Limits limits;
        limits.temporaryBytes = 1024 * 1024;
        const auto outcome = shell(u"head -c 4000000 /dev/zero > /tmp/big"_s, limits);
        QVERIFY(outcome.has_value());
        QVERIFY(outcome->code != 0);
    }
    void memoryHasAnEnd()
    {
        Sandbox::Limits limits;
        limits.memoryBytes = qint64{64} * 1024 * 1024;
        const auto outcome = play(
            {.argv = {u"perl"_s, u"-e"_s, u"my $x = 'x' x 300_000_000; print length $x"_s},
             .tree = {},
             .limits = limits});
        QVERIFY(outcome.has_value());
        QVERIFY(outcome->ending != Sandbox::Ending::Exited || outcome->code != 0);
    }
    void aFloodOfOutputEndsIt()
    {
        Sandbox::Limits limits;
        limits.outputBytes = 4 * 1024 * 1024;
        const auto outcome = shell(u"yes penelope"_s, limits);
        QVERIFY(outcome.has_value());
        QCOMPARE(outcome->ending, Sandbox::Ending::TooMuchOutput);
        QCOMPARE(outcome->output.size(), Sandbox::keptOutput);
        QVERIFY(outcome->logTail.size() <= Sandbox::keptLog);
    }
    void cancellingActsAtOnce()
    {
        Bubblewrap sandbox(m_clock);
        std::optional<Result<Sandbox::Outcome>> answer;
        const auto ticket =
            sandbox.run({.argv = {u"sleep"_s, u"9874"_s}, .tree = tree()}, [&answer](Result<Sandbox::Outcome> outcome) {
                answer = std::move(outcome);
            });
        QTRY_VERIFY(processesWith("9874") > 0);
        sandbox.cancel(ticket);
        QTRY_VERIFY(answer.has_value());
        QCOMPARE((*answer)->ending, Sandbox::Ending::Cancelled);
        QCOMPARE(processesWith("9874"), 0);
    }
    void whoIsCancelledWhileItBeginsLeavesNobody()
    {
        constexpr int rounds = 40;
        for (int round = 0; round < rounds; ++round) {
            Bubblewrap sandbox(m_clock);
            bool answered = false;
            const auto ticket = sandbox.run(
                {.argv = {u"sleep"_s, u"9878"_s}, .tree = tree()},
                [&answered](const Result<Sandbox::Outcome>&) { answered = true; });
            const auto hasBegun = [round] { return processesWith("9878") > round % 3; };
            QVERIFY(QTest::qWaitFor(hasBegun)); // bubblewrap, process 1, the program
            sandbox.cancel(ticket);
            QTRY_VERIFY(answered);
            QCOMPARE(processesWith("9878"), 0);
        }
    }
    void jobsOfOneTurnStartTogether()
    {
        // Copying this takes much longer than the other's single file.
        constexpr int files = 3000;
        const auto large = m_folder.filePath(u"large"_s);
        QVERIFY(QDir().mkpath(large));
        for (int number = 0; number < files; ++number)
            write(u"%1/file-%2"_s.arg(large).arg(number), "x");
        Bubblewrap sandbox(m_clock);
        int answered = 0;
        const auto count = [&answered](const Result<Sandbox::Outcome>&) { ++answered; };
        const auto small = sandbox.run({.argv = {u"sleep"_s, u"9876"_s}, .tree = tree()}, count);
        const auto other = sandbox.run({.argv = {u"sleep"_s, u"9877"_s}, .tree = large}, count);
        QTRY_VERIFY_WITH_TIMEOUT(processesWith("9876") > 0, 60'000);
        int copied = 0;
        for (const auto& folder : scratchFolders())
            copied += static_cast<int>(QDir(QDir::tempPath() + u'/' + folder + u"/work"_s).count()) - 2;
        QCOMPARE(copied, files + 2); // the small one has a file and a folder
        sandbox.cancel(small);
        sandbox.cancel(other);
        QTRY_COMPARE_WITH_TIMEOUT(answered, 2, 60'000);
        QVERIFY(QDir(large).removeRecursively());
    }
    void aJobThatCannotBePreparedKeepsNobodyWaiting()
    {
        Bubblewrap sandbox(m_clock);
        std::optional<Result<Sandbox::Outcome>> good;
        std::optional<Result<Sandbox::Outcome>> bad;
        sandbox.run({.argv = {u"true"_s}, .tree = tree()}, [&good](auto outcome) { good = std::move(outcome); });
        sandbox.run(
            {.argv = {u"true"_s}, .tree = tree() + u"/none"_s}, [&bad](auto outcome) { bad = std::move(outcome); });
        QTRY_VERIFY_WITH_TIMEOUT(good && bad, 60'000);
        QVERIFY(good->has_value() && !bad->has_value());
    }
    void cancelledBeforeItsStartItNeverRuns()
    {
        Bubblewrap sandbox(m_clock);
        std::optional<Result<Sandbox::Outcome>> answer;
        const auto ticket = sandbox.run(
            {.argv = {u"sh"_s, u"-c"_s, u"echo ran"_s}, .tree = tree()},
            [&answer](Result<Sandbox::Outcome> outcome) { answer = std::move(outcome); });
        sandbox.cancel(ticket);
        QTRY_VERIFY(answer.has_value());
        QCOMPARE((*answer)->ending, Sandbox::Ending::Cancelled);
        QVERIFY((*answer)->output.isEmpty());
    }
    void itsEndTakesWhatRunsAlong()
    {
        auto sandbox = std::make_unique<Bubblewrap>(m_clock);
        bool heard = false;
        sandbox->run({.argv = {u"sleep"_s, u"9875"_s}, .tree = tree()}, [&heard](const auto&) { heard = true; });
        QTRY_VERIFY(processesWith("9875") > 0);
        sandbox.reset();
        QCOMPARE(processesWith("9875"), 0);
        QVERIFY(!heard);
    }
    /// Each needs a processor once more to end; whoever hears of the end relies on it that all had one.
    void nothingRunsAnyMoreWhenItsEndIsTold()
    {
        const auto busy = u"for i in $(seq 40); do nice -n 19 sh -c 'while :; do :; done' 9879 & done; wait"_s;
        constexpr int many = 40;
        constexpr int rounds = 6;
        for (int round = 0; round < rounds; ++round) {
            auto sandbox = std::make_unique<Bubblewrap>(m_clock);
            std::optional<int> left;
            const auto ticket = sandbox->run({.argv = {u"sh"_s, u"-c"_s, busy}, .tree = tree()}, [&left](const auto&) {
                left = processesWith("9879");
            });
            QTRY_VERIFY_WITH_TIMEOUT(processesWith("9879") >= many, 60'000);
            if (round % 2 == 0) {
                sandbox->cancel(ticket);
                QTRY_VERIFY_WITH_TIMEOUT(left.has_value(), 60'000);
            } else {
                sandbox.reset();
                left = processesWith("9879");
            }
            QCOMPARE(*left, 0);
        }
    }
    void aJobWithoutAProgramIsRefused()
    {
        const auto outcome = play({.argv = {}, .tree = {}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Malformed);
    }
    void aTreeThatIsNoneIsRefused()
    {
        const auto outcome = play({.argv = {u"true"_s}, .tree = tree() + u"/none"_s});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Malformed);
        QVERIFY(outcome.error().where.endsWith(u"/none"_s));
    }
    void aProgramThatIsNotThereIsAnAnswer()
    {
        const auto outcome = play({.argv = {u"no-such-program"_s}, .tree = {}});
        QVERIFY(outcome.has_value());
        QCOMPARE(outcome->code, 127);
        QVERIFY2(outcome->logTail.contains(u"no-such-program"_s), qPrintable(outcome->logTail));
    }
    void theLimitOnTheDiskHoldsForAllFilesTogether()
    {
        Sandbox::Limits limits;
        limits.diskBytes = qint64{8} * 1024 * 1024;
        limits.time = 60s;
        const auto outcome =
            shell(u"for i in $(seq 1 400); do head -c 100000 /dev/zero > part-$i; done; sleep 60"_s, limits);
        QVERIFY(outcome.has_value());
        QCOMPARE(outcome->ending, Sandbox::Ending::TooMuchDisk);
    }
    void withoutBubblewrapThereIsNoSandbox()
    {
        const auto path = qgetenv("PATH");
        qputenv("PATH", "/nonexistent");
        const auto outcome = play({.argv = {u"true"_s}, .tree = {}});
        qputenv("PATH", path);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Unsupported);
        QVERIFY2(outcome.error().message.contains(u"bubblewrap"_s), qPrintable(outcome.error().message));
    }
    void copiesOfAProcessThatWasKilledAreRemoved()
    {
        QProcess gone;
        gone.start(u"true"_s, {});
        QVERIFY(gone.waitForStarted());
        const auto process = gone.processId();
        gone.waitForFinished();
        const auto left = u"%1/penelope-sandbox-%2-abcdef"_s.arg(QDir::tempPath()).arg(process);
        const auto ours = QDir::tempPath() + u"/penelope-sandbox-%1-ours"_s.arg(QCoreApplication::applicationPid());
        QVERIFY(QDir().mkpath(left + u"/work/deep"_s) && QDir().mkpath(ours));
        removeLeftovers(QDir::tempPath());
        QVERIFY(!QDir(left).exists());
        QVERIFY(QDir(ours).exists());
        removeTree(ours);
        QVERIFY(!QDir(ours).exists());
    }
};

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
