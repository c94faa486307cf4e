// From the start of the process to the first useful paint, against a bare window with one table (performance.md
// "Start-up"). PENELOPE_BENCH_JOURNAL names a journal; else one of 100,000 events is generated. With --cold, which only
// root can ask for, nothing of either program is in the page cache.
// links: Qt6::Widgets
#include "tests/bench/programs.h"
#include "tests/bench/rounds.h"

#include <QFile>

#include <unistd.h>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Forgets what the system has read of any file.
bool dropPageCache()
{
    ::sync();
    QFile drop(u"/proc/sys/vm/drop_caches"_s);
    return drop.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && drop.write("3") == 1;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (argc > 1 && std::strcmp(argv[1], bench::bareArgument) == 0)
        return bench::showBareWindow(argc, argv);
    const bool cold = argc > 1 && std::strcmp(argv[1], "--cold") == 0;
    if (cold && !dropPageCache()) {
        std::fputs("Only root can drop the page cache: nothing was measured.\n", stderr);
        return 2;
    }
    QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    // A cache of its own, which journalIn() fills.
    qputenv("XDG_CACHE_HOME", folder.filePath(u"cache"_s).toLocal8Bit());
    qputenv("XDG_CONFIG_HOME", folder.filePath(u"config"_s).toLocal8Bit());
    const auto programs = QCoreApplication::applicationDirPath() + u"/../bin"_s;
    const auto journal = bench::journalIn(folder, programs);
    bench::Starts starts;
    const auto endAll = [&] {
        starts.endAll();
        if (cold)
            dropPageCache();
    };
    return bench::run(
        cold ? u"bench_startup_cold"_s : u"bench_startup"_s,
        {{.work = cold ? u"first useful paint, nothing in the page cache"_s : u"first useful paint, warm"_s,
          .against = u"a bare Qt window with one table"_s,
          .baseline =
              [&] {
                  starts.untilPainted(
                      QCoreApplication::applicationFilePath(), {QLatin1StringView(bench::bareArgument)});
              },
          .measured =
              [&] {
                  starts.untilPainted(programs + u"/penelope"_s, {u"--offline"_s, journal, u"--startup-trace"_s});
              },
          .ratioBudget = cold ? 1.6 : 1.5,
          .before = endAll,
          // What the console does after its paint is not the bare window's cost.
          .beforeBase = endAll,
          .waits = true}});
}
