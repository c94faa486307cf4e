// From the start of the process to the first useful paint, against a bare window with one table (performance.md
// "Start-up"). PENELOPE_BENCH_JOURNAL names a journal; else one of 100,000 events is generated.
// links: Qt6::Widgets
#include "tests/bench/rounds.h"

#include <QApplication>
#include <QMainWindow>
#include <QProcess>
#include <QTableWidget>
#include <QTemporaryDir>

#include <cstdio>
#include <cstring>
#include <memory>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char bareArgument[] = "--bare-window";
constexpr char painted[] = "first-paint";

/// Says when it has been painted, as `penelope --startup-trace` does.
class BareWindow : public QMainWindow
{
protected:
    void paintEvent(QPaintEvent* event) override
    {
        QMainWindow::paintEvent(event);
        std::puts(painted);
        std::fflush(stdout);
    }
};

int showBareWindow(int argc, char** argv)
{
    QApplication application(argc, argv);
    BareWindow window;
    auto* table = new QTableWidget(30, 8, &window);
    for (int row = 0; row < table->rowCount(); ++row) {
        for (int column = 0; column < table->columnCount(); ++column)
            table->setItem(row, column, new QTableWidgetItem(u"%1 %2"_s.arg(row).arg(column)));
    }
    window.setCentralWidget(table);
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}

class Starts
{
public:
    /// Until the program says that it was painted.
    void untilPainted(const QString& program, const QStringList& arguments)
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(program, arguments);
        QByteArray said;
        while (!said.contains(painted) && process->waitForReadyRead(60'000))
            said += process->readAllStandardOutput();
        if (!said.contains(painted))
            qFatal("%s did not paint", qPrintable(program));
        m_running.push_back(std::move(process));
    }
    void endAll()
    {
        for (auto& process : m_running) {
            process->kill();
            process->waitForFinished();
        }
        m_running.clear();
    }

private:
    std::vector<std::unique_ptr<QProcess>> m_running;
};

QString journalIn(const QTemporaryDir& folder, const QString& programs)
{
    const auto given = qEnvironmentVariable("PENELOPE_BENCH_JOURNAL");
    if (!given.isEmpty())
        return given;
    const auto file = folder.filePath(u"journal.db"_s);
    const int code = QProcess::execute(
        programs + u"/penelopectl"_s,
        {u"journal"_s, u"generate"_s, u"--events"_s, u"100000"_s, u"--seed"_s, u"1"_s, file});
    if (code != 0)
        qFatal("penelopectl journal generate ended with %d", code);
    return file;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (argc > 1 && std::strcmp(argv[1], bareArgument) == 0)
        return showBareWindow(argc, argv);
    QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    // A cache of its own: the first start of the discarded rounds fills it.
    qputenv("XDG_CACHE_HOME", folder.filePath(u"cache"_s).toLocal8Bit());
    qputenv("XDG_CONFIG_HOME", folder.filePath(u"config"_s).toLocal8Bit());
    const auto programs = QCoreApplication::applicationDirPath() + u"/../bin"_s;
    const auto journal = journalIn(folder, programs);
    Starts starts;
    return bench::run(
        u"bench_startup"_s,
        {{.work = u"first useful paint, warm"_s,
          .against = u"a bare Qt window with one table"_s,
          .baseline =
              [&] { starts.untilPainted(QCoreApplication::applicationFilePath(), {QLatin1StringView(bareArgument)}); },
          .measured =
              [&] {
                  starts.untilPainted(programs + u"/penelope"_s, {u"--offline"_s, journal, u"--startup-trace"_s});
              },
          .ratioBudget = 1.5,
          .before = [&] { starts.endAll(); },
          .waits = true}});
}
