// From the start of the process to the first useful paint, against a bare window with one table (performance.md
// "Start-up"). PENELOPE_BENCH_JOURNAL names a journal; else one of 100,000 events is generated.
// links: Qt6::Widgets
#include "tests/bench/programs.h"
#include "tests/bench/rounds.h"

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (argc > 1 && std::strcmp(argv[1], bench::bareArgument) == 0)
        return bench::showBareWindow(argc, argv);
    QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    // A cache of its own, which journalIn() fills.
    qputenv("XDG_CACHE_HOME", folder.filePath(u"cache"_s).toLocal8Bit());
    qputenv("XDG_CONFIG_HOME", folder.filePath(u"config"_s).toLocal8Bit());
    const auto programs = QCoreApplication::applicationDirPath() + u"/../bin"_s;
    const auto journal = bench::journalIn(folder, programs);
    bench::Starts starts;
    return bench::run(
        u"bench_startup"_s,
        {{.work = u"first useful paint, warm"_s,
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
          .ratioBudget = 1.5,
          .before = [&] { starts.endAll(); },
          // What the console does after its paint is not the bare window's cost.
          .beforeBase = [&] { starts.endAll(); },
          .waits = true}});
}
