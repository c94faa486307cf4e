// A hostile program in the real sandbox: each escape and abuse is refused and recorded, and nothing is left outside.
// links: penelope-sandbox penelope-system Qt6::Network
#include "core/adapters/sandbox/bubblewrap.h"
#include "core/adapters/system/systemclock.h"
#include "core/engine/effects/generating.h"
#include "core/engine/effects/refusals.h"
#include "tests/support/waiting.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLocalServer>
#include <QSysInfo>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using Ending = Sandbox::Ending;

namespace {

constexpr qint64 mebibyte = qint64{1024} * 1024;
constexpr int refusedCode = 3;

/// What must be seen of an attempt.
struct Seen
{
    Ending ending = Ending::Exited;
    int code = refusedCode; ///< exit code or signal
    QString record = {};    ///< a part of what is recorded as refused; empty = nobody but the program can tell
    QString said = {};      ///< a part of what the program itself says
    bool isAnswer = false;  ///< of a generator: whoever reads it refuses it
    QString changed = {};   ///< a file that is recorded
};

struct Attempt
{
    QString name;
    QString argument = {};
    Seen seen;
    Sandbox::Limits limits = {};
};

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

void put(const QString& path, const QByteArray& bytes)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QStringList processesWith(const QByteArray& word)
{
    QStringList found;
    for (const auto& name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        if (name.toInt() > 0 && bytesOf(u"/proc/%1/cmdline"_s.arg(name)).contains(word))
            found.append(name);
    }
    return found;
}

/// Every file below the folder with what it holds.
std::map<QString, QByteArray> filesIn(const QString& folder)
{
    std::map<QString, QByteArray> files;
    QDirIterator at(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (at.hasNext()) {
        const auto path = at.next();
        files[path] = QFileInfo(path).isSymLink() ? QByteArray("link") : bytesOf(path);
    }
    return files;
}

Seen limitHit(Ending ending, const QString& record)
{
    return {.ending = ending, .code = 0, .record = record};
}

Seen diedOf(int signal, const QString& record)
{
    return {.ending = Ending::Signalled, .code = signal, .record = record};
}

Seen refusedCall(const QString& name)
{
    return {.record = u"the system call "_s + name, .said = u"Operation not permitted"_s};
}

Seen saidOnly(const QString& said)
{
    return {.said = said};
}

} // namespace

class TestEscapes final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    system::SystemClock m_clock;
    QTcpServer m_tcp;
    QLocalServer m_abstract;
    QLocalServer m_bus;
    std::map<QString, QByteArray> m_before;

    QString script() const { return u"hostile-%1.py"_s.arg(QCoreApplication::applicationPid()); }
    QString tree() const { return m_folder.filePath(u"tree"_s); }
    QString outside(const QString& name) const { return m_folder.filePath(u"outside/"_s + name); }
    static QString marker() { return u"penelope-sandbox-%1-"_s.arg(QCoreApplication::applicationPid()); }
    QString abstractName() const { return u"penelope-escapes-%1"_s.arg(QCoreApplication::applicationPid()); }

    Result<Sandbox::Outcome> play(const Attempt& attempt)
    {
        sandbox::Bubblewrap sandbox(m_clock);
        Sandbox::Job job;
        job.argv = {u"python3"_s, u"-I"_s, script(), attempt.name, attempt.argument};
        job.tree = tree();
        job.readable = {m_folder.filePath(u"readable"_s)};
        job.limits = attempt.limits;
        return test::awaited<Result<Sandbox::Outcome>>([&](auto handler) { sandbox.run(std::move(job), handler); });
    }

