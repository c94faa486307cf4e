#pragma once

#include <QApplication>
#include <QMainWindow>
#include <QProcess>
#include <QTableWidget>
#include <QTemporaryDir>

#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

/// Programs that are started anew for each measurement: the console, and the least that a Qt program with one table is.
namespace penelope::bench {

using namespace Qt::Literals::StringLiterals;

inline constexpr char bareArgument[] = "--bare-window";
inline constexpr char painted[] = "first-paint";

/// Says when it has been painted, as `penelope --startup-trace` does.
class BareWindow : public QMainWindow
{
protected:
    void paintEvent(QPaintEvent* event) override
    {
        QMainWindow::paintEvent(event);
        // The picture is on the screen when this event is over.
        QMetaObject::invokeMethod(
            this,
            [] {
                std::puts(painted);
                std::fflush(stdout);
            },
            Qt::QueuedConnection);
    }
};

inline int showBareWindow(int argc, char** argv)
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
    Starts() = default;
    ~Starts() { endAll(); }
    Starts(const Starts&) = delete;
    Starts& operator=(const Starts&) = delete;

    /// Until the program says that it was painted.
    void untilPainted(const QString& program, const QStringList& arguments)
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(program, arguments);
        m_running.push_back(std::move(process));
        await(painted);
    }
    /// Writes `input` to the newest program and waits until it says `word`; an hour at most.
    void untilSaid(const char* word, const QByteArray& input)
    {
        m_running.back()->write(input);
        await(word);
    }
    qint64 newest() const { return m_running.back()->processId(); }
    void endAll()
    {
        for (auto& process : m_running) {
            process->kill();
            process->waitForFinished();
        }
        m_running.clear();
    }

private:
    void await(const char* word)
    {
        constexpr int patience = 3'600'000; // the first start on a journal of 10 M events folds all of it
        auto& process = *m_running.back();
        QByteArray said;
        while (!said.contains(word) && process.waitForReadyRead(patience))
            said += process.readAllStandardOutput();
        if (said.contains(word))
            return;
        const auto program = process.program();
        endAll();
        qFatal("%s did not say %s", qPrintable(program), word);
    }

    std::vector<std::unique_ptr<QProcess>> m_running;
};

/// Has all events of a journal added up once, so that later starts begin with what is kept of them.
inline void addUp(const QString& programs, const QString& journal)
{
    QProcess status;
    status.setStandardOutputFile(QProcess::nullDevice());
    status.start(programs + u"/penelopectl"_s, {u"--journal"_s, journal, u"status"_s});
    if (!status.waitForFinished(-1) || status.exitCode() != 0)
        qFatal("penelopectl status ended with %d", status.exitCode());
}

inline QString journalIn(const QTemporaryDir& folder, const QString& programs)
{
    const auto given = qEnvironmentVariable("PENELOPE_BENCH_JOURNAL");
    if (!given.isEmpty()) {
        addUp(programs, given);
        return given;
    }
    const auto file = folder.filePath(u"journal.db"_s);
    const int code = QProcess::execute(
        programs + u"/penelopectl"_s,
        {u"journal"_s, u"generate"_s, u"--events"_s, u"100000"_s, u"--seed"_s, u"1"_s, file});
    if (code != 0)
        qFatal("penelopectl journal generate ended with %d", code);
    addUp(programs, file);
    return file;
}

} // namespace penelope::bench
