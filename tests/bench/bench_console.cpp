// What the console takes while nobody does anything: memory beside a bare window, processor time, wake-ups
// (performance.md). PENELOPE_BENCH_JOURNAL names a journal; else one of 100,000 events is generated.
// links: Qt6::Widgets
#include "tests/bench/programs.h"
#include "tests/bench/rounds.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QThread>

#include <unistd.h>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr unsigned long idleSeconds = 10;

QByteArray procFile(qint64 process, const QString& name)
{
    QFile file(u"/proc/%1/%2"_s.arg(process).arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

qint64 numberAfter(const QByteArray& text, const QString& name)
{
    const QRegularExpression line(u"^%1:\\s*(\\d+)"_s.arg(name), QRegularExpression::MultilineOption);
    return line.match(QString::fromUtf8(text)).captured(1).toLongLong();
}

/// Its share of all memory, in MB: what is shared with others counts in part.
double proportionalMegabytes(qint64 process)
{
    return static_cast<double>(numberAfter(procFile(process, u"smaps_rollup"_s), u"Pss"_s)) / 1024;
}

struct Effort
{
    double seconds = 0; ///< of processor time
    qint64 wakeUps = 0; ///< of all threads
};

Effort effortOf(qint64 process)
{
    Effort effort;
    const auto stat = QString::fromUtf8(procFile(process, u"stat"_s)).section(u')', -1).split(u' ');
    // The 14th and 15th field of the line: user and system time.
    effort.seconds =
        static_cast<double>(stat.value(12).toLongLong() + stat.value(13).toLongLong()) / double(sysconf(_SC_CLK_TCK));
    const auto threads = QDir(u"/proc/%1/task"_s.arg(process)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const auto& thread : threads)
        effort.wakeUps += numberAfter(procFile(process, u"task/%1/status"_s.arg(thread)), u"voluntary_ctxt_switches"_s);
    return effort;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (argc > 1 && std::strcmp(argv[1], bench::bareArgument) == 0)
        return bench::showBareWindow(argc, argv);
    QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    qputenv("XDG_CACHE_HOME", folder.filePath(u"cache"_s).toLocal8Bit());
    qputenv("XDG_CONFIG_HOME", folder.filePath(u"config"_s).toLocal8Bit());
    const auto programs = QCoreApplication::applicationDirPath() + u"/../bin"_s;
    const auto journal = bench::journalIn(folder, programs);
    bench::Starts starts;
    starts.untilPainted(QCoreApplication::applicationFilePath(), {QLatin1StringView(bench::bareArgument)});
    const auto bare = starts.newest();
    starts.untilPainted(programs + u"/penelope"_s, {u"--offline"_s, journal, u"--startup-trace"_s});
    const auto console = starts.newest();
    QThread::sleep(5); // what is done after the first paint
    const double bareMegabytes = proportionalMegabytes(bare);
    const double megabytes = proportionalMegabytes(console);
    const auto before = effortOf(console);
    const auto bareBefore = effortOf(bare);
    QThread::sleep(idleSeconds);
    const auto after = effortOf(console);
    const auto bareAfter = effortOf(bare);
    starts.endAll();
    const auto share = [](const Effort& from, const Effort& to) {
        return 100 * (to.seconds - from.seconds) / double(idleSeconds);
    };
    const auto rate = [](const Effort& from, const Effort& to) {
        return static_cast<double>(to.wakeUps - from.wakeUps) / double(idleSeconds);
    };
    const auto window = u"a bare Qt window with one table"_s;
    return bench::report(
        u"bench_console"_s,
        {{u"memory (PSS), queue shown"_s, window, u"MB"_s, bareMegabytes, megabytes, bareMegabytes + 25},
         {u"processor time of a core, idle"_s, window, u"%"_s, share(bareBefore, bareAfter), share(before, after), 0.5},
         {u"wake-ups, idle"_s, window, u"/s"_s, rate(bareBefore, bareAfter), rate(before, after), 5}});
}