    std::vector<Attempt> tooMuch() const
    {
        Sandbox::Limits few;
        few.processes = 30;
        Sandbox::Limits small;
        small.fileBytes = 2 * mebibyte;
        small.temporaryBytes = 2 * mebibyte;
        small.diskBytes = 24 * mebibyte;
        small.memoryBytes = 100 * mebibyte;
        small.outputBytes = 4 * mebibyte;
        small.openFiles = 64;
        auto files = small;
        files.fileBytes = 8 * mebibyte;
        auto short1 = small;
        short1.time = 700ms;
        auto busy = small;
        busy.processor = 1s;
        Sandbox::Limits names;
        const auto disk = u"more files than they may take of the disk"_s;
        const auto time = u"more time than it may take"_s;
        return {
            {u"fork_without_end"_s, {}, {.record = u"more than 30 processes at once"_s}, few},
            {u"threads_without_end"_s, {}, {.record = u"more than 30 processes at once"_s}, few},
            {u"fill_the_disk"_s, {}, limitHit(Ending::TooMuchDisk, disk), small},
            {u"fill_a_file_without_a_name"_s, {}, limitHit(Ending::TooMuchDisk, disk), files},
            {u"fill_files_of_memory"_s, {}, limitHit(Ending::TooMuchDisk, disk), files},
            {u"one_huge_file"_s, {}, diedOf(SIGXFSZ, u"a file larger than it may be"_s), small},
            {u"fill_tmp"_s, {}, saidOnly(u"REFUSED"_s), small},
            {u"fill_shared_memory"_s, {}, saidOnly(u"REFUSED"_s), small},
            {u"fill_the_root"_s, {}, saidOnly(u"Read-only file system"_s), small},
            {u"fill_the_devices"_s, {}, saidOnly(u"Read-only file system"_s), small},
            {u"names_without_end"_s, {}, limitHit(Ending::TooMuchDisk, disk), names},
            {u"print_a_gibibyte"_s, {}, limitHit(Ending::TooMuchOutput, u"more output than it may print"_s), small},
            {u"complain_a_gibibyte"_s, {}, limitHit(Ending::TooMuchOutput, u"more output than it may print"_s), small},
            {u"take_memory"_s, {}, saidOnly(u"MemoryError"_s), small},
            {u"take_memory_together"_s,
             {},
             limitHit(Ending::TooMuchMemory, u"more memory than all of it may take"_s),
             small},
            {u"take_the_processor"_s, {}, diedOf(SIGXCPU, u"more processor time than a process may take"_s), busy},
            {u"open_files_without_end"_s, {}, saidOnly(u"Too many open files"_s), small},
            {u"watch_files_without_end"_s, {}, saidOnly(u"Too many open files"_s), small},
            {u"ignore_every_signal"_s, {}, limitHit(Ending::TimedOut, time), short1},
            {u"sleep_for_ever"_s, {}, limitHit(Ending::TimedOut, time), short1},
            {u"become_a_daemon"_s, {}, saidOnly(u"it can only leave a daemon"_s), small}};
    }

    std::vector<Attempt> network() const
    {
        const auto way = u"a way to an address outside"_s;
        return {
            {u"reach_the_loopback_of_the_machine"_s,
             QString::number(m_tcp.serverPort()),
             {.record = u"a port where nobody listens"_s, .said = u"Connection refused"_s}},
            {u"reach_an_address_outside"_s, {}, {.record = way, .said = u"Network is unreachable"_s}},
            {u"reach_an_address_outside_by_ipv6"_s, {}, {.record = way, .said = u"Network is unreachable"_s}},
            {u"send_a_datagram"_s, {}, {.record = way, .said = u"Network is unreachable"_s}},
            {u"reach_an_abstract_socket"_s, abstractName(), saidOnly(u"Connection refused"_s)},
            {u"reach_a_socket_by_its_path"_s, outside(u"bus"_s), saidOnly(u"No such file"_s)},
            {u"open_a_raw_socket"_s, {}, refusedCall(u"socket SOCK_RAW"_s)},
            {u"open_a_packet_socket"_s, {}, refusedCall(u"socket of family 17"_s)}};
    }

