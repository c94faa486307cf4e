// What the twin costs: its start and its end beside the two processes that run in it, the disk and the memory it takes.
// links: penelope-bench-twin penelope-sandbox penelope-system Qt6::Network
#include "core/adapters/sandbox/bubblewrap.h"
#include "core/adapters/sandbox/family.h"
#include "core/adapters/system/systemclock.h"
#include "core/twin/plan.h"
#include "tests/bench/rounds.h"
#include "tests/bench/twin/trees.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>

#include <array>
#include <sys/stat.h>
#include <unistd.h>

using namespace penelope;
using namespace penelope::bench;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int arms = 2;
constexpr int firstPort = 20'100;

QString programs()
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() + u"/../bin"_s);
}

/// Both versions as anybody would start them, until they answer; then they are ended.
class Alone
{
public:
    Alone(const Trees& trees, const QString& data)
    {
        for (int arm = 0; arm < arms; ++arm) {
            auto words = trees.registration.twin.start;
            const auto place = data + QString::number(arm);
            QDir().mkpath(place);
            words.replaceInStrings(u"{{port}}"_s, QString::number(firstPort + arm));
            words.replaceInStrings(u"{{data}}"_s, place);
            m_running[arm].setStandardOutputFile(QProcess::nullDevice());
            m_running[arm].setStandardErrorFile(QProcess::nullDevice());
            m_running[arm].setWorkingDirectory(arm == 0 ? trees.before : trees.after);
            m_running[arm].start(words.front(), words.mid(1));
        }
        for (int arm = 0; arm < arms; ++arm)
            awaitAnswer(firstPort + arm);
    }
    ~Alone()
    {
        for (auto& process : m_running)
            process.terminate();
        for (auto& process : m_running)
            process.waitForFinished();
    }
    Alone(const Alone&) = delete;
    Alone& operator=(const Alone&) = delete;

    std::vector<qint64> processes() const { return {m_running[0].processId(), m_running[1].processId()}; }

private:
    static void awaitAnswer(int port)
    {
        for (;;) {
            QTcpSocket socket;
            socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(port));
            if (socket.waitForConnected(1000)) {
                socket.write("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                if (socket.waitForReadyRead(5000) && socket.readAll().contains("200"))
                    return;
            }
            ::usleep(5000); // as the player waits
        }
    }

    std::array<QProcess, arms> m_running;
};

twin::Plan planOf(const Trees& trees, bool patched, Milliseconds lasts)
{
    twin::Plan plan;
    plan.key = u"bench"_s;
    plan.service = trees.registration.twin;
    constexpr double rate = 50;
    plan.stages = {{twin::treePlace, rate, lasts, patched}};
    return plan;
}

Sandbox::Job jobOf(const Trees& trees, int arm, Milliseconds lasts)
{
    // As core/engine/effects/sidebyside.cpp orders it.
    Sandbox::Job job;
    job.argv = {u"/tools/penelope-player"_s};
    job.tree = trees.before;
    if (arm == 1)
        job.others = {{trees.after, twin::changePlace, trees.before}};
    job.tools = {programs() + u"/penelope-player"_s};
    job.readable = trees.registration.twin.reads;
    job.input = toJsonText(twin::toJson(planOf(trees, arm == 1, lasts)));
    return job;
}

/// The services that run below this process.
std::vector<qint64> servicesBelow()
{
    std::vector<qint64> found;
    for (const auto process : sandbox::familyOf(QCoreApplication::applicationPid(), 1000).processes) {
        QFile name(u"/proc/%1/comm"_s.arg(process));
        if (name.open(QIODevice::ReadOnly) && name.readAll() == "penelope-lab\n")
            found.push_back(process);
    }
    return found;
}

/// Both arms from their start to their end; `meanwhile` is called once, when both services are up.
void playTwin(Sandbox& sandbox, const Trees& trees, Milliseconds lasts, const std::function<void()>& meanwhile = {})
{
    constexpr int pauseMs = 200;
    QEventLoop loop;
    int ended = 0;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &look, [&] {
        if (servicesBelow().size() < arms)
            return;
        look.stop();
        meanwhile();
    });
    if (meanwhile)
        look.start(pauseMs);
    for (int arm = 0; arm < arms; ++arm) {
        sandbox.run(jobOf(trees, arm, lasts), [&](const Result<Sandbox::Outcome>& outcome) {
            if (!outcome)
                qFatal("%s", qPrintable(outcome.error().message));
            if (outcome->ending != Sandbox::Ending::Exited || outcome->code != 0 ||
                !outcome->output.contains("\"started\":true"))
                qFatal("%s", qPrintable(outcome->logTail.right(2000)));
            if (++ended == arms)
                loop.quit();
        });
    }
    loop.exec();
}

