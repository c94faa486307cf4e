// Control groups as the sandbox uses them: on folders like the kernel's, and on the kernel's own where one can be made.
// links: penelope-sandbox
#include "core/adapters/sandbox/controlgroup.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/xattr.h>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::sandbox;

namespace {

void put(const QString& path, const QByteArray& bytes)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QByteArray textOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

/// Where version 2 is mounted; empty = nowhere.
QString mounted()
{
    for (const auto* place : {"/sys/fs/cgroup", "/sys/fs/cgroup/unified"}) {
        const auto path = QString::fromLatin1(place);
        if (QFile::exists(path + u"/cgroup.controllers"_s) && QFileInfo(path + u"/cgroup.procs"_s).isWritable())
            return path;
    }
    return {};
}

} // namespace

class TestControlGroup final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    QString root() const { return m_folder->filePath(u"cgroup"_s); }
    QString scope() const { return root() + u"/user.slice/penelope.scope"_s; }
    GroupPlaces places() const { return {root(), m_folder->filePath(u"self"_s), m_folder->filePath(u"systemd"_s)}; }

private slots:
    /// A scope as a system manager delegates it.
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        put(places().own, "4:memory:/elsewhere\n0::/user.slice/penelope.scope\n");
        put(scope() + u"/cgroup.controllers"_s, "cpuset cpu io memory pids\n");
        put(scope() + u"/cgroup.subtree_control"_s, "");
        put(scope() + u"/cgroup.procs"_s, "");
    }

    void aDelegatedGroupIsMadeReady()
    {
        QCOMPARE(findDelegatedGroup(places()).value_or(QString{}), scope());
        QVERIFY(!QFile::exists(scope() + u"/penelope-core"_s)); // looking changes nothing
        const auto group = delegatedGroup(places());
        QVERIFY2(group.has_value(), qPrintable(group ? QString{} : group.error().message));
        QCOMPARE(*group, scope());
        QCOMPARE(textOf(scope() + u"/penelope-core/cgroup.procs"_s), QByteArray("0"));
        QCOMPARE(textOf(scope() + u"/cgroup.subtree_control"_s), QByteArray("+memory +pids +cpu"));
    }
    void whatWasMadeReadyIsFoundAgain()
    {
        put(places().own, "0::/user.slice/penelope.scope/penelope-core\n");
        put(scope() + u"/cgroup.subtree_control"_s, "cpu memory pids\n");
        QCOMPARE(delegatedGroup(places()).value_or(QString{}), scope());
        QCOMPARE(textOf(scope() + u"/cgroup.subtree_control"_s), QByteArray("cpu memory pids\n"));
    }

    void withoutDelegationTheyAreNotUsed_data()
    {
        QTest::addColumn<QString>("own");
        QTest::addColumn<QString>("controllers");
        QTest::addColumn<QString>("why");
        QTest::newRow("version 1") << u"4:memory:/\n"_s << u"memory pids cpu"_s << u"no group of version 2"_s;
        QTest::newRow("the machine's root") << u"0::/\n"_s << u"memory pids cpu"_s << u"none is delegated"_s;
        QTest::newRow("no controllers") << u"0::/user.slice/penelope.scope\n"_s << u"cpu"_s
                                        << u"memory, pids and cpu"_s;
        QTest::newRow("not there") << u"0::/gone\n"_s << u"memory pids cpu"_s << u"memory, pids and cpu"_s;
    }
    void withoutDelegationTheyAreNotUsed()
    {
        QFETCH(QString, own);
        QFETCH(QString, controllers);
        QFETCH(QString, why);
        put(places().own, own.toLatin1());
        put(scope() + u"/cgroup.controllers"_s, controllers.toLatin1());
        const auto group = delegatedGroup(places());
        QVERIFY(!group);
        QCOMPARE(group.error().code, ErrorCode::Unsupported);
        QVERIFY2(group.error().message.contains(why), qPrintable(group.error().message));
        QVERIFY(!QFile::exists(scope() + u"/penelope-core"_s));
    }

    /// A user's manager gives each program a group that the user may write to; it keeps it for itself all the same.
    void aGroupOfSystemdNeedsItsMark()
    {
        QVERIFY(QDir().mkpath(places().systemd));
        const auto kept = delegatedGroup(places());
        QVERIFY(!kept);
        QVERIFY2(kept.error().message.contains(u"systemd has not delegated"_s), qPrintable(kept.error().message));
        QVERIFY(!QFile::exists(scope() + u"/penelope-core"_s));
        // Where this file system keeps no such mark, it stays refused.
        const bool marked = ::setxattr(QFile::encodeName(scope()).constData(), "user.delegate", "1", 1, 0) == 0;
        QCOMPARE(delegatedGroup(places()).value_or(QString{}), marked ? scope() : QString{});
    }

    void aGroupHasTheLimitsOfItsJob()
    {
        const auto made = ControlGroup::make(scope(), {.memoryBytes = 123'456, .processes = 40});
        QVERIFY2(made.has_value(), qPrintable(made ? QString{} : made.error().message));
        const auto names = QDir(scope()).entryList({u"penelope-twin-*"_s}, QDir::Dirs);
        QCOMPARE(names.size(), 1);
        const auto folder = scope() + u'/' + names.front();
        QCOMPARE(textOf(folder + u"/memory.max"_s), QByteArray("123456"));
        QCOMPARE(textOf(folder + u"/memory.swap.max"_s), QByteArray("0"));
        QCOMPARE(textOf(folder + u"/memory.oom.group"_s), QByteArray("1"));
        QCOMPARE(textOf(folder + u"/pids.max"_s), QByteArray("42"));
        QVERIFY(textOf(folder + u"/cpu.max"_s).endsWith(" 100000"));
        QVERIFY((*made)->door() >= 0);
        QVERIFY(!(*made)->ranOutOfMemory() && !(*made)->ranOutOfProcesses());
        put(folder + u"/memory.events"_s, "low 0\nmax 7\noom 1\noom_kill 2\n");
        put(folder + u"/pids.events"_s, "max 3\n");
        QVERIFY((*made)->ranOutOfMemory() && (*made)->ranOutOfProcesses());
        (*made)->kill();
        QCOMPARE(textOf(folder + u"/cgroup.kill"_s), QByteArray("1"));
    }
    void aFolderThatIsGoneIsSaid()
    {
        const auto made = ControlGroup::make(scope() + u"/gone"_s, {});
        QVERIFY(!made);
        QVERIFY(made.error().where.endsWith(u"gone"_s));
    }
    void groupsOfProcessesThatAreGoneAreRemoved()
    {
        const auto left = scope() + u"/penelope-twin-2147483646-abc"_s; // no process has that number
        const auto ours = scope() + u"/penelope-twin-%1-abc"_s.arg(QCoreApplication::applicationPid());
        const auto foreign = scope() + u"/penelope-twin-notes"_s;
        for (const auto& folder : {ours, foreign})
            QVERIFY(QDir().mkpath(folder));
        QVERIFY(QDir().mkpath(left));
        QVERIFY(delegatedGroup(places()));
        QVERIFY(QFile::exists(ours) && QFile::exists(foreign));
        QCOMPARE(textOf(left + u"/cgroup.kill"_s), QByteArray("1"));
    }

    /// The kernel of a machine without delegation has groups too, only no controllers to hand out.
    void theKernelKillsAndRemovesWhatIsLeft()
    {
        const auto top = mounted();
        if (top.isEmpty()) { // no groups of version 2, or not ours to make: none may be found
            QVERIFY(!delegatedGroup());
            return;
        }
        const auto group = u"%1/penelope-test-%2"_s.arg(top).arg(QCoreApplication::applicationPid());
        QVERIFY(QDir().mkdir(group));
        QProcess program;
        program.start(
            u"sh"_s, {u"-c"_s, u"echo 0 > \"$1/cgroup.procs\"; trap '' TERM; echo in; sleep 600"_s, u"sh"_s, group});
        QVERIFY(program.waitForReadyRead());
        QVERIFY(endGroup(group));
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::CrashExit);
        QVERIFY(!QFile::exists(group));
        QVERIFY(endGroup(group)); // gone is gone
    }
    void aGroupWithoutItsControllersIsRefusedByTheKernel()
    {
        const auto top = mounted();
        if (top.isEmpty()) {
            QVERIFY(!delegatedGroup());
            return;
        }
        const auto handedOut = textOf(top + u"/cgroup.subtree_control"_s).simplified().split(' ');
        const bool all = handedOut.contains("memory") && handedOut.contains("pids") && handedOut.contains("cpu");
        const auto group = u"%1/penelope-test-%2"_s.arg(top).arg(QCoreApplication::applicationPid());
        QVERIFY(QDir().mkdir(group));
        {
            const auto made = ControlGroup::make(group, {.memoryBytes = 1 << 30, .processes = 40});
            QCOMPARE(made.has_value(), all);
            QVERIFY(all || made.error().where.startsWith(group));
        }
        QCOMPARE(QDir(group).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList{});
        QVERIFY(QDir().rmdir(group));
    }
};

QTEST_GUILESS_MAIN(TestControlGroup)
#include "tst_controlgroup.moc"