    std::vector<Attempt> files() const
    {
        const auto none = saidOnly(u"No such file"_s);
        const auto refused = saidOnly(u"REFUSED"_s);
        return {
            {u"read_a_file"_s, u"/etc/shadow"_s, none},
            {u"read_a_file"_s, outside(u"home/.ssh/id_ed25519"_s), none},
            {u"read_a_file"_s, outside(u"journal.db"_s), none},
            {u"read_a_file"_s, u"/dev/mem"_s, none},
            {u"read_a_file"_s, u"/proc/kcore"_s, refused},
            {u"read_up_and_out"_s, outside(u"journal.db"_s).mid(1), none},
            {u"follow_a_link_out"_s, outside(u"journal.db"_s), none},
            {u"follow_a_link_of_the_tree_out"_s, {}, none},
            {u"write_a_file"_s, outside(u"journal.db"_s), none},
            {u"write_a_file"_s, u"/usr/bin/penelope-was-here"_s, saidOnly(u"Read-only file system"_s)},
            {u"write_a_file"_s, m_folder.filePath(u"readable/data"_s), saidOnly(u"Read-only file system"_s)},
            {u"write_a_file"_s, u"/proc/sys/kernel/core_pattern"_s, refused},
            {u"write_a_file"_s, u"/proc/sysrq-trigger"_s, refused},
            {u"write_a_file"_s, u"/sys/kernel/uevent_helper"_s, none},
            {u"find_other_sandboxes"_s, {}, refused},
            {u"read_the_environment"_s, {}, saidOnly(u"no secret"_s)},
            {u"use_an_inherited_descriptor"_s, {}, saidOnly(u"nothing else is open"_s)}};
    }

    std::vector<Attempt> others() const
    {
        const auto here = QString::number(QCoreApplication::applicationPid());
        return {
            {u"read_other_processes"_s, QFileInfo(QCoreApplication::applicationFilePath()).fileName().left(15),
             saidOnly(u"none of the machine's"_s)},
            {u"kill_a_process_of_the_machine"_s, here, saidOnly(u"No such process"_s)},
            {u"kill_everybody"_s, {}, saidOnly(u"REFUSED"_s)},
            {u"trace_a_sibling"_s, {}, refusedCall(u"ptrace"_s)},
            {u"read_a_siblings_memory"_s, {}, refusedCall(u"process_vm_readv"_s)},
            {u"mount_something"_s, {}, refusedCall(u"mount"_s)},
            {u"unmount_something"_s, {}, refusedCall(u"umount2"_s)},
            {u"change_the_root"_s, {}, refusedCall(u"chroot"_s)},
            {u"pivot_the_root"_s, {}, refusedCall(u"pivot_root"_s)},
            {u"make_a_user_namespace"_s, {}, refusedCall(u"unshare"_s)},
            {u"clone_into_a_user_namespace"_s, {}, refusedCall(u"clone"_s)},
            {u"enter_a_namespace"_s, {}, refusedCall(u"setns"_s)},
            {u"raise_its_limits"_s, {}, saidOnly(u"REFUSED"_s)},
            {u"change_the_confiner"_s, {}, saidOnly(u"REFUSED"_s)},
            {u"become_root"_s, {}, refusedCall(u"setuid"_s)},
            {u"run_a_setuid_program"_s, {}, saidOnly(u"REFUSED"_s)},
            {u"make_a_device"_s, {}, refusedCall(u"mknod"_s)},
            {u"type_into_the_terminal"_s, {}, refusedCall(u"ioctl TIOCSTI"_s)},
            {u"take_realtime_priority"_s, {}, refusedCall(u"sched_setscheduler"_s)},
            {u"take_a_higher_priority"_s, {}, refusedCall(u"setpriority"_s)}};
    }