double diskOf(const QString& folder)
{
    constexpr double unit = 512; // of st_blocks
    double bytes = 0;
    QDirIterator at(
        folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (at.hasNext()) {
        struct stat found
        {};
        if (::lstat(QFile::encodeName(at.next()).constData(), &found) == 0)
            bytes += static_cast<double>(found.st_blocks) * unit;
    }
    return bytes;
}

double diskOfTwin()
{
    double bytes = 0;
    const auto ours = u"penelope-sandbox-%1-*"_s.arg(QCoreApplication::applicationPid());
    for (const auto& folder : QDir(QDir::tempPath()).entryInfoList({ours}, QDir::Dirs))
        bytes += diskOf(folder.absoluteFilePath());
    return bytes;
}

double memoryOf(const std::vector<qint64>& processes)
{
    sandbox::Family family;
    family.processes = processes;
    return static_cast<double>(sandbox::exactMemoryOf(family).value_or(0));
}

void makeManyFiles(const Trees& trees)
{
    constexpr int files = 5000;
    constexpr int folders = 100;
    for (const auto& tree : {trees.before, trees.after}) {
        for (int number = 0; number < files; ++number) {
            const auto folder = u"%1/src/part%2"_s.arg(tree).arg(number % folders);
            QDir().mkpath(folder);
            QFile file(u"%1/file%2.py"_s.arg(folder).arg(number));
            if (!file.open(QIODevice::WriteOnly))
                qFatal("%s", qPrintable(file.errorString()));
            file.write(QByteArray(6000, 'x'));
        }
    }
}

Trees treesIn(const QTemporaryDir& folder)
{
    constexpr auto anyone = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup |
                            QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
    QFile::setPermissions(folder.path(), anyone);
    auto trees = makeTrees(stories().front(), folder.path(), programs());
    if (!trees)
        qFatal("%s", qPrintable(trees.error().message));
    return std::move(*trees);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    using namespace std::chrono_literals;
    const system::SystemClock clock;
    sandbox::Bubblewrap sandbox(clock);
    QTemporaryDir folder;
    const auto trees = treesIn(folder);
    const auto data = folder.filePath(u"data"_s);
    int code =
        run(u"bench_twin"_s, {{.work = u"starting and stopping a twin"_s,
                               .against = u"starting and stopping the two processes alone"_s,
                               .baseline = [&] { const Alone alone(trees, data); },
                               .measured = [&] { playTwin(sandbox, trees, 1ms); },
                               .ratioBudget = 3,
                               .waits = true}});

    double aloneMemory = 0;
    {
        const Alone alone(trees, data);
        aloneMemory = memoryOf(alone.processes());
    }
    makeManyFiles(trees);
    double disk = 0;
    double memory = 0;
    double beside = 0; // player and sandbox
    playTwin(sandbox, trees, 5s, [&] {
        disk = diskOfTwin();
        memory = memoryOf(servicesBelow());
        beside = memoryOf(sandbox::familyOf(QCoreApplication::applicationPid(), 1000).processes) - memory -
                 memoryOf({QCoreApplication::applicationPid()});
    });
    constexpr double mebibyte = 1024.0 * 1024;
    const double bothTrees = (diskOf(trees.before) + diskOf(trees.after)) / mebibyte;
    code |= report(
        u"bench_twin_size"_s,
        {{u"disk of the twin of a service with 5,000 files"_s, u"the two trees"_s, u"MiB"_s, bothTrees, disk / mebibyte,
          1.2 * bothTrees},
         {u"memory of the two services in it"_s, u"the two processes alone"_s, u"MiB"_s, aloneMemory / mebibyte,
          memory / mebibyte, 1.2 * aloneMemory / mebibyte},
         {u"memory of its sandboxes and players"_s, u"nothing"_s, u"MiB"_s, 0, beside / mebibyte, 16}});
    return code;
}