    static std::vector<Attempt> kernel()
    {
        std::vector<Attempt> all{
            {u"read_the_keyring"_s, {}, refusedCall(u"keyctl"_s)},
            {u"add_a_key"_s, {}, refusedCall(u"add_key"_s)},
            {u"load_a_bpf_program"_s, {}, refusedCall(u"bpf"_s)},
            {u"watch_the_processor"_s, {}, refusedCall(u"perf_event_open"_s)},
            {u"handle_page_faults"_s, {}, refusedCall(u"userfaultfd"_s)},
            {u"make_a_ring"_s, {}, refusedCall(u"io_uring_setup"_s)},
            {u"load_a_module"_s, {}, refusedCall(u"finit_module"_s)},
            {u"restart_the_machine"_s, {}, refusedCall(u"reboot"_s)},
            {u"read_the_kernels_log"_s, {}, refusedCall(u"syslog"_s)},
            {u"set_the_clock"_s, {}, refusedCall(u"clock_settime"_s)},
            {u"change_the_hosts_name"_s, {}, refusedCall(u"sethostname"_s)}};
        if (QSysInfo::buildCpuArchitecture() == "x86_64"_L1)
            all.push_back(
                {u"call_as_another_machine"_s, {}, diedOf(SIGSYS, u"a system call of another kind of machine"_s)});
        return all;
    }

    std::vector<Attempt> leavings() const
    {
        return {
            {u"dump_core"_s, {}, {.ending = Ending::Signalled, .code = SIGABRT}},
            {u"go_too_deep"_s, {}, limitHit(Ending::TooMuchDisk, u"more files than they may take of the disk"_s)},
            {u"lock_its_folders"_s, {}, saidOnly(u"REFUSED"_s)},
            {u"name_a_file_with_newlines"_s,
             {},
             {.said = u"REFUSED"_s, .changed = u"a\nremoved service.toml\u001b[2J"_s}},
            {u"answer_half_a_json"_s, {}, {.code = 0, .isAnswer = true}},
            {u"answer_with_escape_sequences"_s, {}, {.code = 0, .isAnswer = true}}};
    }

    std::vector<Attempt> all() const
    {
        std::vector<Attempt> attempts;
        for (const auto& group : {tooMuch(), network(), files(), others(), kernel(), leavings()})
            attempts.insert(attempts.end(), group.begin(), group.end());
        return attempts;
    }

    void checkSeen(const Seen& seen, const Sandbox::Outcome& outcome)
    {
        const auto told = engine::refusalsOf(outcome).join(u"; "_s) + u"\n"_s + outcome.logTail.right(2000);
        QVERIFY2(outcome.ending == seen.ending, qPrintable(told));
        QVERIFY2(outcome.code == seen.code || seen.code == 0, qPrintable(told));
        QVERIFY2(!outcome.output.contains("ESCAPED"), qPrintable(told));
        QVERIFY2(outcome.logTail.contains(seen.said), qPrintable(told));
        if (!seen.record.isEmpty())
            QVERIFY2(engine::refusalsOf(outcome).join(u'\n').contains(seen.record), qPrintable(told));
        if (seen.isAnswer) {
            const auto answer = engine::generatorAnswer(outcome, {});
            QVERIFY(!answer);
            QVERIFY(!answer.error().message.isEmpty());
        }
        const auto found =
            std::find_if(outcome.changes.begin(), outcome.changes.end(), [&seen](const Sandbox::Change& change) {
                return change.path == seen.changed;
            });
        QVERIFY2(seen.changed.isEmpty() || found != outcome.changes.end(), qPrintable(told));
    }

    /// From outside, as whoever runs this machine would look.
    void checkNothingIsLeft()
    {
        QTRY_COMPARE_WITH_TIMEOUT(processesWith(script().toUtf8()), QStringList{}, 30'000);
        QVERIFY(!bytesOf(u"/proc/self/mountinfo"_s).contains(marker().toUtf8()));
        QCOMPARE(QDir(QDir::tempPath()).entryList({marker() + u'*'}, QDir::Dirs | QDir::Hidden), QStringList{});
        for (const auto& folder : {u"/"_s, u"/tmp"_s, u"/dev"_s, u"/dev/shm"_s}) {
            for (const auto& name : {u"filler"_s, u"disk"_s, u"huge"_s, u"nameless"_s})
                QVERIFY(!QFileInfo::exists(folder + u'/' + name));
        }
        QDirIterator groups(
            u"/sys/fs/cgroup"_s, {u"penelope*"_s}, QDir::Dirs | QDir::NoSymLinks, QDirIterator::Subdirectories);
        QVERIFY2(!groups.hasNext(), qPrintable(groups.next()));
        QVERIFY(filesIn(m_folder.path()) == m_before);
        QVERIFY(!m_tcp.hasPendingConnections() && !m_abstract.hasPendingConnections());
        QVERIFY(!m_bus.hasPendingConnections());
    }

private slots:
    void initTestCase()
    {
        // As the user nobody it must be able to enter what it may read.
        QVERIFY(QFile::setPermissions(
            m_folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther |
                                 QFile::ExeOther | QFile::ReadGroup | QFile::ExeGroup));
        put(tree() + u"/service.toml"_s, "pool = 4\n");
        put(tree() + u'/' + script(), bytesOf(QStringLiteral(PENELOPE_SOURCE "/tests/support/hostile.py")));
        QVERIFY(QFile::link(outside(u"journal.db"_s), tree() + u"/link-in-tree"_s));
        put(outside(u"journal.db"_s), "events");
        put(outside(u"home/.ssh/id_ed25519"_s), "secret");
        put(m_folder.filePath(u"readable/data"_s), "as it was");
        QVERIFY(m_tcp.listen(QHostAddress::LocalHost));
        m_abstract.setSocketOptions(QLocalServer::AbstractNamespaceOption);
        QVERIFY(m_abstract.listen(abstractName()));
        QVERIFY(m_bus.listen(outside(u"bus"_s)));
        m_before = filesIn(m_folder.path());
        qputenv("PENELOPE_SECRET_OF_THE_TEST", "1");
    }

    void isRefusedRecordedAndLeavesNothing_data()
    {
        QTest::addColumn<int>("number");
        const auto attempts = all();
        for (std::size_t at = 0; at < attempts.size(); ++at)
            QTest::newRow(qPrintable(attempts[at].name + u' ' + attempts[at].argument)) << static_cast<int>(at);
        QVERIFY(attempts.size() >= 40);
    }
    void isRefusedRecordedAndLeavesNothing()
    {
        QFETCH(int, number);
        const auto attempt = all()[static_cast<std::size_t>(number)];
        const auto outcome = play(attempt);
        QVERIFY2(outcome.has_value(), qPrintable(outcome ? QString{} : outcome.error().message));
        checkSeen(attempt.seen, *outcome);
        checkNothingIsLeft();
    }

    void whatAsksForNothingIsRefusedNothing()
    {
        sandbox::Bubblewrap sandbox(m_clock);
        Sandbox::Job job{.argv = {u"sh"_s, u"-c"_s, u"echo well > new; cat service.toml"_s}, .tree = tree()};
        const auto outcome =
            test::awaited<Result<Sandbox::Outcome>>([&](auto handler) { sandbox.run(std::move(job), handler); });
        QVERIFY(outcome.has_value());
        QCOMPARE(outcome->code, 0);
        QCOMPARE(engine::refusalsOf(*outcome), QStringList{});
    }
    void aRefusalIsCounted()
    {
        sandbox::Bubblewrap sandbox(m_clock);
        Sandbox::Job job{.argv = {u"sh"_s, u"-c"_s, u"for i in 1 2 3; do unshare -U true; done"_s}, .tree = tree()};
        const auto outcome =
            test::awaited<Result<Sandbox::Outcome>>([&](auto handler) { sandbox.run(std::move(job), handler); });
        QVERIFY(outcome.has_value());
        QCOMPARE(engine::refusalsOf(*outcome), QStringList{u"the system call unshare, 3 times"_s});
    }
};

QTEST_GUILESS_MAIN(TestEscapes)
#include "tst_escapes.moc"
